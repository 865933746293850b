#include "demo/traffic.h"

#include <array>

#include "accounts/records.h"
#include "demo/names.h"
#include "demo/tour.h"

namespace ch {

Traffic::Traffic(Stage& stage, std::int64_t shops) : stage_(stage) {
  Random& random = stage.random;
  for (std::int64_t i = 0; i < shops; ++i) {
    DemoShop shop;
    shop.index = Tour::merchants + i;
    shop.name = merchant_name(shop.index);
    // A few sell much, most a little.
    shop.orders_a_day = random.in_thousand(80) ? random.between(12, 30) : random.between(1, 7);
    shop.fee_least = Money::fen(random.between(300, 2'500));
    shop.fee_most = Money::fen(shop.fee_least.minor() * random.between(6, 30));
    // Enough for one to three weeks, in round sums.
    const std::int64_t a_day = shop.orders_a_day * (shop.fee_least.minor() * 2 + shop.fee_most.minor()) / 3;
    shop.recharge = std::max(yuan(3'000), yuan((a_day * random.between(7, 21) / 100 + 499) / 500 * 500));
    shop.returns = random.between(20, 160);
    shop.careful = random.in_thousand(150) ? 150 : random.between(600, 950);
    shops_.push_back(std::move(shop));
  }
}

void Traffic::begin(Date first, std::int64_t days) {
  const std::int64_t joining = std::max<std::int64_t>(1, days / 3);
  for (DemoShop& shop : shops_) {
    const Date day = first.plus_days(stage_.random.in_thousand(700) ? 0 : stage_.random.below(joining));
    const Instant when = at_time(day, 8).plus_minutes(stage_.random.between(30, 150));
    stage_.at(when, [this, &shop] { join(shop); });
  }
  for (std::int64_t i = 0; i < days; ++i) {
    const Date date = first.plus_days(i);
    stage_.at(at_time(date, 10), [this, date] { office(date); });
    if (i % 7 == 0) stage_.at(at_time(date, 9), [this, date] { offer(date); });
  }
}

Instant Traffic::hours_from_now(std::int64_t least, std::int64_t most) {
  return stage_.now.plus_minutes(stage_.random.between(least * 60, most * 60));
}

std::string Traffic::next_reference(const char* prefix, std::int64_t& counter) {
  std::string digits = std::to_string(++counter);
  if (digits.size() < 7) digits.insert(0, 7 - digits.size(), '0');
  return prefix + std::to_string(business_date(stage_.now).number()) + digits;
}

Money Traffic::available(const DemoShop& shop) {
  const auto kept = stage_.engine.rows().get<Balance>(shop.account, Book::available);
  return kept ? kept->amount : Money{};
}

// ---- a merchant begins

void Traffic::join(DemoShop& shop) {
  stage_.send(Stage::ops, RegisterMerchant{shop.name, "SP" + std::to_string(100'001 + shop.index)}, [this, &shop](const Outcome& outcome) {
    shop.party = {number_in(outcome, "party")};
    shop.user = Stage::merchant(shop.party);
    stage_.at(hours_from_now(0, 1), [this, &shop] {
      stage_.send(Stage::admin, GrantRole{shop.user.user, Role::merchant_user, shop.party});
      stage_.send(
          Stage::ops,
          SetSettlementProfile{shop.party, bank_name(shop.index), shop.name, "62220000" + std::to_string(10'000'000 + shop.party.value)},
          [this, &shop](const Outcome&) { stage_.at(hours_from_now(0, 2), [this, &shop] { open(shop); }); });
    });
  });
}

void Traffic::open(DemoShop& shop) {
  stage_.send(shop.user, OpenAccount{shop.party}, [this, &shop](const Outcome& outcome) {
    shop.account = {number_in(outcome, "account")};
    stage_.at(stage_.now.plus_minutes(stage_.random.between(2, 40)), [this, &shop] {
      SetAlerts alerts{
          shop.account, yuan(stage_.random.between(1, 6) * 500), {}, {"shop" + std::to_string(shop.party.value) + "@example.com"}, {}};
      if (stage_.random.in_thousand(300)) alerts.breaker_value = yuan(stage_.random.between(2, 4) * 500);
      if (stage_.random.in_thousand(600)) alerts.phones.push_back("138" + std::to_string(10'000'000 + shop.party.value));
      stage_.send(shop.user, alerts, [this, &shop](const Outcome&) {
        stage_.at(stage_.now.plus_minutes(stage_.random.between(2, 60)), [this, &shop] { recharge(shop, shop.recharge); });
      });
    });
    // From the next day on.
    const Date tomorrow = business_date(stage_.now).plus_days(1);
    stage_.at(start_of(tomorrow), [this, &shop, tomorrow] { day(shop, tomorrow); });
  });
}

void Traffic::recharge(DemoShop& shop, Money amount) {
  shop.recharging = true;
  stage_.send(shop.user, RequestRecharge{shop.account, amount}, [this, &shop, amount](const Outcome& outcome) {
    const RechargeId recharge{number_in(outcome, "recharge")};
    std::string code;
    for (const Arg& arg : outcome.args)
      if (arg.name == "remark_code") code = arg.value;
    if (!outcome.done() || stage_.random.in_thousand(15)) {  // thought better of it
      shop.recharging = false;
      if (outcome.done()) stage_.at(hours_from_now(1, 20), [this, &shop, recharge] { stage_.send(shop.user, CancelRecharge{recharge}); });
      return;
    }
    stage_.at(in_office(hours_from_now(1, 7)), [this, &shop, recharge, amount, code] { wire(shop, recharge, amount, code); });
  });
}

void Traffic::start_campaign(DemoShop& shop) {
  const Instant starts = stage_.random.in_thousand(500) ? stage_.now : stage_.now.plus_hours(stage_.random.between(1, 24));
  const Instant ends = starts.plus_hours(24 * stage_.random.between(5, 30));
  const auto joined = [&shop](const Outcome& outcome) {
    if (outcome.done()) shop.campaigns.push_back({number_in(outcome, "campaign")});
  };
  if (offer_ && stage_.random.in_thousand(400))
    stage_.send(shop.user, EnrollCampaign{shop.account, *offer_}, joined);
  else
    stage_.send(shop.user, CreateCampaign{shop.account, campaign_title(stage_.random.below(10)), starts, ends}, joined);
}

// ---- a merchant's day

void Traffic::day(DemoShop& shop, Date date) {
  const std::int64_t hundredfold = shop.orders_a_day * orders_of_hundred(date);
  const std::int64_t orders = hundredfold / 100 + (stage_.random.below(100) < hundredfold % 100 ? 1 : 0);
  for (std::int64_t i = 0; i < orders; ++i) stage_.at(moment_of_order(date, stage_.random), [this, &shop] { place(shop); });
  stage_.at(at_time(date, 9).plus_minutes(stage_.random.below(180)), [this, &shop] { morning(shop); });
  const Date next = date.plus_days(1);
  stage_.at(start_of(next), [this, &shop, next] { day(shop, next); });
}

void Traffic::morning(DemoShop& shop) {
  const auto account = stage_.engine.rows().get<PrepaidAccount>(shop.account);
  if (!account || account->state != AccountState::active) return;
  const Money left = available(shop);
  const bool low = left < shop.recharge + Money::fen(-shop.recharge.minor() * 2 / 3);
  if (low && !shop.recharging && stage_.random.in_thousand(shop.careful)) recharge(shop, shop.recharge);
  if (account->live_campaigns + account->suspended == 0)
    start_campaign(shop);
  else if (stage_.random.in_thousand(30))
    start_campaign(shop);
  if (stage_.random.in_thousand(10)) {
    if (const auto running = campaign_for_order(shop)) stage_.send(shop.user, EndCampaign{*running});
  }
  if (left > shop.recharge && stage_.random.in_thousand(40)) withdraw(shop, Money::fen(left.minor() / 4 / 100 * 100));
  if (stage_.random.in_thousand(120))
    for (const Notice& notice : stage_.engine.rows().list<Notice>(
             {.index = "by_account", .prefix = key_of(shop.account, NoticeChannel::in_app), .descending = true, .limit = 2}))
      if (!notice.read) stage_.send(shop.user, ReadNotice{notice.id});
}

void Traffic::withdraw(DemoShop& shop, Money amount) {
  if (!amount.positive()) return;
  stage_.send(shop.user, RequestWithdrawal{shop.account, amount}, [this](const Outcome& outcome) {
    if (!outcome.done()) return;
    const WithdrawalId withdrawal{number_in(outcome, "withdrawal")};
    // Now and then it lies longer than its deadline.
    stage_.at(in_office(stage_.random.in_thousand(60) ? hours_from_now(96, 150) : hours_from_now(2, 26)),
              [this, withdrawal] { decide(withdrawal); });
  });
}

// ---- orders, as the shop reports them

std::optional<CampaignId> Traffic::campaign_for_order(const DemoShop& shop) {
  for (auto id = shop.campaigns.rbegin(); id != shop.campaigns.rend(); ++id) {
    const auto campaign = stage_.engine.rows().get<Campaign>(*id);
    if (!campaign || campaign->starts > stage_.now) continue;
    if (campaign->state == CampaignState::running) return *id;
    // Placed before the shop heard of the suspension (PRE-15).
    if (campaign->state == CampaignState::suspended && stage_.random.in_thousand(250)) return *id;
  }
  return std::nullopt;
}

void Traffic::place(DemoShop& shop) {
  const auto campaign = campaign_for_order(shop);
  if (!campaign) return;
  // Of two draws the smaller: small orders are many.
  const std::int64_t least = shop.fee_least.minor(), most = shop.fee_most.minor();
  const Money fee = Money::fen(std::min(stage_.random.between(least, most), stage_.random.between(least, most)));
  const FreezeOrder order{shop.account, next_reference("", orders_), *campaign, fee};
  if (stage_.random.in_thousand(3)) {  // messages overtake each other (PRE-13)
    stage_.send(Stage::shop, SettleOrder{order.account, order.order});
    stage_.at(hours_from_now(1, 3), [this, order] { stage_.send(Stage::shop, order); });
    return;
  }
  stage_.send(Stage::shop, order, [this, &shop, order](const Outcome& outcome) {
    if (!outcome.done()) return;
    if (stage_.random.in_thousand(5)) stage_.at(hours_from_now(1, 2), [this, order] { stage_.send(Stage::shop, order); });  // repeated
    fate(shop, order);
  });
}

void Traffic::fate(const DemoShop& shop, const FreezeOrder& order) {
  if (stage_.random.in_thousand(shop.returns)) {
    std::optional<Money> part;
    if (stage_.random.in_thousand(350)) part = Money::fen(std::max<std::int64_t>(1, order.fee.minor() * stage_.random.between(2, 8) / 10));
    stage_.at(hours_from_now(4, 72), [this, order, part] { stage_.send(Stage::shop, ReleaseOrder{order.account, order.order, part}); });
    if (!part) return;
  } else if (stage_.random.in_thousand(2)) {  // more than was held: an exception for a person
    stage_.at(hours_from_now(4, 48),
              [this, order] { stage_.send(Stage::shop, ReleaseOrder{order.account, order.order, order.fee + yuan(1)}); });
  }
  stage_.at(hours_from_now(73, 168), [this, &shop, order] { settle(shop, order); });
}

void Traffic::settle(const DemoShop& shop, const FreezeOrder& order) {
  stage_.send(Stage::shop, SettleOrder{order.account, order.order}, [this, &shop, order](const Outcome& outcome) {
    if (!outcome.done() || !stage_.random.in_thousand(shop.returns / 2)) return;
    const Money part = Money::fen(std::max<std::int64_t>(1, order.fee.minor() * stage_.random.between(1, 4) / 10));
    stage_.at(hours_from_now(5, 200), [this, order, part] { stage_.send(Stage::shop, RefundOrder{order.account, order.order, part}); });
  });
}

// ---- when people buy

std::int64_t orders_of_hundred(Date day) {
  constexpr std::array<std::int64_t, 12> months{92, 70, 96, 98, 104, 128, 98, 96, 104, 106, 150, 122};
  constexpr std::array<std::int64_t, 7> weekdays{92, 90, 92, 96, 106, 124, 118};
  std::int64_t share = months[static_cast<std::size_t>(day.month() - 1)] * weekdays[static_cast<std::size_t>(day.weekday()) - 1] / 100;
  const bool sale =
      (day.month() == 6 && day.day() == 18) || (day.month() == 11 && day.day() == 11) || (day.month() == 12 && day.day() == 12);
  if (sale) share *= 3;
  return share;
}

Instant moment_of_order(Date day, Random& random) {
  constexpr std::array<std::int64_t, 24> hours{14, 8, 4, 2, 2, 3, 8, 16, 30, 48, 62, 58, 54, 50, 48, 50, 50, 46, 48, 62, 82, 88, 66, 36};
  std::int64_t all = 0;
  for (const std::int64_t hour : hours) all += hour;
  std::int64_t draw = random.below(all);
  std::int32_t hour = 0;
  while (draw >= hours[static_cast<std::size_t>(hour)]) draw -= hours[static_cast<std::size_t>(hour++)];
  return Instant{at_time(day, hour).ms + random.below(ms_per_hour)};
}

}  // namespace ch
