// What people type and paste that is not what it seems (CON-9).
#include "support/promo.h"

using namespace ch;
using namespace ch::test;

TEST_CASE("CON-9: a name that turns the writing around, or has in it what nobody sees, is refused with words") {
  Promo env;
  const auto client = [&](const std::string& name) { return json{{"name", name}, {"code", "K99"}, {"reseller", env.reseller_party}}; };
  for (const char* name : {"示例\u202e公司", "示例\u200f公司", "\u2066示例公司", "示例\u061c公司", "示例公司\u200b", "\ufeff示例公司",
                           "示\u00ad例公司", "示例\u2060公司"}) {
    CAPTURE(name);
    const Outcome outcome = env.refused(env.ops, "register_client", client(name), "text_unseen");
    CHECK(outcome.field == "name");
    env.refused(env.ops, "register_reseller", {{"name", name}, {"code", "D9"}, {"emails", {"a@b.example"}}}, "text_unseen");
    env.refused(env.ops, "register_merchant", {{"name", name}, {"supplier", "S9"}}, "text_unseen");
    env.refused(env.admin, "grant_role", {{"user", name}, {"role", "finance"}}, "text_unseen");
  }
  // What is typed elsewhere may not turn the writing either; a joiner of an emoji is no trick.
  env.refused(env.reseller, "file_case",
              env.filing("corporate_verification", {{"order_no", "SO\u202e1"}, {"bank", "B"}, {"account_number", "1"}}), "text_unseen");
  env.ok(env.ops, "register_client", client("示例\U0001f468\u200d\U0001f469公司"));
}

TEST_CASE("CON-9: an address of mail is one address") {
  Promo env;
  for (const char* email :
       {"a,b@b.example", "a b@b.example", "a@b@b.example", "@b.example", "a@", "a@b", "a;b@b.example", "<a@b.example>"}) {
    CAPTURE(email);
    env.refused(env.ops, "register_reseller", {{"name", "示例代理丙"}, {"code", "D9"}, {"emails", {email}}}, "email_malformed");
  }
  env.ok(env.ops, "register_reseller", {{"name", "示例代理丙"}, {"code", "D9"}, {"emails", {"a.b+c@b.example", "业务@b.example"}}});
}

TEST_CASE("CON-13: a document's name has no path in it") {
  Promo env;
  for (const char* name : {"a/../b.png", "/etc/b.png", "..\\b.png", "..", "."}) {
    CAPTURE(name);
    const Outcome outcome =
        env.refused(env.risk, "file_case", env.filing("penalty_cpt", {{"rule", "3.2"}, {"evidence", document(name)}}), "document_refused");
    CHECK(arg(outcome, "reason") == "文件名不得含有路径");
  }
  env.refused(env.risk, "file_case", env.filing("penalty_cpt", {{"rule", "3.2"}, {"evidence", document("a\u202egnp.exe")}}), "text_unseen");
  env.file(env.risk, "penalty_cpt", {{"rule", "3.2"}, {"evidence", document("a..b.png")}});
}

TEST_CASE("RSK-1: a reseller has one client of a name; another reseller may have one of the same") {
  Promo env;
  const auto client = [&](const std::string& name, std::int64_t reseller) {
    return json{{"name", name}, {"code", "K99"}, {"reseller", reseller}};
  };
  for (const char* same : {"示例科技（上海）有限公司", "示例科技(上海)有限公司", " 示例科技 （上海） 有限公司"}) {
    CAPTURE(same);
    const Outcome outcome = env.refused(env.ops, "register_client", client(same, env.reseller_party), "client_registered");
    CHECK(outcome.field == "name");
    CHECK(arg(outcome, "code").starts_with("K"));
  }
  const auto other =
      id_arg(env.ok(env.ops, "register_reseller", {{"name", "示例代理丙"}, {"code", "D9"}, {"emails", {"a@b.example"}}}), "party");
  env.ok(env.ops, "register_client", client("示例科技（上海）有限公司", other));
}

TEST_CASE("PRO-1: a question that is answered twice is refused under words of its own") {
  Promo env;
  json twice = env.filing("deposit_payment", {{"amount", "1.00"}});
  twice["answers"].push_back({{"name", "amount"}, {"value", "2.00"}});
  CHECK(env.refused(env.risk, "file_case", twice, "answer_twice").field == "amount");
  json empty = env.filing("deposit_payment", {{"amount", "1.00"}});
  for (int i = 0; i < 2; ++i) empty["answers"].push_back({{"name", "detail"}, {"value", ""}});
  env.refused(env.risk, "file_case", empty, "answer_twice");
  json documents = env.filing("penalty_cpt", {{"rule", "3.2"}, {"evidence", document("a.png")}});
  documents["documents"].push_back(documents["documents"][0]);
  env.refused(env.risk, "file_case", documents, "answer_twice");
  json unknown = env.filing("deposit_payment", {{"amount", "1.00"}, {"colour", "red"}});
  env.refused(env.risk, "file_case", unknown, "answer_unknown");
}
