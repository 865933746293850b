// Chapter 05: risk deposits, penalties and appeals.
#include "support/promo.h"

#include "penalties/blocks.h"

using namespace ch;
using namespace ch::test;

namespace {

json offence(const std::string& amount = "") {
  json form{{"rule", "信息审核规范 3.2"}, {"evidence", document("evidence.png")}};
  if (!amount.empty()) form["amount"] = amount;
  return form;
}
json wired(Promo& env, const std::string& amount, const std::string& payer = "示例科技（上海）有限公司") {
  return {{"wire", arg(env.wire(payer, amount), "number")}};
}
void deposit(Promo& env, const std::string& amount) {
  const auto process = env.file(env.risk, "deposit_payment", {{"amount", amount}});
  env.take(env.finance, process, "book", wired(env, amount));
}
std::int64_t taken(Promo& env, const std::string& amount) {
  const auto process = env.file(env.risk, "penalty_cpt", offence(amount));
  env.take(env.reseller, process, "confirm", {{"confirmed_by", "负责人"}});
  return process;
}
std::vector<std::int64_t> open_renewals(Promo& env) {
  std::vector<std::int64_t> open;
  for (const json& row : env.query(env.risk, "cases", {{"procedure", "deposit_renewal"}})["rows"])
    if (row["open"] == true) open.push_back(row["process"]);
  return open;
}
std::string given_to_bank(Promo& env) {
  const Outcome batch = env.ok(env.finance, "collect_payments", json::object());
  return env.query(env.finance, "payment_batch", {{"batch", id_arg(batch, "batch")}})["rows"][0]["end_to_end"];
}
const std::string fined = "【示例代理甲】审核风险违规问题判罚业务确认";
Money yuan(std::int64_t amount) { return Money::fen(amount * 100); }

}  // namespace

TEST_CASE("RSK-1: the risk supervisor asks for the deposit, finance books the wire into the client's deposit") {
  Promo env;
  const Money before = env.platform(Book::cash_at_bank);
  const auto process = env.file(env.risk, "deposit_payment", {{"amount", "10000.00"}});
  CHECK(env.mails(process) == std::vector<std::string>{"【示例代理甲】风险保证金缴纳通知：示例科技（上海）有限公司"});
  const json booked = wired(env, "10000.00");
  const auto offered = [&] { return env.query(env.finance, "case", {{"process", process}})["actions"][0]["form"][0]["choices"]; };
  REQUIRE(offered().size() == 1);
  CHECK(offered()[0]["name"] == booked["wire"]);
  env.not_taken(env.risk, process, "book", booked, "not_your_step");
  env.not_taken(env.finance, process, "book", wired(env, "9999.99"), "deposit_amount_differs");
  env.not_taken(env.finance, process, "book", wired(env, "10000.00", env.rich.name), "wire_of_other_payer");
  for (const char* none : {"W-1", "T-000099", "x"}) env.not_taken(env.finance, process, "book", {{"wire", none}}, "unknown_wire");
  env.take(env.finance, process, "book", booked);
  CHECK(env.held(env.client, Book::deposit) == yuan(10'000));
  CHECK(env.platform(Book::cash_at_bank) == before + Money::fen(2'999'999));  // each of the three wires once
  CHECK(env.platform(Book::suspense) == Money::fen(1'999'999));
  const auto again = env.file(env.risk, "deposit_payment", {{"amount", "10000.00"}});
  env.not_taken(env.finance, again, "book", booked, "wire_not_in_suspense");
  env.refused(env.reseller, "file_case", env.filing("deposit_payment", {{"amount", "1.00"}}), "not_your_step");
}

TEST_CASE("RSK-1: what does not come is cancelled") {
  Promo env;
  const auto process = env.file(env.risk, "deposit_payment", {{"amount", "10000.00"}});
  env.take(env.risk, process, "cancel");
  CHECK(env.step(process) == "cancelled");
  CHECK(env.held(env.client, Book::deposit).is_zero());
}

TEST_CASE("RSK-2: a renewal is for a deposit below what is required, and is opened when a penalty has used it up") {
  Promo env;
  deposit(env, "10000.00");
  env.refused(env.risk, "file_case", env.filing("deposit_renewal", json::object()), "deposit_enough");
  const auto penalty = env.file(env.risk, "penalty_review_violation", offence("2500.00"));
  env.take(env.reseller, penalty, "confirm", {{"confirmed_by", "负责人"}});
  const json related = env.query(env.risk, "case", {{"process", penalty}})["related"];
  REQUIRE(related.size() == 1);
  const std::int64_t renewal = related[0]["process"];
  CHECK(env.at(renewal).procedure == "deposit_renewal");
  CHECK(answer(env.at(renewal), "amount") == "2500.00");
  env.refused(env.risk, "file_case", env.filing("deposit_renewal", json::object()), "renewal_open");
  env.take(env.finance, renewal, "book", wired(env, "2500.00", "示例代理甲"));
  CHECK(env.held(env.client, Book::deposit) == yuan(10'000));
}

TEST_CASE("RSK-3, RSK-12: confirmed, a penalty is taken from the client's deposit, and stands when nobody appeals") {
  Promo env;
  deposit(env, "10000.00");
  const auto process = env.file(env.risk, "penalty_review_violation", offence());
  CHECK(env.mails(process) == std::vector<std::string>{fined});
  CHECK(answer(env.at(process), "amount") == "1000.00");  // the ladder's first
  CHECK(env.at(process).due == end_of(*Date::parse("2026-03-05")));
  CHECK(env.held(env.client, Book::deposit) == yuan(10'000));
  env.take(env.reseller, process, "confirm", {{"confirmed_by", "负责人"}});
  CHECK(env.held(env.client, Book::deposit) == yuan(9'000));
  CHECK(env.platform(Book::revenue) == yuan(1'000));
  CHECK(env.at(process).due == end_of(*Date::parse("2026-03-16")));  // 10 working days from the notice
  env.ends(*Date::parse("2026-03-16"));
  CHECK(env.step(process) == "closed");
}

TEST_CASE("RSK-12, PRO-9: time to appeal that has passed is time over, and nobody was late") {
  Promo env;
  deposit(env, "10000.00");
  const auto process = env.file(env.risk, "penalty_review_violation", offence());
  env.ends(*Date::parse("2026-03-05"));
  env.ends(*Date::parse("2026-03-16"));
  REQUIRE(env.step(process) == "closed");
  const json history = env.query(env.reseller, "case", {{"process", process}})["history"];
  CHECK(history[1]["zh"] == "逾期");  // the reseller had to confirm
  CHECK(history.back()["zh"] == "期满");
  CHECK(history.back()["en"] == "Time over");
  const json figures = env.query(env.risk, "case_figures", {{"procedure", "penalty_review_violation"}, {"month", "2026-03-01"}});
  std::map<std::string, json> steps;
  for (const json& step : figures["steps"]) steps[step["step"]] = step;
  CHECK(steps["confirming"]["left_late"] == 1);
  CHECK(steps["taken"]["left_late"] == 0);
  CHECK(steps["taken"]["left_in_time"] == 1);
}

TEST_CASE("RSK-12: what the deposit does not cover is owed by the reseller that brought the client") {
  Promo env;
  deposit(env, "600.00");
  const auto process = env.file(env.risk, "penalty_review_violation", offence("1000.00"));
  env.take(env.reseller, process, "confirm", {{"confirmed_by", "负责人"}});
  CHECK(env.held(env.client, Book::deposit).is_zero());
  CHECK(env.held(env.reseller_party, Book::owed) == yuan(400));
  CHECK(env.platform(Book::revenue) == yuan(600));
  CHECK(env.platform(Book::fees_due) == yuan(400));
}

TEST_CASE("RSK-12: not confirmed within 3 working days it counts as confirmed, and the reseller is told") {
  Promo env;
  deposit(env, "10000.00");
  const auto process = env.file(env.risk, "penalty_review_violation", offence());
  env.ends(*Date::parse("2026-03-05"));
  CHECK(env.step(process) == "taken");
  CHECK(env.held(env.client, Book::deposit) == yuan(9'000));
  CHECK(env.mails(process).back() == "【示例代理甲】判罚逾期未确认，视为确认：示例科技（上海）有限公司");
}

TEST_CASE("RSK-13: the ladder counts earlier breaches of the client, not those that were cancelled") {
  Promo env;
  deposit(env, "10000.00");
  const auto amount = [&] {
    const auto process = env.file(env.risk, "penalty_review_violation", offence());
    env.take(env.reseller, process, "confirm", {{"confirmed_by", "负责人"}});
    return std::pair(process, answer(env.at(process), "amount"));
  };
  CHECK(amount().second == "1000.00");
  const auto [second, taken] = amount();
  CHECK(taken == "3000.00");
  const auto appeal = env.file(env.reseller, "appeal", {{"reason", "误判"}}, second);
  env.take(env.risk2, appeal, "uphold", {{"grounds", "证据不足"}});
  CHECK(amount().second == "3000.00");
  CHECK(amount().second == "10000.00");
  CHECK(amount().second == "10000.00");
}

TEST_CASE("RSK-13: who files a kind of penalty, and what its form asks for, is the pack's to say") {
  Promo env({{"promo.penalty_cpt.initiator", "channel,risk_supervisor"}, {"promo.penalty_cpt.form", "rule, landing_page_1 detail?"}});
  deposit(env, "10000.00");
  const auto row = [&](const Actor& actor) {
    const json all = env.query(actor, "procedures", json::object())["rows"];
    return *std::ranges::find_if(all, [](const json& one) { return one["procedure"] == "penalty_cpt"; });
  };
  CHECK(row(env.channel)["may_file"] == true);
  CHECK(row(env.manager)["may_file"] == false);
  std::vector<std::string> asked;
  for (const json& question : row(env.channel)["form"]) asked.push_back(question["name"]);
  CHECK(asked == std::vector<std::string>{"rule", "landing_page_1", "detail"});
  const auto process = env.file(env.channel, "penalty_cpt", {{"rule", "规范 3"}, {"landing_page_1", "https://landing.example/1"}});
  CHECK(answer(env.at(process), "amount") == "2000.00");  // the ladder's
  const json answers = env.query(env.risk, "case", {{"process", process}})["answers"];
  CHECK(std::ranges::any_of(answers, [](const json& one) { return one["zh"] == "争议账户落地页链接一"; }));
  env.refused(env.risk, "file_case", env.filing("penalty_cpt", offence()), "answer_unknown");
  env.refused(env.channel, "file_case", env.filing("penalty_cpt", {{"rule", "规范 3"}}), "answer_missing");
  env.refused(env.manager, "file_case", env.filing("penalty_cpt", offence()), "not_your_step");
  env.refused(env.channel, "file_case", env.filing("penalty_review_violation", offence()), "not_your_step");
}

TEST_CASE(
    "RSK-13: a value that names no role or question is told when the pack is loaded, and where one came in later when somebody files") {
  Promo env;
  deposit(env, "10000.00");
  for (const auto& [name, value] : {std::pair{"promo.penalty_cpt.form", "rule colour"}, std::pair{"promo.penalty_cpt.initiator", "king"}}) {
    Promo changed;
    const auto version =
        id_arg(changed.ok(changed.admin, "propose_policy", {{"name", name}, {"value", value}, {"effective", "2026-03-03"}}), "version");
    changed.ok(changed.admin2, "approve_policy", {{"name", name}, {"version", version}});
    changed.ends(*Date::parse("2026-03-03"));
    changed.refused(changed.risk, "file_case", changed.filing("penalty_cpt", offence()), "policy_unusable");
    CHECK(changed.query(changed.risk, "procedures", json::object())["rows"].size() > 10);  // the rest stands
  }
  json promo = pack("promo");
  for (json& value : promo["values"])
    if (value["name"] == "promo.penalty_cpt.initiator") value["value"] = "clock";
  Env bare;
  bare.refused(bare.admin, "load_pack", promo, "policy_unusable");
}

TEST_CASE("RSK-11: the other side's writing asks for an answer, a colleague's note does not, and its own end keeps no promise") {
  Promo env;
  deposit(env, "10000.00");
  const auto kept = [&] {
    const json figures = env.query(env.risk, "work_figures", json::object());
    return figures["kept"].get<std::int64_t>() * 10 + figures["promised"].get<std::int64_t>();
  };
  const auto process = env.file(env.risk, "penalty_online_compensation", offence());
  env.ok(env.channel, "write_on_case", {{"process", process}, {"text", "已核对"}, {"documents", json::array()}});
  CHECK_FALSE(env.at(process).promised);
  env.ok(env.reseller, "write_on_case", {{"process", process}, {"text", "请问依据？"}, {"documents", json::array()}});
  CHECK(env.at(process).promised);
  env.take(env.reseller, process, "confirm", {{"confirmed_by", "负责人"}});
  CHECK_FALSE(env.at(process).promised);
  CHECK(kept() == 0);
}

TEST_CASE("RSK-2: what a person asked for is never raised, and what is still short once it is booked is asked for by another") {
  Promo env;
  deposit(env, "7000.00");
  const auto first = env.file(env.risk, "deposit_renewal", {{"amount", "2000.00"}});
  taken(env, "2000.00");
  CHECK(answer(env.at(first), "amount") == "2000.00");
  CHECK(env.mails(first).size() == 1);
  REQUIRE(open_renewals(env).size() == 1);
  env.take(env.finance, first, "book", wired(env, "2000.00"));
  REQUIRE(open_renewals(env).size() == 1);
  CHECK(answer(env.at(open_renewals(env)[0]), "amount") == "3000.00");
}

TEST_CASE("RSK-2: what a person asked for is lessened, and raised again up to that alone") {
  Promo env;
  deposit(env, "9000.00");
  const auto renewal = env.file(env.risk, "deposit_renewal", {{"amount", "800.00"}});
  deposit(env, "500.00");
  CHECK(answer(env.at(renewal), "amount") == "500.00");
  taken(env, "2000.00");
  CHECK(answer(env.at(renewal), "amount") == "800.00");
}

TEST_CASE("RSK-2: a further penalty makes an open renewal ask for what is short now, and that is told and noted") {
  Promo env;
  deposit(env, "10000.00");
  taken(env, "3000.00");
  REQUIRE(open_renewals(env).size() == 1);
  const auto renewal = open_renewals(env)[0];
  const auto second = taken(env, "2000.00");
  CHECK(open_renewals(env) == std::vector{renewal});
  CHECK(answer(env.at(renewal), "amount") == "5000.00");
  CHECK(env.mails(renewal).back() == "【示例代理甲】风险保证金应补金额变动：示例科技（上海）有限公司");
  const json view = env.query(env.finance, "case", {{"process", renewal}});
  CHECK(view["history"].back()["happened"] == "deposit_changed");
  CHECK(view["history"].back()["note"] == env.at(second).subject);
  CHECK(view["history"].back()["answers"][0]["value"] == "5000.00");
  CHECK(env.query(env.reseller, "case", {{"process", renewal}})["messages"].back()["body"].get<std::string>().contains("5000.00"));
  taken(env, "9000.00");  // takes the last 5,000
  CHECK(answer(env.at(renewal), "amount") == "10000.00");
  taken(env, "100.00");  // wholly owed: nothing more is short
  CHECK(answer(env.at(renewal), "amount") == "10000.00");
  CHECK(env.mails(renewal).size() == 3);
  env.take(env.finance, renewal, "book", wired(env, "10000.00"));
  REQUIRE(open_renewals(env).size() == 1);  // what was owed is paid of it first (RSK-12)
  CHECK(env.held(env.reseller_party, Book::owed).is_zero());
  CHECK(answer(env.at(open_renewals(env).at(0)), "amount") == "4100.00");
}

TEST_CASE("RSK-2: another deposit ends the renewal, or makes it ask for less") {
  for (const std::string paid : {"3000.00", "1000.00"}) {
    INFO(paid);
    Promo env;
    deposit(env, "10000.00");
    taken(env, "3000.00");
    const auto renewal = open_renewals(env).at(0);
    const auto payment = env.file(env.risk, "deposit_payment", {{"amount", paid}});
    CHECK(answer(env.at(renewal), "amount") == "3000.00");
    env.take(env.finance, payment, "book", wired(env, paid));
    CHECK(env.step(renewal) == (paid == "3000.00" ? "not_needed" : "booking"));
    if (paid == "1000.00") CHECK(answer(env.at(renewal), "amount") == "2000.00");
  }
}

TEST_CASE("RSK-2: a refund that stays deposited ends the renewal that was opened while it was under way") {
  Promo env;
  deposit(env, "10000.00");
  const auto refund = env.file(env.reseller, "deposit_refund", {{"amount", "4000.00"}, {"bank", "B"}, {"account_number", "62220001"}});
  env.take(env.finance, refund, "failed", {{"failure", "户名不符"}});
  const auto renewal = env.file(env.risk, "deposit_renewal");
  CHECK(answer(env.at(renewal), "amount") == "4000.00");
  env.take(env.reseller, refund, "keep");
  CHECK(env.step(renewal) == "not_needed");
}

TEST_CASE("RSK-2: what an open first payment asks for counts as coming, until it is cancelled") {
  Promo env;
  const auto payment = env.file(env.risk, "deposit_payment", {{"amount", "10000.00"}});
  taken(env, "1000.00");
  CHECK(env.held(env.reseller_party, Book::owed) == yuan(1'000));
  CHECK(open_renewals(env).empty());
  const Outcome coming = env.refused(env.risk, "file_case", env.filing("deposit_renewal", json::object()), "deposit_coming");
  CHECK(arg(coming, "coming") == "10000.00");
  const auto less = env.file(env.risk, "deposit_payment", {{"amount", "6000.00"}});
  env.take(env.risk, payment, "cancel");
  const auto renewal = open_renewals(env).at(0);
  CHECK(answer(env.at(renewal), "amount") == "4000.00");
  env.take(env.finance, less, "book", wired(env, "6000.00"));  // 1,000.00 of it pays the penalty
  CHECK(env.held(env.client, Book::deposit) == yuan(5'000));
  CHECK(answer(env.at(renewal), "amount") == "5000.00");
  const auto more = env.file(env.risk, "deposit_payment", {{"amount", "1500.00"}});
  CHECK(answer(env.at(renewal), "amount") == "5000.00");  // it was not there when the renewal asked
  env.take(env.finance, more, "book", wired(env, "1500.00"));
  CHECK(answer(env.at(renewal), "amount") == "3500.00");
}

TEST_CASE("RSK-2: a first payment that is cancelled opens the renewal that penalties call for, and none where there was no penalty") {
  Promo env;
  const auto none = env.file(env.risk, "deposit_payment", {{"amount", "10000.00"}});
  env.take(env.risk, none, "cancel");
  CHECK(open_renewals(env).empty());
  const auto payment = env.file(env.risk, "deposit_payment", {{"amount", "10000.00"}});
  const auto penalty = taken(env, "1000.00");
  CHECK(open_renewals(env).empty());  // as much is coming
  env.take(env.risk, payment, "cancel");
  REQUIRE(open_renewals(env).size() == 1);
  CHECK(answer(env.at(open_renewals(env).at(0)), "amount") == "10000.00");
  CHECK(env.step(penalty) == "taken");
}

TEST_CASE("RSK-12: a deposit that is paid in first pays what penalties left owed, the oldest first, and what is then short is asked for") {
  Promo env;
  const auto payment = env.file(env.risk, "deposit_payment", {{"amount", "10000.00"}});
  const auto first = taken(env, "3000.00"), second = taken(env, "500.00");
  CHECK(env.held(env.reseller_party, Book::owed) == yuan(3'500));
  const Money before = env.platform(Book::cash_at_bank);
  // The reseller's wire pays it as well as the client's.
  env.take(env.finance, payment, "book", wired(env, "10000.00", "示例代理甲"));
  CHECK(env.platform(Book::cash_at_bank) == before + yuan(10'000));
  CHECK(env.held(env.reseller_party, Book::owed).is_zero());
  CHECK(env.held(env.client, Book::deposit) == yuan(6'500));
  CHECK(env.platform(Book::fees_due).is_zero());
  CHECK(env.platform(Book::revenue) == yuan(3'500));
  CHECK((answer(env.at(first), "covered") == "3000.00" && answer(env.at(first), "owed") == "0.00"));
  CHECK((answer(env.at(second), "covered") == "500.00" && answer(env.at(second), "owed") == "0.00"));
  CHECK(answer(env.at(payment), "taken") == "3500.00");
  CHECK(answer(env.at(payment), "taken_of") == env.at(first).subject + " 3000.00, " + env.at(second).subject + " 500.00");
  REQUIRE(open_renewals(env).size() == 1);
  CHECK(answer(env.at(open_renewals(env).at(0)), "amount") == "3500.00");
  const json messages = env.query(env.reseller, "case", {{"process", payment}})["messages"];
  CHECK(std::ranges::count(messages, "【示例代理甲】缴入的风险保证金已先行扣缴欠缴的判罚：示例科技（上海）有限公司",
                           [](const json& one) { return one["subject"].get<std::string>(); }) == 1);
}

TEST_CASE("RSK-12: a wire of what is owed and no more pays the oldest penalty first, and tells nobody of what was not owed") {
  Promo env;
  const auto first = env.file(env.risk, "penalty_cross_region", offence("3000.00"));
  const auto second = env.file(env.risk, "penalty_cross_region", offence("500.00"));
  deposit(env, "3200.00");
  CHECK(env.held(env.client, Book::deposit).is_zero());
  CHECK(env.held(env.reseller_party, Book::owed) == yuan(300));
  CHECK(answer(env.at(first), "owed") == "0.00");
  CHECK(answer(env.at(second), "owed") == "300.00");
  deposit(env, "300.00");
  CHECK(env.held(env.reseller_party, Book::owed).is_zero());
  const auto more = env.file(env.risk, "deposit_payment", {{"amount", "700.00"}});
  env.take(env.finance, more, "book", wired(env, "700.00"));
  CHECK(env.held(env.client, Book::deposit) == yuan(700));
  CHECK(answer(env.at(more), "taken").empty());
  CHECK(env.mails(more).size() == 2);  // asked for, booked
}

TEST_CASE("RSK-2: a first payment on which a renewal counted and that is cancelled is asked for by the renewal") {
  Promo env;
  const auto payment = env.file(env.risk, "deposit_payment", {{"amount", "6000.00"}});
  taken(env, "500.00");
  const auto renewal = open_renewals(env).at(0);
  CHECK(answer(env.at(renewal), "amount") == "4000.00");
  env.take(env.risk, payment, "cancel");
  CHECK(answer(env.at(renewal), "amount") == "10000.00");
}

TEST_CASE("RSK-9, LED-10: a refund that the bank was given is the bank's to tell of, and one transfer pays one refund") {
  Promo env;
  deposit(env, "1000.00");
  const auto ask = [&](const char* amount) {
    return env.file(env.reseller, "deposit_refund", {{"amount", amount}, {"bank", "B"}, {"account_number", "62220001"}});
  };
  const auto first = ask("400.00");
  env.ok(env.finance, "collect_payments", {{"process", first}});
  env.not_taken(env.finance, first, "failed", {{"failure", "户名不符"}}, "payment_under_way");
  env.ok(env.finance, "confirm_payment", {{"end_to_end", "PB000001-0001"}});  // a report without the bank's reference
  env.ok(env.finance, "confirm_payment", {{"end_to_end", "PB000001-0001"}, {"bank_reference", "R1"}});  // then its statement
  const auto second = ask("100.00");
  env.not_taken(env.finance, second, "paid", {{"booked", "2026-03-02"}, {"bank_reference", "R1"}}, "payment_reference_reused");
  env.take(env.finance, second, "paid", {{"booked", "2026-03-02"}, {"bank_reference", "R2"}});
}

TEST_CASE("RSK-9: a refund does not go out before it was asked for") {
  Promo env;
  deposit(env, "1000.00");
  env.advance_days(3);
  const auto refund = env.file(env.reseller, "deposit_refund", {{"amount", "400.00"}, {"bank", "B"}, {"account_number", "62220001"}});
  env.not_taken(env.finance, refund, "paid", {{"booked", "2026-03-04"}, {"bank_reference", "R1"}}, "paid_on_impossible");
  env.take(env.finance, refund, "paid", {{"booked", "2026-03-05"}, {"bank_reference", "R1"}});
}

TEST_CASE("RSK-8, RSK-12: an upheld appeal reverses what was taken, from deposit and reseller alike") {
  Promo env;
  deposit(env, "600.00");
  const auto penalty = env.file(env.risk, "penalty_cpt", offence("1000.00"));
  env.take(env.reseller, penalty, "confirm", {{"confirmed_by", "负责人"}});
  const auto appeal = env.file(env.reseller, "appeal", {{"reason", "素材已下线"}}, penalty);
  CHECK(env.step(penalty) == "appealed");
  CHECK(env.mails(appeal) == std::vector<std::string>{"【示例代理甲】违规判罚业务申诉"});
  env.refused(env.reseller, "file_case", env.filing("appeal", {{"reason", "再次"}}, penalty), "appeal_open");
  env.not_taken(env.risk, appeal, "uphold", {{"grounds", "同意"}}, "four_eyes");  // he filed the penalty
  env.take(env.risk2, appeal, "uphold", {{"grounds", "同意"}});
  CHECK(env.step(penalty) == "cancelled");
  CHECK(env.held(env.client, Book::deposit) == yuan(600));
  CHECK(env.held(env.reseller_party, Book::owed).is_zero());
  CHECK(env.platform(Book::revenue).is_zero());
  CHECK(env.platform(Book::fees_due).is_zero());
  env.refused(env.reseller, "file_case", env.filing("appeal", {{"reason", "再次"}}, penalty), "appeal_too_late");
}

TEST_CASE("RSK-12: upheld in part, the part comes back, what was owed first") {
  Promo env;
  deposit(env, "600.00");
  const auto penalty = env.file(env.risk, "penalty_cpt", offence("1000.00"));
  env.take(env.reseller, penalty, "confirm", {{"confirmed_by", "负责人"}});
  const auto appeal = env.file(env.reseller, "appeal", {{"reason", "过重"}}, penalty);
  env.not_taken(env.risk2, appeal, "uphold_partly", {{"taken_back", "1000.00"}, {"grounds", "全部"}}, "more_than_penalty");
  env.not_taken(env.risk, appeal, "uphold_partly", {{"taken_back", "10.00"}, {"grounds", "部分"}}, "four_eyes");
  env.take(env.risk2, appeal, "uphold_partly", {{"taken_back", "500.00"}, {"grounds", "减轻"}});
  CHECK(env.step(penalty) == "closed");
  CHECK(env.held(env.reseller_party, Book::owed).is_zero());
  CHECK(env.held(env.client, Book::deposit) == yuan(100));
  CHECK(env.platform(Book::revenue) == yuan(500));
}

TEST_CASE("RSK-12: appealed before it is confirmed, nothing was taken: upheld there is nothing to reverse, rejected it is taken") {
  for (const std::string how : {"uphold", "reject", "uphold_partly"}) {
    INFO(how);
    Promo env;
    deposit(env, "10000.00");
    const auto penalty = env.file(env.risk, "penalty_placement_breach", offence("3000.00"));
    const auto appeal = env.file(env.channel, "appeal", {{"reason", "非我方原因"}}, penalty);
    json form{{"grounds", "复核"}};
    if (how == "uphold_partly") form["taken_back"] = "1000.00";
    env.take(env.risk2, appeal, how, form);
    CHECK(env.step(penalty) == (how == "uphold" ? "cancelled" : "closed"));
    CHECK(env.held(env.client, Book::deposit) == (how == "uphold" ? yuan(10'000) : how == "reject" ? yuan(7'000) : yuan(8'000)));
    env.ends(*Date::parse("2026-04-30"));
    CHECK(env.held(env.client, Book::deposit) == (how == "uphold" ? yuan(10'000) : how == "reject" ? yuan(7'000) : yuan(8'000)));
  }
}

TEST_CASE("RSK-4, RSK-8: of online-shopping compensation there is no appeal, refused at filing with that reason") {
  Promo env;
  deposit(env, "10000.00");
  const auto penalty = env.file(env.risk, "penalty_online_compensation", offence());
  CHECK(env.mails(penalty) == std::vector<std::string>{"【示例代理甲】网购先赔问题判罚业务确认"});
  env.refused(env.reseller, "file_case", env.filing("appeal", {{"reason", "不服"}}, penalty), "no_appeal");
  env.take(env.reseller, penalty, "confirm", {{"confirmed_by", "负责人"}});
  CHECK(env.step(penalty) == "closed");
  env.refused(env.reseller, "file_case", env.filing("appeal", {{"reason", "不服"}}, penalty), "no_appeal");
}

TEST_CASE("RSK-8: an appeal is against a penalty of the same client, in time") {
  Promo env;
  deposit(env, "10000.00");
  const auto payment = env.file(env.risk, "deposit_payment", {{"amount", "1.00"}});
  env.refused(env.reseller, "file_case", env.filing("appeal", {{"reason", "不服"}}, payment), "not_a_penalty");
  env.refused(env.reseller, "file_case", env.filing("appeal", {{"reason", "不服"}}, 999), "not_a_penalty");
  const auto penalty = env.file(env.risk, "penalty_review_violation", offence());
  const auto other = env.new_client("示例贸易有限公司");
  env.refused(env.reseller, "file_case", env.filing("appeal", {{"reason", "不服"}}, penalty, other), "not_a_penalty");
  env.ends(*Date::parse("2026-03-16"));
  env.refused(env.reseller, "file_case", env.filing("appeal", {{"reason", "不服"}}, penalty), "appeal_too_late");
}

TEST_CASE("RSK-8: the case of a penalty offers the appeal, to who may file one, while there is one") {
  Promo env;
  deposit(env, "10000.00");
  const auto penalty = env.file(env.risk, "penalty_review_violation", offence());
  const auto opens = [&](const Actor& actor, std::int64_t process) { return env.query(actor, "case", {{"process", process}})["opens"]; };
  const auto offered = [&](const Actor& actor) {
    const json all = opens(actor, penalty);
    REQUIRE(all.size() == 1);
    CHECK(all[0]["procedure"] == "appeal");
    CHECK(all[0]["code"] == "");
    return all[0];
  };
  CHECK_FALSE(offered(env.reseller).contains("until"));  // till then he may confirm
  env.take(env.reseller, penalty, "confirm", {{"confirmed_by", "负责人"}});
  const json shown = offered(env.reseller);
  CHECK(shown["mine"] == true);
  CHECK(shown["until"] == "2026-03-17T00:00:00.000+08:00");
  CHECK(shown["form"][0]["name"] == "reason");
  CHECK(offered(env.channel)["mine"] == true);
  CHECK(offered(env.risk)["mine"] == false);
  const auto appeal = env.file(env.reseller, "appeal", {{"reason", "不服"}}, penalty);
  CHECK(opens(env.reseller, penalty).empty());
  CHECK(opens(env.reseller, appeal).empty());
  const auto other = env.file(env.risk, "penalty_review_violation", offence());
  env.ends(*Date::parse("2026-03-16"));
  REQUIRE(env.step(other) == "closed");
  CHECK(opens(env.reseller, other).empty());
}

TEST_CASE("RSK-4, RSK-8: the case of a penalty of which there is no appeal says so") {
  for (const bool by_pack : {false, true}) {
    Promo env(by_pack ? std::map<std::string, std::string>{{"promo.penalty_cpt.appealable", "0"}} : std::map<std::string, std::string>{});
    deposit(env, "10000.00");
    const auto penalty = env.file(env.risk, by_pack ? "penalty_cpt" : "penalty_online_compensation", offence());
    const auto refused = [&] {
      const json opens = env.query(env.reseller, "case", {{"process", penalty}})["opens"];
      REQUIRE(opens.size() == 1);
      CHECK(opens[0]["code"] == "no_appeal");
      CHECK(opens[0]["why_zh"].get<std::string>().contains(env.at(penalty).subject));
      CHECK_FALSE(opens[0].contains("until"));
    };
    refused();
    env.take(env.reseller, penalty, "confirm", {{"confirmed_by", "负责人"}});
    refused();
  }
}

TEST_CASE("RSK-5: the channel applies with a screenshot and two links, the risk supervisor decides, nobody is copied") {
  Promo env;
  deposit(env, "10000.00");
  const json form{{"screenshot", document("front.png")},
                  {"landing_page_1", "https://a.example/landing"},
                  {"landing_page_2", "https://b.example/landing"}};
  env.refused(env.risk, "file_case", env.filing("penalty_illegitimate_development", form), "not_your_step");
  json bad = form;
  bad["landing_page_2"] = "not a link";
  env.refused(env.channel, "file_case", env.filing("penalty_illegitimate_development", bad), "answer_malformed");
  const auto process = env.file(env.channel, "penalty_illegitimate_development", form);
  CHECK(env.mails(process) == std::vector<std::string>{"360中小信息平台类客户违规开发判罚申请"});
  env.engine->rows().scan<Outgoing>({.index = "by_process", .prefix = key_of(CaseId{process})}, [&](const Outgoing& out) {
    CHECK(out.copies.empty());
    return true;
  });
  env.take(env.risk, process, "decide", {{"rule", "渠道管理办法"}});
  CHECK(answer(env.at(process), "amount") == "5000.00");
  env.take(env.reseller, process, "confirm", {{"confirmed_by", "负责人"}});
  CHECK(env.held(env.client, Book::deposit) == yuan(5'000));
  const auto other = env.file(env.channel, "penalty_illegitimate_development", form);
  env.take(env.risk, other, "dismiss");
  CHECK(env.step(other) == "dismissed");
}

TEST_CASE("RSK-6, RSK-7: the manual's subjects, to the letter, with the local channel manager copied") {
  Promo env;
  for (const auto& [procedure, subject] :
       std::map<std::string, std::string>{{"penalty_placement_breach", "【示例代理甲】黄金展位、品牌直达、日出违约判罚业务确认"},
                                          {"penalty_cpt", "【示例代理甲】CPT资源类客户违规判罚业务确认"},
                                          {"penalty_review_violation", fined}}) {
    const auto process = env.file(env.risk, procedure, offence());
    CHECK(env.mails(process) == std::vector<std::string>{subject});
    const json message = env.query(env.risk, "case", {{"process", process}})["messages"][0];
    CHECK(message["recipients"] == json{"owner@reseller.example"});
    CHECK(message["copies"] == json{"channel-manager@platform.example"});
    CHECK(message["body"].get<std::string>().find("2026-03-05 24:00") != std::string::npos);
  }
}

TEST_CASE("RSK-10: cross-region development is decided and told; no confirmation is asked for, an appeal may be filed") {
  Promo env;
  deposit(env, "10000.00");
  const auto process = env.file(env.risk, "penalty_cross_region", offence());
  CHECK(env.step(process) == "taken");
  CHECK(env.held(env.client, Book::deposit) == yuan(5'000));
  const auto appeal = env.file(env.reseller, "appeal", {{"reason", "本区客户"}}, process);
  env.take(env.risk2, appeal, "reject", {{"grounds", "事实清楚"}});
  CHECK(env.step(process) == "closed");
  CHECK(env.held(env.client, Book::deposit) == yuan(5'000));
}

TEST_CASE("RSK-9: the deposit is refunded only with no open penalty or appeal, and never more than there is") {
  Promo env;
  deposit(env, "10000.00");
  const json asked{{"amount", "10000.00"}, {"bank", "示例银行"}, {"account_number", "6222000011110193"}};
  const auto penalty = env.file(env.risk, "penalty_online_compensation", offence("1000.00"));
  env.refused(env.reseller, "file_case", env.filing("deposit_refund", asked), "penalty_open");
  env.take(env.reseller, penalty, "confirm", {{"confirmed_by", "负责人"}});
  env.refused(env.reseller, "file_case", env.filing("deposit_refund", asked), "deposit_less");
  json rest = asked;
  rest["amount"] = "9000.00";
  const auto process = env.file(env.reseller, "deposit_refund", rest);
  CHECK(env.held(env.client, Book::deposit).is_zero());
  CHECK(env.held(env.client, Book::withdrawal_in_progress) == yuan(9'000));
  env.refused(env.reseller, "file_case", env.filing("deposit_refund", rest), "refund_open");  // it is promised once
  const Money before = env.platform(Book::cash_at_bank);
  const Outcome batch = env.ok(env.finance, "collect_payments", json::object());
  const std::string name = env.query(env.finance, "payment_batch", {{"batch", id_arg(batch, "batch")}})["rows"][0]["end_to_end"];
  env.ok(env.finance, "confirm_payment", {{"end_to_end", name}, {"bank_reference", "RF-1"}});
  CHECK(env.step(process) == "paid");
  CHECK(env.platform(Book::cash_at_bank) == before - yuan(9'000));
  CHECK(env.held(env.client, Book::withdrawal_in_progress).is_zero());
}

TEST_CASE("RSK-9: what the bank could not pay is paid again or stays deposited") {
  Promo env;
  deposit(env, "500.00");
  const json asked{{"amount", "500.00"}, {"bank", "示例银行"}, {"account_number", "6222000011110193"}};
  const auto process = env.file(env.reseller, "deposit_refund", asked);
  env.take(env.finance, process, "failed", {{"failure", "户名不符"}});
  env.take(env.reseller, process, "account", {{"bank", "示例银行"}, {"account_number", "6222000011119999"}});
  env.take(env.finance, process, "failed", {{"failure", "户名不符"}});
  env.take(env.reseller, process, "keep");
  CHECK(env.step(process) == "kept");
  CHECK(env.held(env.client, Book::deposit) == yuan(500));
  const auto again = env.file(env.reseller, "deposit_refund", asked);
  env.take(env.finance, again, "paid", {{"booked", "2026-03-02"}, {"bank_reference", "RF-9"}});
  CHECK(env.held(env.client, Book::deposit).is_zero());
}

TEST_CASE("RSK-9: what was noted as not paid was paid after all: booked once, under the bank's own reference") {
  Promo env;
  deposit(env, "900.00");
  const auto ask = [&](const char* amount) {
    return env.file(env.reseller, "deposit_refund", {{"amount", amount}, {"bank", "B"}, {"account_number", "62220001"}});
  };
  const auto earlier = ask("400.00");
  env.take(env.finance, earlier, "paid", {{"booked", "2026-03-02"}, {"bank_reference", "RF-1"}});
  const auto refund = ask("500.00");
  const std::string name = given_to_bank(env);
  env.ok(env.finance, "reject_payment", {{"end_to_end", name}, {"reason", "户名不符"}});
  CHECK(env.step(refund) == "failed");
  const Money before = env.platform(Book::cash_at_bank);
  env.not_taken(env.reseller, refund, "paid_after_all", {{"booked", "2026-03-02"}, {"bank_reference", "RF-2"}}, "not_your_step");
  env.not_taken(env.finance, refund, "paid_after_all", {{"booked", "2026-03-02"}, {"bank_reference", "RF-1"}}, "payment_reference_reused");
  env.not_taken(env.finance, refund, "paid_after_all", {{"booked", "2026-03-01"}, {"bank_reference", "RF-2"}}, "paid_on_impossible");
  CHECK(env.platform(Book::cash_at_bank) == before);
  env.take(env.finance, refund, "paid_after_all", {{"booked", "2026-03-02"}, {"bank_reference", "RF-2"}});
  CHECK(env.step(refund) == "paid");
  CHECK(env.platform(Book::cash_at_bank) == before - yuan(500));
  CHECK(env.held(env.client, Book::withdrawal_in_progress).is_zero());
  // The bank's statement says it too: known, and booked no second time.
  const Outcome told = env.ok(env.finance, "confirm_payment", {{"end_to_end", name}, {"bank_reference", "RF-2"}});
  CHECK(arg(told, "repeated") == "1");
  CHECK(env.platform(Book::cash_at_bank) == before - yuan(500));
  env.not_taken(env.finance, refund, "paid_after_all", {{"booked", "2026-03-02"}, {"bank_reference", "RF-3"}}, "wrong_step");
}

TEST_CASE("RSK-9: a penalty stops the refund that no bank was given, before it takes anything from the deposit") {
  const json asked{{"amount", "8000.00"}, {"bank", "示例银行"}, {"account_number", "6222000011110193"}};
  const json application{{"screenshot", document("front.png")},
                         {"landing_page_1", "https://a.example/landing"},
                         {"landing_page_2", "https://b.example/landing"}};
  for (const std::string stands : {"paying", "failed"}) {
    for (const std::string kind : {"penalty_cross_region", "penalty_cpt", "penalty_illegitimate_development"}) {
      INFO(stands << " " << kind);
      Promo env;
      deposit(env, "10000.00");
      const auto refund = env.file(env.reseller, "deposit_refund", asked);
      if (stands == "failed") env.take(env.finance, refund, "failed", {{"failure", "户名不符"}});
      REQUIRE(env.step(refund) == stands);
      const bool applied_for = kind == "penalty_illegitimate_development";
      const auto penalty = env.file(applied_for ? env.channel : env.risk, kind, applied_for ? application : offence("5000.00"));
      CHECK(env.step(refund) == "kept");
      CHECK(env.held(env.client, Book::withdrawal_in_progress).is_zero());
      const bool at_once = kind == "penalty_cross_region";
      CHECK(env.held(env.client, Book::deposit) == yuan(at_once ? 5'000 : 10'000));
      CHECK(env.held(env.reseller_party, Book::owed).is_zero());
      env.refused(env.finance, "collect_payments", json::object(), "nothing_to_collect");
      const json message = env.query(env.reseller, "case", {{"process", refund}})["messages"].back();
      CHECK(message["subject"] == "【示例代理甲】风险保证金退款已停止：示例科技（上海）有限公司");
      for (const char* body : {"body", "body_en"}) {
        CHECK(message[body].get<std::string>().contains(env.at(penalty).subject));
        CHECK(message[body].get<std::string>().contains("8000.00"));
      }
      CHECK(message["recipients"] == json{"owner@reseller.example"});
    }
  }
}

TEST_CASE("RSK-9: of a refund that a bank was given a penalty stops nothing, and what then fails is back in the deposit at once") {
  Promo env;
  deposit(env, "10000.00");
  const auto refund = env.file(env.reseller, "deposit_refund", {{"amount", "8000.00"}, {"bank", "B"}, {"account_number", "62220001"}});
  const std::string name = given_to_bank(env);
  const auto penalty = env.file(env.risk, "penalty_online_compensation", offence("3000.00"));
  CHECK(env.step(refund) == "paying");
  CHECK(env.held(env.client, Book::withdrawal_in_progress) == yuan(8'000));
  env.ok(env.finance, "reject_payment", {{"end_to_end", name}, {"reason", "户名不符"}});
  CHECK(env.step(refund) == "kept");
  CHECK(env.held(env.client, Book::deposit) == yuan(10'000));
  CHECK(env.held(env.client, Book::withdrawal_in_progress).is_zero());
  const json message = env.query(env.reseller, "case", {{"process", refund}})["messages"].back();
  CHECK(message["subject"] == "【示例代理甲】风险保证金退款已停止：示例科技（上海）有限公司");
  CHECK(message["body"].get<std::string>().contains(env.at(penalty).subject));
  env.refused(env.finance, "collect_payments", json::object(), "nothing_to_collect");
  env.take(env.reseller, penalty, "confirm", {{"confirmed_by", "负责人"}});
  CHECK(env.held(env.client, Book::deposit) == yuan(7'000));
  CHECK(env.held(env.reseller_party, Book::owed).is_zero());
}

TEST_CASE("RSK-12: what penalties left owed while the deposit was at the bank is taken from what comes back, oldest first") {
  Promo env;
  deposit(env, "10000.00");
  const auto refund = env.file(env.reseller, "deposit_refund", {{"amount", "9000.00"}, {"bank", "B"}, {"account_number", "62220001"}});
  const std::string name = given_to_bank(env);
  const auto first = taken(env, "3000.00");
  const auto second = env.file(env.risk, "penalty_cross_region", offence("8000.00"));
  CHECK(env.held(env.client, Book::deposit).is_zero());
  CHECK(env.held(env.reseller_party, Book::owed) == yuan(10'000));
  CHECK(answer(env.at(open_renewals(env).at(0)), "amount") == "10000.00");
  env.ok(env.finance, "reject_payment", {{"end_to_end", name}, {"reason", "户名不符"}});
  CHECK(env.step(refund) == "kept");
  CHECK(env.held(env.client, Book::deposit).is_zero());
  CHECK(env.held(env.reseller_party, Book::owed) == yuan(1'000));
  CHECK(env.platform(Book::revenue) == yuan(10'000));
  CHECK(env.platform(Book::fees_due) == yuan(1'000));
  CHECK((answer(env.at(first), "covered") == "3000.00" && answer(env.at(first), "owed") == "0.00"));
  CHECK((answer(env.at(second), "covered") == "7000.00" && answer(env.at(second), "owed") == "1000.00"));
  const json noted = env.query(env.risk, "case", {{"process", first}})["history"].back();
  CHECK(noted["note"] == "2000.00");
  CHECK(noted["zh"] == "欠缴已从保证金扣缴");
  const json message = env.query(env.reseller, "case", {{"process", refund}})["messages"].back();
  CHECK(message["subject"] == "【示例代理甲】欠缴的判罚已从保证金扣缴：示例科技（上海）有限公司");
  for (const char* body : {"body", "body_en"}) {
    CHECK(message[body].get<std::string>().contains(env.at(first).subject + " 2000.00, " + env.at(second).subject + " 7000.00"));
    CHECK(message[body].get<std::string>().contains("9000.00"));
  }
}

TEST_CASE("RSK-9, RSK-12: a refund that is paid anew, fined while the bank has it and then failed is kept, and pays what is owed") {
  Promo env;
  deposit(env, "10000.00");
  const auto refund = env.file(env.reseller, "deposit_refund", {{"amount", "9000.00"}, {"bank", "B"}, {"account_number", "62220001"}});
  const std::string first = given_to_bank(env);
  env.ok(env.finance, "reject_payment", {{"end_to_end", first}, {"reason", "户名不符"}});
  CHECK(env.step(refund) == "failed");
  env.take(env.reseller, refund, "account", {{"bank", "B"}, {"account_number", "62220002"}});
  const std::string second = given_to_bank(env);
  CHECK(second != first);
  const auto penalty = taken(env, "3000.00");  // 1,000.00 is all that is there meanwhile
  CHECK(env.step(refund) == "paying");
  CHECK(env.held(env.reseller_party, Book::owed) == yuan(2'000));
  env.ok(env.finance, "reject_payment", {{"end_to_end", second}, {"reason", "户名不符"}});
  CHECK(env.step(refund) == "kept");
  CHECK(answer(env.at(refund), "penalty") == env.at(penalty).subject);
  CHECK(env.held(env.client, Book::deposit) == yuan(7'000));
  CHECK(env.held(env.client, Book::withdrawal_in_progress).is_zero());
  CHECK(env.held(env.reseller_party, Book::owed).is_zero());
  env.not_taken(env.reseller, refund, "account", {{"bank", "B"}, {"account_number", "62220003"}}, "wrong_step");
  env.refused(env.finance, "confirm_payment", {{"end_to_end", second}, {"bank_reference", "RF-1"}}, "payment_decided");
}

TEST_CASE("RSK-12, LED-1: an appeal takes back what was taken later too, what is owed still first") {
  for (const std::string back : {"", "600.00", "1500.00", "2900.00"}) {
    INFO(back);
    Promo env;
    deposit(env, "3000.00");
    const auto refund = env.file(env.reseller, "deposit_refund", {{"amount", "2000.00"}, {"bank", "B"}, {"account_number", "62220001"}});
    const std::string name = given_to_bank(env);
    const auto penalty = taken(env, "4000.00");  // 1,000 covered, 3,000 owed; of these 2,000 later
    env.ok(env.finance, "reject_payment", {{"end_to_end", name}, {"reason", "户名不符"}});
    CHECK(env.step(refund) == "kept");
    CHECK(env.held(env.reseller_party, Book::owed) == yuan(1'000));
    const auto appeal = env.file(env.reseller, "appeal", {{"reason", "误判"}}, penalty);
    json form{{"grounds", "复核"}};
    if (!back.empty()) form["taken_back"] = back;
    env.take(env.risk2, appeal, back.empty() ? "uphold" : "uphold_partly", form);
    const Money came = Money::parse(back.empty() ? "4000.00" : back).value();
    const Money of_owed = std::min(came, yuan(1'000));
    CHECK(env.held(env.reseller_party, Book::owed) == yuan(1'000) - of_owed);
    CHECK(env.platform(Book::fees_due) == yuan(1'000) - of_owed);
    CHECK(env.held(env.client, Book::deposit) == came - of_owed);
    CHECK(env.platform(Book::revenue) == yuan(3'000) - (came - of_owed));
  }
}

TEST_CASE("RSK-12: what an appeal puts back into the deposit first pays what other penalties left owed, the oldest first") {
  for (const std::string back : {"", "500.00"}) {
    INFO(back);
    Promo env;
    deposit(env, "600.00");
    const auto first = taken(env, "600.00"), second = taken(env, "200.00"), third = taken(env, "1000.00");
    CHECK(env.held(env.reseller_party, Book::owed) == yuan(1'200));
    const auto appeal = env.file(env.reseller, "appeal", {{"reason", "误判"}}, first);
    json form{{"grounds", "复核"}};
    if (!back.empty()) form["taken_back"] = back;
    env.take(env.risk2, appeal, back.empty() ? "uphold" : "uphold_partly", form);
    const Money came = Money::parse(back.empty() ? "600.00" : back).value();
    CHECK(env.held(env.client, Book::deposit).is_zero());
    CHECK(env.held(env.reseller_party, Book::owed) == yuan(1'200) - came);
    CHECK(env.platform(Book::fees_due) == yuan(1'200) - came);
    CHECK(env.platform(Book::revenue) == yuan(600));  // what came back off one penalty, others have paid
    CHECK((answer(env.at(second), "covered") == "200.00" && answer(env.at(second), "owed") == "0.00"));
    CHECK(answer(env.at(third), "covered") == (came - yuan(200)).text());
    CHECK(answer(env.at(first), "taken") == came.text());
    CHECK(answer(env.at(first), "taken_of") ==
          env.at(second).subject + " 200.00, " + env.at(third).subject + " " + (came - yuan(200)).text());
    // And taken back in its turn, nothing comes twice.
    const auto again = env.file(env.reseller, "appeal", {{"reason", "误判"}}, third);
    env.take(env.risk2, again, "uphold", {{"grounds", "复核"}});
    CHECK(env.held(env.reseller_party, Book::owed).is_zero());
    CHECK(env.held(env.client, Book::deposit) == came - yuan(200));
    CHECK(env.platform(Book::revenue) == yuan(800) - came);
  }
}

TEST_CASE("RSK-9: a penalty leaves the refund of another client alone") {
  Promo env;
  deposit(env, "10000.00");
  const auto refund =
      env.file(env.reseller, "deposit_refund", {{"amount", "100.00"}, {"bank", "示例银行"}, {"account_number", "6222000011110193"}});
  env.file(env.risk, "penalty_cpt", offence("100.00"), 0, env.new_client("示例贸易有限公司"));
  CHECK(env.step(refund) == "paying");
}

TEST_CASE("RSK-2: an appeal that puts enough back ends the renewal; one that puts back less makes it ask for less") {
  Promo env;
  deposit(env, "10000.00");
  const auto decided = [&](std::int64_t penalty, const std::string& how, const std::string& part = "") {
    const auto appeal = env.file(env.reseller, "appeal", {{"reason", "情况说明"}}, penalty);
    json form{{"grounds", "复核"}};
    if (!part.empty()) form["taken_back"] = part;
    env.take(env.risk2, appeal, how, form);
  };
  const auto first = taken(env, "2500.00"), second = taken(env, "1000.00");
  const std::int64_t renewal = env.query(env.risk, "case", {{"process", first}})["related"][0]["process"];
  decided(second, "uphold_partly", "800.00");
  CHECK(answer(env.at(renewal), "amount") == "2700.00");
  decided(first, "uphold_partly", "700.00");
  CHECK(env.step(renewal) == "booking");
  CHECK(answer(env.at(renewal), "amount") == "2000.00");
  CHECK(env.mails(renewal).back() == "【示例代理甲】风险保证金应补金额变动：示例科技（上海）有限公司");
  const json happened = env.query(env.finance, "case", {{"process", renewal}})["history"].back();
  CHECK(happened["happened"] == "deposit_changed");
  CHECK(happened["note"] == env.at(first).subject);
  CHECK(happened["answers"][0]["value"] == "2000.00");
  env.take(env.finance, renewal, "book", wired(env, "2000.00"));

  const auto third = taken(env, "400.00");
  const std::int64_t last = env.query(env.risk, "case", {{"process", third}})["related"][0]["process"];
  decided(third, "uphold");
  CHECK(env.step(last) == "not_needed");
  CHECK_FALSE(env.at(last).is_open);
  CHECK(env.mails(last).back() == "【示例代理甲】风险保证金已无需补缴：示例科技（上海）有限公司");
  CHECK(env.held(env.client, Book::deposit) == yuan(10'000));
}

TEST_CASE("RSK-12: the amount stays the one that was decided, what an appeal takes back stands beside it, and the rest is taken") {
  for (const bool confirmed : {false, true}) {
    for (const std::string how : {"uphold", "uphold_partly", "reject"}) {
      INFO(how << " " << confirmed);
      Promo env;
      deposit(env, "1500.00");
      const auto penalty = env.file(env.risk, "penalty_placement_breach", offence("3000.00"));
      if (confirmed) env.take(env.reseller, penalty, "confirm", {{"confirmed_by", "负责人"}});
      const auto appeal = env.file(env.channel, "appeal", {{"reason", "非我方原因"}}, penalty);
      json form{{"grounds", "部分情节不实"}};
      if (how == "uphold_partly") form["taken_back"] = "1000.00";
      env.take(env.risk2, appeal, how, form);
      CHECK(answer(env.at(penalty), "amount") == "3000.00");
      const std::string reversed = how == "uphold" ? "3000.00" : how == "uphold_partly" ? "1000.00" : "";
      CHECK(answer(env.at(penalty), "reversed") == reversed);
      CHECK(env.held(env.client, Book::deposit) == (how == "uphold" ? yuan(1'500) : Money{}));
      CHECK(env.held(env.reseller_party, Book::owed) == yuan(how == "uphold" ? 0 : how == "uphold_partly" ? 500 : 1'500));
      const json message = env.query(env.reseller, "case", {{"process", appeal}})["messages"].back();
      const std::string body = message["body"], body_en = message["body_en"];
      CHECK(body.contains(env.at(penalty).subject + "（3000.00 元）"));
      CHECK(body.contains("冲回 " + (reversed.empty() ? "0.00" : reversed) + " 元。复核意见：部分情节不实"));
      CHECK(body.contains(how == "uphold" ? "申诉成立" : how == "uphold_partly" ? "部分成立" : "申诉驳回"));
      CHECK(body_en.contains((reversed.empty() ? "0.00" : reversed) + " were taken back. Grounds: 部分情节不实"));
    }
  }
}

TEST_CASE("RSK-10, RSK-12: who is told of a penalty is told what was taken from the deposit, and what the reseller owes") {
  for (const std::string held : {"600.00", "5000.00"}) {
    for (const std::string how : {"confirmed", "deemed", "at once"}) {
      INFO(held << " " << how);
      Promo env;
      deposit(env, held);
      const auto process = env.file(env.risk, how == "at once" ? "penalty_cross_region" : "penalty_cpt", offence("1000.00"));
      if (how == "confirmed") env.take(env.reseller, process, "confirm", {{"confirmed_by", "负责人"}});
      if (how == "deemed") env.ends(*Date::parse("2026-03-05"));
      const json message = env.query(env.reseller, "case", {{"process", process}})["messages"].back();
      const std::string body = message["body"], body_en = message["body_en"];
      if (how == "confirmed") CHECK(message["subject"] == "【示例代理甲】判罚已记账：示例科技（上海）有限公司");
      const bool short_of = held == "600.00";
      CHECK(body.contains("判罚金额 1000.00 元，其中 " + std::string(short_of ? "600.00" : "1000.00") + " 元"));
      CHECK(body.contains(std::string(short_of ? "400.00" : "0.00") + " 元由 示例代理甲 欠缴"));
      CHECK(body_en.contains("示例代理甲 owes " + std::string(short_of ? "400.00" : "0.00")));
    }
  }
}

TEST_CASE("RSK-11: what the other side writes is answered within 2 hours, by message or by decision") {
  Promo env;
  deposit(env, "10000.00");
  const auto penalty = env.file(env.risk, "penalty_review_violation", offence());
  const auto counted = [&](const std::string& what) {
    std::int64_t count = 0;
    for (const json& one : env.query(env.risk, "case_figures", {{"procedure", "penalty_review_violation"}})["counts"])
      if (one["what"] == what) count = one["count"];
    return count;
  };
  env.ok(env.reseller, "write_on_case", {{"process", penalty}, {"text", "请说明依据"}, {"documents", json::array()}});
  CHECK(env.at(penalty).promised == env.now.plus_hours(2));
  env.advance_hours(1);
  env.ok(env.risk, "write_on_case", {{"process", penalty}, {"text", "见附件第 3.2 条"}, {"documents", json::array()}});
  CHECK_FALSE(env.at(penalty).promised);
  CHECK(counted("kept") == 1);

  env.ok(env.reseller, "write_on_case", {{"process", penalty}, {"text", "还有疑问"}, {"documents", json::array()}});
  env.advance_hours(2);
  CHECK(counted("broken") == 1);
  CHECK(env.at(penalty).promised.has_value());  // still waits
  env.ok(env.risk, "write_on_case", {{"process", penalty}, {"text", "已答复"}, {"documents", json::array()}});
  CHECK(counted("kept") == 1);

  env.ok(env.reseller, "write_on_case", {{"process", penalty}, {"text", "技术问题"}, {"documents", json::array()}});
  env.refused(env.finance, "hand_on_case", {{"process", penalty}, {"team", "技术部"}}, "not_your_step");
  env.ok(env.risk, "hand_on_case", {{"process", penalty}, {"team", "技术部"}});
  CHECK_FALSE(env.at(penalty).promised);
  CHECK(counted("handed_on") == 1);
  CHECK(counted("promised") == 3);
  env.advance_hours(3);
  CHECK(counted("broken") == 1);

  const auto appeal = env.file(env.reseller, "appeal", {{"reason", "误判"}}, penalty);
  CHECK(env.at(appeal).promised == env.now.plus_hours(2));
  env.take(env.risk2, appeal, "reject", {{"grounds", "事实清楚"}});
  CHECK_FALSE(env.at(appeal).promised);
}

TEST_CASE("RSK-11, PRO-5: a promised answer is a task of who promised it, by its time, while another's turn goes on") {
  Promo env;
  deposit(env, "10000.00");
  const auto talk = [&](const Actor& who, std::int64_t process) {
    env.ok(who, "write_on_case", {{"process", process}, {"text", "请说明"}, {"documents", json::array()}});
  };
  const auto tasks = [&](const Actor& who) {
    std::vector<std::int64_t> ids;
    for (const json& row : env.query(who, "inbox", json::object())["rows"]) ids.push_back(row["process"]);
    return ids;
  };
  const auto first = env.file(env.risk, "penalty_review_violation", offence());
  env.take(env.reseller, first, "confirm", {{"confirmed_by", "负责人"}});  // from now on it waits for nobody
  const auto second = env.file(env.risk, "penalty_review_violation", offence());
  CHECK(tasks(env.risk).empty());

  talk(env.reseller, second);
  env.advance_hours(1);
  talk(env.reseller, first);
  CHECK(tasks(env.risk) == std::vector{second, first});
  CHECK(tasks(env.risk2) == std::vector{second, first});
  CHECK(tasks(env.reseller) == std::vector{second});  // whose turn it is has it all the same
  json view = env.query(env.risk, "inbox", json::object());
  CHECK((view["late"] == 0 && view["today"] == 2));
  CHECK((view["rows"][0]["answer"] == true && view["rows"][0]["may_claim"] == false));
  CHECK(env.query(env.risk, "home", json::object())["tasks"] == 2);
  CHECK(env.query(env.reseller, "inbox", json::object())["rows"][0]["answer"] == false);

  env.take(env.reseller, second, "confirm", {{"confirmed_by", "负责人"}});  // the step moves on, and the promise stays
  CHECK(tasks(env.risk) == std::vector{second, first});
  env.advance_hours(1);
  view = env.query(env.risk, "inbox", json::object());
  CHECK((view["late"] == 1 && view["today"] == 1));  // broken, and still to be answered
  talk(env.risk, second);
  CHECK(tasks(env.risk) == std::vector{first});
  env.ok(env.risk, "hand_on_case", {{"process", first}, {"team", "技术部"}});
  CHECK(tasks(env.risk).empty());
}

TEST_CASE("RSK-11, PRO-5: while an answer is promised only the side that promised it goes by its time, page by page too") {
  Promo env;
  deposit(env, "10000.00");
  std::vector<std::int64_t> cases;
  for (int i = 0; i < 3; ++i) {
    cases.push_back(env.file(env.risk, "penalty_review_violation", offence("10.00")));
    if (i < 2) env.advance_days(1);
  }
  for (const std::size_t i : {2U, 1U}) {
    env.advance_hours(1);
    env.ok(env.reseller, "write_on_case", {{"process", cases[i]}, {"text", "请说明"}, {"documents", json::array()}});
  }
  const auto tasks = [&](const Actor& who, int limit) {
    std::vector<std::int64_t> ids;
    json page = env.query(who, "inbox", {{"limit", limit}});
    while (true) {
      for (const json& row : page["rows"]) ids.push_back(row["process"]);
      if (page["next"] == "") return ids;
      page = env.query(who, "inbox", {{"limit", limit}, {"cursor", page["next"]}});
    }
  };
  for (const int limit : {1, 2, 50}) {
    CAPTURE(limit);
    CHECK(tasks(env.reseller, limit) == cases);  // by their deadlines
    CHECK(tasks(env.risk, limit) == std::vector{cases[2], cases[1]});
  }
  env.ok(env.risk, "write_on_case", {{"process", cases[2]}, {"text", "见附件"}, {"documents", json::array()}});
  CHECK(tasks(env.reseller, 2) == cases);
}

TEST_CASE("RSK-11, PRO-5: at one's own step the earlier of deadline and promise counts, and a list says what each case is about") {
  Promo env;
  deposit(env, "10000.00");
  const auto penalty = env.file(env.risk, "penalty_review_violation", offence("2500.00"));
  const auto appeal = env.file(env.reseller, "appeal", {{"reason", "误判"}}, penalty);
  const json rows = env.query(env.risk2, "inbox", json::object())["rows"];
  REQUIRE(rows.size() == 1);
  CHECK((rows[0]["process"] == appeal && rows[0]["answer"] == true && rows[0]["amount"] == "2500.00"));
  env.advance_hours(2);
  CHECK(env.query(env.risk2, "inbox", json::object())["late"] == 1);
  env.take(env.risk2, appeal, "reject", {{"grounds", "事实清楚"}});
  CHECK(env.query(env.risk2, "inbox", json::object())["rows"].empty());
}
