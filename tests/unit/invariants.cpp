// LED-7: each invariant can fail. A command is replaced by one that breaks it: the engine lets nothing of it through.
#include "accounts/records.h"
#include "api/accounts.h"
#include "engine/audit.h"
#include "ledger/backdating.h"
#include "ledger/periods.h"
#include "procedure/records.h"
#include "support/orders.h"

namespace ch::test {
namespace {

// What a defect might do, and the sentence that must be told of it.
struct Mutation {
  const char* sentence;
  void (*apply)(Context& context);
};

const Mutation* mutation = nullptr;  // functions of a command are plain: this is how they learn which

constexpr AccountId shop{2};

Posting posting(Context& context, AccountId account, Book book, std::int64_t fen, Date day) {
  return {account, book, entry_id(context.seq, 0), Money::fen(fen), {}, EntryKind::recharge, day, "M"};
}

void move(Context& context, AccountId account, Book book, std::int64_t growth) {
  Balance balance = context.rows.get<Balance>(account, book) ? *context.rows.get<Balance>(account, book) : Balance{account, book, {}, {}};
  balance.amount += Money::fen(growth);
  context.rows.put(balance);
}

// An entry as it should be: the n-th of the command, from the bank into suspense.
void post(Context& context, Date day) {
  CHECK(context.ledger
            .post({.kind = EntryKind::wire_suspense,
                   .business_date = day,
                   .reference = "M",
                   .legs = {grow(platform_account, Book::cash_at_bank, Money::fen(7)),
                            grow(platform_account, Book::suspense, Money::fen(7))}})
            .has_value());
}

Posting posting_of(Context& context, Book book) { return *context.rows.get<Posting>(platform_account, book, entry_id(context.seq, 0)); }

template <class T>
T some(Context& context) {
  const std::vector<T> rows = context.rows.list<T>({.limit = 1});
  REQUIRE(rows.size() == 1);
  return rows.front();
}

template <class T>
void alter(Context& context, void (*change)(T& row)) {
  T row = some<T>(context);
  change(row);
  context.rows.put(row);
}

const Mutation mutations[] = {
    {"a command posts its own entries",
     [](Context& context) {
       Posting changed = some<Posting>(context);
       changed.reference += "x";
       context.rows.put(changed);
     }},
    {"what is append-only is never erased",
     [](Context& context) {
       const Posting gone = some<Posting>(context);
       context.rows.erase<Posting>(gone.account, gone.book, gone.entry);
     }},
    {"the postings of an entry sum to zero",
     [](Context& context) {
       context.rows.put(posting(context, platform_account, Book::cash_at_bank, 100, context.today()));
       context.rows.put(posting(context, shop, Book::available, -99, context.today()));
       move(context, platform_account, Book::cash_at_bank, 100);
       move(context, shop, Book::available, 99);
     }},
    {"a balance moves by its postings and by nothing else", [](Context& context) { move(context, shop, Book::available, 1); }},
    {"a balance moves by its postings and by nothing else", [](Context& context) { context.rows.erase<Balance>(shop, Book::available); }},
    {"a balance moves by its postings and by nothing else",
     [](Context& context) {
       context.rows.put(posting(context, platform_account, Book::cash_at_bank, 100, context.today()));
       context.rows.put(posting(context, platform_account, Book::suspense, -100, context.today()));
     }},
    {"no entry takes a book below its floor",
     [](Context& context) {
       context.rows.put(posting(context, platform_account, Book::suspense, 1, context.today()));
       context.rows.put(posting(context, platform_account, Book::costs, -1, context.today()));
       move(context, platform_account, Book::suspense, -1);
       move(context, platform_account, Book::costs, -1);
     }},
    {"what of an entry is reversed is not reversed again",
     [](Context& context) { context.rows.put(Reversal{entry_id(1, 0), entry_id(2, 0), Money{}}); }},
    {"beside a posting stands the balance after it",
     [](Context& context) {
       post(context, context.today());
       Posting last = posting_of(context, Book::suspense);
       last.after += Money::fen(1);
       context.rows.put(last);
     }},
    {"beside a posting stands the balance after it",
     [](Context& context) {
       post(context, context.today());
       post(context, context.today());
       Posting first = posting_of(context, Book::cash_at_bank);
       first.after -= Money::fen(1);
       context.rows.put(first);
     }},
    {"late amounts are those of the entries booked late",
     [](Context& context) {
       const Date yesterday = context.today().plus_days(-1);
       post(context, yesterday);
       LateAmount late = *context.rows.get<LateAmount>(platform_account, Book::suspense, yesterday);
       late.amount += Money::fen(1);
       context.rows.put(late);
     }},
    {"late amounts are those of the entries booked late",
     [](Context& context) {
       const Date before = context.today().plus_days(-2);
       post(context, before);
       context.rows.erase<LateAmount>(platform_account, Book::cash_at_bank, before);
     }},
    {"late amounts are those of the entries booked late",
     [](Context& context) { context.rows.put(LateAmount{shop, Book::available, context.today().plus_days(-1), Money::fen(1), {}}); }},
    {"an entry booked late is listed as such",
     [](Context& context) {
       const Date yesterday = context.today().plus_days(-1);
       post(context, yesterday);
       context.rows.erase<Backdated>(platform_account, yesterday, entry_id(context.seq, 0));
     }},
    {"a closed period takes no entry",
     [](Context& context) {
       const Date closed = context.rows.get<ClosedThrough>(std::int64_t{1})->day;
       context.rows.put(posting(context, platform_account, Book::cash_at_bank, 100, closed));
       context.rows.put(posting(context, platform_account, Book::suspense, -100, closed));
       move(context, platform_account, Book::cash_at_bank, 100);
       move(context, platform_account, Book::suspense, 100);
     }},
    {"a period that is closed stays as it was",
     [](Context& context) {
       Period period = some<Period>(context);
       period.total += Money::fen(1);
       context.rows.put(period);
     }},
    {"a period that is closed stays as it was",
     [](Context& context) {
       PeriodBalance balance = some<PeriodBalance>(context);
       balance.amount += Money::fen(1);
       context.rows.put(balance);
     }},
    {"a period that is closed stays as it was",
     [](Context& context) {
       ClosedThrough closed = some<ClosedThrough>(context);
       closed.day = closed.day.plus_days(-1);
       context.rows.put(closed);
     }},
    {"what is frozen is not what its orders hold",
     [](Context& context) {
       CHECK(context.ledger
                 .post({.kind = EntryKind::hold,
                        .business_date = context.today(),
                        .reference = "M",
                        .legs = {shrink(shop, Book::available, Money::fen(1)), grow(shop, Book::frozen, Money::fen(1))}})
                 .has_value());
     }},
    {"available and frozen are not its income less its expense",
     [](Context& context) {
       CHECK(context.ledger
                 .post({.kind = EntryKind::settlement,
                        .business_date = context.today(),
                        .reference = "M",
                        .legs = {shrink(shop, Book::available, Money::fen(1)), grow(platform_account, Book::revenue, Money::fen(1))}})
                 .has_value());
     }},
    {"more was settled and released than held",
     [](Context& context) {
       Order order = some<Order>(context);
       order.settled = order.held + Money::fen(1);
       context.rows.put(order);
     }},
    {"what backdating takes from one day it does not give to another",
     [](Context& context) { context.rows.put(DayShift{shop, context.today(), {}, Money::fen(1), {}}); }},
    {"what backdating takes from one day it does not give to another",
     [](Context& context) { context.rows.put(DayShift{shop, context.today(), {}, {}, Money::fen(1)}); }},
    {"available and frozen are not its income less its expense",
     [](Context& context) { alter<DayTotals>(context, [](DayTotals& totals) { totals.income += Money::fen(1); }); }},
    {"more was paid and cancelled than owed",
     [](Context& context) { alter<Order>(context, [](Order& order) { order.owed_paid = order.owed + Money::fen(1); }); }},
    {"more was refunded than settled",
     [](Context& context) {
       alter<Order>(context, [](Order& order) { order.refunded = order.settled + order.owed_paid + Money::fen(1); });
     }},
    {"its fee is neither held nor owed", [](Context& context) { alter<Order>(context, [](Order& order) { order.fee += Money::fen(1); }); }},
    {"its state is not that of its amounts",
     [](Context& context) {
       alter<Order>(context, [](Order& order) {
         order.state = order.state == OrderState::owed_paid ? OrderState::released : OrderState::owed_paid;
       });
     }},
    {"its debt is not what is owed of it", [](Context& context) { alter<Order>(context, [](Order& order) { order.owed_position = 1; }); }},
    {"what is owed is not what its orders and withdrawals owe",
     [](Context& context) {
       CHECK(context.ledger
                 .post({.kind = EntryKind::owed,
                        .business_date = context.today(),
                        .reference = "M",
                        .legs = {grow(shop, Book::owed, Money::fen(1)), grow(platform_account, Book::fees_due, Money::fen(1))}})
                 .has_value());
     }},
    {"what is being withdrawn is not what its withdrawals say",
     [](Context& context) { alter<Withdrawal>(context, [](Withdrawal& withdrawal) { withdrawal.amount += Money::fen(1); }); }},
    {"what is being withdrawn is not what its withdrawals say",
     [](Context& context) { alter<Withdrawal>(context, [](Withdrawal& withdrawal) { withdrawal.state = WithdrawalState::paid; }); }},
    {"its open holds are miscounted",
     [](Context& context) { alter<PrepaidAccount>(context, [](PrepaidAccount& account) { ++account.open_holds; }); }},
    {"its debts are miscounted",
     [](Context& context) { alter<PrepaidAccount>(context, [](PrepaidAccount& account) { ++account.owed_orders; }); }},
    {"its debts are miscounted", [](Context& context) { context.rows.put(OpenDebt{shop, 1, "O-1", {}}); }},
    {"its waiting messages are miscounted",
     [](Context& context) { alter<PrepaidAccount>(context, [](PrepaidAccount& account) { ++account.waiting; }); }},
    {"its waiting messages are miscounted",
     [](Context& context) { context.rows.put(WaitingMessage{.account = shop, .order_no = "O-9", .position = 1}); }},
    {"its campaigns are miscounted",
     [](Context& context) { alter<PrepaidAccount>(context, [](PrepaidAccount& account) { ++account.suspended; }); }},
    {"its campaigns are miscounted",
     [](Context& context) { alter<PrepaidAccount>(context, [](PrepaidAccount& account) { ++account.live_campaigns; }); }},
    {"its campaigns are miscounted",
     [](Context& context) {
       alter<Campaign>(context, [](Campaign& campaign) {
         campaign.state = campaign.state == CampaignState::suspended ? CampaignState::ended : CampaignState::suspended;
       });
     }},
    {"a campaign is scheduled or running below the breaker value",
     [](Context& context) {
       alter<PrepaidAccount>(context, [](PrepaidAccount& account) {
         ++account.live_campaigns;
         account.breaker_value = Money::fen(100'000'000);
       });
     }},
    {"it is closed with money in it",
     [](Context& context) { alter<PrepaidAccount>(context, [](PrepaidAccount& account) { account.state = AccountState::closed; }); }},
    {"its record says account_opening opened, and it stands at account_opening active",
     [](Context& context) { alter<PrepaidAccount>(context, [](PrepaidAccount& account) { account.state = AccountState::opened; }); }},
    {"its record says recharge cancelled",
     [](Context& context) { alter<Recharge>(context, [](Recharge& recharge) { recharge.state = RechargeState::cancelled; }); }},
    {"its record says withdrawal refused",
     [](Context& context) { alter<Withdrawal>(context, [](Withdrawal& withdrawal) { withdrawal.state = WithdrawalState::refused; }); }},
    {"its record says campaign scheduled",
     [](Context& context) { alter<Campaign>(context, [](Campaign& campaign) { campaign.state = CampaignState::scheduled; }); }},
    {"its record says exception retried, and it stands at exception open",
     [](Context& context) { alter<OrderException>(context, [](OrderException& one) { one.state = ExceptionState::retried; }); }},
    {"its record says exception open, and it stands at no case",
     [](Context& context) { alter<OrderException>(context, [](OrderException& one) { one.process = CaseId{999}; }); }},
    {"no record says where it stands",
     [](Context& context) { alter<OrderException>(context, [](OrderException& one) { one.process = {}; }); }},
    {"no record says where it stands", [](Context& context) { alter<Case>(context, [](Case& one) { one.step = "closed"; }); }},
    {"no record says where it stands", [](Context& context) { context.rows.erase<Case>(some<Case>(context).id); }},
    {"what lies in suspense is not the wires that wait for a person",
     [](Context& context) { context.rows.put(Wire{.id = WireId{999}, .bank_reference = "X", .amount = Money::fen(1)}); }},
    {"what is to go back is not the wires on the return list",
     [](Context& context) {
       context.rows.put(Wire{.id = WireId{999}, .bank_reference = "X", .amount = Money::fen(1), .state = WireState::return_due});
     }},
    {"batch PB000001: its payments", [](Context& context) { alter<PaymentBatch>(context, [](PaymentBatch& batch) { ++batch.payments; }); }},
    {"batch PB000001: its payments",
     [](Context& context) { alter<PaymentBatch>(context, [](PaymentBatch& batch) { batch.total += Money::fen(1); }); }},
    {"those without a result are miscounted",
     [](Context& context) {
       PaymentBatch batch = some<PaymentBatch>(context);
       --batch.without_result;
       context.rows.put(batch);
     }},
    {"batch PB000001: its payments",
     [](Context& context) {
       Payment payment = some<Payment>(context);
       payment.amount += Money::fen(1);
       context.rows.put(payment);
     }},
};

Catalogue mutated() {
  Catalogue catalogue = house_catalogue();
  for (Command& command : catalogue.commands)
    if (command.name == "block_account")
      command.apply = OnPayload<Result<Done>(Context&)>(+[](const BlockAccount&, Context& context) -> Result<Done> {
        mutation->apply(context);
        return Done{};
      });
  return catalogue;
}

}  // namespace

TEST_CASE("LED-7: each invariant can fail: what breaks it is told and not kept") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const auto campaign = env.campaign(merchant);
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-1", campaign, "1000.00"));
  env.refused(env.shop, "release_order", release_of(merchant, "O-1", "2000.00"), "more_than_held");  // an exception
  env.advance_days(6);
  for (int week = 0; week < 4; ++week) env.advance_days(6);
  env.ok(env.finance, "close_period", {{"last", "2026-03-31"}});
  env.advance_days(3);  // so that there are open days to book late for
  const auto withdrawal =
      id_arg(env.ok(merchant.user, "request_withdrawal", {{"account", merchant.account}, {"amount", "700.00"}}), "withdrawal");
  env.ok(env.ops, "approve_withdrawal", {{"withdrawal", withdrawal}});
  env.ok(env.finance, "collect_payments", json::object());

  const Catalogue catalogue = mutated();
  Engine defective(*env.store, catalogue);
  REQUIRE(defective.open().has_value());
  const Hash before = env.state_digest();
  for (const Mutation& one : mutations) {
    mutation = &one;
    const json payload{{"account", merchant.account}, {"reason", "M"}};
    std::array<std::uint8_t, 10> bits{};
    for (auto& byte : bits) byte = static_cast<std::uint8_t>(env.random.next());
    const Outcome outcome = defective.execute({Uuid::v7(env.now.ms, bits), "block_account", payload.dump(), env.ops, env.now});
    CAPTURE(one.sentence);
    CHECK(outcome.code == "internal_fault");
    CHECK_THAT(arg(outcome, "detail"), Catch::Matchers::ContainsSubstring(one.sentence));
  }
  env.engine = std::make_unique<Engine>(*env.store, house_catalogue());
  REQUIRE(env.engine->open().has_value());
  CHECK(env.state_digest() == before);
  CHECK(audit(*env.store, house_catalogue()).fault == "");
}

}  // namespace ch::test
