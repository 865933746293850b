// LED-5, LED-8: whatever has happened, a statement of one book, of a merchant or of the platform, is what all its postings together say.
#include <map>
#include <set>

#include "accounts/statement/reading.h"
#include "support/orders.h"

using namespace ch;
using namespace ch::test;

namespace {

// Two merchants whose books are all moved: orders, wires of today and of before, some to be matched or sent back, withdrawals to their end.
struct Traffic {
  explicit Traffic(std::uint64_t seed) : random(seed) {
    for (const char* name : {"示例家居（杭州）有限公司", "示例服饰（广州）有限公司"}) {
      merchants.push_back(env.merchant(name, "6000.00"));
      campaigns.push_back(env.campaign(merchants.back()));
    }
  }

  std::string amount() { return Money::fen(1 + random.below(250'000)).text(); }
  std::string order() { return "O-" + std::to_string(random.below(40)); }
  std::string bank() { return "B" + std::to_string(++banks); }
  std::string day_before() { return business_date(env.now).plus_days(-random.below(6)).text(); }

  void recharge(const Merchant& merchant) {
    const std::string wanted = Money::fen(300'000 + random.below(300'000)).text();
    env.run(merchant.user, "request_recharge", {{"account", merchant.account}, {"amount", wanted}});
    const std::int64_t roll = random.below(6);
    env.run(env.ops, "take_wire",
            {{"bank_reference", bank()},
             {"booked", day_before()},
             {"amount", roll == 0 ? "12.34" : wanted},
             {"payer_name", roll == 1 ? "别的公司" : merchant.name},
             {"payer_account", ""},
             {"remark", ""}});
  }

  void wire() {
    const auto id = 1 + random.below(env.wires + banks);
    switch (random.below(3)) {
      case 0:
        env.run(env.ops, "match_wire", {{"wire", id}, {"account", merchants[0].account}});
        return;
      case 1:
        env.run(env.ops, "return_wire", {{"wire", id}, {"reason", "付款人要求退回"}});
        return;
      default:
        env.run(env.finance, "confirm_wire_returned", {{"wire", id}, {"bank_reference", bank()}, {"booked", day_before()}});
    }
  }

  void withdrawal(const Merchant& merchant) {
    const auto id = 1 + random.below(8);
    switch (random.below(4)) {
      case 0:
        env.run(merchant.user, "request_withdrawal", {{"account", merchant.account}, {"amount", amount()}});
        return;
      case 1:
        env.run(env.ops, "approve_withdrawal", {{"withdrawal", id}});
        return;
      case 2:
        env.run(env.ops2, "refuse_withdrawal", {{"withdrawal", id}, {"reason", "资料不全"}});
        return;
      default:
        env.run(env.finance, "pay_withdrawal", {{"withdrawal", id}, {"bank_reference", bank()}});
    }
  }

  void step() {
    const auto which = static_cast<std::size_t>(random.below(2));
    const Merchant& merchant = merchants[which];
    switch (random.below(10)) {
      case 0:
      case 1:
      case 2:
        env.run(env.shop, "freeze_order", freeze_of(merchant, order(), campaigns[which], amount()));
        return;
      case 3:
        env.run(env.shop, "settle_order", settle_of(merchant, order()));
        return;
      case 4:
        env.run(env.shop, "release_order", release_of(merchant, order(), amount()));
        return;
      case 5:
        env.run(env.shop, "refund_order", refund_of(merchant, order(), amount()));
        return;
      case 6:
        return recharge(merchant);
      case 7:
        return wire();
      case 8:
        return withdrawal(merchant);
      default:
        env.advance_hours(1 + random.below(20));
    }
  }

  Env env;
  Random random;
  std::vector<Merchant> merchants;
  std::vector<std::int64_t> campaigns;
  std::int64_t banks = 0;
};

struct Line {
  EntryId entry;
  Date business_date;
  Instant at;
  std::string kind, reference;
  Money growth;
};
using Lines = std::map<std::pair<std::int64_t, Book>, std::vector<Line>>;

// Every posting of the store, by account and book.
Lines lines_of(Env& env) {
  Lines lines;
  env.store->each(record_type<Posting>(), [&](const Row& row, std::int64_t, std::int64_t) {
    const auto& posting = *static_cast<const Posting*>(row.get());
    lines[{posting.account.value, posting.book}].push_back(
        {posting.entry, posting.business_date, booked_at(env.engine->rows(), seq_of(posting.entry)),
         std::string(enum_type<EntryKind>().name_of(static_cast<std::int64_t>(posting.kind))), posting.reference, growth_of(posting)});
  });
  return lines;
}

struct BookQuestion {
  std::optional<Date> from, to;
  std::optional<Instant> as_of;
  bool business = false;
  std::optional<std::string> kind, reference;

  Date day(const Line& line) const { return business ? line.business_date : business_date(line.at); }
  bool known(const Line& line) const { return !as_of || line.at <= *as_of; }
  json asked(std::int64_t account, const std::string& book) const {
    json ask{{"account", account}, {"book", book}, {"by", business ? "business" : "booking"}};
    if (from) ask["from"] = from->text();
    if (to) ask["to"] = to->text();
    if (as_of) ask["as_of"] = text(*as_of);
    if (kind) ask["kind"] = *kind;
    if (reference) ask["reference"] = *reference;
    return ask;
  }
};

// What a plain calculation from all the book's postings answers: opening, the rows from the newest on, closing.
std::vector<std::string> computed(std::vector<Line> lines, const BookQuestion& question) {
  std::erase_if(lines, [&](const Line& line) { return !question.known(line); });
  std::ranges::sort(lines, {}, [&](const Line& line) { return std::pair(question.business ? line.business_date : Date{}, line.entry); });
  Money opening, held, closing;
  std::vector<std::string> rows;
  for (const Line& line : lines) {
    held += line.growth;
    if (question.to && *question.to < question.day(line)) continue;
    closing += line.growth;
    if (question.from && question.day(line) < *question.from) {
      opening += line.growth;
      continue;
    }
    if ((question.kind && *question.kind != line.kind) || (question.reference && *question.reference != line.reference)) continue;
    rows.push_back(std::to_string(line.entry.value) + " " + line.kind + " " + line.reference + " " + line.business_date.text() + " " +
                   line.growth.text() + " = " + held.text());
  }
  std::ranges::reverse(rows);
  rows.insert(rows.begin(), opening.text());
  rows.push_back(closing.text());
  return rows;
}

std::vector<std::string> answered(Env& env, const Actor& actor, json ask, std::int64_t limit) {
  std::vector<std::string> rows;
  ask["limit"] = limit;
  for (;;) {
    const json view = env.query(actor, "statement", ask);
    REQUIRE((!view.contains("income") && !view.contains("expense")));
    if (rows.empty()) rows.push_back(view["opening"]);
    for (const json& row : view["rows"]) {
      REQUIRE((!row.contains("available") && !row.contains("frozen")));
      rows.push_back(std::to_string(row["entry"].get<std::int64_t>()) + " " + row["kind"].get<std::string>() + " " +
                     row["reference"].get<std::string>() + " " + row["business_date"].get<std::string>() + " " +
                     row["amount"].get<std::string>() + " = " + row["total"].get<std::string>());
    }
    if (view["next"] == "") {
      rows.push_back(view["closing"]);
      return rows;
    }
    ask["cursor"] = view["next"];
  }
}

BookQuestion any_question(Random& random, const std::vector<Line>& lines, Instant begun, Instant now) {
  const Date first = business_date(begun), last = business_date(now);
  const std::int64_t days = days_between(first, last) + 4;
  BookQuestion question{.business = random.below(2) == 0};
  if (random.below(3) > 0) question.from = first.plus_days(random.below(days) - 2);
  if (random.below(3) > 0) question.to = question.from.value_or(first).plus_days(random.below(days));
  if (!question.business && random.below(2) == 0) question.as_of = Instant{begun.ms + random.below(now.ms - begun.ms)};
  if (lines.empty()) return question;
  const Line& line = lines[static_cast<std::size_t>(random.below(std::ssize(lines)))];
  if (random.below(4) == 0) question.as_of = question.business ? std::nullopt : std::optional(line.at);  // to the millisecond
  if (random.below(3) == 0) question.kind = line.kind;
  if (random.below(4) == 0) question.reference = line.reference;
  return question;
}

}  // namespace

TEST_CASE("LED-5, LED-8: a statement of one book is what all its postings say, on both axes, filtered, on pages of any size") {
  std::set<std::string> moved;
  for (const std::uint64_t seed : {1, 2, 3}) {
    CAPTURE(seed);
    Traffic traffic(seed);
    const Instant begun = traffic.env.now;
    for (int i = 0; i < 260; ++i) traffic.step();
    const Lines lines = lines_of(traffic.env);
    Random random(seed * 31);
    for (const std::int64_t account : {std::int64_t{1}, traffic.merchants[0].account, traffic.merchants[1].account})
      for (const BookInfo& book : all_books()) {
        if (book.of != (account == 1 ? BookOf::platform : BookOf::merchant)) continue;
        const std::string name(enum_type<Book>().name_of(static_cast<std::int64_t>(book.book)));
        const auto found = lines.find({account, book.book});
        const std::vector<Line> all = found == lines.end() ? std::vector<Line>{} : found->second;
        if (all.size() > 3) moved.insert(name);
        for (int i = 0; i < 14; ++i) {
          const BookQuestion question = i == 0 ? BookQuestion{} : any_question(random, all, begun, traffic.env.now);
          const json ask = question.asked(account, name);
          CAPTURE(ask.dump());
          const std::vector<std::string> expected = computed(all, question);
          REQUIRE(answered(traffic.env, traffic.env.auditor, ask, 500) == expected);
          REQUIRE(answered(traffic.env, traffic.env.finance, ask, 1 + random.below(7)) == expected);
        }
        CHECK(answered(traffic.env, traffic.env.auditor, BookQuestion{}.asked(account, name), 500).back() ==
              traffic.env.book(account, book.book).text());
      }
  }
  for (const char* name :
       {"available", "frozen", "owed", "withdrawal_in_progress", "cash_at_bank", "revenue", "fees_due", "suspense", "returns_due"}) {
    INFO(name);
    CHECK(moved.contains(name));
  }
}
