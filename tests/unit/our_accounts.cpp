// LED-10: one account of ours in the spellings of several statements is one, and so is the wire on them; a longer number is another's.
#include "api/our_accounts.h"

#include "interop/bank_statement.h"
#include "support/env.h"

using namespace ch;
using namespace ch::test;

namespace {

const std::string home = "示例家居（杭州）有限公司";
const std::vector<std::string> spellings{"571900000010001",     "571900000010001-CNY",    "CN00571900000010001", "102-571900000010001",
                                         "571900000010001-001", "5719 0000 0010 001",     "571900000010001CNY",  "571900000010001/CNY",
                                         "ICBK571900000010001", "cn12 5719 0000 0010 001"};
const std::vector<std::string> others{"5719000000100012",       "1571900000010001",   "CN005719000000100012",
                                      "XX1CN00571900000010001", "102571900000010001", "71900000010001",
                                      "57190000001000",         "571900000010001 2",  "1CN00571900000010001"};

json line(const std::string& own, const std::string& reference = "B-1") {
  json of{{"bank_reference", reference}, {"booked", "2026-03-02"},      {"amount", "5000.00"},
          {"payer_name", home},          {"payer_account", "62220001"}, {"remark", ""}};
  if (!own.empty()) of["own_account"] = own;
  return of;
}

void set_policy(Env& env, const std::string& name, const std::string& value) {
  const Outcome proposed =
      env.ok(env.admin, "propose_policy", {{"name", name}, {"value", value}, {"effective", business_date(env.now).text()}});
  env.ok(env.admin2, "approve_policy", {{"name", name}, {"version", std::stoll(arg(proposed, "version"))}});
}

std::string mt940(const std::string& account, const std::string& lines, const std::string& closing) {
  return ":20:A\n:25:" + account + "\n:28C:1\n:60F:C260209CNY100,\n" + lines + ":62F:C260210CNY" + closing + "\n";
}

}  // namespace

TEST_CASE("LED-10: our number stands in a statement's spelling whole, or behind an IBAN's head") {
  for (const std::string& stated : spellings) {
    INFO(stated);
    CHECK(names_account(stated, "571900000010001"));
  }
  for (const std::string& stated : others) {
    INFO(stated);
    CHECK_FALSE(names_account(stated, "571900000010001"));
  }
  CHECK_FALSE(names_account("571900000010001", ""));
  // Of several the longest, else a part of an account that is named by itself would be the whole.
  const OurAccounts ours("5719-0000-0010-001", "571900000010001-002, 6200-0007");
  CHECK(ours.ours("571900000010001-001") == "571900000010001");
  CHECK(ours.ours("571900000010001-002") == "571900000010001002");
  CHECK(ours.ours("62000007CNY") == "62000007");
  CHECK(ours.ours("620000071").empty());
  CHECK(ours.same("571900000010001-001", "CN00571900000010001"));
  CHECK_FALSE(ours.same("571900000010001-001", "571900000010001-002"));
  CHECK(OurAccounts().same("571900000010001-CNY", "571900000010001"));
  CHECK_FALSE(OurAccounts().same("571900000010001", "5719000000100012"));
}

TEST_CASE("LED-10, PRE-5: a wire is credited once, however statements spell our account") {
  Env env;  // 571900000010001
  const Merchant shop = env.with_alerts(home);
  for (int i = 0; i < 3; ++i) env.ok(shop.user, "request_recharge", {{"account", shop.account}, {"amount", "5000.00"}});
  const std::string first = arg(env.ok(env.ops, "take_wire", line(spellings.back())), "wire");
  for (const std::string& own : spellings) {
    INFO(own);
    const Outcome again = env.ok(env.ops, "take_wire", line(own));
    CHECK(arg(again, "wire") == first);
    CHECK(arg(again, "repeated") == "1");
  }
  for (const std::string& own : others) {
    INFO(own);
    env.refused(env.ops, "take_wire", line(own, "B-2"), "not_our_account");
  }
  CHECK(env.platform(Book::cash_at_bank) == *Money::parse("5000.00"));
  json more = line("571900000010001-CNY");
  more["amount"] = "5000.01";
  env.refused(env.ops, "take_wire", more, "bank_reference_reused");
  // As a whole and as its parts, too.
  env.ok(env.ops, "take_wire", line("571900000010001", "E2"));
  env.refused(env.ops, "take_wire", line("CN00571900000010001", "E2#1"), "bank_reference_reused");
}

TEST_CASE("LED-10: a wire that was kept as the bank spelled our account is found under every other spelling") {
  Env env({{"credit.receiving.account", "-"}});  // none: kept as the bank writes it
  const std::string first = arg(env.ok(env.ops, "take_wire", line("571900000010001-CNY")), "wire");
  set_policy(env, "credit.receiving.account", "571900000010001");
  for (const std::string& own : spellings) {
    INFO(own);
    CHECK(arg(env.ok(env.ops, "take_wire", line(own)), "wire") == first);
  }
  CHECK(env.platform(Book::cash_at_bank) == *Money::parse("5000.00"));
  // And once the account is ours no more.
  set_policy(env, "credit.receiving.account", "62000001");
  CHECK(arg(env.ok(env.ops, "take_wire", line("571900000010001")), "wire") == first);
}

TEST_CASE("LED-10: what is made up for a line without a reference does not hang on how our account is spelled") {
  const OurAccounts ours("571900000010001", "");
  const std::string lines = ":61:2602100210C10,NTRFNONREF\n";
  const auto reference = [&](const std::string& account, const OurAccounts& numbers) {
    return read_mt940(mt940(account, lines, "110,"), {}, numbers)->lines.at(0).bank_reference;
  };
  const std::string plain = reference("571900000010001", {});
  for (const std::string account : {"571900000010001", "571900000010001-001", "CN00571900000010001"}) {
    INFO(account);
    CHECK(reference(account, ours) == plain);
    const BankLine one = read_mt940(mt940(account, lines, "110,"), {}, ours)->lines.at(0);
    CHECK(one.former_reference == (account == "571900000010001" ? "" : reference(account, {})));
    CHECK(one.own_account == account);
  }
  CHECK(reference("5719000000100012", ours) == reference("5719000000100012", {}));
}
