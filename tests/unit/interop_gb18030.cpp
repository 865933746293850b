// LED-10: GB18030, and statements as Chinese banks write them.
#include <map>
#include <string>
#include <vector>
#include <catch_amalgamated.hpp>

#include "base/sha256.h"
#include "base/text.h"
#include "interop/bank_statement.h"
#include "interop/gb18030.h"
#include "support/env.h"
#include "support/program.h"

using namespace ch;

namespace {

std::string bytes_of(std::initializer_list<int> bytes) {
  std::string made;
  for (const int byte : bytes) made.push_back(static_cast<char>(byte));
  return made;
}

std::string four_bytes(int position) {
  return bytes_of({0x81 + position / 12'600, 0x30 + position / 1'260 % 10, 0x81 + position / 10 % 126, 0x30 + position % 10});
}

std::string utf8(char32_t codepoint) {
  std::string made;
  append_utf8(made, codepoint);
  return made;
}

// The other way, of two bytes: what the tests write is what the table reads.
std::string gb18030(std::string_view text) {
  static const std::map<std::string, std::string> pairs = [] {
    std::map<std::string, std::string> made;
    for (int lead = 0x81; lead <= 0xfe; ++lead) {
      for (int trail = 0x40; trail <= 0xfe; ++trail) {
        const std::string pair = bytes_of({lead, trail});
        if (const auto read = utf8_of_gb18030(pair)) made.emplace(*read, pair);
      }
    }
    return made;
  }();
  std::string made;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 1;
    while (at + length < text.size() && (static_cast<unsigned char>(text[at + length]) & 0xc0) == 0x80) ++length;
    const std::string one(text.substr(at, length));
    made += length == 1 ? one : pairs.at(one);
    at += length;
  }
  return made;
}

std::string outcome(const std::string& bytes) {
  const auto read = utf8_of_gb18030(bytes);
  return read ? *read : "! " + std::to_string(read.error().offset) + " " + read.error().before;
}

std::string money(std::int64_t fen, bool separators) {
  std::string whole = std::to_string(fen / 100);
  for (auto at = static_cast<std::ptrdiff_t>(whole.size()) - 3; separators && at > 0; at -= 3)
    whole.insert(static_cast<std::size_t>(at), ",");
  const std::string cents = std::to_string(fen % 100);
  return whole + "." + (cents.size() < 2 ? "0" : "") + cents;
}

// How one bank writes: what stands above, how its columns are called, and how its cells look.
struct Bank {
  std::string name, preamble, headings, end;
  ColumnMap map;
  enum Style : std::uint8_t { in_and_out, by_word, signed_amount } style = in_and_out;
  std::string date_between;   // "" is 20240101
  std::string before, after;  // each cell
  bool separators = false;    // in thousands, and then in quotes
  std::string credit_word, debit_word;
};

std::vector<Bank> banks() {
  return {
      {.name = "tab-padded, compact dates, in and out",
       .preamble = "账户明细查询\n账号:,6200000000000000001\n起止日期：,20240101 — 20240131\n\n",
       .headings = "交易日期,流水号,收入金额,支出金额,余额,对方户名,对方账号,摘要\n",
       .end = "总收入笔数,1,,,,,,\n总支出笔数,1,,,,,,\n",
       .map = {.bank_reference = "流水号",
               .booked = "交易日期",
               .credit = "收入金额",
               .debit = "支出金额",
               .payer_name = "对方户名",
               .payer_account = "对方账号",
               .remark = "摘要",
               .end_words = {"总收入", "总支出"}},
       .after = "\t",
       .separators = true},
      {.name = "by a word, dates with slashes",
       .preamble = "",
       .headings = "日期,凭证号,借贷标志,发生额,余额,对方户名,对方账号,用途\n",
       .end = "",
       .map = {.bank_reference = "凭证号",
               .booked = "日期",
               .amount = "发生额",
               .direction = "借贷标志",
               .credit_words = {"贷"},
               .debit_words = {"借"},
               .payer_name = "对方户名",
               .payer_account = "对方账号",
               .remark = "用途"},
       .style = Bank::by_word,
       .date_between = "/",
       .credit_word = "贷",
       .debit_word = "借"},
      {.name = "signed, blanks around, dates with hyphens, sums below",
       .preamble = "企业网上银行交易明细,,,,,,\n",
       .headings = "记账日,银行流水,交易金额（元）,账户余额,对手方,对手方账号,附言\n",
       .end = " 合计 ,,0.00,,,,\n",
       .map = {.bank_reference = "银行流水",
               .booked = "记账日",
               .amount = "交易金额（元）",
               .payer_name = "对手方",
               .payer_account = "对手方账号",
               .remark = "附言",
               .end_words = {"合计"}},
       .style = Bank::signed_amount,
       .date_between = "-",
       .before = " ",
       .after = " ",
       .separators = true},
  };
}

std::string cell(const Bank& bank, const std::string& text) {
  return text.contains(',') ? "\"" + bank.before + text + "\"" + bank.after : bank.before + text + bank.after;
}

std::string line_of(const Bank& bank, const BankLine& line, test::Random& random) {
  const Money amount = line.amount.positive() ? line.amount : -line.amount;
  const bool in = line.amount.positive();
  const std::string written = money(amount.minor(), bank.separators);
  std::string date = line.booked.text();
  for (std::size_t at; bank.date_between != "-" && (at = date.find('-')) != std::string::npos;) date.replace(at, 1, bank.date_between);
  std::vector<std::string> cells{date, line.bank_reference};
  if (bank.style == Bank::in_and_out)
    cells.insert(cells.end(), {in ? written : "", in ? (random.below(2) != 0 ? "0.00" : "") : written});
  else if (bank.style == Bank::by_word)
    cells.insert(cells.end(), {in ? bank.credit_word : bank.debit_word, written});
  else
    cells.push_back(in ? written : "-" + written);
  cells.insert(cells.end(), {money(random.below(1'000'000'000), bank.separators), line.payer_name, line.payer_account, line.remark});
  std::string row;
  for (const std::string& text : cells) row += (row.empty() ? "" : ",") + cell(bank, text);
  return row + "\n";
}

std::vector<BankLine> movements(test::Random& random) {
  const std::vector<std::string> names{"示例家居（杭州）有限公司", "示例“好物”商贸有限公司", "昇昉科技有限公司", "𠮷镕文化传媒有限公司",
                                       ""};
  const std::vector<std::string> remarks{"货款", "充值 CZ0001，请查收", "", "2024年1月·结算", "手续费"};
  std::vector<BankLine> lines;
  for (std::int64_t i = 0, count = 1 + random.below(60); i < count; ++i) {
    BankLine line;
    line.bank_reference = "B" + std::to_string(random.below(1'000'000)) + "-" + std::to_string(i);
    line.booked = Date::parse("2024-01-01")->plus_days(random.below(31));
    line.amount = Money::fen((1 + random.below(3'000'000'00)) * (random.below(3) == 0 ? -1 : 1));
    line.payer_name = names[static_cast<std::size_t>(random.below(5))];
    line.payer_account = random.below(4) == 0 ? "" : "622200001111" + std::to_string(1000 + random.below(9000));
    line.remark = remarks[static_cast<std::size_t>(random.below(5))];
    lines.push_back(line);
  }
  return lines;
}

}  // namespace

TEST_CASE("LED-10: GB18030 of one, two and four bytes is read") {
  CHECK(outcome("A1,\n") == "A1,\n");
  CHECK(outcome(bytes_of({0xd6, 0xd0, 0xb9, 0xfa})) == "中国");
  CHECK(outcome(bytes_of({0x81, 0x40})) == "丂");
  CHECK(outcome(bytes_of({0xa2, 0xe3})) == "€");
  CHECK(outcome(bytes_of({0x81, 0x30, 0x81, 0x30})) == utf8(0x80));
  CHECK(outcome(bytes_of({0x82, 0x35, 0x8f, 0x33})) == utf8(0x9fa6));
  CHECK(outcome(bytes_of({0x95, 0x32, 0x82, 0x36})) == utf8(0x20000));
  CHECK(outcome(bytes_of({0xe3, 0x32, 0x9a, 0x35})) == utf8(0x10ffff));
  CHECK(outcome(bytes_of({0x84, 0x31, 0x95, 0x33})) == "\xef\xbb\xbf");
}

TEST_CASE("LED-10: bytes that are no GB18030 are refused with their place") {
  CHECK(outcome(bytes_of({'a', 0x80})) == "! 1 a");
  CHECK(outcome(bytes_of({0xff})) == "! 0 ");
  CHECK(outcome(bytes_of({0xd6, 0xd0, 0xb9})) == "! 2 中");
  CHECK(outcome(bytes_of({0xd6, 0x7f})) == "! 0 ");
  CHECK(outcome(bytes_of({0xd6, 0x20})) == "! 0 ");
  CHECK(outcome(bytes_of({0x81, 0x30, 0x81})) == "! 0 ");
  CHECK(outcome(bytes_of({0x81, 0x30, 0x81, 0x40})) == "! 0 ");
  CHECK(outcome(bytes_of({0x84, 0x31, 0xa4, 0x39})) == utf8(0xffff));
  CHECK(outcome(bytes_of({0x84, 0x31, 0xa5, 0x30})) == "! 0 ");
  CHECK(outcome(bytes_of({0x8f, 0x39, 0xfe, 0x39})) == "! 0 ");
  CHECK(outcome(bytes_of({0xe3, 0x32, 0x9a, 0x36})) == "! 0 ");
  CHECK(outcome(bytes_of({0xfe, 0x39, 0xfe, 0x39})) == "! 0 ");
}

TEST_CASE("LED-10: every character of GB18030 is the same in the browser and on a server") {
  std::string all;
  for (int lead = 0x81; lead <= 0xfe; ++lead) {
    for (int trail = 0x40; trail <= 0xfe; ++trail)
      if (trail != 0x7f) all += outcome(bytes_of({lead, trail}));
  }
  for (int position = 0; position < 39'420; ++position) all += outcome(four_bytes(position));
  CHECK(hex(sha256(all)) == "cc53e78408279924d933d991195161fa199ebd8d6c7615531fa90bf072490791");
}

#ifndef __EMSCRIPTEN__
TEST_CASE("LED-10: every code point is read from GB18030 as an independent decoder reads it") {
  // Python's is of the standard's first edition: three places of it were changed in 2005 and by use, and are named here.
  const test::Ran ran = test::run_program(
      "python3",
      {"-c",
       "import sys\nsys.stdout.buffer.write(b''.join(chr(c).encode('gb18030') for c in range(0x110000) if not 0xd800 <= c <= 0xdfff))"});
  REQUIRE(ran.exit == 0);
  const std::map<char32_t, char32_t> changed{{0xe5e5, 0x3000}, {0x1e3f, 0xe7c7}, {0xe7c7, 0x1e3f}};
  std::string expected;
  for (char32_t codepoint = 0; codepoint < 0x11'0000; ++codepoint) {
    if (codepoint >= 0xd800 && codepoint <= 0xdfff) continue;
    const auto other = changed.find(codepoint);
    append_utf8(expected, other == changed.end() ? codepoint : other->second);
  }
  const auto read = utf8_of_gb18030(ran.out);
  REQUIRE(read);
  CHECK(*read == expected);
}
#endif

TEST_CASE("LED-10: a statement's encoding is recognised, or named in the map") {
  const std::string csv = "日期,流水号,收入,支出\n20240101,1,1.00,\n";
  ColumnMap map{.bank_reference = "流水号", .booked = "日期", .credit = "收入", .debit = "支出"};
  const auto lines = [&](const std::string& bytes) {
    const auto read = read_bank_csv(bytes, map);
    if (read) return std::to_string(read->size());
    return *find_arg(read.error(), "reason") + " " + *find_arg(read.error(), "line") + ":" + *find_arg(read.error(), "column");
  };
  const std::string mark = "\xef\xbb\xbf", gb_mark = bytes_of({0x84, 0x31, 0x95, 0x33});
  CHECK(lines(csv) == "1");
  CHECK(lines(mark + csv) == "1");
  CHECK(lines(gb18030(csv)) == "1");
  CHECK(lines(gb_mark + gb18030(csv)) == "1");
  CHECK(lines(gb18030(csv) + "20240102,账\xff") == "not_gb18030 3:11");  // 账 in UTF-8, and two characters of GB18030 by chance
  CHECK(lines(mark + csv + "\xff") == "invalid_utf8 3:1");
  CHECK(lines(gb18030(csv) + bytes_of({0x80})) == "not_gb18030 3:1");
  CHECK(lines(csv + "20240102,2,1.00,\xd6\xd0\n") == "invalid_utf8 3:17");  // UTF-8 with an error is not read as something else
  map.encoding = TextEncoding::utf8;
  CHECK(lines(csv) == "1");
  CHECK(lines(gb18030(csv)) == "invalid_utf8 1:1");
  map.encoding = TextEncoding::gb18030;
  CHECK(lines(gb18030(csv)) == "1");
  CHECK(lines(csv).starts_with("not_gb18030 1:"));
  map.encoding = TextEncoding::recognised;
  const auto limited = read_bank_csv(gb18030(csv), map, {.max_bytes = 20});
  CHECK(*find_arg(limited.error(), "reason") == "too_long");
}

TEST_CASE("LED-10: what Chinese banks write is read to the line, in either encoding") {
  for (const Bank& bank : banks()) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      CAPTURE(bank.name, seed);
      test::Random random(seed);
      const std::vector<BankLine> expected = movements(random);
      std::string csv = bank.preamble + bank.headings;
      for (const BankLine& line : expected) csv += line_of(bank, line, random);
      csv += bank.end;
      if (random.below(2) != 0)
        for (std::size_t at = 0; (at = csv.find('\n', at)) != std::string::npos; at += 2) csv.insert(at, "\r");
      // The name of one company has a character of four bytes.
      const auto as_utf8 = read_bank_csv(csv, bank.map);
      REQUIRE(as_utf8);
      CHECK(*as_utf8 == expected);
      std::string four = csv;
      for (std::size_t at; (at = four.find("𠮷")) != std::string::npos;) four.replace(at, 4, "\x01");
      std::string encoded = gb18030(four);
      for (std::size_t at; (at = encoded.find('\x01')) != std::string::npos;)
        encoded.replace(at, 1, four_bytes(189'000 + 0x20bb7 - 0x10000));
      const auto as_gb18030 = read_bank_csv(encoded, bank.map);
      REQUIRE(as_gb18030);
      CHECK(*as_gb18030 == expected);
    }
  }
}
