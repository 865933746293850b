#include "support/env.h"

#include "base/fault.h"
#include "engine/booked.h"

namespace ch::test {
namespace {

constexpr AccountId shop_account{2};

// The ledger alone, in a view over an empty tenant.
struct Books {
  std::unique_ptr<Store> store = fresh_store();
  Committed committed{*store};
  View view{committed};
  Date day = *Date::parse("2026-03-02");
  Ledger ledger{view, 1, day, first_entry_after};

  Books() {
    REQUIRE(store->migrate(house_catalogue().migrations, house_catalogue().records).has_value());
    ledger.open_account(platform_account, {}, {});
    ledger.open_account(shop_account, {7}, {});
  }
  Check recharge(const char* amount) {
    const Money money = *Money::parse(amount);
    return ledger.post({{},
                        EntryKind::recharge,
                        day,
                        "R-000001",
                        {},
                        {grow(platform_account, Book::cash_at_bank, money), grow(shop_account, Book::available, money)}});
  }
  std::string amount(Book book) { return ledger.balance(shop_account, book).text(); }
};

Money money(const char* text) { return *Money::parse(text); }

}  // namespace

TEST_CASE("LED-1: an entry has two or more postings that sum to zero, each moving something, no book twice") {
  Books books;
  const auto post = [&](std::vector<Leg> legs) {
    return books.ledger.post({{}, EntryKind::recharge, books.day, "R", {}, std::move(legs)});
  };
  CHECK_THROWS_AS(post({}), Fault);
  CHECK_THROWS_AS(post({grow(shop_account, Book::available, money("1.00"))}), Fault);
  CHECK_THROWS_AS(post({grow(shop_account, Book::available, money("1.00")), grow(platform_account, Book::cash_at_bank, money("1.01"))}),
                  Fault);
  CHECK_THROWS_AS(post({grow(shop_account, Book::available, money("0.00")), grow(platform_account, Book::cash_at_bank, money("0.00"))}),
                  Fault);
  CHECK_THROWS_AS(post({grow(shop_account, Book::available, money("1.00")), shrink(shop_account, Book::available, money("1.00"))}), Fault);
  CHECK_THROWS_AS(post({grow({99}, Book::available, money("1.00")), grow(platform_account, Book::cash_at_bank, money("1.00"))}), Fault);
  CHECK(books.amount(Book::available) == "0.00");
  CHECK(books.ledger.entries().empty());
  CHECK(post({grow(shop_account, Book::available, money("1.00")), grow(platform_account, Book::cash_at_bank, money("1.00"))}).has_value());
}

TEST_CASE("LED-1: an entry is reversed once, wholly, or in parts where its kind allows it") {
  Books books;
  REQUIRE(books.recharge("100.00").has_value());
  const Entry recharge = books.ledger.entries()[0];
  const auto part = books.ledger.reverse(recharge, money("40.00"), books.day);
  REQUIRE_FALSE(part.has_value());
  CHECK(part.error().code == "not_reversible");
  CHECK(books.ledger.reverse(recharge, {}, books.day.plus_days(-1)).error().code ==
        "date_too_old");  // before there was anything to reverse
  REQUIRE(books.ledger.reverse(recharge, {}, books.day).has_value());
  CHECK(books.amount(Book::available) == "0.00");
  CHECK(books.ledger.entries()[1].reverses == recharge.id);
  CHECK(books.ledger.reverse(recharge, {}, books.day).error().code == "already_reversed");
  CHECK(books.ledger.reverse(books.ledger.entries()[1], {}, books.day).error().code == "not_reversible");

  REQUIRE(books.recharge("100.00").has_value());
  Hold hold;
  REQUIRE(books.ledger.hold(hold, shop_account, money("60.00"), books.day, "O-1").has_value());
  REQUIRE(books.ledger.settle(hold, shop_account, money("60.00"), platform_account, Book::revenue, books.day, "O-1").has_value());
  const Entry settlement = books.ledger.entries().back();
  CHECK(books.ledger.reverse(settlement, money("25.00"), books.day).has_value());
  CHECK(books.ledger.reverse(settlement, money("35.01"), books.day).error().code == "more_than_entry");
  CHECK(books.ledger.reverse(settlement, money("0.00"), books.day).error().code == "more_than_entry");
  CHECK(books.ledger.reverse(settlement, money("35.00"), books.day).has_value());
  CHECK(books.ledger.reverse(settlement, money("0.01"), books.day).error().code == "already_reversed");
}

TEST_CASE("LED-3: an entry that would break a book's floor is refused whole") {
  Books books;
  REQUIRE(books.recharge("10.00").has_value());
  const auto refusal = books.ledger.post(
      {{},
       EntryKind::withdrawal,
       books.day,
       "W",
       {},
       {shrink(shop_account, Book::available, money("10.01")), grow(shop_account, Book::withdrawal_in_progress, money("10.01"))}});
  REQUIRE_FALSE(refusal.has_value());
  CHECK(refusal.error().code == "more_than_available");
  CHECK(books.ledger
            .post({{},
                   EntryKind::settlement,
                   books.day,
                   "O",
                   {},
                   {shrink(shop_account, Book::frozen, money("0.01")), grow(platform_account, Book::revenue, money("0.01"))}})
            .error()
            .code == "below_floor");
  CHECK(books.amount(Book::available) == "10.00");
  CHECK(books.amount(Book::withdrawal_in_progress) == "0.00");
  CHECK(books.ledger.entries().size() == 1);
}

TEST_CASE("LED-4: a balance is kept with each posting and equals their sum") {
  Books books;
  Money sum;
  Random random(3);
  for (int i = 0; i < 200; ++i) {
    const Money step = Money::fen(1 + random.below(100'000));
    sum += step;
    REQUIRE(books.recharge(step.text().c_str()).has_value());
    const auto posting = books.view.get<Posting>(shop_account, Book::available, books.ledger.entries().back().id);
    REQUIRE(posting->after == sum);
  }
  CHECK(books.ledger.balance(shop_account, Book::available) == sum);
  CHECK(books.ledger.balance(platform_account, Book::cash_at_bank) == sum);
}

TEST_CASE("LED-6: a hold is settled or released in parts until nothing is left, never more and never twice") {
  Books books;
  REQUIRE(books.recharge("100.00").has_value());
  Hold hold;
  CHECK(books.ledger.hold(hold, shop_account, money("100.01"), books.day, "O-1").error().code == "more_than_available");
  CHECK(hold.held.is_zero());
  REQUIRE(books.ledger.hold(hold, shop_account, money("90.00"), books.day, "O-1").has_value());
  CHECK(books.amount(Book::frozen) == "90.00");
  REQUIRE(books.ledger.release(hold, shop_account, money("30.00"), books.day, "O-1").has_value());
  REQUIRE(books.ledger.settle(hold, shop_account, money("50.00"), platform_account, Book::revenue, books.day, "O-1").has_value());
  CHECK(books.ledger.settle(hold, shop_account, money("10.01"), platform_account, Book::revenue, books.day, "O-1").error().code ==
        "more_than_held");
  CHECK(books.ledger.release(hold, shop_account, money("10.01"), books.day, "O-1").error().code == "more_than_held");
  REQUIRE(books.ledger.release(hold, shop_account, money("10.00"), books.day, "O-1").has_value());
  CHECK(hold.open().is_zero());
  CHECK(books.ledger.release(hold, shop_account, money("0.01"), books.day, "O-1").error().code == "more_than_held");
  CHECK(books.ledger.settle(hold, shop_account, money("0.01"), platform_account, Book::revenue, books.day, "O-1").error().code ==
        "more_than_held");
  CHECK(books.amount(Book::available) == "50.00");
  CHECK(books.amount(Book::frozen) == "0.00");
}

TEST_CASE("CON-1: an amount beyond the range is an error that changes nothing, never a wrap") {
  Books books;
  const Money most = Money::fen(INT64_MAX);
  REQUIRE(books.ledger
              .post({{},
                     EntryKind::recharge,
                     books.day,
                     "R",
                     {},
                     {grow(platform_account, Book::cash_at_bank, most), grow(shop_account, Book::available, most)}})
              .has_value());
  CHECK_THROWS_AS(books.recharge("0.01"), MoneyOverflow);
  CHECK(books.ledger.balance(shop_account, Book::available) == most);
  CHECK(books.ledger.entries().size() == 1);
}

}  // namespace ch::test
