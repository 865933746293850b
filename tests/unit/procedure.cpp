// The case engine: the table's faults, and what a case keeps (PRO-1 to PRO-4).
#include "procedure/procedure.h"

#include <algorithm>

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
          .prefix = "S",
          .start = "filed",
          .steps = {{.name = "filed", .zh = "已提交", .en = "Filed", .working_days = "credit.withdrawal_approval_working_days"},
                    {.name = "done", .zh = "完成", .en = "Done", .end = true}},
          .transitions = {{"filed", "finish", "done", Role::finance}, {"filed", overdue, "filed", Role::clock}},
          .path = {"filed", "done"}};
}

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

TEST_CASE("PRO-2: the procedures of chapter 03 are sound") {
  for (const Procedure* procedure : account_procedures()) {
    INFO(procedure->id);
    CHECK(faults(*procedure).empty());
  }
  CHECK(account_procedure("recharge") == &recharge_procedure());
  CHECK(account_procedure("nothing") == nullptr);
}

TEST_CASE("PRO-2: each fault of a table is found when it is built") {
  CHECK(faults(sound()).empty());
  SECTION("a step that is never reached") {
    Procedure bad = sound();
    bad.steps.push_back({.name = "island", .end = true});
    CHECK(mentions(faults(bad), "island is never reached"));
  }
  SECTION("a step that leads to no end") {
    Procedure bad = sound();
    bad.steps.push_back({.name = "trap"});
    bad.transitions.push_back({"filed", "fall", "trap", Role::finance});
    CHECK(mentions(faults(bad), "trap leads to no end"));
  }
  SECTION("a deadline without its transition") {
    Procedure bad = sound();
    bad.transitions.pop_back();
    CHECK(mentions(faults(bad), "filed has a deadline without a transition"));
  }
  SECTION("a deadline's transition without a deadline") {
    Procedure bad = sound();
    bad.steps[0].working_days = {};
    CHECK(mentions(faults(bad), "filed has a deadline's transition without a deadline"));
  }
  SECTION("a policy value that no pack has") {
    Procedure bad = sound();
    bad.steps[0].working_days = "credit.nothing";
    CHECK(mentions(faults(bad), "policy value"));
  }
  SECTION("two transitions that compete") {
    Procedure bad = sound();
    bad.transitions.push_back({"filed", "finish", "filed", Role::finance});
    CHECK(mentions(faults(bad), "compete for finish"));
  }
  SECTION("transitions from and to nowhere, and out of an end") {
    Procedure bad = sound();
    bad.transitions.push_back({"nowhere", "go", "done", Role::finance});
    bad.transitions.push_back({"filed", "go", "elsewhere", Role::finance});
    bad.transitions.push_back({"done", "again", "filed", Role::finance});
    const auto found = faults(bad);
    CHECK(mentions(found, "nowhere is no step"));
    CHECK(mentions(found, "elsewhere is no step"));
    CHECK(mentions(found, "done is an end"));
  }
  SECTION("a start, a place on the way, a name used twice, the clock on a trigger of a person") {
    Procedure bad = sound();
    bad.start = "missing";
    bad.path.push_back("lost");
    bad.steps.push_back({.name = "done", .end = true});
    bad.transitions[0].who = Role::clock;
    const auto found = faults(bad);
    CHECK(mentions(found, "missing is no step, but cases start there"));
    CHECK(mentions(found, "lost is no step"));
    CHECK(mentions(found, "done stands there twice"));
    CHECK(mentions(found, "of the clock that is no deadline's"));
  }
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
