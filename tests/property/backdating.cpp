// LED-5: whatever is booked for whatever day, both axes say what a calculation from all postings says.
#include <map>

#include "accounts/statement/reading.h"
#include "engine/audit.h"
#include "support/orders.h"

using namespace ch;
using namespace ch::test;

namespace {

struct Line {
  EntryId entry;
  Date business_date, booked;
  Money available, frozen;  // growth
};

struct History {
  Env env;
  Merchant shop = env.merchant("示例家居（杭州）有限公司", "50000.00");
  std::int64_t campaign = env.campaign(shop);
  Random random;
  int orders = 0;

  explicit History(std::uint64_t seed) : random(seed) {}

  void step() {
    switch (random.below(5)) {
      case 0:
        env.advance_hours(1 + random.below(40));
        return;
      case 1:
      case 2: {
        const std::string amount = Money::fen(300'000 + random.below(100'000)).text();
        env.ok(shop.user, "request_recharge", {{"account", shop.account}, {"amount", amount}});
        env.ok(env.ops, "take_wire",
               {{"bank_reference", "L" + std::to_string(++env.wires)},
                {"booked", business_date(env.now).plus_days(-random.below(9)).text()},
                {"amount", amount},
                {"payer_name", shop.name},
                {"payer_account", ""},
                {"remark", ""}});
        return;
      }
      case 3:
        env.run(env.finance, "close_period", {{"last", env.query(env.finance, "periods", json::object())["next_last"]}});
        return;
      default: {
        const std::string order = "O-" + std::to_string(++orders);
        env.run(env.shop, "freeze_order", freeze_of(shop, order, campaign, Money::fen(1 + random.below(200'000)).text()));
        if (random.below(2)) env.run(env.shop, "settle_order", settle_of(shop, order));
        return;
      }
    }
  }

  std::vector<Line> lines() {
    std::map<EntryId, Line> found;
    for (const Book book : {Book::available, Book::frozen})
      env.engine->rows().scan<Posting>({.prefix = key_of(AccountId{shop.account}, book)}, [&](const Posting& posting) {
        Line& line = found[posting.entry];
        line.entry = posting.entry;
        line.business_date = posting.business_date;
        line.booked = business_date(booked_at(env.engine->rows(), seq_of(posting.entry)));
        (book == Book::available ? line.available : line.frozen) -= posting.amount;
        return true;
      });
    std::vector<Line> all;
    for (const auto& [id, line] : found) all.push_back(line);
    return all;
  }

  json ask(json params) {
    params["account"] = shop.account;
    return env.query(shop.user, "statement", params);
  }
};

std::string total_of(const std::vector<Line>& lines, const auto& counts) {
  Money sum;
  for (const Line& line : lines)
    if (counts(line)) sum += line.available + line.frozen;
  return sum.text();
}

}  // namespace

TEST_CASE("LED-5: statements by business date and by booking time are what all postings together say, on any day") {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    History history(seed);
    for (int i = 0; i < 90; ++i) history.step();
    CAPTURE(seed);
    const std::vector<Line> lines = history.lines();
    std::int64_t late = 0;
    for (const Line& line : lines) late += line.business_date != line.booked ? 1 : 0;
    CHECK(late > 3);
    for (Date day = lines.front().booked.plus_days(-1); day <= business_date(history.env.now); day = day.plus_days(1)) {
      CAPTURE(day.text());
      const json business = history.ask({{"from", day.text()}, {"to", day.text()}, {"by", "business"}});
      REQUIRE(business["opening"] == total_of(lines, [&](const Line& line) { return line.business_date < day; }));
      REQUIRE(business["closing"] == total_of(lines, [&](const Line& line) { return line.business_date <= day; }));
      REQUIRE(*Money::parse(business["closing"].get<std::string>()) == *Money::parse(business["opening"].get<std::string>()) +
                                                                           *Money::parse(business["income"].get<std::string>()) -
                                                                           *Money::parse(business["expense"].get<std::string>()));
      const json booked = history.ask({{"from", day.text()}, {"to", day.text()}});
      REQUIRE(booked["opening"] == total_of(lines, [&](const Line& line) { return line.booked < day; }));
      REQUIRE(booked["closing"] == total_of(lines, [&](const Line& line) { return line.booked <= day; }));
    }
    CHECK(audit(*history.env.store, house_catalogue()).fault == "");
  }
}

TEST_CASE("LED-5, LED-8: rows by business date come in its order, each once whatever the page's size, with what was held in that order") {
  for (std::uint64_t seed = 11; seed <= 14; ++seed) {
    History history(seed);
    for (int i = 0; i < 70; ++i) history.step();
    CAPTURE(seed);
    std::vector<Line> lines = history.lines();
    std::ranges::sort(lines, {}, [](const Line& line) { return std::pair(line.business_date, line.entry); });
    std::map<std::int64_t, std::string> held;  // after each, in that order
    Money available, frozen;
    for (const Line& line : lines) {
      available += line.available;
      frozen += line.frozen;
      held[line.entry.value] = available.text() + " " + frozen.text();
    }
    for (const int limit : {1, 3, 500}) {
      std::vector<std::pair<std::string, std::int64_t>> seen;
      json ask{{"by", "business"}, {"limit", limit}};
      for (;;) {
        const json page = history.ask(ask);
        for (const json& row : page["rows"]) {
          const auto entry = row["entry"].get<std::int64_t>();
          seen.emplace_back(row["business_date"].get<std::string>(), entry);
          REQUIRE(row["available"].get<std::string>() + " " + row["frozen"].get<std::string>() == held[entry]);
        }
        if (page["next"] == "") break;
        ask["cursor"] = page["next"];
      }
      REQUIRE(std::ranges::is_sorted(seen, std::greater{}));
      std::size_t expected = 0;
      for (const Line& line : lines) expected += (line.available + line.frozen).is_zero() ? 0 : 1;
      REQUIRE(seen.size() == expected);
    }
  }
}
