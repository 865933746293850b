// The case engine: the table's faults, and what a case keeps (PRO-1 to PRO-4).
#include "procedure/procedure.h"

#include <algorithm>
#include <map>
#include <set>

#include "accounts/procedures.h"
#include "accounts/records.h"
#include "base/deadline.h"
#include "support/env.h"

using namespace ch;
using namespace ch::test;

namespace {

bool mentions(const std::vector<std::string>& faults, std::string_view text) {
  return std::ranges::any_of(faults, [&](const std::string& fault) { return fault.find(text) != std::string::npos; });
}

Procedure sound() {
  return {.id = "sample",
          .zh = "样本",
          .en = "Sample",
          .steps = {{.name = "filed", .zh = "已提交", .en = "Filed", .within = {"credit.withdrawal_approval_working_days"}},
                    {.name = "done", .zh = "完成", .en = "Done", .end = true}},
          .transitions = {{"", filed, "filed", "提交", "File", Trigger::person, {Role::finance}},
                          {"filed", "finish", "done", "办结", "Finish", Trigger::person, {Role::finance}},
                          {"filed", overdue, "filed", "", "", Trigger::clock}},
          .path = {"filed", "done"}};
}

std::vector<std::string> faults(const Procedure& procedure) { return ch::faults(procedure, house_procedures()); }

Check always(ReadContext&, const Case&) { return {}; }
Check nothing(Context&, Case&) { return {}; }

std::vector<std::string> happened(Env& env, std::int64_t process) {
  std::vector<std::string> all;
  env.engine->rows().scan<CaseEvent>(Scan{.prefix = key_of(CaseId{process})}, [&](const CaseEvent& event) {
    all.push_back(event.happened + ":" + event.to_step);
    return true;
  });
  return all;
}

Case case_of(Env& env, std::int64_t process) { return *env.engine->rows().get<Case>(CaseId{process}); }

}  // namespace

TEST_CASE("PRO-2: every procedure is sound, and its pack has what it asks for") {
  std::map<std::string, std::set<std::string>> packs;
  for (const char* name : {"credit", "promo"})
    for (const json& value : pack(name)["values"])
      packs[name].insert(value["name"].get<std::string>() + " " + value["kind"].get<std::string>());
  constexpr const char* kinds[] = {"number", "text", "money"};
  for (const Procedure* procedure : house_procedures().all()) {
    INFO(procedure->id);
    CHECK(faults(*procedure) == std::vector<std::string>{});
    for (const PackNeed& need : needs_of(*procedure)) {
      INFO(need.name);
      CHECK(packs[std::string(procedure->pack)].contains(need.name + " " + kinds[static_cast<int>(need.kind)]));
    }
  }
  CHECK(house_procedures().newest("recharge") == &recharge_procedure());
  CHECK(house_procedures().find("recharge", 1) == &recharge_procedure());
  CHECK(house_procedures().find("recharge", 2) == nullptr);
  CHECK(house_procedures().newest("nothing") == nullptr);
}

TEST_CASE("PRO-2: each fault of a table is found when it is built") {
  CHECK(faults(sound()).empty());
  struct Mistake {
    const char* said;
    void (*made)(Procedure& bad);
  };
  constexpr Mistake mistakes[] = {
      {"island is never reached", [](Procedure& bad) { bad.steps.push_back({.name = "island", .zh = "岛", .en = "Island", .end = true}); }},
      {"trap leads to no end",
       [](Procedure& bad) {
         bad.steps.push_back({.name = "trap", .zh = "陷阱", .en = "Trap"});
         bad.transitions.push_back({"filed", "fall", "trap", "落入", "Fall", Trigger::person, {Role::finance}});
       }},
      {"filed has a deadline without a transition", [](Procedure& bad) { bad.transitions.pop_back(); }},
      {"filed has a deadline's transition without a deadline", [](Procedure& bad) { bad.steps[0].within = {}; }},
      {"filed counts from what never happens", [](Procedure& bad) { bad.steps[0].within.since = "never"; }},
      {"filed counts from an answer that is no day: x",
       [](Procedure& bad) {
         bad.transitions[0].form = {{.name = "x", .zh = "某", .en = "X"}};
         bad.steps[0].within.from_day = "x";
       }},
      {"filed counts from an answer that is no day: never", [](Procedure& bad) { bad.steps[0].within.from_day = "never"; }},
      {"filed counts from an answer that is no day: x",
       [](Procedure& bad) {
         bad.notes = {{"x", "某", "X"}};
         bad.steps[0].within.from_day = "x";
       }},
      {"filed counts from two things",
       [](Procedure& bad) {
         bad.notes = {{"x", "某", "X", AnswerKind::date}};
         bad.steps[0].within.from_day = "x";
         bad.steps[0].within.since = filed;
       }},
      {"done counts no deadline from x",
       [](Procedure& bad) {
         bad.notes = {{"x", "某", "X", AnswerKind::date}};
         bad.steps[1].within.from_day = "x";
       }},
      {"done has a superior for what is never late", [](Procedure& bad) { bad.steps[1].superior = Role::operations_manager; }},
      {"filed has a superior where who promises answers sees it",
       [](Procedure& bad) { bad.steps[0].superior = Role::operations_manager, bad.answers = Role::risk_supervisor; }},
      {"compete for finish",
       [](Procedure& bad) { bad.transitions.push_back({"filed", "finish", "filed", "办结", "Finish", Trigger::person, {Role::finance}}); }},
      {"asks different things, or different people, by finish",
       [](Procedure& bad) {
         bad.transitions[1].guard = {"g", "条件", "Guard", always};
         bad.transitions.push_back(
             {"filed", "finish", "filed", "办结", "Finish", Trigger::person, {Role::auditor}, {}, bad.transitions[1].guard.otherwise()});
       }},
      {"has only the contrary of a guard for finish",
       [](Procedure& bad) { bad.transitions[1].guard = Guard{"g", "条件", "Guard", always}.otherwise(); }},
      {"nowhere is no step",
       [](Procedure& bad) { bad.transitions.push_back({"nowhere", "go", "done", "去", "Go", Trigger::person, {Role::finance}}); }},
      {"elsewhere is no step",
       [](Procedure& bad) { bad.transitions.push_back({"filed", "go", "elsewhere", "去", "Go", Trigger::person, {Role::finance}}); }},
      {"done is an end",
       [](Procedure& bad) { bad.transitions.push_back({"done", "again", "filed", "再来", "Again", Trigger::person, {Role::finance}}); }},
      {"sample has no start", [](Procedure& bad) { bad.transitions.erase(bad.transitions.begin()); }},
      {"is no way to begin", [](Procedure& bad) { bad.transitions[0].on = "begin"; }},
      {"lost is no step, but on the usual way", [](Procedure& bad) { bad.path.push_back("lost"); }},
      {"done stands there twice", [](Procedure& bad) { bad.steps.push_back({.name = "done", .zh = "完成", .en = "Done", .end = true}); }},
      {"of the clock that is no deadline's", [](Procedure& bad) { bad.transitions[1].by = Trigger::clock; }},
      {"that nobody may take: finish", [](Procedure& bad) { bad.transitions[1].who.clear(); }},
      {"names a role that does not exist", [](Procedure& bad) { bad.transitions[1].who = {static_cast<Role>(99)}; }},
      {"names a role that does not exist", [](Procedure& bad) { bad.transitions[1].who = {Role::clock}; }},
      {"forbids who did what never happens", [](Procedure& bad) { bad.transitions[1].not_by = {"approve"}; }},
      {"asks something where nobody answers", [](Procedure& bad) { bad.transitions[2].form = {{.name = "x", .zh = "某", .en = "X"}}; }},
      {"asks twice for x",
       [](Procedure& bad) { bad.transitions[1].form = {{.name = "x", .zh = "某", .en = "X"}, {.name = "x", .zh = "某", .en = "X"}}; }},
      {"asks without words for x", [](Procedure& bad) { bad.transitions[1].form = {{.name = "x"}}; }},
      {"a choice without choices",
       [](Procedure& bad) { bad.transitions[1].form = {{.name = "x", .zh = "某", .en = "X", .kind = AnswerKind::choice}}; }},
      {"does what nothing does", [](Procedure& bad) { bad.transitions[1].does = {runs("x", "某", "X", nullptr)}; }},
      {"tells nobody", [](Procedure& bad) { bad.transitions[1].does = {tells("x", {})}; }},
      {"opens a case of no procedure", [](Procedure& bad) { bad.transitions[1].does = {opens("x")}; }},
      {"tells what no case waits for", [](Procedure& bad) { bad.transitions[1].does = {signals("x")}; }},
      {"sample has no words", [](Procedure& bad) { bad.zh = {}; }},
      {"done has no words", [](Procedure& bad) { bad.steps[1].en = {}; }},
      {"finish has no words", [](Procedure& bad) { bad.transitions[1].zh = {}; }},
      {"g has no words", [](Procedure& bad) { bad.transitions[1].guard = {"g", "", "Guard", always}; }},
  };
  for (const Mistake& mistake : mistakes) {
    INFO(mistake.said);
    Procedure bad = sound();
    mistake.made(bad);
    CHECK(mentions(faults(bad), mistake.said));
  }
  Procedure good = sound();
  good.notes = {{"x", "某", "X", AnswerKind::date}};
  good.steps[0].within.from_day = "x";
  good.transitions[1].does = {runs("nothing", "无", "Nothing", nothing)};
  CHECK(faults(good).empty());
}

TEST_CASE("PRO-4: a case keeps who did what, when, and where it led") {
  Env env;
  const Merchant shop = env.merchant("示例家居（杭州）有限公司");
  const auto withdrawal = id_arg(env.ok(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "100.00"}}), "withdrawal");
  const auto process = env.engine->rows().get<Withdrawal>(WithdrawalId{withdrawal})->process.value;
  env.advance_hours(1);
  env.ok(env.ops, "approve_withdrawal", {{"withdrawal", withdrawal}});
  env.ok(env.finance, "fail_withdrawal", {{"withdrawal", withdrawal}, {"reason", "账号有误"}});
  CHECK(happened(env, process) == std::vector<std::string>{"filed:requested", "approve:approved", "fail:failed"});
  const auto approved = env.engine->rows().get<CaseEvent>(CaseId{process}, std::int64_t{2});
  CHECK(approved->user_name == "ops");
  CHECK(approved->role == Role::settlement_operations);
  CHECK(approved->at == env.now);
  CHECK(approved->from_step == "requested");
  CHECK(env.engine->rows().get<CaseEvent>(CaseId{process}, std::int64_t{3})->note == "账号有误");
}

TEST_CASE("PRO-3: a deadline that passes is a command of the clock, and the case shows that it is late") {
  Env env;  // 2 March 2026, a Monday
  const Merchant shop = env.merchant("示例家居（杭州）有限公司");
  const auto withdrawal = id_arg(env.ok(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "100.00"}}), "withdrawal");
  const auto process = env.engine->rows().get<Withdrawal>(WithdrawalId{withdrawal})->process.value;
  const Instant due = end_of(*Date::parse("2026-03-04"));  // the second working day after (CON-5)
  CHECK(case_of(env, process).due == due);
  CHECK_FALSE(case_of(env, process).due_provisional);

  env.now = due.plus_ms(-1);
  env.engine->tick(env.now);
  CHECK(happened(env, process).size() == 1);
  env.now = due;
  env.engine->tick(env.now);
  CHECK(happened(env, process) == std::vector<std::string>{"filed:requested", "overdue:requested"});
  CHECK(case_of(env, process).due == due);  // late, and still to be done
  env.advance_days(3);
  CHECK(happened(env, process).size() == 2);

  env.ok(env.ops, "approve_withdrawal", {{"withdrawal", withdrawal}});
  CHECK(case_of(env, process).due > env.now);
}

TEST_CASE("PRO-3: a step that was left in time is never late") {
  Env env;
  const Merchant shop = env.merchant("示例家居（杭州）有限公司");
  const auto withdrawal = id_arg(env.ok(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "100.00"}}), "withdrawal");
  const auto process = env.engine->rows().get<Withdrawal>(WithdrawalId{withdrawal})->process.value;
  env.ok(env.ops, "refuse_withdrawal", {{"withdrawal", withdrawal}, {"reason", "资料不全"}});
  env.advance_days(6);
  CHECK(happened(env, process) == std::vector<std::string>{"filed:requested", "refuse:refused"});
  CHECK_FALSE(case_of(env, process).due.has_value());
}

TEST_CASE("CON-10: a running case keeps the values that it started with") {
  Env env;
  const Merchant shop = env.merchant("示例家居（杭州）有限公司");
  const auto withdrawal = id_arg(env.ok(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "100.00"}}), "withdrawal");
  const auto process = env.engine->rows().get<Withdrawal>(WithdrawalId{withdrawal})->process.value;
  env.ok(env.admin, "propose_policy",
         {{"name", "credit.withdrawal_payment_working_days"}, {"value", "5"}, {"effective", business_date(env.now).text()}});
  env.ok(env.admin2, "approve_policy", {{"name", "credit.withdrawal_payment_working_days"}, {"version", 2}});
  env.ok(env.ops, "approve_withdrawal", {{"withdrawal", withdrawal}});
  CHECK(case_of(env, process).due == within_working_days(Event{"withdrawal.approved", env.now}, 2).at);

  const auto later = id_arg(env.ok(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "100.00"}}), "withdrawal");
  env.ok(env.ops, "approve_withdrawal", {{"withdrawal", later}});
  CHECK(case_of(env, env.engine->rows().get<Withdrawal>(WithdrawalId{later})->process.value).due ==
        within_working_days(Event{"withdrawal.approved", env.now}, 5).at);
}

TEST_CASE("CON-4: a deadline beyond the published years is marked as provisional") {
  Env env;
  env.now = *Instant::parse("2026-12-30T09:00:00.000+08:00");
  const Merchant shop = env.merchant("示例家居（杭州）有限公司");
  const auto withdrawal = id_arg(env.ok(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "100.00"}}), "withdrawal");
  const auto kept = case_of(env, env.engine->rows().get<Withdrawal>(WithdrawalId{withdrawal})->process.value);
  const Deadline expected = within_working_days(Event{"withdrawal.requested", env.now}, 2);
  CHECK(kept.due == expected.at);
  CHECK(kept.due_provisional == expected.provisional);
}

TEST_CASE("PRO-3, CON-11: only the clock says that a case is late") {
  Env env;
  const Merchant shop = env.merchant("示例家居（杭州）有限公司");
  for (const Actor& actor : {env.ops, env.finance, env.admin, shop.user})
    env.refused(actor, "mark_case_overdue", {{"process", 1}}, "not_allowed");
}
