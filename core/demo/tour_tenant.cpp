// The tour's agenda, and the tenant itself: set-up, roles, policies, clock (CON-3, CON-10, CON-11).
#include "accounts/periods/trial.h"
#include "accounts/records.h"
#include "demo/names.h"
#include "demo/tour.h"

namespace ch {

void Tour::begin() {
  const Date first = business_date(stage_.start), launch = first.plus_days(pilot_days);
  const auto scene = [&](Date day, std::int32_t hour, void (Tour::*play)()) {
    stage_.at(at_time(day, hour), [this, play] { (this->*play)(); });
  };
  for (const auto play :
       {&Tour::set_up_tenant, &Tour::roles, &Tour::policies, &Tour::opening, &Tour::alerts, &Tour::first_recharge, &Tour::first_campaign})
    scene(first, 9, play);
  for (const auto play : {&Tour::clock_jumped, &Tour::other_merchants}) scene(launch, 9, play);
  for (const auto play : {&Tour::orders, &Tour::orders_under_suspension, &Tour::owed}) scene(launch, 11, play);
  const Date next = launch.plus_days(1);
  scene(next, 9, &Tour::recharge_and_resume);
  scene(next, 10, &Tour::wires);
  scene(next, 15, &Tour::exceptions);
  const Date third = launch.plus_days(2);
  for (const auto play : {&Tour::wires_returned, &Tour::campaigns}) scene(third, 9, play);
  scene(third, 11, &Tour::withdrawals);
  scene(third, 14, &Tour::withdrawals_failed);
  scene(third, 15, &Tour::payments);
  const Date fourth = launch.plus_days(3);
  scene(fourth, 10, &Tour::blocking);
  scene(fourth, 11, &Tour::closing);
  scene(fourth, 14, &Tour::periods);
  scene(fourth, 15, &Tour::notices);
  scene(fourth, 16, &Tour::questions);
}

void Tour::set_up_tenant() {
  Bootstrap broken = tenant_;
  broken.values.push_back(broken.values.front());
  stage_.refused(Stage::admin, broken, "pack_repeats");
  broken.values.erase(broken.values.begin());
  broken.values.pop_back();
  stage_.refused(Stage::admin, broken, "pack_incomplete");
  stage_.done(Stage::admin, tenant_);
  stage_.refused(Stage::admin, tenant_, "already_set_up");
  stage_.refused(Stage::admin, ConfirmClock{}, "clock_not_halted");
  for (const Actor& actor : {Stage::admin2, Stage::ops, Stage::ops2, Stage::fin, Stage::auditor, Stage::shop})
    stage_.done(Stage::admin, GrantRole{actor.user, actor.role, {}});
}

void Tour::roles() {
  stage_.refused(Stage::admin, GrantRole{"", Role::auditor, {}}, "text_blank");
  stage_.refused(Stage::admin, GrantRole{"robot", Role::clock, {}}, "role_not_grantable");
  stage_.refused(Stage::admin, GrantRole{"guest", Role::merchant_user, {}}, "party_does_not_fit_role");
  stage_.refused(Stage::admin, GrantRole{"guest", Role::merchant_user, PartyId{nobody}}, "unknown_party");
  stage_.refused(Stage::admin, GrantRole{"admin", Role::finance, {}}, "own_role");
  stage_.refused(Stage::admin, GrantRole{"ops", Role::settlement_operations, {}}, "role_held");
  stage_.done(Stage::admin, GrantRole{"trainee", Role::auditor, {}});
  stage_.done(Stage::admin, RevokeRole{"trainee", Role::auditor, {}});
  stage_.refused(Stage::admin, RevokeRole{"trainee", Role::auditor, {}}, "role_not_held");
  stage_.refused({"trainee", Role::settlement_operations, {}}, OfferCampaign{"试运行", stage_.now, stage_.now.plus_hours(1)},
                 "no_such_grant");
}

void Tour::policies() {
  const Date today = business_date(stage_.now), tomorrow = today.plus_days(1);
  const std::string name = "credit.alerts_per_day";
  stage_.refused(Stage::admin, ProposePolicy{"credit.no_such_value", "1", tomorrow}, "unknown_policy");
  stage_.refused(Stage::admin, ProposePolicy{name, "four", tomorrow}, "policy_malformed");
  stage_.refused(Stage::admin, ProposePolicy{name, "999", tomorrow}, "policy_out_of_range");
  stage_.refused(Stage::admin, ProposePolicy{name, "3", today.plus_days(-1)}, "effective_in_past");
  const std::int64_t rejected = number_in(stage_.done(Stage::admin, ProposePolicy{name, "3", tomorrow}), "version");
  stage_.refused(Stage::admin, ProposePolicy{name, "2", tomorrow}, "policy_change_open");
  stage_.done(Stage::admin2, RejectPolicy{name, rejected});
  const std::int64_t approved = number_in(stage_.done(Stage::admin, ProposePolicy{name, "4", tomorrow}), "version");
  stage_.refused(Stage::admin, ApprovePolicy{name, approved}, "four_eyes");
  stage_.done(Stage::admin2, ApprovePolicy{name, approved});
  stage_.refused(Stage::admin2, ApprovePolicy{name, approved}, "policy_decided");
  // The breaker value is decided on anew, and stays: on its day all accounts are looked at (PRE-14).
  const std::string breaker = "credit.breaker_default";
  const std::int64_t stays = number_in(stage_.done(Stage::admin, ProposePolicy{breaker, "1000.00", tomorrow}), "version");
  stage_.done(Stage::admin2, ApprovePolicy{breaker, stays});
}

// The pilot is closed off as a period of its own; from the next day on the months' ends count again.
void Tour::periods() {
  const Date today = business_date(stage_.now), launch = business_date(stage_.start).plus_days(pilot_days);
  const auto close_on = [&](const std::string& day, Date from) {
    const std::string name = "core.closing_day";
    const std::int64_t version = number_in(stage_.done(Stage::admin, ProposePolicy{name, day, from}), "version");
    stage_.done(Stage::admin2, ApprovePolicy{name, version});
  };
  const auto next = [&] { return period_to_close(stage_.engine.rows(), Policies(stage_.engine.rows(), today)); };
  close_on(std::to_string(launch.day() > 28 ? 28 : launch.day()), today);
  stage_.refused(Stage::fin, ClosePeriod{today}, "not_the_next_period");
  stage_.done(Stage::fin, ClosePeriod{next().last});
  stage_.refused(Stage::fin, ClosePeriod{next().last}, "period_not_over");
  close_on("31", today.plus_days(1));
}

// The pilot's campaign was to start in the pause, but time has jumped further than may be without a person's word: the timers wait, and an
// order finds its campaign not running.
void Tour::clock_jumped() {
  const FreezeOrder first = order("P0000001", Money::fen(12'000));
  stage_.refused(Stage::shop, first, "campaign_not_running");
  stage_.done(Stage::admin, ConfirmClock{});
  if (const auto exception = open_exception("campaign_not_running")) stage_.done(Stage::ops, RetryException{*exception});
}

std::optional<ExceptionId> Tour::open_exception(std::string_view code) {
  std::optional<ExceptionId> found;
  stage_.engine.rows().scan<OrderException>({.index = "by_state", .prefix = key_of(ExceptionState::open)},
                                            [&](const OrderException& exception) {
                                              if (exception.code == code && exception.account == one_.account) found = exception.id;
                                              return !found;
                                            });
  if (!found) stage_.counts.surprises.push_back("no open exception for " + std::string(code));
  return found;
}

}  // namespace ch
