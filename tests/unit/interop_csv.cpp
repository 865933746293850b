// LED-10: CSV in and out, and bank statements by CSV.
#include <string>
#include <vector>
#include <catch_amalgamated.hpp>

#include "interop/bank_statement.h"
#include "interop/csv.h"

using ch::BankLine;
using ch::ColumnMap;
using ch::CsvLimits;
using ch::CsvReader;
using ch::CsvRow;
using ch::CsvWriter;
using ch::Money;
using ch::read_bank_csv;

namespace {

std::string place(const ch::Refusal& refusal) {
  CHECK(refusal.band == ch::Band::malformed);
  CHECK(refusal.rule == "LED-10");
  return *find_arg(refusal, "reason") + " " + *find_arg(refusal, "line") + ":" + *find_arg(refusal, "column");
}

// Cells between bars, rows by a slash; a refusal ends it.
std::string cells(std::string_view csv, char delimiter = ',', CsvLimits limits = {}) {
  CsvReader reader(csv, delimiter, limits);
  std::string out;
  CsvRow row;
  while (true) {
    const auto more = reader.next(row);
    if (!more) return "! " + place(more.error());
    if (!*more) return out;
    for (const auto& cell : row) out += cell.text + "|";
    out += "/";
  }
}

const ColumnMap one_column{.bank_reference = "流水号",
                           .booked = "交易日期",
                           .amount = "金额",
                           .payer_name = "对方户名",
                           .payer_account = "对方账号",
                           .remark = "摘要"};
const ColumnMap two_columns{.bank_reference = "流水号", .booked = "日期", .credit = "收入", .debit = "支出"};
const ColumnMap with_direction{.bank_reference = "流水号",
                               .booked = "日期",
                               .amount = "金额",
                               .direction = "借贷",
                               .credit_words = {"贷", "C"},
                               .debit_words = {"借", "D"}};

std::string outcome(std::string_view csv, const ColumnMap& map, ch::StatementLimits limits = {}) {
  const auto lines = read_bank_csv(csv, map, limits);
  if (lines) {
    std::string out;
    for (const BankLine& line : *lines) {
      out += line.bank_reference + " " + line.booked.text() + " " + line.amount.text() + ";";
    }
    return out;
  }
  return "! " + place(lines.error()) + " " + lines.error().field;
}

}  // namespace

TEST_CASE("LED-10: CSV is read by RFC 4180") {
  CHECK(cells("a,b\r\nc,d\r\n") == "a|b|/c|d|/");
  CHECK(cells("a,b\nc,d") == "a|b|/c|d|/");
  CHECK(cells("\xef\xbb\xbf\"a\",b") == "a|b|/");
  CHECK(cells("\"a,\"\"b\"\"\r\nc\",d\n") == "a,\"b\"\r\nc|d|/");
  CHECK(cells(",\n\n,,\n") == "||/|||/");
  CHECK(cells("\"\",\"x\" \t,y\n") == "|x|y|/");
  CHECK(cells("a;b,c\n", ';') == "a|b,c|/");
  CHECK(cells("a\tb\n", '\t') == "a|b|/");
  CHECK(cells("") == "");
  CHECK(cells("\r\n\n") == "");
}

TEST_CASE("LED-10: CSV that nobody can be sure of is refused with its place") {
  CHECK(cells("a,b\"c\n") == "! quote 1:4");
  CHECK(cells("账,\"b\"c\n") == "! quote 1:6");
  CHECK(cells("a\n\"b") == "! unclosed_quote 2:1");
  CHECK(cells("a,\xff") == "! invalid_utf8 1:3");
  CHECK(cells(std::string_view("a,\0", 3)) == "! nul 1:3");
  CHECK(cells("abcde", ',', {.max_cell = 4}) == "! cell_too_long 1:1");
  CHECK(cells("\"abcde\"", ',', {.max_cell = 4}) == "! cell_too_long 1:1");
  CHECK(cells("a\nb\nc\n", ',', {.max_rows = 2}) == "! too_many_rows 3:1");
  CHECK(cells("a,b,c\n", ',', {.max_columns = 2}) == "! too_many_columns 1:5");
  CHECK(cells("abc", ',', {.max_bytes = 2}) == "! too_long 1:3");
}

TEST_CASE("LED-8: what is written as CSV cannot become a formula") {
  CsvWriter writer;
  writer.text("=1+1").text("+86").text("-5").text("@x").text("\tx").text("\rx").text("＝1").exact("-5.00");
  writer.end_row();
  CHECK(writer.take() == "'=1+1,'+86,'-5,'@x,\"'\tx\",\"'\rx\",'＝1,-5.00\r\n");
  CHECK(writer.take().empty());
  writer.text("\xef\xbb\xbfx").end_row();
  CHECK(writer.take() == "\"\xef\xbb\xbfx\"\r\n");
}

TEST_CASE("LED-8: what is written as CSV is read back") {
  CsvWriter writer(true);
  writer.text("示例，公司").text("a,b").text("say \"x\"").text("two\nlines").text("").text(" padded ").exact("12.34");
  writer.end_row();
  writer.text("z");
  writer.end_row();
  const std::string csv = writer.take();
  CHECK(csv.starts_with("\xef\xbb\xbf"));
  CHECK(cells(csv) == "示例，公司|a,b|say \"x\"|two\nlines|| padded |12.34|/z|/");
}

TEST_CASE("LED-10: a bank's CSV with preamble, mark, padding and thousands separators") {
  const std::string csv =
      "\xef\xbb\xbf某银行 账户明细\r\n账号:,6200000000000000001\r\n\r\n"
      "交易日期,流水号,对方户名,对方账号,金额,摘要\r\n"
      "20260210\t,\tB-1\t,示例家居（杭州）有限公司 ,\"6222000011112222\"\t,\"3,000.00\",CZ0001\r\n"
      "2026-02-11,B-2,,,-1234.5,\r\n,,,,,\r\n";
  const auto lines = read_bank_csv(csv, one_column);
  REQUIRE(lines);
  REQUIRE(lines->size() == 2);
  const BankLine expected{.bank_reference = "B-1",
                          .booked = *ch::Date::parse("2026-02-10"),
                          .amount = Money::fen(300'000),
                          .payer_name = "示例家居（杭州）有限公司",
                          .payer_account = "6222000011112222",
                          .remark = "CZ0001"};
  CHECK((*lines)[0] == expected);
  CHECK((*lines)[1].amount == Money::fen(-123'450));
}

TEST_CASE("LED-10: a sign where the column says which way already takes something back, and is for a person") {
  const auto reversal = [](std::string_view csv, const ColumnMap& map) {
    const auto lines = read_bank_csv(csv, map);
    REQUIRE(lines);
    return lines->front().reversal;
  };
  CHECK(reversal("日期,流水号,借贷,金额\n20260210,1,借,-3000.00\n", with_direction));
  CHECK(reversal("日期,流水号,借贷,金额\n20260210,1,贷,-3000.00\n", with_direction));
  CHECK(reversal("日期,流水号,收入,支出\n20260210,1,,-6.00\n", two_columns));
  CHECK_FALSE(reversal("日期,流水号,借贷,金额\n20260210,1,借,3000.00\n", with_direction));
  CHECK_FALSE(reversal("日期,流水号,收入,支出\n20260210,1,6.00,\n", two_columns));
}

TEST_CASE("LED-10: lines behind a closing row are told, not lost") {
  ColumnMap map = two_columns;
  map.end_words = {"合计"};
  CHECK(outcome("日期,流水号,收入,支出\n20260210,1,6.00,\n合计,,6.00,\n20260210,2,7.00,\n", map).starts_with("! lines_after_end 4:"));
  CHECK(outcome("日期,流水号,收入,支出\n20260210,1,6.00,\n合计,,6.00,\n经办,,,\n", map) == "1 2026-02-10 6.00;");
}

TEST_CASE("LED-10: behind a closing row a line is told even with a date that nobody reads, or under other headings") {
  ColumnMap map = two_columns;
  map.end_words = {"合计"};
  const std::string table = "日期,流水号,收入,支出\n20260210,1,6.00,\n合计,,6.00,\n";
  for (const char* lines :
       {"2026-13-10,2,7.00,\n", "10/02/2026,2,7.00,\n", "昨天,2,7.00,\n", "20261340,2,,7.00\n", "2026-02-30,2,x,\n", "20260210,,7.00,\n",
        "流水号,收入,日期,支出\n2,7.00,20260210,\n", "收入,支出,流水号,日期\n7.00,,2,20260210\n", "流水号,日期\n2,20260210\n"}) {
    INFO(lines);
    CHECK(outcome(table + lines, map).starts_with("! lines_after_end "));
    CHECK(outcome(table + "合计,,0.00,\n" + lines, map).starts_with("! lines_after_end "));
  }
  CHECK(outcome(table + "流水号,收入,日期,支出\n2,7.00,20260210,\n", map).starts_with("! lines_after_end 5:"));
  for (const char* footer : {"经办,张三,,\n", "期末余额,,6.00,\n", "打印时间：2026-02-11 09:00:00,,,\n", "\n", "日期,流水号,收入,支出\n",
                             ",,,\n", "123456.78,期末余额,,\n", "合计笔数,1,,\n"}) {
    INFO(footer);
    CHECK(outcome(table + footer, map) == "1 2026-02-10 6.00;");
  }
}

TEST_CASE("LED-10: lines of 0.00 are counted") {
  std::int64_t without_amount = -1;
  CHECK(read_bank_csv("日期,流水号,收入,支出\n20260210,1,6.00,\n20260210,2,0.00,\n20260210,3,,0\n", two_columns, {}, &without_amount)
            ->size() == 1);
  CHECK(without_amount == 2);
}

TEST_CASE("LED-10: credit and debit in columns of their own, or by a word") {
  CHECK(outcome("日期,流水号,收入,支出\n20260210,1,100.00,\n20260210,2,,50\n20260210,3,0.00,7.00\n20260210,4,-8,\n", two_columns) ==
        "1 2026-02-10 100.00;2 2026-02-10 -50.00;3 2026-02-10 -7.00;4 2026-02-10 -8.00;");
  CHECK(outcome("日期,流水号,收入,支出\n20260210,1,1,2\n", two_columns) == "! direction 2:14 支出");
  CHECK(outcome("日期,流水号,收入,支出\n20260210,1,,\n", two_columns) == "! missing 2:12 收入");
  CHECK(outcome("日期,流水号,借贷,金额\n20260210,1,贷,5\n20260210,2,D,5\n20260210,3,借,-5\n", with_direction) ==
        "1 2026-02-10 5.00;2 2026-02-10 -5.00;3 2026-02-10 5.00;");
  CHECK(outcome("日期,流水号,借贷,金额\n20260210,1,X,5\n", with_direction) == "! direction 2:12 借贷");
}

TEST_CASE("LED-10: a bar for no amount, and cells that a spreadsheet is to leave as text, are read in a bank's CSV") {
  const std::string head = "日期,流水号,收入,支出\n";
  CHECK(outcome(head + "2026/2/1,1,5,-\n2026/2/1,2, - ,5\n", two_columns) == "1 2026-02-01 5.00;2 2026-02-01 -5.00;");
  CHECK(outcome(head + "2026/2/1,1,-,-\n", two_columns) == "! missing 2:12 收入");
  CHECK(outcome("日期,流水号,借贷,金额\n20260210,1,贷,-\n", with_direction) == "! amount 2:14 金额");
  CHECK(outcome(head + "=\"20260210\",=\"00123\",=\"5\",\n\"20260210\",\"=\"\"00124\"\"\",5,\n", two_columns) ==
        "00123 2026-02-10 5.00;00124 2026-02-10 5.00;");
  CHECK(cells("=\"a,b\",c\n") == "a,b|c|/");
  CHECK(cells("=\"a\"b,c\n") == "! quote 1:5");
  CHECK(cells("=1+1,c\n") == "=1+1|c|/");
}

TEST_CASE("LED-10: what a bank writes at length is kept as far as a wire has room for it, its reference by its digest") {
  const auto read = [](const std::string& reference, const std::string& name, const std::string& remark) {
    const auto lines = read_bank_csv(
        "流水号,交易日期,金额,对方户名,对方账号,摘要\n" + reference + ",20260210,1," + name + ",6222," + remark + "\n", one_column);
    REQUIRE(lines);
    return lines->front();
  };
  std::string long_name, long_remark;
  for (int i = 0; i < 200; ++i) long_name += "名";
  for (int i = 0; i < 1'000; ++i) long_remark += "款";
  const std::string reference(64, 'r');
  const BankLine just = read(reference, long_name, long_remark);
  CHECK(just.bank_reference == reference);
  CHECK(just.payer_name == long_name);
  CHECK(just.remark == long_remark);
  const BankLine beyond = read(reference + "x", long_name + "x", long_remark + "x");
  CHECK(beyond.payer_name == long_name.substr(0, 199 * 3) + "…");
  CHECK(beyond.remark == long_remark.substr(0, 999 * 3) + "…");
  CHECK(beyond.bank_reference.size() == 64);
  CHECK(beyond.bank_reference.starts_with(std::string(31, 'R') + "~"));
  CHECK(beyond.bank_reference == read(" " + reference + " X", "", "").bank_reference);  // written otherwise, the same
  CHECK(beyond.bank_reference != read(reference + "y", "", "").bank_reference);
}

TEST_CASE("LED-10: dates and amounts of a bank's CSV are read strictly") {
  const auto date = [](const std::string& text) { return outcome("日期,流水号,收入,支出\n" + text + ",1,1,\n", two_columns); };
  for (const char* good :
       {"20260210", "2026-02-10", "2026/02/10", "2026.02.10", "2026-02-10 12:30:00", "20260210 123000", "20260210123000",
        "2026-02-10T12:30:00.000", "2026/2/10", "2026-2-10", "2026.2.10 8:05", "2026年2月10日", "2026年02月10日 12:30:00"}) {
    CAPTURE(good);
    CHECK(date(good) == "1 2026-02-10 1.00;");
  }
  for (const char* bad : {"", "2026-2-", "2026/2/", "2026//10", "2026/002/10", "2026/13/1", "2026年2月10", "2026年2/10日", "2026",
                          "20260230", "2026-02/10", "260210", "2026-02-10x", "2026-02-10 noon", "10/02/2026", "2026021012", "合计"}) {
    CAPTURE(bad);
    CHECK(date(bad) == "! date 2:1 日期");
  }
  const auto amount = [](const std::string& text) { return outcome("日期,流水号,收入,支出\n20260210,1,\"" + text + "\",\n", two_columns); };
  for (const char* good : {"1234567.89", "1,234,567.89", "¥1,234,567.89", "￥1234567.89", "+1234567.890"}) {
    CAPTURE(good);
    CHECK(amount(good) == "1 2026-02-10 1234567.89;");
  }
  for (const char* bad : {"12,34.00", "1,2345.00", ",123.00", "1,234,.00", "1.234.567,89", "1e3", "--1", "(1.00)", "1.005", "1 000",
                          "99999999999999999999", "１００"}) {
    CAPTURE(bad);
    CHECK(amount(bad) == "! amount 2:12 收入");
  }
}

TEST_CASE("LED-11: a column may hand back the name that a batch gave the payment") {
  ColumnMap map = two_columns;
  map.end_to_end = "客户流水";
  const auto lines = read_bank_csv("日期,流水号,收入,支出,客户流水\n20260210,1,,6.00,PB000001-0001\n20260210,2,,7.00,NOTPROVIDED\n", map);
  REQUIRE(lines);
  CHECK((*lines)[0].end_to_end == "PB000001-0001");
  CHECK((*lines)[1].end_to_end.empty());
}

TEST_CASE("LED-10: headings must all be there, once") {
  CHECK(outcome("x\n日期,流水号,收入\n", two_columns) == "! headings 2:1 支出");
  CHECK(outcome("", two_columns) == "! headings 1:1 流水号");
  CHECK(outcome("日期,流水号,收入,支出,收入\n", two_columns) == "! duplicate_heading 1:14 收入");
  ColumnMap near_top = two_columns;
  near_top.max_preamble = 1;
  CHECK(outcome("a\nb\n日期,流水号,收入,支出\n", near_top).starts_with("! headings"));
}

TEST_CASE("LED-10: a column map that says too little or too much is refused") {
  const auto broken = [](auto change) {
    ColumnMap map = with_direction;
    change(map);
    return outcome("x\n", map);
  };
  CHECK(broken([](ColumnMap& m) { m.bank_reference = ""; }) == "! column_map 1:1 bank_reference");
  CHECK(broken([](ColumnMap& m) { m.booked = ""; }) == "! column_map 1:1 booked");
  CHECK(broken([](ColumnMap& m) { m.amount = ""; }) == "! column_map 1:1 amount");
  CHECK(broken([](ColumnMap& m) { m.credit = "收入"; }) == "! column_map 1:1 amount");
  CHECK(broken([](ColumnMap& m) { m.credit_words.clear(); }) == "! column_map 1:1 direction");
  CHECK(broken([](ColumnMap& m) { m.amount = "", m.debit = "支出"; }) == "! column_map 1:1 credit");
  CHECK(broken([](ColumnMap& m) { m.delimiter = '"'; }) == "! column_map 1:1 delimiter");
}

TEST_CASE("LED-10: a row that has not as many cells as the headings is refused: what an unquoted comma moves would be money") {
  const std::string head = "日期,流水号,收入,支出\n";
  CHECK(outcome(head + "20260210,1,5,000.00,\n", two_columns) == "! cells 2:1 ");
  CHECK(outcome(head + "20260210,1,,5,000.00\n", two_columns) == "! cells 2:1 ");
  CHECK(outcome(head + "20260210,1,\"5,000.00\",\n", two_columns) == "1 2026-02-10 5000.00;");
}

TEST_CASE("LED-10: a line is taken once, zero lines not at all, and the table ends where its total begins") {
  const std::string head = "日期,流水号,收入,支出\n";
  CHECK(outcome(head + "20260210,1,1,\n20260211,1,2,\n", two_columns) == "! duplicate_reference 3:10 流水号");
  CHECK(outcome(head + "20260210,,1,\n", two_columns) == "! missing 2:10 流水号");
  CHECK(outcome(head + "20260210,\x12,1,\n", two_columns) == "! missing 2:10 流水号");
  CHECK(outcome(head + "20260210,\u200b,1,\n", two_columns) == "! missing 2:10 流水号");
  CHECK(outcome(head + "20260210,1,0.00,\n", two_columns).empty());
  ColumnMap map = two_columns;
  map.end_words = {"合计"};
  CHECK(outcome(head + "20260210,1,1,\n,合计：,1,\n以上\n", map) == "1 2026-02-10 1.00;");
  CHECK(outcome(head + "20260210,1,1,\n合计,,1,\n", two_columns) == "! date 3:1 日期");
  CHECK(outcome(head + "20260210,1,1,\n20260210,2,1,\n", two_columns, {.max_lines = 1}) == "! too_many 3:10 流水号");
  CHECK(outcome(head + "20260210,1\n", two_columns) == "! cells 2:1 ");
}
