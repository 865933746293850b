// LED-3, GRP-1, GRP-2: books of every kind; pockets with their items, validity and order of use.
#include "ledger/pockets.h"

#include "engine/booked.h"
#include "support/env.h"

namespace ch::test {
namespace {

constexpr AccountId group{2};
Money money(const char* text) { return *Money::parse(text); }

struct Books {
  std::unique_ptr<Store> store = fresh_store();
  Committed committed{*store};
  View view{committed};
  Instant now = *Instant::parse("2026-03-02T09:00:00.000+08:00");
  Date today = business_date(now);
  Ledger ledger{view, 1, today, first_entry_after};
  Pockets pockets{view, ledger};
  std::int64_t ids = 10;

  Books() {
    REQUIRE(store->migrate(house_catalogue().migrations, house_catalogue().records).has_value());
    ledger.open_account(platform_account, {}, now);
    ledger.open_account(group, {7}, now);
  }
  Check general(const char* amount) {
    return ledger.post({.kind = EntryKind::recharge,
                        .business_date = today,
                        .reference = "R",
                        .legs = {grow(platform_account, Book::cash_at_bank, money(amount)), grow(group, Book::available, money(amount))}});
  }
  Pocket pocket(Book book, std::vector<std::string> items) {
    return {.id = {++ids},
            .account = group,
            .party = {7},
            .book = book,
            .items = std::move(items),
            .use_order = book == Book::promotional ? promotional_order : earmarked_order,
            .first_day = today,
            .last_day = {}};
  }
  AccountId funded(const Pocket& pocket, const char* amount) {
    REQUIRE(pockets.open(pocket, now).has_value());
    const Book from = pocket.book == Book::promotional ? Book::costs : Book::cash_at_bank;
    REQUIRE(pockets.fund(pocket.id, money(amount), platform_account, from, "F").has_value());
    return pocket.id;
  }
  Check charge(const char* amount, const char* item) {
    return pockets.charge(group, money(amount), item, platform_account, Book::revenue, "BILL");
  }
  // What pays, in the order of the entry.
  std::string paid_by() {
    std::string text;
    const Entry& entry = ledger.entries().back();
    for (const Leg& leg : entry.legs)
      if (leg.account != platform_account)
        text += (text.empty() ? "" : ", ") + std::to_string(leg.account.value) + ": " + leg.amount.text();
    return text;
  }
};

}  // namespace

TEST_CASE("LED-3: each book has its normal side and its floor, in every account") {
  Books books;
  for (const BookInfo& book : all_books()) {
    INFO(book.en);
    const Money amount = money("12.34");
    const AccountId account{100 + static_cast<std::int64_t>(book.book)};
    books.ledger.open_account(account, {}, books.now);
    // Against another of the other side, or the same grown and shrunk, the sum is zero: what grows by debit lies in debit.
    const Leg leg = grow(account, book.book, amount);
    CHECK((leg.amount.positive()) == (book.normal == Side::debit));
    const Leg other = book.normal == Side::debit ? grow(group, Book::deposit, amount) : grow(platform_account, Book::cash_at_bank, amount);
    REQUIRE(books.ledger.post({.kind = EntryKind::deposit_paid, .business_date = books.today, .reference = "D", .legs = {leg, other}})
                .has_value());
    CHECK(books.ledger.balance(account, book.book) == amount);
    const Leg below = shrink(account, book.book, money("12.35"));
    const Leg back = book.normal == Side::debit ? shrink(group, Book::deposit, money("12.35"))
                                                : shrink(platform_account, Book::cash_at_bank, money("12.35"));
    const auto refused =
        books.ledger.post({.kind = EntryKind::deposit_returned, .business_date = books.today, .reference = "D", .legs = {below, back}});
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == (book.book == Book::available      ? "more_than_available"
                                   : book.book == Book::cash_at_bank ? "cash_short"
                                                                     : "below_floor"));
    CHECK(books.ledger.balance(account, book.book) == amount);
  }
}

TEST_CASE("GRP-2: promotional money is used first, then what is earmarked for the item, then general; another's earmark never") {
  Books books;
  REQUIRE(books.general("100.00").has_value());
  const AccountId promotional = books.funded(books.pocket(Book::promotional, {}), "10.00");
  const AccountId mail = books.funded(books.pocket(Book::earmarked, {"mail", "archive"}), "30.00");
  const AccountId lines = books.funded(books.pocket(Book::earmarked, {"lines"}), "500.00");
  CHECK(books.pockets.usable(group, "mail") == money("140.00"));

  REQUIRE(books.charge("5.00", "mail").has_value());
  CHECK(books.paid_by() == "11: 5.00");
  REQUIRE(books.charge("50.00", "archive").has_value());
  CHECK(books.paid_by() == "11: 5.00, 12: 30.00, 2: 15.00");
  const auto refused = books.charge("85.01", "mail");
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == "more_than_available");
  REQUIRE(books.charge("585.00", "lines").has_value());
  CHECK(books.paid_by() == "13: 500.00, 2: 85.00");
  CHECK(books.ledger.balance(promotional, Book::promotional).is_zero());
  CHECK(books.ledger.balance(mail, Book::earmarked).is_zero());
  CHECK(books.ledger.balance(lines, Book::earmarked).is_zero());
  CHECK(books.ledger.balance(platform_account, Book::revenue) == money("640.00"));
}

TEST_CASE("GRP-2: the order of use is data: a pocket may stand behind general money") {
  Books books;
  REQUIRE(books.general("10.00").has_value());
  Pocket last = books.pocket(Book::promotional, {});
  last.use_order = general_order + 1;
  books.funded(last, "10.00");
  REQUIRE(books.charge("15.00", "mail").has_value());
  CHECK(books.paid_by() == "2: 10.00, 11: 5.00");
}

TEST_CASE("GRP-1: a pocket is used within its validity, and what is left after it goes where it came from") {
  Books books;
  REQUIRE(books.general("1.00").has_value());
  Pocket later = books.pocket(Book::promotional, {});
  later.first_day = books.today.plus_days(1);
  books.funded(later, "10.00");
  Pocket over = books.pocket(Book::earmarked, {"mail"});
  over.first_day = books.today.plus_days(-9);
  over.last_day = books.today.plus_days(-1);
  books.funded(over, "20.00");
  Pocket gift = over;
  gift.id = {30};
  gift.book = Book::promotional;
  gift.items.clear();
  books.funded(gift, "5.00");
  CHECK(books.charge("1.01", "mail").error().code == "more_than_available");

  CHECK(books.pockets.expire(later.id, "X").error().code == "pocket_still_valid");
  REQUIRE(books.pockets.expire(over.id, "X").has_value());
  CHECK(books.ledger.balance(group, Book::available) == money("21.00"));
  const Money costs = books.ledger.balance(platform_account, Book::costs);
  REQUIRE(books.pockets.expire(gift.id, "X").has_value());
  CHECK(books.ledger.balance(platform_account, Book::costs) == costs - money("5.00"));
  const auto entries = books.ledger.entries().size();
  REQUIRE(books.pockets.expire(gift.id, "X").has_value());  // nothing is left in it
  CHECK(books.ledger.entries().size() == entries);
}

TEST_CASE("GRP-1: a pocket that could never be used rightly is refused") {
  Books books;
  const auto code = [&](const Pocket& pocket) { return books.pockets.open(pocket, books.now).error().code; };
  CHECK(code(books.pocket(Book::available, {})) == "pocket_kind");
  CHECK(code(books.pocket(Book::earmarked, {})) == "pocket_without_items");
  Pocket same = books.pocket(Book::promotional, {});
  same.use_order = general_order;
  CHECK(code(same) == "pocket_order");
  Pocket reversed = books.pocket(Book::promotional, {});
  reversed.last_day = reversed.first_day.plus_days(-1);
  CHECK(code(reversed) == "dates_reversed");
  CHECK(books.view.changes().size() == 2);  // the two accounts
}

TEST_CASE("GRP-1, LED-3: a pocket is funded from where its money lies, with no more than lies there") {
  Books books;
  REQUIRE(books.general("10.00").has_value());
  const Pocket gift = books.pocket(Book::promotional, {}), mail = books.pocket(Book::earmarked, {"mail"});
  for (const Pocket& pocket : {gift, mail}) REQUIRE(books.pockets.open(pocket, books.now).has_value());
  const auto fund = [&](const Pocket& pocket, AccountId from, Book book, const char* amount) {
    const auto changes = books.view.changes().size();
    const Check funded = books.pockets.fund(pocket.id, money(amount), from, book, "F");
    if (!funded) CHECK(books.view.changes().size() == changes);
    return funded ? "" : funded.error().code;
  };
  CHECK(fund(mail, group, Book::available, "10.01") == "more_than_available");
  CHECK(fund(mail, group, Book::available, "4.00") == "");
  CHECK(fund(mail, group, Book::available, "6.01") == "more_than_available");
  CHECK(fund(mail, platform_account, Book::cash_at_bank, "1.00") == "");
  CHECK(fund(gift, platform_account, Book::costs, "2.00") == "");
  // A debit book would grow without end, and another's money is not his.
  for (const auto& [account, book] : {std::pair{group, Book::owed},
                                      {group, Book::frozen},
                                      {AccountId{99}, Book::available},
                                      {platform_account, Book::costs},
                                      {platform_account, Book::revenue},
                                      {group, Book::cash_at_bank}})
    CHECK(fund(mail, account, book, "1.00") == "pocket_source");
  for (const auto& [account, book] : {std::pair{group, Book::available}, {platform_account, Book::cash_at_bank}, {group, Book::costs}})
    CHECK(fund(gift, account, book, "1.00") == "pocket_source");
  CHECK(books.ledger.balance(mail.id, Book::earmarked) == money("5.00"));
  CHECK(books.ledger.balance(gift.id, Book::promotional) == money("2.00"));
}

TEST_CASE("LED-1: a charge is reversed in parts, what was drawn last first, and never more than it was") {
  Books books;
  REQUIRE(books.general("100.00").has_value());
  const AccountId promotional = books.funded(books.pocket(Book::promotional, {}), "10.00");
  const AccountId mail = books.funded(books.pocket(Book::earmarked, {"mail"}), "30.00");
  REQUIRE(books.charge("60.00", "mail").has_value());
  const Entry charge = books.ledger.entries().back();
  const auto left = [&] {
    return books.ledger.balance(promotional, Book::promotional).text() + " " + books.ledger.balance(mail, Book::earmarked).text() + " " +
           books.ledger.balance(group, Book::available).text();
  };
  CHECK(left() == "0.00 0.00 80.00");
  REQUIRE(books.ledger.reverse(charge, money("15.00"), books.today).has_value());
  CHECK(left() == "0.00 0.00 95.00");
  REQUIRE(books.ledger.reverse(charge, money("25.00"), books.today).has_value());
  CHECK(left() == "0.00 20.00 100.00");
  CHECK(books.ledger.reverse(charge, money("20.01"), books.today).error().code == "more_than_entry");
  REQUIRE(books.ledger.reverse(charge, money("20.00"), books.today).has_value());
  CHECK(left() == "10.00 30.00 100.00");
  CHECK(books.ledger.reverse(charge, money("0.01"), books.today).error().code == "already_reversed");
  CHECK(books.ledger.balance(platform_account, Book::revenue).is_zero());
}

TEST_CASE("LED-1: however an entry is reversed in parts, each leg comes back to the fen") {
  Random random(11);
  for (int round = 0; round < 200; ++round) {
    Books books;
    Entry entry{.kind = EntryKind::charge, .business_date = books.today, .reference = "C"};
    Money total;
    const std::int64_t count = 1 + random.below(4);
    for (std::int64_t i = 0; i < count; ++i) {
      const AccountId account{100 + i};
      const Money part = Money::fen(1 + random.below(1'000));
      books.ledger.open_account(account, {}, books.now);
      REQUIRE(books.ledger
                  .post({.kind = EntryKind::recharge,
                         .business_date = books.today,
                         .reference = "R",
                         .legs = {grow(platform_account, Book::cash_at_bank, part), grow(account, Book::available, part)}})
                  .has_value());
      entry.legs.push_back(shrink(account, Book::available, part));
      total += part;
    }
    const Money first = Money::fen(random.below(total.minor() + 1));
    if (first.positive()) entry.legs.push_back(grow(platform_account, Book::revenue, first));
    if (first < total) entry.legs.push_back(grow(platform_account, Book::fees_due, total - first));
    REQUIRE(books.ledger.post(entry).has_value());
    const Entry charge = books.ledger.entries().back();
    for (Money left = total; left.positive();) {
      const Money part = Money::fen(1 + random.below(left.minor()));
      REQUIRE(books.ledger.reverse(charge, part, books.today).has_value());
      left -= part;
    }
    for (const Leg& leg : charge.legs) {
      const Money expected = leg.account == platform_account ? Money{} : abs(leg.amount);
      REQUIRE(books.ledger.balance(leg.account, leg.book) == expected);
    }
    CHECK(books.ledger.reverse(charge, {}, books.today).error().code == "already_reversed");
  }
}

}  // namespace ch::test
