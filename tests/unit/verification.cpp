// Chapter 04: corporate bank-account verification, each path to its end, and what is refused on the way.
#include "support/promo.h"

#include "payments/records.h"

using namespace ch;
using namespace ch::test;

namespace {

const json order{{"order_no", "SO-1"}, {"bank", "示例银行上海分行"}, {"account_number", "6222 0000 1111 0193"}};

std::int64_t filed_case(Promo& env, const json& with = order, std::int64_t client = 0) {
  return env.file(env.reseller, "corporate_verification", with, 0, client);
}
std::int64_t passed(Promo& env, const json& with = order, std::int64_t client = 0) {
  const auto process = filed_case(env, with, client);
  env.take(env.reviewer, process, "pass");
  return process;
}
std::int64_t paying(Promo& env, const json& with = order, std::int64_t client = 0) {
  const auto process = passed(env, with, client);
  env.take(env.value_added, process, "batch");
  return process;
}
std::string today(Promo& env) { return business_date(env.now).text(); }
std::int64_t receipt_asked(Promo& env) {
  const auto process = paying(env);
  env.take(env.finance, process, "paid", {{"bank_reference", "B1"}, {"paid_on", today(env)}});
  return process;
}
json five(Promo& env, const json& with = json::object()) {
  json points{{"point_1", "yes"},
              {"payer_name", "示例平台（杭州）有限公司"},
              {"payee_name", "示例科技(上海)有限公司"},
              {"receipt_bank", "示例银行上海分行"},
              {"receipt_account", "6222000011110193"},
              {"receipt_amount", "0.01"},
              {"receipt_date", today(env)}};
  points.update(with);
  return points;
}

}  // namespace

TEST_CASE("VER-1 to VER-10: from the order to the badge, and where the 0.01 lies") {
  Promo env;
  const Money before = env.platform(Book::cash_at_bank);
  const auto process = receipt_asked(env);
  CHECK(env.platform(Book::cash_at_bank) == before - Money::fen(1));
  CHECK(env.platform(Book::costs) == Money::fen(1));
  CHECK(env.step(process) == "receipt");
  env.take(env.reseller, process, "file_receipt", {{"receipt", document("receipt.png")}});
  env.take(env.value_added, process, "check", five(env));
  CHECK(env.step(process) == "verified");
  CHECK_FALSE(env.at(process).is_open);
  const json last = env.query(env.reseller, "case", {{"process", process}})["history"].back();
  CHECK(last["sent"] == json{"系统事件：点亮认证标识", "【示例代理甲】对公认证已通过：示例科技（上海）有限公司"});  // PRO-4
  CHECK(last["sent_en"][0] == "Event: badge lit");
  CHECK(env.events(process) == std::vector<std::string>{"verification.badge_lit"});
  CHECK(env.mails(process) == std::vector<std::string>{"【示例代理甲】请提交网银收款凭证：示例科技（上海）有限公司",
                                                       "【示例代理甲】对公认证已通过：示例科技（上海）有限公司"});
}

TEST_CASE("VER-1: who is no client of a reseller cannot be verified; a missing account is a reason to refuse the case") {
  Promo env;
  env.refused(env.reseller, "file_case", env.filing("corporate_verification", order, 0, env.reseller_party), "not_a_client");
  const auto process = filed_case(env, {{"order_no", "SO-1"}, {"bank", "示例银行"}});
  env.not_taken(env.reviewer, process, "pass", json::object(), "bank_account_missing");
  env.take(env.reviewer, process, "refuse", {{"reason", "no_bank_account"}});
  CHECK(env.step(process) == "refused");
  CHECK(env.mails(process).size() == 1);
  const json message = env.query(env.reseller, "case", {{"process", process}})["messages"][0];
  CHECK(message["body"].get<std::string>().contains("缺少开户银行或账号"));
  CHECK(message["body_en"].get<std::string>().contains("Bank or account number missing"));
}

TEST_CASE("VER-2: the reviewer passes or refuses, with a reason") {
  Promo env;
  const auto process = filed_case(env);
  env.not_taken(env.reviewer, process, "refuse", json::object(), "answer_missing");
  env.not_taken(env.reviewer, process, "refuse", {{"reason", "because"}}, "answer_malformed");
  env.not_taken(env.value_added, process, "pass", json::object(), "not_your_step");
  env.take(env.reviewer, process, "refuse", {{"reason", "papers_do_not_fit"}, {"detail", "营业执照过期"}});
  CHECK(env.step(process) == "refused");
}

TEST_CASE("VER-3: two clients with one bank account are both held, compared after normalisation, and a person decides each") {
  Promo env;
  const auto other = env.new_client("示例贸易有限公司");
  const auto first = paying(env);
  CHECK(env.step(first) == "paying");
  json same = order;
  same["account_number"] = "６２２２-0000-1111-0193";  // full width, with hyphens
  const auto second = passed(env, same, other);
  env.ok(env.value_added, "step_cases",
         {{"processes", {std::to_string(second)}}, {"step", "passed"}, {"on", "batch"}, {"answers", json::array()}});
  CHECK(env.step(second) == "held");
  CHECK(env.step(first) == "held");
  const auto related = [&](const Actor& who, std::int64_t process) {
    std::vector<std::int64_t> ids;
    for (const json& one : env.query(who, "case", {{"process", process}})["related"]) ids.push_back(one["process"]);
    return ids;
  };
  CHECK(related(env.value_added, second) == std::vector{first});  // each leads to the other, for whoever decides
  CHECK(related(env.value_added, first) == std::vector{second});
  CHECK(related(env.reseller, second).empty());
  const json held = env.query(env.value_added, "cases", {{"procedure", "corporate_verification"}, {"step", "held"}})["rows"];
  CHECK((held[0]["process"] == second && held[0]["pair"] == first && held[0]["pair_number"] == env.at(first).subject));
  CHECK((held[1]["process"] == first && held[1]["pair"] == second && held[1]["pair_number"] == env.at(second).subject));
  env.take(env.value_added, first, "release");
  CHECK(env.step(first) == "paying");
  env.take(env.value_added, second, "refuse", {{"reason", "same_bank_account"}});
  CHECK(env.step(second) == "refused");
}

TEST_CASE("VER-3: a pair stands on the list of the one that is on its way already, whom nothing holds any more, and no reseller sees it") {
  Promo env;
  const auto first = receipt_asked(env);
  const auto second = passed(env, order, env.new_client("示例贸易有限公司"));
  env.take(env.value_added, second, "batch");
  CHECK(env.step(first) == "receipt");
  const auto pair = [&](const Actor& who, std::int64_t process) -> json {
    for (const json& row : env.query(who, "cases", {{"procedure", "corporate_verification"}})["rows"])
      if (row["process"] == process) return row["pair"];
    return {};
  };
  CHECK((pair(env.value_added, first) == second && pair(env.value_added, second) == first));
  CHECK((pair(env.reseller, first) == 0 && pair(env.reseller, second) == 0));
}

TEST_CASE("VER-3: a case of long ago is history to compare with, and the same client may come again") {
  Promo env;
  const auto old = receipt_asked(env);
  env.ends(*Date::parse("2026-05-06"));
  CHECK(env.step(old) == "refused");
  CHECK(env.step(paying(env)) == "paying");  // its own account, once more
  const auto other = env.new_client("示例贸易有限公司");
  const auto second = passed(env, order, other);
  env.take(env.value_added, second, "batch");
  CHECK(env.step(second) == "held");
  CHECK(env.step(old) == "refused");
}

TEST_CASE("VER-3, PRO-5: a batch is screened together, all or none") {
  Promo env;
  std::vector<std::string> all;
  for (int i = 0; i < 5; ++i) {
    json with = order;
    with["account_number"] = "62220000" + std::to_string(1000 + i);
    all.push_back(std::to_string(passed(env, with, env.new_client("示例客户" + std::to_string(i)))));
  }
  const auto left = filed_case(env);
  auto with_one_too_many = all;
  with_one_too_many.push_back(std::to_string(left));
  json payload{{"processes", with_one_too_many}, {"step", "passed"}, {"on", "batch"}, {"answers", json::array()}};
  env.refused(env.value_added, "step_cases", payload, "wrong_step");
  CHECK(env.step(std::stoll(all[0])) == "passed");
  payload["processes"] = all;
  const Outcome done = env.ok(env.value_added, "step_cases", payload);
  CHECK(arg(done, "cases") == "5");
  for (const std::string& one : all) CHECK(env.step(std::stoll(one)) == "paying");
  payload = {{"processes", {std::to_string(left)}}, {"step", "review"}, {"on", "pass"}, {"answers", json::array()}};
  env.refused(env.reviewer, "step_cases", payload, "not_in_bulk");
}

TEST_CASE("LED-10, VER-4: one transfer of the bank pays one thing") {
  Promo env;
  receipt_asked(env);
  const auto other =
      paying(env, {{"order_no", "SO-2"}, {"bank", "示例银行"}, {"account_number", "62220002"}}, env.new_client("示例乙公司"));
  for (const char* same : {"B1", " b1"})
    env.not_taken(env.finance, other, "paid", {{"bank_reference", same}, {"paid_on", today(env)}}, "payment_reference_reused");
  const json wire{{"wire", id_arg(env.wire("", "88.00"), "wire")}, {"reason", "付款方要求退回"}};
  env.ok(env.ops, "return_wire", wire);
  env.refused(env.finance, "confirm_wire_returned", {{"wire", wire["wire"]}, {"bank_reference", "B1"}}, "payment_reference_reused");
  env.ok(env.finance, "confirm_wire_returned", {{"wire", wire["wire"]}, {"bank_reference", "P2"}});
  env.not_taken(env.finance, other, "paid", {{"bank_reference", "P2"}, {"paid_on", today(env)}}, "payment_reference_reused");
  env.take(env.finance, other, "paid", {{"bank_reference", "P3"}, {"paid_on", today(env)}});
}

TEST_CASE("VER-7, LED-11: the receipt is compared with the bank's day, also where a report came first that did not say it") {
  Promo env;
  const auto process = paying(env);
  env.ok(env.finance, "collect_payments", {{"process", process}});
  env.advance_days(3);
  env.ok(env.finance, "confirm_payment", {{"end_to_end", "PB000001-0001"}});
  CHECK(answer(env.at(process), "paid_on") == "2026-03-05");
  env.ok(env.finance, "confirm_payment", {{"end_to_end", "PB000001-0001"}, {"bank_reference", "S1"}, {"booked", "2026-03-03"}});
  CHECK(answer(env.at(process), "paid_on") == "2026-03-03");
  CHECK(answer(env.at(process), "paying_company") == "示例平台（杭州）有限公司");  // as the file says
}

TEST_CASE("LED-10: the reference of money that came is no payment's") {
  Promo env;
  env.ok(
      env.ops, "take_wire",
      {{"bank_reference", "IN-1"}, {"booked", today(env)}, {"amount", "5.00"}, {"payer_name", ""}, {"payer_account", ""}, {"remark", ""}});
  env.not_taken(env.finance, paying(env), "paid", {{"bank_reference", "in-1"}, {"paid_on", today(env)}}, "payment_reference_reused");
}

TEST_CASE("LED-11, VER-5: that the bank could not pay what it was given is the bank's to say, so that nothing is paid twice") {
  Promo env;
  const auto process = paying(env);
  env.ok(env.finance, "collect_payments", {{"process", process}});
  env.not_taken(env.finance, process, "failed", {{"failure", "户名不符"}}, "payment_under_way");
  env.ok(env.finance, "reject_payment", {{"end_to_end", "PB000001-0001"}, {"reason", "户名不符"}});
  CHECK(env.step(process) == "resubmit");
  env.take(env.reseller, process, "account", {{"bank", "示例银行"}, {"account_number", "62229999"}});
  env.take(env.finance, process, "failed", {{"failure", "户名不符"}});  // no bank has it now
  CHECK(env.step(process) == "refused");
}

TEST_CASE("VER-4: paid within 5 working days of the batch, by the bank's file; late is late, and still to be done") {
  Promo env;
  const auto process = paying(env);  // Monday, 2 March 2026
  CHECK(env.at(process).due == end_of(*Date::parse("2026-03-09")));
  const Outcome batch = env.ok(env.finance, "collect_payments", json::object());
  CHECK(arg(batch, "total") == "0.01");
  env.refused(env.finance, "collect_payments", json::object(), "nothing_to_collect");
  const json view = env.query(env.finance, "payment_batch", {{"batch", id_arg(batch, "batch")}});
  CHECK(view["rows"][0]["process"] == process);
  CHECK(view["rows"][0]["number"] == env.at(process).subject);
  const json file = env.query(env.finance, "payment_file", {{"batch", id_arg(batch, "batch")}, {"format", "pain001"}, {"language", "zh"}});
  CHECK(file["content"].get<std::string>().find("6222 0000 1111 0193") != std::string::npos);
  const std::string name = view["rows"][0]["end_to_end"];
  env.ends(*Date::parse("2026-03-09"));
  CHECK(env.step(process) == "paying");
  CHECK(env.at(process).late);
  env.ok(env.finance, "confirm_payment", {{"end_to_end", name}, {"amount", "0.01"}, {"bank_reference", "BK-77"}, {"booked", "2026-03-05"}});
  CHECK(env.step(process) == "receipt");
  CHECK(answer(env.at(process), "paid_on") == "2026-03-05");
  // told twice, it counts once
  CHECK(arg(env.ok(env.finance, "confirm_payment", {{"end_to_end", name}, {"bank_reference", "BK-77"}}), "repeated") == "1");
  env.refused(env.finance, "confirm_payment", {{"end_to_end", name}, {"bank_reference", "BK-78"}}, "payment_decided");
  CHECK(env.platform(Book::costs) == Money::fen(1));
}

TEST_CASE("VER-5: failed once, the account is filed anew and paid again; a second failure is the end") {
  Promo env;
  const auto process = paying(env);
  const Outcome batch = env.ok(env.finance, "collect_payments", {{"process", process}});
  const std::string name = env.query(env.finance, "payment_batch", {{"batch", id_arg(batch, "batch")}})["rows"][0]["end_to_end"];
  env.ok(env.finance, "reject_payment", {{"end_to_end", name}, {"reason", "账号不存在"}});
  CHECK(env.step(process) == "resubmit");
  CHECK(env.at(process).due == end_of(*Date::parse("2026-03-05")));  // 3 working days
  env.take(env.reseller, process, "account", {{"bank", "示例银行"}, {"account_number", "6222000099990000"}});
  CHECK(env.step(process) == "paying");
  CHECK(env.at(process).due == end_of(*Date::parse("2026-03-09")));  // 5 anew
  env.take(env.finance, process, "failed", {{"failure", "户名不符"}});
  CHECK(env.step(process) == "refused");
  CHECK(env.platform(Book::costs).is_zero());
}

TEST_CASE("VER-5: what was noted as not paid was paid after all: the receipt is asked for, and the 0.01 is booked once") {
  Promo env;
  const auto earlier =
      paying(env, {{"order_no", "SO-2"}, {"bank", "示例银行"}, {"account_number", "777"}}, env.new_client("示例贸易有限公司"));
  env.take(env.finance, earlier, "paid", {{"bank_reference", "BK-1"}, {"paid_on", "2026-03-02"}});
  const auto process = paying(env);
  env.take(env.finance, process, "failed", {{"failure", "户名不符"}});
  env.advance_days(1);
  env.not_taken(env.finance, process, "paid_after_all", {{"bank_reference", "BK-1"}, {"paid_on", "2026-03-02"}},
                "payment_reference_reused");
  env.not_taken(env.finance, process, "paid_after_all", {{"bank_reference", "BK-2"}, {"paid_on", "2026-03-01"}}, "paid_on_impossible");
  env.not_taken(env.reseller, process, "paid_after_all", {{"bank_reference", "BK-2"}, {"paid_on", "2026-03-02"}}, "not_your_step");
  CHECK(env.platform(Book::costs) == Money::fen(1));
  env.take(env.finance, process, "paid_after_all", {{"bank_reference", "BK-2"}, {"paid_on", "2026-03-02"}});
  CHECK(env.step(process) == "receipt");
  CHECK(env.platform(Book::costs) == Money::fen(2));
  CHECK(answer(env.at(process), "paid_on") == "2026-03-02");
  env.not_taken(env.finance, process, "paid_after_all", {{"bank_reference", "BK-3"}, {"paid_on", "2026-03-02"}}, "wrong_step");
}

TEST_CASE("VER-5: the account filed anew is screened too") {
  Promo env;
  const auto other =
      paying(env, {{"order_no", "SO-2"}, {"bank", "示例银行"}, {"account_number", "777"}}, env.new_client("示例贸易有限公司"));
  const auto process = paying(env);
  env.take(env.finance, process, "failed", {{"failure", "户名不符"}});
  env.take(env.reseller, process, "account", {{"bank", "示例银行"}, {"account_number", "777"}});
  CHECK(env.step(process) == "held");
  CHECK(env.step(other) == "held");
}

TEST_CASE("VER-5: not filed anew within 3 working days, it is refused by the clock") {
  Promo env;
  const auto process = paying(env);
  env.take(env.finance, process, "failed", {{"failure", "户名不符"}});
  env.now = end_of(*Date::parse("2026-03-05")).plus_ms(-1);
  env.engine->tick(env.now);
  CHECK(env.step(process) == "resubmit");
  env.ends(*Date::parse("2026-03-05"));
  CHECK(env.step(process) == "refused");
}

TEST_CASE("VER-6: the receipt within a month after the payment, else refused when the month ends, with nobody acting") {
  Promo env;
  const auto process = receipt_asked(env);
  CHECK(env.at(process).due == end_of(*Date::parse("2026-04-02")));
  env.now = end_of(*Date::parse("2026-04-02")).plus_ms(-1);
  env.engine->tick(env.now);
  CHECK(env.step(process) == "receipt");
  env.ends(*Date::parse("2026-04-02"));
  CHECK(env.step(process) == "refused");
  CHECK(env.mails(process).back() == "【示例代理甲】逾期未提交，对公认证未通过：示例科技（上海）有限公司");
}

TEST_CASE("VER-6: the month counts from the day on which the payment succeeded, and not from when that was entered") {
  Promo env;
  env.ends(*Date::parse("2026-03-30"));
  const auto process = paying(env);
  env.advance_days(2);
  env.take(env.finance, process, "paid", {{"bank_reference", "B1"}, {"paid_on", "2026-03-31"}});
  CHECK(env.at(process).due == end_of(*Date::parse("2026-04-30")));  // CON-5: 31 March and a month
  const json view = env.query(env.reseller, "case", {{"process", process}});
  CHECK(view["deadline_zh"] == "1 个月，自 3月31日（付款日期）起");
  CHECK(view["deadline_en"] == "1 month, from 31 Mar (Paid on)");
  env.ends(*Date::parse("2026-04-29"));
  CHECK(env.step(process) == "receipt");
  env.ends(*Date::parse("2026-04-30"));
  CHECK(env.step(process) == "refused");
}

TEST_CASE("VER-6: a payment that is entered after its month has ended leaves no time for the receipt") {
  Promo env;
  const auto process = paying(env);
  env.ends(*Date::parse("2026-04-10"));
  env.take(env.finance, process, "paid", {{"bank_reference", "B1"}, {"paid_on", "2026-03-02"}});
  CHECK(env.at(process).due == end_of(*Date::parse("2026-04-02")));
  env.engine->tick(env.now);
  CHECK(env.step(process) == "refused");
}

TEST_CASE("VER-7, VER-8: each of the five points can fail, and the case says which") {
  const std::pair<json, std::string> wrong[] = {{{{"point_1", "no"}}, "1"},
                                                {{{"payer_name", "某某平台"}}, "2"},
                                                {{{"payee_name", "另一家公司"}}, "2"},
                                                {{{"payer_name", "某某平台"}, {"payee_name", "另一家公司"}}, "2"},
                                                {{{"receipt_bank", "别的银行"}}, "3"},
                                                {{{"receipt_account", "6222000011110194"}}, "3"},
                                                {{{"receipt_amount", "0.02"}}, "4"},
                                                {{{"receipt_date", "2026-03-01"}}, "5"},
                                                {{{"point_1", "no"}, {"receipt_amount", "0.10"}}, "1、4"}};
  for (const auto& [points, failed] : wrong) {
    INFO(failed);
    Promo env;
    const auto process = receipt_asked(env);
    env.take(env.reseller, process, "file_receipt", {{"receipt", document("receipt.png")}});
    const Outcome slip = env.not_taken(env.value_added, process, "check", five(env, points), "points_would_fail");
    CHECK(arg(slip, "points") == failed);
    CHECK(env.step(process) == "check");
    json on_purpose = five(env, points);
    on_purpose["refuse"] = "yes";
    env.take(env.value_added, process, "check", on_purpose);
    CHECK(env.step(process) == "refused");
    CHECK(answer(env.at(process), "failed_points") == failed);
    CHECK(env.events(process).empty());
    CHECK(env.mails(process).back() == "【示例代理甲】网银收款凭证核查未通过：示例科技（上海）有限公司");
  }
}

TEST_CASE("VER-7: who mistypes is told what was typed and what is known, and refuses nobody by it; numbers of accounts are masked") {
  Promo env;
  const auto process = receipt_asked(env);
  env.take(env.reseller, process, "file_receipt", {{"receipt", document("receipt.png")}});
  const Outcome slip = env.not_taken(env.value_added, process, "check",
                                     five(env, {{"receipt_amount", "0.10"}, {"receipt_account", "6222000011110194"}, {"refuse", "no"}}),
                                     "points_would_fail");
  CHECK(arg(slip, "points") == "3、4");
  const std::string differ = arg(slip, "differ");
  CHECK(differ.contains("填写 0.10，系统 0.01"));
  CHECK(differ.contains("************0194，系统 ************0193"));  // as they are compared, without blanks
  CHECK_FALSE(differ.contains("6222"));                               // CON-12
  CHECK_FALSE(differ.contains("付款方"));
  env.not_taken(env.value_added, process, "check", five(env, {{"refuse", "yes"}}), "no_point_fails");
  CHECK(env.step(process) == "check");
  CHECK(answer(env.at(process), "receipt_amount").empty());
  env.take(env.value_added, process, "check", five(env, {{"refuse", "no"}}));
  CHECK(env.step(process) == "verified");
}

TEST_CASE("VER-7: what the system knows stands beside each question") {
  Promo env;
  const auto process = receipt_asked(env);
  env.take(env.reseller, process, "file_receipt", {{"receipt", document("receipt.png")}});
  const json view = env.query(env.value_added, "case", {{"process", process}});
  std::map<std::string, std::string> known;
  for (const json& question : view["actions"][0]["form"]) known[question["name"]] = question["known"];
  CHECK(known["payer_name"] == "示例平台（杭州）有限公司");
  CHECK(known["payee_name"] == "示例科技（上海）有限公司");
  CHECK(known["receipt_amount"] == "0.01");
  CHECK(known["receipt_date"] == today(env));
  CHECK(known["receipt_account"].ends_with("0193"));
  CHECK(known["receipt_account"].find("6222") == std::string::npos);  // CON-12
}

TEST_CASE("VER-9: the reseller sees the outcome and the whole history of its clients, and of nobody else's") {
  Promo env;
  const auto process = receipt_asked(env);
  const json view = env.query(env.reseller, "case", {{"process", process}});
  CHECK(view["history"].size() == 4);
  CHECK(view["history"][3]["posted"][0]["kind"] == "verification_transfer");
  CHECK(view["history"][3]["posted"][0]["amount"] == "0.01");
  CHECK(view["history"][3]["sent"][0] == "【示例代理甲】请提交网银收款凭证：示例科技（上海）有限公司");
  CHECK(view["deadline_zh"] == "1 个月，自 3月2日（付款日期）起");
  CHECK(view["actions"][0]["code"] == "");
  const auto stranger =
      id_arg(env.ok(env.ops, "register_reseller", {{"name", "示例代理乙"}, {"code", "D2"}, {"emails", {"b@reseller.example"}}}), "party");
  env.ok(env.admin, "grant_role", {{"user", "dealer2"}, {"role", "reseller_user"}, {"party", stranger}});
  const Actor other{"dealer2", Role::reseller_user, PartyId{stranger}};
  CHECK(env.query_refused(other, "case", {{"process", process}}) == "not_allowed");
  CHECK(env.query(other, "cases", json::object())["rows"].empty());
  CHECK(env.query(other, "inbox", json::object())["rows"].empty());
  CHECK(env.query(env.reseller, "inbox", json::object())["rows"].size() == 1);
  env.refused(other, "step_case", env.stepping(process, "file_receipt", {{"receipt", document("r.png")}}), "not_allowed");
  env.refused(other, "file_case", env.filing("corporate_verification", order), "not_allowed");
}

TEST_CASE("CON-13: a document's hash, size, type and name are looked at") {
  Promo env;
  const auto process = receipt_asked(env);
  const auto with = [&](const char* field, const json& value) {
    json wrong = document("receipt.png");
    wrong[field] = value;
    env.not_taken(env.reseller, process, "file_receipt", {{"receipt", wrong}},
                  field == std::string("name") ? "text_blank" : "document_refused");
  };
  with("hash", "ABC");
  with("size", 0);
  with("size", 10'485'761);
  with("type", "text/html");
  with("name", "");
  env.not_taken(env.reseller, process, "file_receipt", {{"receipt", "yes"}}, "answer_malformed");
  env.not_taken(env.reseller, process, "file_receipt", json::object(), "answer_missing");
  env.take(env.reseller, process, "file_receipt", {{"receipt", document("receipt.png")}});
  const json view = env.query(env.reseller, "case", {{"process", process}});
  CHECK(view["history"].back()["documents"][0]["name"] == "receipt.png");
}
