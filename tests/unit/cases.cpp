// The case engine as its users meet it: tasks, inbox, delegation, forms, deadlines explained, figures (PRO-3 to PRO-6, PRO-9).
#include "procedure/cases.h"

#include "api/codes.h"
#include "house/house.h"
#include "policy/policies.h"
#include "procedure/explain.h"
#include "procedure/figures.h"
#include "support/promo.h"

using namespace ch;
using namespace ch::test;

namespace {

const json order{{"order_no", "SO-1"}, {"bank", "示例银行"}, {"account_number", "6222000011110193"}};
json of(std::int64_t process) { return {{"process", process}}; }
std::vector<std::int64_t> inbox(Promo& env, const Actor& actor, const json& ask = json::object()) {
  std::vector<std::int64_t> ids;
  for (const json& row : env.query(actor, "inbox", ask)["rows"]) ids.push_back(row["process"]);
  return ids;
}
std::int64_t at_check(Promo& env, const std::string& account, std::int64_t client) {
  json with = order;
  with["account_number"] = account;
  const auto process = env.file(env.reseller, "corporate_verification", with, 0, client);
  env.take(env.reviewer, process, "pass");
  env.take(env.value_added, process, "batch");
  env.take(env.finance, process, "paid", {{"bank_reference", account}, {"paid_on", business_date(env.now).text()}});
  env.take(env.reseller, process, "file_receipt", {{"receipt", document("r.png")}});
  return process;
}

}  // namespace

TEST_CASE("PRO-5: an inbox shows what its owner may do, the most urgent first, with counts") {
  Promo env;
  const auto first = env.file(env.reseller, "corporate_verification", order);
  const auto second = env.file(env.risk, "deposit_payment", {{"amount", "100.00"}});
  CHECK(inbox(env, env.reviewer) == std::vector{first});
  CHECK(inbox(env, env.finance) == std::vector{second});
  CHECK(inbox(env, env.value_added).empty());
  env.take(env.reviewer, first, "pass");
  env.take(env.value_added, first, "batch");
  CHECK(inbox(env, env.finance) == std::vector{first, second});  // with a deadline before without
  json view = env.query(env.finance, "inbox", json::object());
  CHECK((view["late"] == 0 && view["today"] == 0 && view["later"] == 2));
  env.ends(*Date::parse("2026-03-09"));
  view = env.query(env.finance, "inbox", json::object());
  CHECK((view["late"] == 1 && view["later"] == 1));
  CHECK(view["rows"][0]["late"] == true);
  CHECK(inbox(env, env.finance, {{"procedure", "deposit_payment"}}) == std::vector{second});
}

TEST_CASE("PRO-5: the inbox is paged by cursor") {
  Promo env;
  std::vector<std::int64_t> all;
  for (int i = 0; i < 7; ++i) all.push_back(env.file(env.reseller, "corporate_verification", order));
  std::vector<std::int64_t> seen;
  json ask{{"limit", 3}};
  for (int pages = 0; pages < 4; ++pages) {
    const json view = env.query(env.reviewer, "inbox", ask);
    for (const json& row : view["rows"]) seen.push_back(row["process"]);
    if (view["next"] == "") break;
    ask["cursor"] = view["next"];
  }
  CHECK(seen == all);
  CHECK(env.query_refused(env.reviewer, "inbox", {{"cursor", "ab"}}) == "malformed_cursor");
}

TEST_CASE("PRO-5: claimed, a task is nobody else's until it is returned or passed on") {
  Promo env;
  const Actor other{"review2", Role::information_reviewer, {}};
  env.ok(env.admin, "grant_role", {{"user", other.user}, {"role", "information_reviewer"}});
  const auto process = env.file(env.reseller, "corporate_verification", order);
  env.refused(env.finance, "claim_case", of(process), "not_your_step");
  env.ok(env.reviewer, "claim_case", of(process));
  env.refused(env.reviewer, "claim_case", of(process), "claimed_already");
  CHECK(inbox(env, other).empty());
  CHECK(inbox(env, env.reviewer) == std::vector{process});
  env.not_taken(other, process, "pass", json::object(), "claimed_by_other");
  env.refused(other, "return_case", of(process), "claimed_by_other");
  env.refused(env.reviewer, "pass_case", {{"process", process}, {"user", "fin"}}, "cannot_take_it");
  env.ok(env.reviewer, "pass_case", {{"process", process}, {"user", other.user}, {"note", "请接手"}});
  CHECK(inbox(env, other) == std::vector{process});
  env.not_taken(env.reviewer, process, "pass", json::object(), "claimed_by_other");
  env.ok(other, "return_case", of(process));
  env.refused(other, "return_case", of(process), "not_claimed");
  env.take(env.reviewer, process, "pass");
  CHECK(env.at(process).claimed_by.empty());  // the next step is somebody else's
}

TEST_CASE("PRO-4: while he is absent his delegate sees and does what he has claimed, until the day he said") {
  Promo env;
  const Actor other{"review2", Role::information_reviewer, {}};
  env.ok(env.admin, "grant_role", {{"user", other.user}, {"role", "information_reviewer"}});
  const auto process = env.file(env.reseller, "corporate_verification", order);
  env.ok(env.reviewer, "claim_case", of(process));
  env.refused(env.reviewer, "set_absence", {{"delegate", "nobody"}, {"last_day", "2026-03-04"}}, "cannot_take_it");
  for (const std::string& none : {env.finance.user, env.reseller.user, env.reviewer.user})
    env.refused(env.reviewer, "set_absence", {{"delegate", none}, {"last_day", "2026-03-04"}}, "cannot_take_it");
  env.refused(env.reviewer, "set_absence", {{"delegate", other.user}, {"last_day", "2026-03-01"}}, "effective_in_past");
  env.ok(env.reviewer, "set_absence", {{"delegate", other.user}, {"last_day", "2026-03-04"}});
  CHECK(inbox(env, other) == std::vector{process});
  env.ends(*Date::parse("2026-03-04"));
  CHECK(inbox(env, other).empty());
  env.ok(env.reviewer, "set_absence", {{"delegate", other.user}, {"last_day", "2026-03-10"}});
  env.take(other, process, "pass");
  env.ok(env.reviewer, "set_absence", json::object());
  env.refused(env.reviewer, "set_absence", json::object(), "not_absent");
}

TEST_CASE("PRO-4: what is late shows with the superior too") {
  Promo env;
  const auto process = at_check(env, "6222000011110193", env.client);
  CHECK(inbox(env, env.manager).empty());
  env.ends(*Date::parse("2026-03-04"));
  CHECK(env.at(process).late);
  CHECK(inbox(env, env.manager) == std::vector{process});
  CHECK(inbox(env, env.value_added) == std::vector{process});
}

TEST_CASE("PRO-1: a step is decided once: from where it stood when it was decided") {
  Promo env;
  const auto process = env.file(env.reseller, "corporate_verification", order);
  const json decided = env.stepping(process, "pass", json::object());
  env.ok(env.reviewer, "step_case", decided);
  env.refused(env.reviewer, "step_case", decided, "wrong_step");
  env.refused(env.reviewer, "step_case",
              {{"process", 999}, {"step", "review"}, {"on", "pass"}, {"answers", json::array()}, {"documents", json::array()}},
              "unknown_case");
  json by_a_machine = env.stepping(process, "bank_paid", json::object());
  env.refused(env.value_added, "step_case", by_a_machine, "wrong_step");  // no person's
  env.refused(env.value_added, "file_case", env.filing("withdrawal", json::object()), "unknown_procedure");
}

TEST_CASE("PRO-1: a form takes what it asks for, in the form in which it is kept") {
  Promo env;
  const auto file = [&](const json& answers, const std::string& code) {
    env.refused(env.risk, "file_case", env.filing("deposit_payment", answers), code);
  };
  file(json::object(), "answer_missing");
  file({{"amount", "0.00"}}, "answer_malformed");
  file({{"amount", "12,50"}}, "answer_malformed");
  file({{"amount", "100.00"}, {"colour", "red"}}, "answer_unknown");
  file({{"amount", ""}}, "text_blank");
  file({{"amount", "100.00"}, {"detail", std::string(1'001, 'x')}}, "text_too_long");
  file({{"amount", "100.00"}, {"detail", "two\nlines"}}, "text_control");
  json twice = env.filing("deposit_payment", {{"amount", "100.00"}});
  twice["answers"].push_back(twice["answers"][0]);
  env.refused(env.risk, "file_case", twice, "answer_twice");
  const auto process = env.file(env.reseller, "corporate_verification", {{"order_no", "1"}, {"bank", "B"}, {"account_number", "62220001"}});
  env.take(env.reviewer, process, "pass");
  env.take(env.value_added, process, "batch");
  env.not_taken(env.finance, process, "paid", {{"paid_on", "2026-02-30"}, {"bank_reference", "x"}}, "answer_malformed");
}

TEST_CASE("CON-10: a case keeps the values that it started with; the next one starts with the new") {
  Promo env;
  const auto before = env.file(env.risk, "penalty_cpt", {{"rule", "规范"}, {"evidence", document("e.png")}, {"amount", "1.00"}});
  const auto version = id_arg(
      env.ok(env.admin, "propose_policy", {{"name", "promo.penalty.confirm_working_days"}, {"value", "1"}, {"effective", "2026-03-02"}}),
      "version");
  env.ok(env.admin2, "approve_policy", {{"name", "promo.penalty.confirm_working_days"}, {"version", version}});
  const auto after = env.file(env.risk, "penalty_cpt", {{"rule", "规范"}, {"evidence", document("e.png")}, {"amount", "1.00"}});
  CHECK(env.at(before).due == end_of(*Date::parse("2026-03-05")));
  CHECK(env.at(after).due == end_of(*Date::parse("2026-03-03")));
}

TEST_CASE("CON-10: a pack is loaded whole, once, and by itself") {
  Env env;
  json promo = pack("promo");
  env.refused(env.ops, "load_pack", promo, "not_allowed");
  json lacks = promo;
  lacks["values"].erase(lacks["values"].begin());
  env.refused(env.admin, "load_pack", lacks, "pack_incomplete");
  json repeats = promo;
  repeats["values"].push_back(repeats["values"][0]);
  env.refused(env.admin, "load_pack", repeats, "pack_repeats");
  json beyond = promo;
  beyond["values"][0]["value"] = "2.00";
  env.refused(env.admin, "load_pack", beyond, "policy_out_of_range");
  json foreign = promo;
  foreign["values"].push_back({{"name", "credit.x"}, {"kind", "text"}, {"value", "x"}, {"rule", ""}});
  env.refused(env.admin, "load_pack", foreign, "pack_foreign");
  env.refused(env.admin, "load_pack", {{"pack", "nothing"}, {"values", json::array()}}, "pack_unknown");
  env.ok(env.admin, "load_pack", promo);
  env.refused(env.admin, "load_pack", promo, "pack_loaded");
}

TEST_CASE("CON-10: of a pack that is loaded what is missing is added, and what is there is left as it is") {
  Promo env;
  const auto process = env.file(env.reseller, "corporate_verification", order);
  env.take(env.reviewer, process, "pass");
  // A later program, whose procedure asks for a value and has a message that the pack did not have.
  Procedure later = *house_procedures().newest("corporate_verification");
  later.values.push_back({"promo.verification.later", PackNeed::Kind::text});
  for (Transition& one : later.transitions)
    if (one.on == "batch") one.does.push_back(tells("verification_batched", {"reseller"}));
  std::vector<const Procedure*> all;
  for (const Procedure* one : house_procedures().all()) all.push_back(one->id == later.id ? &later : one);
  const Procedures procedures(all);
  Catalogue catalogue = house_catalogue();
  catalogue.procedures = &procedures;
  env.engine = std::make_unique<Engine>(*env.store, catalogue);
  REQUIRE(env.engine->open().has_value());
  const Outcome lacks = env.refused(env.reseller, "file_case", env.filing("corporate_verification", order), "pack_lacks");
  CHECK(arg(lacks, "name") == "promo.verification.later");
  CHECK(words(Refusal{.code = lacks.code, .args = lacks.args}, Language::en).contains("load_pack"));
  CHECK(arg(env.not_taken(env.value_added, process, "batch", json::object(), "pack_lacks"), "name") ==
        "promo.message.verification_batched.subject.zh");
  json promo = pack("promo");
  env.refused(env.admin, "load_pack", promo, "pack_incomplete");
  promo["values"][0]["value"] = "0.50";
  promo["values"].push_back({{"name", "promo.verification.later"}, {"kind", "text"}, {"value", "x"}, {"rule", ""}});
  for (const std::string part : {"subject.zh", "subject.en", "body.zh", "body.en"})
    promo["values"].push_back({{"name", "promo.message.verification_batched." + part}, {"kind", "text"}, {"value", "x"}, {"rule", ""}});
  CHECK(arg(env.ok(env.admin, "load_pack", promo), "values") == "5");
  const auto head = env.engine->rows().get<PolicyHead>(std::string("promo.verification.amount"));
  CHECK(head->value == "0.01");
  CHECK(head->version == 1);
  env.refused(env.admin, "load_pack", promo, "pack_loaded");
  env.take(env.value_added, process, "batch");
  CHECK(env.mails(process) == std::vector<std::string>{"x"});
  env.file(env.reseller, "corporate_verification", order);
}

TEST_CASE("CON-8, CON-10: a prefix that is added is told from those of the pack that are there") {
  Promo env;
  json promo = pack("promo");
  promo["values"].push_back({{"name", "promo.prefix.later"}, {"kind", "text"}, {"value", "VER-"}, {"rule", ""}});
  for (json& value : promo["values"])
    if (value["name"] == "promo.prefix.corporate_verification") promo["values"].back()["value"] = value["value"], value["value"] = "QQ";
  env.refused(env.admin, "load_pack", promo, "policy_malformed");
}

TEST_CASE("PRO-5: of many at once, one that there is not is said by its number") {
  Promo env;
  const Outcome none =
      env.refused(env.value_added, "step_cases", {{"processes", {"999"}}, {"step", "passed"}, {"on", "batch"}, {"answers", json::array()}},
                  "unknown_case");
  CHECK(none.field == "processes");
  CHECK(arg(none, "case") == "999");
}

TEST_CASE("PRO-3: a deadline explains itself") {
  const Event filed_on = Event::on("x", *Date::parse("2026-09-29"));  // Tuesday before the national holiday
  const Deadline deadline = within_working_days(filed_on, 3);
  CHECK(explained(deadline, Language::zh) ==
        "3 个工作日，跳过 " + explained(deadline, Language::zh).substr(std::string("3 个工作日，跳过 ").size()));
  CHECK(explained(deadline, Language::en).find("3 working days, ") == 0);
  CHECK(explained(deadline, Language::en).find("skipped") != std::string::npos);
  CHECK(explained(within_hours(filed_on, 1), Language::en) == "1 hour");
  CHECK(explained(within_months(filed_on, 1), Language::zh) == "1 个月");
  CHECK(explained(within_days(filed_on, 7), Language::en) == "7 days");
  CHECK(explained(within_working_days(Event::on("x", *Date::parse("2026-03-02")), 2), Language::en) == "2 working days");
  CHECK(explained(within_working_days(Event::on("x", *Date::parse("2035-03-01")), 1), Language::zh).find("尚未公布") != std::string::npos);
}

TEST_CASE("PRO-9: figures of a month: how many came, how long they stayed, in time or late, and why they ended") {
  Promo env;
  const auto first = env.file(env.reseller, "corporate_verification", order);
  env.advance_hours(3);
  env.take(env.reviewer, first, "refuse", {{"reason", "papers_do_not_fit"}});
  const auto second = env.file(env.reseller, "corporate_verification", order);
  env.advance_hours(1);
  env.take(env.reviewer, second, "pass");
  env.take(env.value_added, second, "batch");
  env.ends(*Date::parse("2026-03-10"));
  env.take(env.finance, second, "paid", {{"bank_reference", "B1"}, {"paid_on", "2026-03-09"}});
  const json figures = env.query(env.manager, "case_figures", {{"procedure", "corporate_verification"}});
  std::map<std::string, json> steps;
  for (const json& step : figures["steps"]) steps[step["step"]] = step;
  CHECK(steps["review"]["entered"] == 2);
  CHECK(steps["review"]["left_in_time"] == 2);
  CHECK(steps["review"]["mean_minutes"] == 120);
  CHECK(steps["paying"]["left_late"] == 1);
  CHECK(steps["receipt"]["here"] == 1);
  std::map<std::string, std::int64_t> counts;
  for (const json& one : figures["counts"]) counts[one["what"]] = one["count"];
  CHECK(counts["ended:refused"] == 1);
  CHECK(counts["reason:papers_do_not_fit"] == 1);
  CHECK(env.query(env.manager, "case_figures", {{"procedure", "corporate_verification"}, {"month", "2026-02-10"}})["counts"].empty());
  CHECK(env.query_refused(env.manager, "case_figures", {{"procedure", "nothing"}}) == "unknown_procedure");
}

TEST_CASE("PRO-9: a step that its own deadline ended was left late") {
  Promo env;
  const auto one = env.file(env.reseller, "corporate_verification", order);
  env.take(env.reviewer, one, "pass");
  env.take(env.value_added, one, "batch");
  env.take(env.finance, one, "paid", {{"bank_reference", "B1"}, {"paid_on", "2026-03-02"}});
  REQUIRE(env.step(one) == "receipt");
  const Instant due = *env.at(one).due;
  while (env.now.plus_hours(6 * 24) < due) env.advance_days(6);  // a longer sleep would be a jump of the clock
  env.now = due;
  env.engine->tick(env.now);
  REQUIRE(env.step(one) == "refused");
  const json figures =
      env.query(env.manager, "case_figures", {{"procedure", "corporate_verification"}, {"month", business_date(due).text()}});
  const auto receipt = std::ranges::find_if(figures["steps"], [](const json& step) { return step["step"] == "receipt"; });
  REQUIRE(receipt != figures["steps"].end());
  CHECK((*receipt)["left_late"] == 1);
  CHECK((*receipt)["left_in_time"] == 0);
  for (const json& count : figures["counts"]) CHECK_FALSE(count["what"].get<std::string>().starts_with("reason:"));  // the clock gives none
}

TEST_CASE("PRO-3, CON-3: once its deadline has passed nobody takes a step that the clock ends, also where timers stand still") {
  Promo env;
  const auto one = env.file(env.reseller, "corporate_verification", order);
  env.take(env.reviewer, one, "pass");
  env.take(env.value_added, one, "batch");
  env.take(env.finance, one, "failed", {{"failure", "户名不符"}});
  REQUIRE(env.step(one) == "resubmit");
  env.now = env.now.plus_hours(30 * 24);  // a jump: timers halt, commands go on
  env.engine->tick(env.now);
  env.refused(env.reseller, "step_case", env.stepping(one, "account", {{"bank", "B"}, {"account_number", "622200001"}}), "step_overdue");
  CHECK(env.step(one) == "resubmit");
  env.ok(env.admin, "confirm_clock", json::object());
  env.engine->tick(env.now);
  CHECK(env.step(one) == "refused");
}

TEST_CASE("CON-11: only an appeal names another case, and what the system notes of others is not told to outside users") {
  Promo env;
  const auto one = env.file(env.reseller, "corporate_verification", order);
  json about = env.filing("corporate_verification", order);
  about["about"] = one;
  env.refused(env.reseller, "file_case", about, "answer_unknown");
  const auto second = env.new_client("另一客户（上海）有限公司");
  const auto two = env.file(env.reseller, "corporate_verification", order, 0, second);
  for (const auto process : {one, two}) env.take(env.reviewer, process, "pass");
  env.take(env.value_added, one, "batch");
  env.take(env.value_added, two, "batch");
  REQUIRE(env.step(two) == "held");
  const auto pair_of = [&](const Actor& actor) {
    for (const json& answer : env.query(actor, "case", {{"process", two}})["answers"])
      if (answer["name"] == "pair") return answer["zh"].get<std::string>() + "=" + answer["value"].get<std::string>();
    return std::string();
  };
  CHECK(pair_of(env.value_added) == "账号相同的工单=" + env.at(one).subject);
  CHECK_FALSE(pair_of(env.reseller).contains(env.at(one).subject));
}

TEST_CASE("PRO-5: who has lost his role keeps no task from the others, and the superior passes on what is late") {
  Promo env;
  const Actor colleague{"vas2", Role::value_added_services, {}};
  env.ok(env.admin, "grant_role", {{"user", colleague.user}, {"role", "value_added_services"}});
  const auto one = env.file(env.reseller, "corporate_verification", order);
  env.take(env.reviewer, one, "pass");
  env.ok(colleague, "claim_case", {{"process", one}});
  env.refused(env.value_added, "step_case", env.stepping(one, "batch", json::object()), "claimed_by_other");
  env.ok(env.admin, "revoke_role", {{"user", colleague.user}, {"role", "value_added_services"}});
  env.take(env.value_added, one, "batch");
  env.take(env.finance, one, "paid", {{"bank_reference", "B1"}, {"paid_on", "2026-03-02"}});
  env.take(env.reseller, one, "file_receipt", {{"receipt", document("receipt.png")}});
  env.refused(env.manager, "pass_case", {{"process", one}, {"user", env.value_added.user}}, "not_your_step");
  env.ends(*Date::parse("2026-03-05"));
  REQUIRE(env.at(one).late);
  env.refused(env.manager, "claim_case", {{"process", one}}, "not_your_step");  // nobody of the team would see it any more
  const auto claimable = [&](const Actor& actor) { return env.query(actor, "inbox", json::object())["rows"][0]["may_claim"] == true; };
  CHECK((claimable(env.value_added) && !claimable(env.manager)));
  const json view = env.query(env.manager, "case", {{"process", one}});
  CHECK((view["may_claim"] == false && view["may_pass"] == true));
  env.ok(env.manager, "pass_case", {{"process", one}, {"user", env.value_added.user}});
  CHECK(env.at(one).claimed_by == env.value_added.user);
}

TEST_CASE("PRO-4: cases are found by number, by client and by step") {
  Promo env;
  const auto first = env.file(env.reseller, "corporate_verification", order);
  const auto other = env.new_client("示例贸易有限公司");
  const auto second = env.file(env.reseller, "corporate_verification", order, 0, other);
  env.take(env.reviewer, second, "pass");
  const auto found = [&](const json& ask) {
    std::vector<std::int64_t> ids;
    for (const json& row : env.query(env.manager, "cases", ask)["rows"]) ids.push_back(row["process"]);
    return ids;
  };
  CHECK(found({{"number", env.at(first).subject}}) == std::vector{first});
  CHECK(found({{"party", other}}) == std::vector{second});
  CHECK(found({{"procedure", "corporate_verification"}, {"step", "passed"}}) == std::vector{second});
  CHECK(found({{"procedure", "corporate_verification"}}) == std::vector{second, first});
  CHECK(found({{"procedure", "appeal"}}).empty());
}
