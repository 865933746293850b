// The tour: campaigns and orders, what is owed, exceptions, and questions (PRE-7 to PRE-16, PRE-21, PRE-22).
#include "accounts/records.h"
#include "api/views.h"
#include "demo/names.h"
#include "demo/tour.h"

namespace ch {

void Tour::first_campaign() {
  const Instant soon = stage_.now.plus_hours(1), later = stage_.now.plus_hours(24 * 60);
  stage_.refused(one_.user, CreateCampaign{one_.account, campaign_title(0), later, soon}, "campaign_times");
  stage_.refused(one_.user, CreateCampaign{one_.account, campaign_title(0), stage_.now.plus_hours(-48), stage_.now.plus_hours(-24)},
                 "campaign_over");
  stage_.refused(one_.user, EnrollCampaign{one_.account, {nobody}}, "unknown_offer");
  campaign_ = {number_in(stage_.done(one_.user, CreateCampaign{one_.account, campaign_title(0), soon, later}), "campaign")};
}

// Available 4,880.00 at the beginning: the pilot's order has frozen 120.00.
void Tour::orders() {
  stage_.done(Stage::shop, order("S0000001", yuan(1'200)));
  stage_.done(Stage::shop, order("S0000001", yuan(1'200)));  // repeated: changes nothing
  stage_.refused(Stage::shop, order("S0000001", yuan(1'300)), "order_known");
  FreezeOrder stray = order("S0000002", yuan(10));
  stray.campaign = {nobody};
  stage_.refused(Stage::shop, stray, "unknown_campaign");
  stray.account = {nobody};
  stage_.refused(Stage::shop, stray, "unknown_account");
  stage_.done(Stage::shop, ReleaseOrder{one_.account, "S0000001", yuan(150)});
  stage_.refused(Stage::shop, ReleaseOrder{one_.account, "S0000001", yuan(2'000)}, "more_than_held");
  stage_.done(Stage::shop, SettleOrder{one_.account, "S0000001"});
  stage_.refused(Stage::shop, ReleaseOrder{one_.account, "S0000001", {}}, "order_completed");
  stage_.done(Stage::shop, RefundOrder{one_.account, "S0000001", yuan(100)});
  stage_.refused(Stage::shop, RefundOrder{one_.account, "S0000001", yuan(951)}, "more_than_settled");
  // Before its freeze: applied when that comes. And one whose freeze never comes.
  stage_.done(Stage::shop, SettleOrder{one_.account, "S0000003"});
  stage_.done(Stage::shop, order("S0000003", yuan(30)));
  stage_.done(Stage::shop, ReleaseOrder{one_.account, "S0000004", {}});
}

// Available 3,900.00; S0000010 takes it below the breaker value.
void Tour::orders_under_suspension() {
  stage_.done(Stage::shop, order("S0000010", yuan(3'000)));
  stage_.done(Stage::shop, order("S0000011", yuan(690)));  // still frozen, above the hard floor
  stage_.done(Stage::shop, ReleaseOrder{one_.account, "S0000011", yuan(40)});
  stage_.done(Stage::shop, order("S0000012", yuan(100)));
}

// Available 150.00: below the hard floor.
void Tour::owed() {
  for (const char* number : {"S0000013", "S0000014", "S0000015", "S0000016"}) stage_.done(Stage::shop, order(number, yuan(60)));
  stage_.done(Stage::shop, SettleOrder{one_.account, "S0000013"});             // completed, and owed still
  stage_.done(Stage::shop, ReleaseOrder{one_.account, "S0000014", yuan(20)});  // a part of what is owed is cancelled
  stage_.done(Stage::shop, ReleaseOrder{one_.account, "S0000015", {}});
  stage_.refused(Stage::shop, SettleOrder{one_.account, "S0000015"}, "order_released");
  stage_.refused(one_.user, RequestWithdrawal{one_.account, yuan(10)}, "owed_open");
  stage_.refused(one_.user, CreateCampaign{one_.account, campaign_title(1), stage_.now, stage_.now.plus_hours(24)}, "owed_open");
}

void Tour::exceptions() {
  if (const auto late = open_exception("counterpart_missing")) {
    stage_.refused(Stage::ops, RetryException{*late}, "unknown_order");
    stage_.done(Stage::ops, ResolveException{*late, "商城确认该订单已取消"});
    stage_.refused(Stage::ops, ResolveException{*late, "再次登记"}, "exception_not_open");
  }
  if (const auto known = open_exception("order_known")) stage_.refused(Stage::ops, RetryException{*known}, "order_known");
  stage_.refused(Stage::ops, RetryException{{nobody}}, "unknown_exception");
}

void Tour::campaigns() {
  const Instant soon = stage_.now.plus_hours(2);
  stage_.refused(Stage::ops, OfferCampaign{campaign_title(3), soon, stage_.now}, "campaign_times");
  offer_ = {number_in(stage_.done(Stage::ops, OfferCampaign{campaign_title(3), soon, stage_.now.plus_hours(24 * 20)}), "offer")};
  stage_.done(one_.user, EnrollCampaign{one_.account, offer_});
  stage_.refused(one_.user, EnrollCampaign{one_.account, offer_}, "already_enrolled");
  // One that ends in time, one that is ended by operations, one that is yet to come.
  stage_.done(one_.user, CreateCampaign{one_.account, campaign_title(4), stage_.now, stage_.now.plus_hours(30)});
  const CampaignId early{number_in(
      stage_.done(one_.user, CreateCampaign{one_.account, campaign_title(5), stage_.now, stage_.now.plus_hours(90)}), "campaign")};
  stage_.done(one_.user, CreateCampaign{one_.account, campaign_title(6), stage_.now.plus_hours(24 * 30), stage_.now.plus_hours(24 * 40)});
  stage_.done(Stage::ops, EndCampaign{early});
  stage_.refused(Stage::ops, EndCampaign{{nobody}}, "unknown_campaign");
  FreezeOrder over = order("S0000020", yuan(5));
  over.campaign = early;
  stage_.refused(Stage::shop, over, "campaign_not_running");
}

void Tour::questions() {
  const Date today = business_date(stage_.now);
  AskStatement ask{.account = one_.account};
  stage_.asked(one_.user, "statement", ask, "done");
  ask.limit = 501;
  stage_.asked(one_.user, "statement", ask, "page_limit");
  ask.limit.reset();
  ask.cursor = "zz";
  stage_.asked(one_.user, "statement", ask, "malformed_cursor");
  ask.cursor.reset();
  ask.kind = "gift";
  stage_.asked(one_.user, "statement", ask, "unknown_entry_kind");
  ask.kind.reset();
  ask.book = "frozen";
  stage_.asked(one_.user, "statement", ask, "done");
  ask.book = "suspense";
  stage_.asked(one_.user, "statement", ask, "not_a_book_of_it");
  ask.book.reset();
  ask.from = today;
  ask.to = today.plus_days(-1);
  stage_.asked(one_.user, "statement", ask, "dates_reversed");
  ask.to = today;
  ask.by = DateAxis::business;
  stage_.asked(one_.user, "statement", ask, "done");
  ask.as_of = stage_.now;
  stage_.asked(one_.user, "statement", ask, "one_axis");
  stage_.asked(one_.user, "balance_history", AskBalanceHistory{one_.account, 401}, "days_out_of_range");
  stage_.asked(two_.user, "account", AskAccount{one_.account}, "not_allowed");
  stage_.ask(Stage::auditor, "weather", "{}", "unknown_query");
}

}  // namespace ch
