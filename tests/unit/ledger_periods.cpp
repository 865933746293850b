// LED-2, LED-5, LED-12: entries for an earlier day, and the periods that forbid them.
#include "api/codes.h"
#include "engine/audit.h"
#include "engine/booked.h"
#include "ledger/backdating.h"
#include "ledger/periods.h"
#include "support/env.h"

namespace ch::test {
namespace {

struct Shop {
  Env env;
  Merchant merchant = env.merchant("示例家居（杭州）有限公司", "5000.00");

  // A wire for a request of this amount, as the bank booked it that many days ago.
  Outcome wire(const std::string& amount, std::int64_t days_ago) {
    env.ok(merchant.user, "request_recharge", {{"account", merchant.account}, {"amount", amount}});
    return env.ok(env.ops, "take_wire",
                  {{"bank_reference", "LATE" + std::to_string(++env.wires)},
                   {"booked", business_date(env.now).plus_days(-days_ago).text()},
                   {"amount", amount},
                   {"payer_name", merchant.name},
                   {"payer_account", "6222000011112222"},
                   {"remark", ""}});
  }
  json ask(const std::string& name, json params) {
    params["account"] = merchant.account;
    return env.query(merchant.user, name, params);
  }
  std::string day(std::int64_t ago) { return business_date(env.now).plus_days(-ago).text(); }
  std::string closing(std::int64_t ago, const char* by) {
    return ask("statement", {{"to", day(ago)}, {"by", by}})["closing"].get<std::string>();
  }
  std::string on(std::int64_t ago, const std::string& book) {
    const json view = env.query(env.auditor, "trial_balance", {{"on", day(ago)}});
    CHECK(view["debit"] == view["credit"]);
    for (const json& row : view["rows"])
      if (row["book"] == book) return row["debit"] == "0.00" ? row["credit"] : row["debit"];
    return "missing";
  }
};

}  // namespace

TEST_CASE("LED-2, LED-10: money is booked for the day on which the bank booked it, and the books of that day agree with the bank's") {
  Shop shop;
  shop.env.advance_days(3);
  shop.wire("3000.00", 2);
  CHECK(shop.on(3, "cash_at_bank") == "5000.00");
  CHECK(shop.on(2, "cash_at_bank") == "8000.00");
  CHECK(shop.on(0, "cash_at_bank") == "8000.00");
  const json row = shop.ask("statement", json::object())["rows"][0];
  CHECK(row["business_date"] == shop.day(2));
  CHECK(row["at"] == text(shop.env.now));
  CHECK(audit(*shop.env.store, house_catalogue()).fault == "");
}

TEST_CASE("LED-5: by booking time a past balance stays as it was seen; by business date it has what was booked later for it") {
  Shop shop;
  shop.env.advance_days(3);
  shop.wire("3000.00", 2);
  CHECK(shop.closing(1, "booking") == "5000.00");
  CHECK(shop.closing(0, "booking") == "8000.00");
  CHECK(shop.closing(3, "business") == "5000.00");
  CHECK(shop.closing(2, "business") == "8000.00");
  CHECK(shop.closing(0, "business") == "8000.00");
  const json history = shop.ask("balance_history", {{"days", 4}, {"by", "business"}});
  CHECK(history["points"][0]["available"] == "5000.00");
  CHECK(history["points"][1]["available"] == "8000.00");
  CHECK(shop.ask("balance_history", {{"days", 4}})["points"][1]["available"] == "5000.00");
  CHECK(shop.env.query_refused(shop.merchant.user, "statement",
                               {{"account", shop.merchant.account}, {"as_of", text(shop.env.now)}, {"by", "business"}}) == "one_axis");
  CHECK(shop.env.query_refused(shop.env.auditor, "trial_balance", {{"as_of", text(shop.env.now)}, {"on", shop.day(0)}}) == "one_axis");
}

TEST_CASE("LED-5: nothing is for a day before its account was opened: such a wire is booked today") {
  Shop shop;
  shop.wire("3000.00", 2);
  CHECK(shop.ask("statement", json::object())["rows"][0]["business_date"] == shop.day(0));
  CHECK(shop.env.store->sum_of(record_type<Backdated>()).rows == 0);
}

TEST_CASE("LED-12: periods are closed in order, when they are over, with their trial balance; a closed one takes no entry") {
  Shop shop;
  shop.env.refused(shop.env.finance, "close_period", {{"last", "2026-03-31"}}, "period_not_over");
  shop.env.refused(shop.env.finance, "close_period", {{"last", "2026-04-30"}}, "not_the_next_period");
  CHECK(shop.env.run(shop.env.ops, "close_period", {{"last", "2026-03-31"}}).code == "not_allowed");
  CHECK(shop.env.query(shop.env.finance, "periods", json::object())["close"]["code"] == "period_not_over");
  for (int week = 0; week < 5; ++week) shop.env.advance_days(6);
  shop.env.advance_days(2);
  REQUIRE(business_date(shop.env.now).text() == "2026-04-03");
  shop.wire("3000.00", 4);  // for March, which is open still

  const Outcome closed = shop.env.ok(shop.env.finance, "close_period", {{"last", "2026-03-31"}});
  CHECK(arg(closed, "total") == "8000.00");
  shop.env.refused(shop.env.finance, "close_period", {{"last", "2026-03-31"}}, "not_the_next_period");
  const json periods = shop.env.query(shop.env.auditor, "periods", json::object());
  REQUIRE(periods["periods"].size() == 1);
  const json& march = periods["periods"][0];
  CHECK(march["first"] == "2026-03-02");
  CHECK(march["last"] == "2026-03-31");
  CHECK(march["closed_by"] == "fin");
  CHECK(march["debit"] == "8000.00");
  CHECK(march["credit"] == "8000.00");
  CHECK(march["rows"] == shop.env.query(shop.env.auditor, "trial_balance", {{"on", "2026-03-31"}})["rows"]);
  CHECK(periods["next_first"] == "2026-04-01");
  CHECK(periods["next_last"] == "2026-04-30");

  shop.wire("4000.00", 4);  // for March again: money that came is taken, today
  CHECK(shop.ask("statement", json::object())["rows"][0]["business_date"] == shop.day(0));
  CHECK(march["rows"] == shop.env.query(shop.env.auditor, "trial_balance", {{"on", "2026-03-31"}})["rows"]);

  View view(shop.env.engine->rows());
  Ledger ledger(view, 1'000, business_date(shop.env.now), first_entry_after);
  const auto post = [&](const char* date) {
    return ledger.post(
        {.kind = EntryKind::wire_suspense,
         .business_date = *Date::parse(date),
         .reference = "T",
         .legs = {grow(platform_account, Book::cash_at_bank, Money::fen(1)), grow(platform_account, Book::suspense, Money::fen(1))}});
  };
  CHECK(post("2026-03-31").error().code == "period_closed");
  CHECK(post("2026-04-04").error().code == "date_in_future");
  CHECK(post("2025-04-01").error().code == "date_too_old");
  CHECK(post("2026-04-01").has_value());
  CHECK(audit(*shop.env.store, house_catalogue()).fault == "");
}

TEST_CASE("LED-12, CON-6: the pack's calendar says where a period ends, and a pack of earlier that has none closes by months") {
  Shop tenth{Env({{"core.closing_day", "10"}})};
  const json next = tenth.env.query(tenth.env.finance, "periods", json::object());
  CHECK(next["next_first"] == "2026-03-02");
  CHECK(next["next_last"] == "2026-03-10");
  for (const char* day : {"29", "30", "32", "0"})
    tenth.env.refused(tenth.env.admin, "propose_policy", {{"name", "core.closing_day"}, {"value", day}, {"effective", "2026-03-03"}},
                      "policy_out_of_range");
}

TEST_CASE("LED-3: what is taken out for an earlier day was there at the end of each day since, by business date") {
  Shop shop;
  shop.env.advance_days(3);
  shop.wire("4000.00", 0);
  shop.env.advance_days(2);
  View view(shop.env.engine->rows());
  const auto take = [&](std::int64_t days_ago, const char* amount) {
    Ledger ledger(view, shop.env.engine->last_seq() + 1, business_date(shop.env.now), first_entry_after);
    const Money taken = *Money::parse(amount);
    const Check posted =
        ledger.post({.kind = EntryKind::charge,
                     .business_date = *Date::parse(shop.day(days_ago)),
                     .reference = "T",
                     .legs = {shrink({shop.merchant.account}, Book::available, taken), grow(platform_account, Book::revenue, taken)}});
    return posted ? std::string() : posted.error().code + " " + words(posted.error(), Language::en);
  };
  const auto on = [&](std::int64_t days_ago) {
    const Date day = *Date::parse(shop.day(days_ago));
    return balance_on(view, {shop.merchant.account}, Book::available, day, first_entry_after(view, day)).text();
  };
  CHECK(on(3) == "5000.00");
  CHECK(on(2) == "9000.00");
  // There is enough today and was two days ago; three days ago there was less.
  const std::string refused = take(3, "5000.01");
  CHECK(refused.starts_with("below_floor_then "));
  CHECK(refused.contains("held"));
  CHECK(view.changes().empty());
  CHECK(take(2, "5000.01") == "");
  CHECK(on(3) == "5000.00");
  CHECK(on(2) == "3999.99");
  // What is left of the days since counts too.
  CHECK(take(3, "4000.00").starts_with("below_floor_then "));
  view.clear();
  CHECK(take(3, "5000.00") == "");
  CHECK(on(3) == "0.00");
  CHECK(on(1) == "4000.00");
}

TEST_CASE("LED-2: an entry is for no day before its accounts were opened") {
  Env env;
  View view(env.engine->rows());
  Ledger ledger(view, 1'000, *Date::parse("2026-03-20"), first_entry_after);
  ledger.open_account({50}, {}, *Instant::parse("2026-03-10T09:00:00.000+08:00"));
  const auto post = [&](const char* date) {
    return ledger.post({.kind = EntryKind::recharge,
                        .business_date = *Date::parse(date),
                        .reference = "R",
                        .legs = {grow(platform_account, Book::cash_at_bank, Money::fen(1)), grow({50}, Book::available, Money::fen(1))}});
  };
  CHECK(post("2026-03-09").error().code == "before_opening");
  REQUIRE(post("2026-03-10").has_value());
  REQUIRE(post("2026-03-15").has_value());
  // What is booked on the 20th adds to the days between.
  CHECK(late_amount(view, {50}, Book::available, *Date::parse("2026-03-09")) == Money::fen(0));
  CHECK(late_amount(view, {50}, Book::available, *Date::parse("2026-03-10")) == Money::fen(1));
  CHECK(late_amount(view, {50}, Book::available, *Date::parse("2026-03-15")) == Money::fen(2));
  CHECK(late_amount(view, {50}, Book::available, *Date::parse("2026-03-19")) == Money::fen(2));
  CHECK(late_amount(view, {50}, Book::available, *Date::parse("2026-03-20")) == Money::fen(0));
}

}  // namespace ch::test
