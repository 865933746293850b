// PRE-21, PRE-22, LED-5, LED-8, LED-12: what an account's books say of any time.
#include "engine/booked.h"
#include "accounts/queries.h"
#include "accounts/statement/by_business_date.h"
#include "engine/live.h"
#include "ledger/pockets.h"
#include "support/orders.h"
#include "support/statements.h"

using namespace ch;
using namespace ch::test;

namespace {

// Three days: a recharge; freezes, a release, a settlement; a refund and a withdrawal that comes back.
struct History {
  History() : merchant(env.merchant("示例家居（杭州）有限公司")), campaign(env.campaign(merchant)) {
    day_one = env.now;
    env.advance_hours(24);
    env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-1", campaign, "1000.00"));
    env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-2", campaign, "500.00"));
    env.ok(env.shop, "release_order", release_of(merchant, "O-1", "200.00"));
    noon = env.now;
    env.advance_hours(1);
    env.ok(env.shop, "settle_order", settle_of(merchant, "O-1"));
    env.advance_hours(23);
    env.ok(env.shop, "refund_order", refund_of(merchant, "O-1", "100.00"));
    const auto withdrawal =
        id_arg(env.ok(merchant.user, "request_withdrawal", {{"account", merchant.account}, {"amount", "700.00"}}), "withdrawal");
    env.ok(env.ops, "refuse_withdrawal", {{"withdrawal", withdrawal}, {"reason", "资料不全"}});
  }
  json statement(json ask = json::object()) {
    ask["account"] = merchant.account;
    return env.query(merchant.user, "statement", ask);
  }
  std::string date(std::int64_t days_before) { return business_date(env.now).plus_days(-days_before).text(); }
  Env env;
  Merchant merchant;
  std::int64_t campaign;
  Instant day_one, noon;
};

std::vector<std::string> lines(const json& view) {
  std::vector<std::string> found;
  for (const json& row : view["rows"])
    found.push_back(row["kind"].get<std::string>() + " " + row["amount"].get<std::string>() + " = " + row["total"].get<std::string>() +
                    " (" + row["available"].get<std::string>() + " + " + row["frozen"].get<std::string>() + ")");
  return found;
}

std::string totals(const json& view) {
  return view["opening"].get<std::string>() + " + " + view["income"].get<std::string>() + " - " + view["expense"].get<std::string>() +
         " = " + view["closing"].get<std::string>();
}

}  // namespace

TEST_CASE("PRE-22: the statement has income and expense only, with the running total and both of its parts") {
  History history;
  const json view = history.statement();
  CHECK(lines(view) == std::vector<std::string>{
                           "withdrawal_return 700.00 = 4300.00 (3800.00 + 500.00)",
                           "withdrawal -700.00 = 3600.00 (3100.00 + 500.00)",
                           "settled_refund 100.00 = 4300.00 (3800.00 + 500.00)",
                           "settlement -800.00 = 4200.00 (3700.00 + 500.00)",
                           "recharge 5000.00 = 5000.00 (5000.00 + 0.00)",
                       });
  CHECK(totals(view) == "0.00 + 5800.00 - 1500.00 = 4300.00");
  CHECK(view["rows"][3]["reference"] == "O-1");
  CHECK(view["rows"][3]["campaign"] == "双11 白条免息");
  CHECK(view["rows"][3]["state"] == "completed");
  CHECK(view["rows"][1]["state"] == "refused");
  CHECK(view["rows"][4]["state"] == "credited");
}

TEST_CASE("PRE-22: an owed fee that is paid is an expense") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-1", env.campaign(merchant), "6000.00"));
  env.recharge(merchant, "3000.00");
  const json view = env.query(merchant.user, "statement", {{"account", merchant.account}});
  CHECK(lines(view)[0] == "owed_paid -3000.00 = 5000.00 (5000.00 + 0.00)");
  CHECK(totals(view) == "0.00 + 8000.00 - 3000.00 = 5000.00");
}

TEST_CASE("PRE-22: filters by date, kind and reference") {
  History history;
  const json yesterday = history.statement({{"from", history.date(1)}, {"to", history.date(1)}});
  CHECK(lines(yesterday) == std::vector<std::string>{"settlement -800.00 = 4200.00 (3700.00 + 500.00)"});
  CHECK(totals(yesterday) == "5000.00 + 0.00 - 800.00 = 4200.00");
  CHECK(totals(history.statement({{"from", history.date(0)}})) == "4200.00 + 800.00 - 700.00 = 4300.00");
  CHECK(totals(history.statement({{"to", history.date(2)}})) == "0.00 + 5000.00 - 0.00 = 5000.00");
  CHECK(totals(history.statement({{"to", "1990-01-01"}})) == "0.00 + 0.00 - 0.00 = 0.00");
  CHECK(totals(history.statement({{"from", "1990-01-01"}, {"to", "2199-12-31"}})) == "0.00 + 5800.00 - 1500.00 = 4300.00");
  CHECK(history.statement({{"from", history.date(10)}, {"to", history.date(5)}})["rows"].empty());
  CHECK(lines(history.statement({{"kind", "settled_refund"}})).size() == 1);
  CHECK(lines(history.statement({{"reference", "O-1"}})).size() == 2);
  const json ask{{"account", history.merchant.account}, {"from", history.date(0)}, {"to", history.date(1)}};
  CHECK(history.env.query_refused(history.merchant.user, "statement", ask) == "dates_reversed");
  CHECK(history.env.query_refused(history.merchant.user, "statement", {{"account", history.merchant.account}, {"kind", "hold"}}) ==
        "unknown_entry_kind");
  CHECK(history.env.query_refused(history.env.ops, "statement", {{"account", 9'999}}) == "unknown_account");
  const Merchant other = history.env.merchant("示例服饰（广州）有限公司");
  CHECK(history.env.query_refused(other.user, "statement", {{"account", history.merchant.account}}) == "not_allowed");
}

TEST_CASE("LED-5: the statement as of a past moment is the one that was seen then") {
  History history;
  const json at_noon = history.statement({{"as_of", text(history.noon)}});
  CHECK(totals(at_noon) == "0.00 + 5000.00 - 0.00 = 5000.00");
  CHECK(lines(at_noon).size() == 1);
  CHECK(totals(history.statement({{"as_of", text(history.noon.plus_hours(1))}})) == "0.00 + 5000.00 - 800.00 = 4200.00");
  CHECK(totals(history.statement({{"as_of", text(history.noon.plus_hours(1))}, {"from", history.date(1)}})) ==
        "5000.00 + 0.00 - 800.00 = 4200.00");
  CHECK(totals(history.statement({{"as_of", text(history.noon)}, {"to", history.date(0)}, {"from", history.date(0)}})) ==
        "5000.00 + 0.00 - 0.00 = 5000.00");
}

TEST_CASE("LED-8: pages by cursor give every row once, whatever their size") {
  History history;
  for (const int limit : {1, 2, 3, 4, 5}) {
    std::vector<std::string> seen;
    json ask{{"limit", limit}};
    for (;;) {
      const json page = history.statement(ask);
      for (const std::string& line : lines(page)) seen.push_back(line);
      if (page["next"] == "") break;
      CHECK(page["rows"].size() == static_cast<std::size_t>(limit));
      ask["cursor"] = page["next"];
    }
    CHECK(seen == lines(history.statement()));
  }
  CHECK(history.env.query_refused(history.merchant.user, "statement", {{"account", history.merchant.account}, {"cursor", "abcd"}}) ==
        "malformed_cursor");
  CHECK(history.env.query_refused(history.merchant.user, "statement", {{"account", history.merchant.account}, {"limit", 0}}) ==
        "page_limit");
}

TEST_CASE("PRE-22: batch download as CSV, signed, with all pages in one") {
  History history;
  for (int i = 0; i < 600; ++i) {
    const std::string number = "D-" + std::to_string(i);
    history.env.ok(history.env.shop, "freeze_order", freeze_of(history.merchant, number, history.campaign, "1.00"));
    history.env.ok(history.env.shop, "settle_order", settle_of(history.merchant, number));
  }
  const AccountId account{history.merchant.account};
  const std::string csv = exported(history.env, history.merchant.user, {.account = account}).bytes;
  CHECK(std::ranges::count(csv, '\n') == 1 + 605);
  CHECK(csv.starts_with("\xEF\xBB\xBF时间,业务日期,类型,单号,活动,收支金额,总余额,可用余额,冻结金额\r\n"));
  CHECK(csv.find("结算,O-1,双11 白条免息,-800.00,4200.00,3700.00,500.00") != std::string::npos);
  CHECK(csv.find(",充值入账,") < csv.find(",结算,"));  // oldest first
  CHECK(exported(history.env, history.merchant.user, {.account = account, .language = Language::en})
            .bytes.starts_with("\xEF\xBB\xBFTime,Business date,Kind,Reference,"));
}

TEST_CASE("PRE-21: order transactions tell freezes, releases, settlements, refunds and what is owed") {
  History history;
  history.env.ok(history.env.shop, "freeze_order", freeze_of(history.merchant, "O-3", history.campaign, "9000.00"));
  history.env.ok(history.env.shop, "release_order", release_of(history.merchant, "O-3", "1000.00"));
  const json view = history.env.query(history.merchant.user, "order_transactions", {{"account", history.merchant.account}});
  CHECK(lines(view) == std::vector<std::string>{
                           "owed_cancelled 1000.00 = 4300.00 (3800.00 + 500.00)",
                           "owed -9000.00 = 4300.00 (3800.00 + 500.00)",
                           "settled_refund 100.00 = 4300.00 (3800.00 + 500.00)",
                           "settlement -800.00 = 4200.00 (3700.00 + 500.00)",
                           "release 200.00 = 5000.00 (3700.00 + 1300.00)",
                           "hold -500.00 = 5000.00 (3500.00 + 1500.00)",
                           "hold -1000.00 = 5000.00 (4000.00 + 1000.00)",
                       });
  CHECK(lines(history.env.query(history.merchant.user, "order_transactions", {{"account", history.merchant.account}, {"reference", "O-2"}}))
            .size() == 1);
  CHECK(history.env.query_refused(history.merchant.user, "order_transactions",
                                  {{"account", history.merchant.account}, {"kind", "recharge"}}) == "unknown_entry_kind");
}

TEST_CASE("LED-5: order transactions as of a past moment are those that were there") {
  History history;
  const auto asked = [&](json ask) {
    ask["account"] = history.merchant.account;
    return lines(history.env.query(history.merchant.user, "order_transactions", ask));
  };
  CHECK(asked({{"as_of", text(history.noon)}}) == std::vector<std::string>{
                                                      "release 200.00 = 5000.00 (3700.00 + 1300.00)",
                                                      "hold -500.00 = 5000.00 (3500.00 + 1500.00)",
                                                      "hold -1000.00 = 5000.00 (4000.00 + 1000.00)",
                                                  });
  CHECK(asked({{"as_of", text(history.noon)}, {"from", history.date(0)}}).empty());
  CHECK(history.env.query_refused(history.merchant.user, "order_transactions",
                                  {{"account", history.merchant.account}, {"as_of", text(history.noon)}, {"by", "business"}}) ==
        "one_axis");
}

namespace {

std::vector<std::string> book_lines(const json& view) {
  std::vector<std::string> found{view["opening"].get<std::string>()};
  for (const json& row : view["rows"])
    found.push_back(row["kind"].get<std::string>() + " " + row["reference"].get<std::string>() + " " + row["amount"].get<std::string>() +
                    " = " + row["total"].get<std::string>());
  found.push_back(view["closing"]);
  return found;
}

}  // namespace

TEST_CASE("LED-8: a statement of one book has every entry that touched it, what was added, and its balance") {
  History history;
  CHECK(book_lines(history.statement({{"book", "frozen"}})) ==
        std::vector<std::string>{"0.00", "settlement O-1 -800.00 = 500.00", "release O-1 -200.00 = 1300.00", "hold O-2 500.00 = 1500.00",
                                 "hold O-1 1000.00 = 1000.00", "500.00"});
  CHECK(book_lines(history.statement({{"book", "frozen"}, {"kind", "release"}, {"from", history.date(0)}})) ==
        std::vector<std::string>{"500.00", "500.00"});
  CHECK(book_lines(history.statement({{"book", "available"}, {"as_of", text(history.noon)}, {"limit", 1}})) ==
        std::vector<std::string>{"0.00", "release O-1 200.00 = 3700.00", "3700.00"});
  CHECK(book_lines(history.statement({{"book", "withdrawal_in_progress"}})) ==
        std::vector<std::string>{"0.00", "withdrawal_return W-000001 -700.00 = 0.00", "withdrawal W-000001 700.00 = 700.00", "0.00"});
  CHECK(book_lines(history.statement({{"book", "deposit"}, {"by", "business"}})) == std::vector<std::string>{"0.00", "0.00"});
  const json view = history.statement({{"book", "frozen"}});
  CHECK_FALSE(view.contains("income"));  // no day keeps a book's turnover
  CHECK_FALSE(view["rows"][0].contains("available"));
  CHECK(view["rows"][0]["campaign"] == "双11 白条免息");
  CHECK(view["rows"][0]["state"] == "completed");
}

TEST_CASE("LED-8: the platform's books are asked for by staff, of its own account") {
  History history;
  Env& env = history.env;
  const json revenue{{"account", 1}, {"book", "revenue"}};
  for (const Actor* actor : {&env.ops, &env.finance, &env.admin, &env.auditor})
    CHECK(book_lines(env.query(*actor, "statement", revenue)) ==
          std::vector<std::string>{"0.00", "settled_refund O-1 -100.00 = 700.00", "settlement O-1 800.00 = 800.00", "700.00"});
  CHECK(env.query_refused(history.merchant.user, "statement", revenue) == "not_allowed");
  CHECK(env.query_refused(env.shop, "statement", revenue) == "not_allowed");
  env.wire("别的公司", "77.00");
  const json due = env.query(env.finance, "statement", {{"account", 1}, {"book", "returns_due"}});
  CHECK(due["closing"] == "77.00");
  CHECK(due["rows"][0]["state"] == "return_due");
}

TEST_CASE("LED-8: a book that the account does not have is refused, with those that it has") {
  History history;
  Env& env = history.env;
  const auto refused = [&](const Actor& actor, const json& ask) { return env.query_refused(actor, "statement", ask); };
  for (const char* book : {"suspense", "revenue", "promotional", "earmarked", "gold", ""})
    CHECK(refused(history.merchant.user, {{"account", history.merchant.account}, {"book", book}}) == "not_a_book_of_it");
  for (const char* book : {"available", "owed", "promotional", "gold"})
    CHECK(refused(env.auditor, {{"account", 1}, {"book", book}}) == "not_a_book_of_it");
  CHECK(refused(env.auditor, {{"account", 1}}) == "not_a_book_of_it");  // it has no available and frozen to add up
  CHECK(refused(env.auditor, {{"account", 9'999}, {"book", "available"}}) == "unknown_account");
  CHECK(refused(env.auditor, {{"account", 1}, {"book", "costs"}, {"kind", "gift"}}) == "unknown_entry_kind");
  CHECK(refused(env.auditor, {{"account", 1}, {"book", "costs"}, {"cursor", "8001"}}) == "malformed_cursor");
  CHECK(refused(env.auditor, {{"account", 1}, {"book", "costs"}, {"as_of", text(env.now)}, {"by", "business"}}) == "one_axis");
  const Merchant other = env.merchant("示例服饰（广州）有限公司");
  CHECK(refused(other.user, {{"account", history.merchant.account}, {"book", "owed"}}) == "not_allowed");
  const auto answer = env.engine->query("statement", R"({"account":1,"book":"owed"})", env.finance, env.now);
  REQUIRE(!answer.has_value());
  CHECK(answer.error().field == "book");
  CHECK(*find_arg(answer.error(), "books") == "cash_at_bank, revenue, fees_due, suspense, returns_due, costs, own_funds");
}

TEST_CASE("LED-5, LED-8: a page by business date costs the same however many entries were backdated") {
  Env env;
  for (int day = 0; day < 12; ++day) {
    env.advance_days(1);
    for (int i = 0; i < 50; ++i)
      env.ok(env.ops, "take_wire",
             {{"bank_reference", std::to_string(day) + "-" + std::to_string(i)},
              {"booked", business_date(env.now).plus_days(day == 0 ? 0 : -1).text()},
              {"amount", "1.00"},
              {"payer_name", "别的公司"},
              {"payer_account", ""},
              {"remark", ""}});
  }
  const std::vector<Book> cash{Book::cash_at_bank};
  EntriesByBusinessDate entries(env.engine->rows(), platform_account, cash, {business_date(env.now)});
  for (int i = 0; i < 20; ++i) CHECK(entries.next()->in[0].growth.text() == "1.00");
  CHECK(entries.postings_read() < 200);  // of 600, none of the last 550 was booked on its day
}

TEST_CASE("LED-8: a pocket has a statement of its one book") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  Committed committed(*env.store);
  View view(committed);
  const Date today = business_date(env.now);
  Ledger ledger(view, env.engine->last_seq(), today, first_entry_after);
  Pockets pockets(view, ledger);
  const AccountId id{77};
  const Pocket pocket{.id = id,
                      .account = {merchant.account},
                      .party = {merchant.party},
                      .book = Book::promotional,
                      .items = {},
                      .first_day = today,
                      .last_day = {}};
  REQUIRE(pockets.open(pocket, env.now).has_value());
  REQUIRE(pockets.fund(id, Money::fen(5'000), platform_account, Book::costs, "F-1").has_value());
  ReadContext context{view, Policies(view, today), merchant.user, env.now};
  const Query query = statement_query();
  const auto asked = [&](std::optional<std::string> book) {
    AskStatement ask{.account = id};
    ask.book = std::move(book);
    CHECK(query.party(&ask, view) == merchant.user.party);
    return query.run(&ask, context);
  };
  const auto answer = asked("promotional");
  REQUIRE(answer.has_value());
  const auto& statement = *static_cast<const StatementView*>(answer->get());
  CHECK(statement.closing.text() == "50.00");
  REQUIRE(statement.rows.size() == 1);
  CHECK(statement.rows[0].kind == "pocket_funded");
  for (const std::optional<std::string>& book : {std::optional<std::string>("available"), std::optional<std::string>()}) {
    const auto none = asked(book);
    REQUIRE(!none.has_value());
    CHECK(none.error().code == "not_a_book_of_it");
    CHECK(*find_arg(none.error(), "books") == "promotional");
  }
}

TEST_CASE("WEB-16, LED-8: a live statement of one book hears of what is posted there") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const std::int64_t campaign = env.campaign(merchant);
  Live live(*env.engine);
  REQUIRE(live.subscribe(1, "statement", R"({"account":1,"book":"fees_due"})", env.finance, env.now).has_value());
  REQUIRE(live.subscribe(2, "statement", json{{"account", merchant.account}, {"book", "owed"}}.dump(), merchant.user, env.now).has_value());
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-1", campaign, "9000.00"));
  std::vector<std::int64_t> sent;
  for (const auto& update : live.updates(env.now)) sent.push_back(update.id);
  CHECK(sent == std::vector<std::int64_t>{1, 2});
}

TEST_CASE("LED-5: the balance at the end of each day") {
  History history;
  const json view = history.env.query(history.merchant.user, "balance_history", {{"account", history.merchant.account}, {"days", 4}});
  REQUIRE(view["points"].size() == 4);
  const auto point = [&](std::size_t i) {
    return view["points"][i]["available"].get<std::string>() + " " + view["points"][i]["frozen"].get<std::string>();
  };
  CHECK(point(0) == "0.00 0.00");  // before it was opened
  CHECK(point(1) == "5000.00 0.00");
  CHECK(point(2) == "3700.00 500.00");
  CHECK(point(3) == "3800.00 500.00");
  CHECK(view["points"][3]["date"] == history.date(0));
  CHECK(view["breaker_value"] == "1000.00");
  CHECK(history.env.query_refused(history.merchant.user, "balance_history", {{"account", history.merchant.account}, {"days", 0}}) ==
        "days_out_of_range");
  CHECK(history.env.query_refused(history.merchant.user, "balance_history", {{"account", history.merchant.account}, {"days", 401}}) ==
        "days_out_of_range");
}

TEST_CASE("LED-12: the trial balance is even, now and as of any past moment") {
  History history;
  const auto book = [](const json& view, const std::string& name) {
    for (const json& row : view["rows"])
      if (row["book"] == name) return row["debit"].get<std::string>() + " " + row["credit"].get<std::string>();
    return std::string("missing");
  };
  const json now = history.env.query(history.env.auditor, "trial_balance", json::object());
  CHECK(now["debit"] == now["credit"]);
  CHECK(book(now, "cash_at_bank") == "5000.00 0.00");
  CHECK(book(now, "revenue") == "0.00 700.00");
  CHECK(book(now, "available") == "0.00 3800.00");
  const json then = history.env.query(history.env.auditor, "trial_balance", {{"as_of", text(history.noon)}});
  CHECK(then["debit"] == then["credit"]);
  CHECK(book(then, "revenue") == "0.00 0.00");
  CHECK(book(then, "frozen") == "0.00 1300.00");
}
