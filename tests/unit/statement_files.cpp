// LED-8, PRE-22: an account's statement as CSV, XLSX and journals; what is in the file is what the statement says.
#include "exports/statement_files.h"
#include "support/orders.h"
#include "support/sheet.h"
#include "support/statements.h"

using namespace ch;
using namespace ch::test;

namespace {

StatementHead head_of(std::int64_t rows = 1) {
  return {.holder = "示例家居（杭州）有限公司",
          .number = "A-000002",
          .first = *Date::parse("2026-03-01"),
          .last = *Date::parse("2026-03-31"),
          .opening = Money::fen(10'000),
          .closing = Money::fen(10'995),
          .income = Money::fen(995),
          .expense = Money{},
          .part = false,
          .rows = rows};
}

StatementRow row_of(Money amount, const std::string& reference = "R-000001", const std::string& campaign = "") {
  return {.entry = {65'536},
          .at = *Instant::parse("2026-03-02T09:30:15.250+08:00"),
          .business_date = *Date::parse("2026-03-02"),
          .kind = "recharge",
          .reference = reference,
          .campaign = campaign,
          .amount = amount,
          .total = Money::fen(10'995),
          .available = Money::fen(10'995),
          .frozen = Money{},
          .state = "credited"};
}

std::string written(ExportFormat format, const StatementHead& head, const std::vector<StatementRow>& rows,
                    Language language = Language::zh) {
  std::string bytes;
  auto file = statement_file(format, head, language, [&](std::string_view piece) { bytes += piece; });
  REQUIRE(file.has_value());
  for (const StatementRow& row : rows) REQUIRE((*file)->row(row).has_value());
  REQUIRE((*file)->end().has_value());
  return bytes;
}

// Orders settled in a day, two entries of the account each, one of them in its statement.
void settle_orders(Env& env, const Merchant& merchant, std::int64_t campaign, const std::string& prefix, int count) {
  for (int i = 0; i < count; ++i) {
    const std::string number = prefix + std::to_string(i);
    env.ok(env.shop, "freeze_order", freeze_of(merchant, number, campaign, "1.00"));
    env.ok(env.shop, "settle_order", settle_of(merchant, number));
  }
}

}  // namespace

TEST_CASE("LED-8: amounts and days of a sheet are numbers, texts are texts, and the headings stay in sight") {
  const Sheet sheet = read_sheet(written(ExportFormat::xlsx, head_of(), {row_of(Money::fen(995), "=1+1", "<双11> & \"白条\"")}));
  REQUIRE(sheet.rows.size() == 6);
  CHECK(sheet.workbook.find("name=\"账户流水 A-000002\"") != std::string::npos);
  CHECK(sheet.xml.find("ySplit=\"1\"") != std::string::npos);
  CHECK(sheet.xml.find("state=\"frozen\"") != std::string::npos);
  CHECK(sheet.xml.find("<f>") == std::string::npos);
  CHECK(sheet.xml.find("customWidth=\"1\"") != std::string::npos);
  std::string heads;
  for (const auto& [column, cell] : sheet.rows[0]) heads += cell.text + " ";
  CHECK(heads == "时间 业务日期 类型 单号 活动 收支金额 总余额 可用余额 冻结金额 ");
  const SheetRow row = sheet.rows[2];
  CHECK(std::stod(row.at('A').text) == 46083 + (9 * 3600 + 30 * 60 + 15.25) / 86'400);
  CHECK((row.at('B').number && row.at('B').text == "46083"));  // 2026-03-02
  CHECK((!row.at('D').number && row.at('D').text == "=1+1"));
  CHECK((!row.at('E').number && row.at('E').text == "<双11> & \"白条\""));
  CHECK((row.at('F').number && row.at('F').text == "9.95"));
  CHECK((row.at('I').number && row.at('I').text == "0"));
  CHECK(sheet.rows[1].at('C').text == "期初余额");
  CHECK(sheet.rows[1].at('G').text == "100");
  CHECK(sheet.rows[3].at('F').text == "9.95");
  CHECK(sheet.rows[5].at('C').text == "期末余额");
  CHECK(sheet.rows[5].at('G').text == "109.95");
}

TEST_CASE("LED-8: every amount of a sheet is exact; beyond fifteen digits it stands there as text") {
  std::vector<StatementRow> rows;
  std::vector<Money> amounts{
      Money{}, Money::fen(1), Money::fen(-1), Money::fen(995), Money::fen(-10), Money::fen(sheet_fen_most), Money::fen(-sheet_fen_most)};
  Random random(8);
  for (int i = 0; i < 2'000; ++i) amounts.push_back(Money::fen(random.below(std::int64_t{1} << (1 + random.below(49)))));
  const std::size_t numbers = amounts.size();
  for (const std::int64_t beyond : {sheet_fen_most + 1, -sheet_fen_most - 1, std::int64_t{1} << 60}) amounts.push_back(Money::fen(beyond));
  for (const Money amount : amounts) rows.push_back(row_of(amount));
  const Sheet sheet = read_sheet(written(ExportFormat::xlsx, head_of(std::ssize(rows)), rows));
  REQUIRE(sheet.rows.size() == rows.size() + 5);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const SheetCell cell = sheet.rows[i + 2].at('F');
    std::string text = cell.text;
    if (cell.number) {  // "9.9" and "9" are how the shortest decimal is written
      const auto point = text.find('.');
      text += point == text.npos ? ".00" : std::string(2 - std::min<std::size_t>(2, text.size() - point - 1), '0');
    }
    CHECK(text == amounts[i].text());
    CHECK(cell.number == (i < numbers));
  }
}

TEST_CASE("LED-8: a statement that outgrows a sheet is refused before anything is written") {
  const auto file =
      statement_file(ExportFormat::xlsx, head_of(sheet_rows_most + 1), Language::zh, [](std::string_view) { FAIL("written"); });
  REQUIRE(!file.has_value());
  CHECK(file.error().code == "sheet_too_long");
  CHECK(*find_arg(file.error(), "most") == std::to_string(sheet_rows_most));
  CHECK(statement_file(ExportFormat::csv, head_of(sheet_rows_most + 1), Language::zh, [](std::string_view) {}).has_value());
}

TEST_CASE("LED-8: a sheet that is given up leaves nothing") {
  auto file = statement_file(ExportFormat::xlsx, head_of(), Language::zh, [](std::string_view) { FAIL("written"); });
  REQUIRE(file.has_value());
  CHECK((*file)->row(row_of(Money::fen(1))).has_value());
  file->reset();
}

TEST_CASE("LED-8: a journal opens against equity, names counter accounts and asserts the closing balance") {
  const std::string hledger = written(ExportFormat::hledger, head_of(), {row_of(Money::fen(995))}, Language::en);
  CHECK(hledger.find("2026-03-01 * Opening balance\n    Assets:Prepaid:A000002  CNY 100.00\n    Equity:Opening  CNY -100.00\n") !=
        std::string::npos);
  CHECK(hledger.find("2026-03-02 * (R-000001) Recharge credited\n    ; entry:65536, booked:2026-03-02T09:30:15.250+08:00\n"
                     "    Assets:Prepaid:A000002  CNY 9.95\n    Assets:Bank  CNY -9.95\n") != std::string::npos);
  CHECK(hledger.ends_with("2026-03-31 * Closing balance\n    Assets:Prepaid:A000002  CNY 0.00 = CNY 109.95\n"));
  const std::string beancount = written(ExportFormat::beancount, head_of(), {row_of(Money::fen(995))});
  CHECK(beancount.find("2026-03-01 open Assets:Prepaid:A000002 CNY\n") != std::string::npos);
  CHECK(beancount.find("2026-03-02 * \"充值入账\" \"R-000001\"\n") != std::string::npos);
  CHECK(beancount.ends_with("2026-04-01 balance Assets:Prepaid:A000002  109.95 CNY\n"));
}

TEST_CASE("LED-8: a file of many pages has every row once, oldest first, whatever is booked meanwhile") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const std::int64_t campaign = env.campaign(merchant);
  settle_orders(env, merchant, campaign, "D-", 1'010);
  for (const ExportFormat format : {ExportFormat::csv, ExportFormat::xlsx}) {
    int more = 0;
    const Exported made = exported(env, merchant.user, {.account = {merchant.account}, .format = format}, [&] {
      settle_orders(env, merchant, campaign, "M-" + std::to_string(static_cast<int>(format)) + "-" + std::to_string(more++) + "-", 1);
    });
    CHECK(made.refused == "");
    CHECK(more == 5);  // three looks and two pages; the third is the last
    REQUIRE(std::ssize(made.rows) == made.head.rows);
    Money sum = made.head.opening;
    for (std::size_t i = 0; i < made.rows.size(); ++i) {
      sum += made.rows[i].amount;
      REQUIRE(made.rows[i].total == sum);
      if (i > 0) REQUIRE(made.rows[i - 1].entry < made.rows[i].entry);
    }
    CHECK(sum == made.head.closing);
    if (format == ExportFormat::xlsx) CHECK(std::ssize(read_sheet(made.bytes).rows) == made.head.rows + 5);
    if (format == ExportFormat::csv) CHECK(std::ranges::count(made.bytes, '\n') == made.head.rows + 1);
  }
}

TEST_CASE("LED-5, LED-8: a file by business date is given up where an earlier day changes while it is written") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const std::int64_t campaign = env.campaign(merchant);
  settle_orders(env, merchant, campaign, "D-", 510);
  env.advance_days(1);
  const std::string yesterday = business_date(env.now).plus_days(-1).text();
  int wires = 0;
  const auto backdated = [&] {
    const std::string amount = "300" + std::to_string(++wires) + ".00";
    env.ok(merchant.user, "request_recharge", {{"account", merchant.account}, {"amount", amount}});
    env.ok(env.ops, "take_wire",
           {{"bank_reference", "LATE-" + std::to_string(wires)},
            {"booked", yesterday},
            {"amount", amount},
            {"payer_name", merchant.name},
            {"payer_account", "6222000011112222"},
            {"remark", ""}});
  };
  int today = 0;
  const auto of_today = [&] { settle_orders(env, merchant, campaign, "M-" + std::to_string(++today) + "-", 1); };
  const AskStatementFile ask{.account = {merchant.account}, .by = DateAxis::business};
  CHECK(exported(env, merchant.user, ask, of_today).refused == "");
  CHECK(exported(env, merchant.user, ask, backdated).refused == "statement_changed");
  CHECK(wires > 0);
  CHECK(exported(env, merchant.user, ask, of_today).refused == "");  // what was backdated before it began stands in its place
  CHECK(exported(env, merchant.user, {.account = {merchant.account}}, backdated).refused == "");
}

TEST_CASE("LED-8: a file has the filters of its statement, and says what they leave out") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  settle_orders(env, merchant, env.campaign(merchant), "D-", 3);
  const Instant then = env.now;
  env.advance_days(1);
  env.recharge(merchant, "3000.00");
  const AccountId account{merchant.account};
  const Exported part =
      exported(env, merchant.user, {.account = account, .format = ExportFormat::hledger, .language = Language::en, .kind = "settlement"});
  CHECK(part.head.part);
  CHECK(part.rows.size() == 3);
  CHECK(part.bytes.find("* What the filter leaves out\n    Assets:Prepaid:A000002  CNY 8000.00\n    Equity:NotListed  CNY -8000.00\n") !=
        std::string::npos);
  const Sheet sheet =
      read_sheet(exported(env, merchant.user, {.account = account, .format = ExportFormat::xlsx, .reference = "D-1"}).bytes);
  REQUIRE(sheet.rows.size() == 7);
  CHECK(sheet.rows[2].at('D').text == "D-1");
  CHECK(sheet.rows[3].at('F').text == "7998");
  const Exported day = exported(env, merchant.user, {.account = account, .to = business_date(then)});
  CHECK(day.head.last == business_date(then));
  CHECK(day.head.closing.text() == "4997.00");
  CHECK(exported(env, merchant.user, {.account = account, .as_of = then}).head.closing.text() == "4997.00");
  const Exported none =
      exported(env, merchant.user, {.account = account, .format = ExportFormat::beancount, .from = business_date(env.now).plus_days(9)});
  CHECK(none.rows.empty());
  CHECK(none.head.first == none.head.last);
  CHECK(none.head.opening == none.head.closing);
}

TEST_CASE("LED-8: a file of one book says which, has its change and balance, and no sums of income and expense") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  settle_orders(env, merchant, env.campaign(merchant), "D-", 3);
  const auto with = [&](ExportFormat format, std::int64_t account, const char* book, Language language = Language::zh) {
    Exported made = exported(env, env.auditor, {.account = {account}, .format = format, .language = language, .book = book});
    CHECK(made.refused == "");
    return made;
  };
  const Exported csv = with(ExportFormat::csv, merchant.account, "frozen");
  CHECK(csv.bytes.starts_with("\xEF\xBB\xBF时间,业务日期,类型,单号,活动,变动金额,账本余额\r\n"));
  CHECK(csv.bytes.find("冻结,D-1,双11 白条免息,1.00,1.00\r\n") != std::string::npos);
  CHECK(csv.rows.size() == 6);
  CHECK(csv.head.book == Book::frozen);
  CHECK(with(ExportFormat::csv, 1, "revenue", Language::en)
            .bytes.starts_with("\xEF\xBB\xBFTime,Business date,Kind,Reference,Campaign,Change,Balance\r\n"));

  const Sheet sheet = read_sheet(with(ExportFormat::xlsx, 1, "cash_at_bank").bytes);
  REQUIRE(sheet.rows.size() == 4);  // headings, opening, the recharge, closing
  CHECK(sheet.workbook.find("name=\"A-000001 银行存款\"") != std::string::npos);
  CHECK(sheet.rows[0].at('G').text == "账本余额");
  CHECK(sheet.rows[2].at('F').text == "5000");
  CHECK(sheet.rows[3].at('G').text == "5000");

  const auto journal = [&](std::int64_t account, const char* book) {
    return with(ExportFormat::hledger, account, book, Language::en).bytes;
  };
  const std::string frozen = journal(merchant.account, "frozen");
  CHECK(frozen.starts_with("; 示例家居（杭州）有限公司 A-000002 Frozen "));
  CHECK(frozen.find("(D-1) Freeze\n") != std::string::npos);
  CHECK(frozen.find("    Assets:Prepaid:A000002:Frozen  CNY 1.00\n    Equity:OtherBooks  CNY -1.00\n") != std::string::npos);
  CHECK(frozen.find("Expenses:Fees") == std::string::npos);
  CHECK(journal(merchant.account, "owed").ends_with("    Liabilities:Prepaid:A000002:Owed  CNY 0.00 = CNY 0.00\n"));
  CHECK(journal(1, "revenue").ends_with("    Income:Platform:Revenue  CNY 0.00 = CNY -3.00\n"));
  CHECK(journal(1, "cash_at_bank").ends_with("    Assets:Platform:CashAtBank  CNY 0.00 = CNY 5000.00\n"));
  CHECK(exported(env, env.ops, {.account = {1}, .book = "owed"}).refused == "not_a_book_of_it");
  CHECK(exported(env, merchant.user, {.account = {1}, .book = "costs"}).refused == "not_allowed");
}

TEST_CASE("LED-5, LED-8: a file of one book by business date is given up for what is backdated in that book alone") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  env.advance_days(1);
  int wires = 0;
  const auto backdated = [&] {
    const std::string amount = "300" + std::to_string(++wires) + ".00";
    env.ok(merchant.user, "request_recharge", {{"account", merchant.account}, {"amount", amount}});
    env.ok(env.ops, "take_wire",
           {{"bank_reference", "LATE-" + std::to_string(wires)},
            {"booked", business_date(env.now).plus_days(-1).text()},
            {"amount", amount},
            {"payer_name", merchant.name},
            {"payer_account", "6222000011112222"},
            {"remark", ""}});
  };
  const auto refused = [&](std::int64_t account, const char* book) {
    return exported(env, env.finance, {.account = {account}, .by = DateAxis::business, .book = book}, backdated).refused;
  };
  CHECK(refused(1, "cash_at_bank") == "statement_changed");
  CHECK(refused(merchant.account, "available") == "statement_changed");
  CHECK(refused(1, "revenue") == "");
  CHECK(refused(merchant.account, "frozen") == "");
}

TEST_CASE("PRE-22: a statement's file is for who may see the statement") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司"), other = env.registered("示例服饰（上海）有限公司");
  const AccountId account{merchant.account};
  CHECK(exported(env, other.user, {.account = account}).refused == "not_allowed");
  CHECK(exported(env, env.shop, {.account = account}).refused == "not_allowed");
  CHECK(exported(env, env.auditor, {.account = account}).refused == "");
  CHECK(exported(env, merchant.user, {.account = account, .kind = "hold"}).refused == "unknown_entry_kind");
  CHECK(exported(env, env.ops, {.account = {9'999}}).refused == "unknown_account");
}
