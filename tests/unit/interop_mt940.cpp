// LED-10: bank statements by MT940.
#include <set>
#include <string>
#include <vector>
#include <catch_amalgamated.hpp>

#include "interop/bank_statement.h"
#include "support/env.h"

using namespace ch;

namespace {

std::string statement(const std::string& movements, const std::string& closing = "C260210CNY3100,00", const std::string& tail = "") {
  return ":20:STMT1\r\n:25:6200000000000000001\r\n:28C:41/1\r\n:60F:C260209CNY100,00\r\n" + movements + ":62F:" + closing + "\r\n" + tail;
}

std::string outcome(const std::string& text, StatementLimits limits = {}) {
  const auto read = read_mt940(text, limits);
  if (read) {
    std::string lines;
    for (const BankLine& line : read->lines)
      lines += line.bank_reference + " " + line.booked.text() + " " + line.amount.text() + (line.reversal ? " R;" : ";");
    return lines;
  }
  const Refusal& refusal = read.error();
  CHECK(refusal.band == Band::malformed);
  CHECK(refusal.rule == "LED-10");
  return "! " + *find_arg(refusal, "reason") + " " + *find_arg(refusal, "line") + ":" + *find_arg(refusal, "column") + " " + refusal.field;
}

const std::string one = ":61:2602100210C3000,NTRFE2E-1//B-1\r\n";

}  // namespace

TEST_CASE("LED-10: a movement of an MT940 statement becomes a line, its information structured") {
  const auto read =
      read_mt940(statement(
          one + ":86:166?00转账收入?10931?20充值 CZ00\r\n01 货款?21，谢谢?30102100099996\r\n?316222000011112222?32示例家居（杭州）\r\n"
                "?33有限公司?34000?60 2月\r\n"));
  REQUIRE(read);
  REQUIRE(read->lines.size() == 1);
  const BankLine expected{.bank_reference = "B-1",
                          .booked = *Date::parse("2026-02-10"),
                          .amount = Money::fen(300'000),
                          .payer_name = "示例家居（杭州）有限公司",
                          .payer_account = "6222000011112222",
                          .remark = "充值 CZ0001 货款，谢谢 2月",
                          .own_account = "6200000000000000001",
                          .end_to_end = "E2E-1"};
  CHECK(read->lines.front() == expected);
}

TEST_CASE("LED-10: free information of MT940 is the remark; only a full line is broken within a word") {
  const auto remark = [](const std::string& information) { return read_mt940(statement(one + information))->lines.front().remark; };
  CHECK(remark(":86:充值\r\nCZ0001\r\n") == "充值 CZ0001");
  const std::string full(61, 'x');
  CHECK(remark(":86:" + full + "CZ00\r\n01 thanks\r\n") == full + "CZ0001 thanks");
  CHECK(remark("") == "");
  const auto supplementary = read_mt940(statement(":61:2602100210C3000,NTRFNONREF//B-1\r\nWAGES PAID BACK\r\n"));
  CHECK(supplementary->lines.front().remark == "WAGES PAID BACK");
  CHECK(supplementary->lines.front().end_to_end.empty());
}

TEST_CASE("LED-10: debits, reversals, funds codes and dates of MT940") {
  const auto moved = [](const std::string& movement, const std::string& closing) {
    return outcome(statement(":61:" + movement + "\r\n", closing));
  };
  CHECK(moved("2602100210D60,5NTRFX//B", "C260210CNY39,5") == "B 2026-02-10 -60.50;");
  CHECK(moved("2602100210D160,NCHGNONREF//B", "D260210CNY60,") == "B 2026-02-10 -160.00;");
  CHECK(moved("2602100210RC60,NTRFX//B", "C260210CNY40,") == "B 2026-02-10 -60.00 R;");
  CHECK(moved("2602100210RD60,NTRFX//B", "C260210CNY160,") == "B 2026-02-10 60.00 R;");
  CHECK(moved("2602100210CY60,00FMSCX//B", "C260210CNY160,00") == "B 2026-02-10 60.00;");
  CHECK(moved("2602100210RDY60,NTRFX//B", "C260210CNY160,") == "B 2026-02-10 60.00 R;");
  CHECK(moved("260210C60,NTRFX//B", "C260210CNY160,") == "B 2026-02-10 60.00;");
  CHECK(moved("2512310102C60,NTRFX//B", "C260210CNY160,") == "B 2026-01-02 60.00;");
  CHECK(moved("2601021231C60,NTRFX//B", "C260210CNY160,") == "B 2025-12-31 60.00;");
  CHECK(moved("2402290229C60,NTRFX//B", "C260210CNY160,") == "B 2024-02-29 60.00;");
  CHECK(moved("2602100210C0,NTRFX//B", "C260210CNY100,").empty());
}

TEST_CASE("LED-10: an MT940 file of several statements, with the envelope and without, its lines ended in any way") {
  const std::string second =
      ":20:STMT2\r\n:21:REL\r\n:25:102100099996/6200000000000000002CNY\r\n:28C:1\r\n:60F:D260209CNY5,\r\n"
      ":61:2602100210C5,NTRFX//B-1\r\n:62F:C260210CNY0,\r\n:64:C260210CNY0,\r\n:86:end of day\r\n";
  const std::string lines = "B-1 2026-02-10 3000.00;B-1 2026-02-10 5.00;";
  const std::string both = statement(one) + "-\r\n" + second + "-\r\n";
  CHECK(outcome(both) == lines);
  CHECK(outcome("\xef\xbb\xbf" + both) == lines);
  CHECK(outcome(statement(one) + second) == lines);
  const std::string swift = "{1:F01BANKCNBJAXXX0000000000}{2:O9400000260210BANKCNBJAXXX00000000002602100000N}{3:{108:X}}{4:\r\n";
  CHECK(outcome(swift + statement(one) + "-}{5:{CHK:0}}\r\n" + swift + second + "-}\r\n") == lines);
  CHECK(outcome(swift + statement(one) + "-}" + swift + second + "-}") == lines);
  std::string lf = both;
  std::erase(lf, '\r');
  CHECK(outcome(lf) == lines);
  for (char& c : lf)
    if (c == '\n') c = '\r';
  CHECK(outcome(lf) == lines);
  CHECK(read_mt940(both)->lines[1].own_account == "6200000000000000002");
}

TEST_CASE("LED-10: the movements of MT940 lead from the opening to the closing balance, and from page to page") {
  CHECK(outcome(statement(one, "C260210CNY3100,01")) == "! balance 6:6 :62F:");
  CHECK(outcome(statement(one, "D260210CNY3100,00")) == "! balance 6:6 :62F:");
  CHECK(outcome(statement("", "C260210CNY100,00")).empty());
  const auto pages = [](const std::string& next) {
    return outcome(
        ":20:A\n:25:62\n:28C:1/1\n:60F:C260209CNY0,\n:61:260210C5,NTRFX//1\n:62M:C260210CNY5,\n-\n"
        ":20:A\n:25:62\n:28C:1/2\n:60M:" +
        next + "\n:62F:" + next + "\n-\n");
  };
  CHECK(pages("C260210CNY5,") == "1 2026-02-10 5.00;");
  CHECK(pages("C260210CNY6,") == "! balance 11:6 :60M:");
}

TEST_CASE("LED-10: a line of MT940 without the bank's reference gets one that is the same in every export") {
  const std::string opening = ":20:A\n:25:62\n:28C:1\n:60F:C260209CNY100,\n";
  const std::string first = ":61:2602100210C10,NTRFNONREF\n", again = ":61:2602100210C10,NTRFPAYER-SAYS//NONREF\n";
  const auto read = read_mt940(opening + first + again + ":62F:C260210CNY120,\n");
  REQUIRE(read);
  REQUIRE(read->lines.size() == 2);
  CHECK(read->lines[0].bank_reference.starts_with("MT940-"));
  CHECK(read->lines[0].bank_reference.size() == 47);
  CHECK(read->lines[0].bank_reference != read->lines[1].bank_reference);
  // Exported from noon on.
  const auto later = read_mt940(":20:B\n:25:62\n:28C:7\n:60F:C260210CNY110,\n" + again + ":62F:C260210CNY120,\n");
  REQUIRE(later);
  CHECK(later->lines[0].bank_reference == read->lines[1].bank_reference);
  // What was paid, sent back and paid again has the same balance after it.
  const auto thrice = read_mt940(opening + first + ":61:2602100210D10,NTRFX//B\n" + first + ":62F:C260210CNY110,\n");
  REQUIRE(thrice);
  CHECK(thrice->lines[2].bank_reference == thrice->lines[0].bank_reference + "-2");
  const auto other_account = read_mt940(":20:A\n:25:63\n:28C:1\n:60F:C260209CNY100,\n" + first + ":62F:C260210CNY110,\n");
  CHECK(other_account->lines[0].bank_reference != read->lines[0].bank_reference);
}

TEST_CASE("LED-10: what a line of MT940 shares with those alike stays the same in whatever order the bank lists its day") {
  const auto read = [](const std::string& movements, const std::string& closing) {
    const auto statement = read_mt940(":20:A\n:25:62\n:28C:1\n:60F:C260209CNY100,\n" + movements + ":62F:C260210CNY" + closing + ",\n");
    REQUIRE(statement);
    return statement->lines;
  };
  const std::string line = ":61:2602100210C10,NTRFNONREF\n:86:?20CZ1?32shop\n", other = ":61:2602100210C5,NTRFNONREF\n";
  const auto beginning = [](const BankLine& of) { return of.bank_reference.substr(0, 27); };
  const auto morning = read(line, "110"), evening = read(other + line + line, "125");
  CHECK(beginning(evening[1]) == beginning(morning[0]));
  CHECK(evening[1].bank_reference != morning[0].bank_reference);
  CHECK(evening[1].among_alike == 1);
  CHECK(evening[2].among_alike == 2);
  CHECK(evening[0].among_alike == 1);
  // Another text, type, direction or day is another line.
  for (const char* differs : {":61:2602100210C10,NTRFNONREF\n:86:?20CZ2?32shop\n", ":61:2602100210C10,NMSCNONREF\n:86:?20CZ1?32shop\n",
                              ":61:2602100209C10,NTRFNONREF\n:86:?20CZ1?32shop\n", ":61:2602100210RD10,NTRFNONREF\n:86:?20CZ1?32shop\n"})
    CHECK(beginning(read(differs, "110")[0]) != beginning(morning[0]));
  CHECK_FALSE(read(":61:2602100210C10,NTRFNONREF//B-1\n", "110")[0].among_alike.has_value());
  // Counted on through the pages of a statement, and anew on the next.
  const std::string page = ":20:A\n:25:62\n:28C:1\n:60F:C260209CNY0,\n" + line + ":62M:C260210CNY10,\n-\n";
  const auto pages = read_mt940(page + ":20:A\n:25:62\n:28C:1\n:60M:C260210CNY10,\n" + line + ":62F:C260210CNY20,\n-\n");
  CHECK(pages->lines[1].among_alike == 2);
  const auto next = read_mt940(page + ":20:B\n:25:62\n:28C:2\n:60F:C260210CNY10,\n" + line + ":62F:C260210CNY20,\n-\n");
  CHECK(next->lines[1].among_alike == 1);
}

TEST_CASE("LED-10: a long remark and a long reference in MT940 are taken as far as a wire has room for them") {
  const std::string remark(1'200, 'x'), reference(70, 'B');
  const auto read = read_mt940(statement(":61:2602100210C3000,NTRFX//" + reference + "\r\n:86:?20" + remark + "\r\n"));
  REQUIRE(read);
  CHECK(read->lines.front().remark == remark.substr(0, 999) + "…");
  CHECK(read->lines.front().bank_reference.starts_with(reference.substr(0, 31) + "~"));
  CHECK(read->lines.front().bank_reference.size() == 64);
}

TEST_CASE("LED-10: MT940 that nobody can be sure of is refused with its place") {
  const auto moved = [](const std::string& movement) { return outcome(statement(":61:" + movement + "\r\n")); };
  CHECK(moved("260230C1,NTRFX//B") == "! date 5:5 :61:");
  CHECK(moved("26021") == "! date 5:5 :61:");
  CHECK(moved("2602101399C1,NTRFX//B") == "! date 5:11 :61:");
  CHECK(moved("2602100210X1,NTRFX//B") == "! direction 5:15 :61:");
  CHECK(moved("2602100210") == "! direction 5:15 :61:");
  CHECK(moved("2602100210CR1,NTRFX//B") == "! currency 5:16 :61:");
  CHECK(moved("2602100210C1NTRFX//B") == "! amount 5:16 :61:");
  CHECK(moved("2602100210C1.00NTRFX//B") == "! amount 5:16 :61:");
  CHECK(moved("2602100210C1,005NTRFX//B") == "! amount 5:16 :61:");
  CHECK(moved("2602100210C1,0,NTRFX//B") == "! amount 5:16 :61:");
  CHECK(moved("2602100210C,NTRFX//B") == "! amount 5:16 :61:");
  CHECK(moved("2602100210C1234567890123,45NTRFX//B") == "! amount 5:16 :61:");
  CHECK(moved("2602100210C1,NTR") == "! transaction_type 5:18 :61:");
  CHECK(outcome(statement(one + one)) == "! balance 7:6 :62F:");
  CHECK(outcome(statement(one + one, "C260210CNY6100,")) == "! duplicate_reference 6:5 :61:");
  CHECK(outcome(statement(one, "C260210EUR3100,")) == "! currency 6:6 :62F:");
  CHECK(outcome(statement(one, "X260210CNY3100,")) == "! direction 6:6 :62F:");
  CHECK(outcome(statement(one, "C260231CNY3100,")) == "! date 6:6 :62F:");
  CHECK(outcome(statement(one, "C260210CNY3100")) == "! amount 6:6 :62F:");
  CHECK(outcome(statement(one + ":86:a\r\n:86:b\r\n")) == "! repeated 7:5 :86:");
  CHECK(outcome(statement(":86:a\r\n" + one)) == "! unexpected_field 5:5 :86:");
  CHECK(outcome(statement(one + ":99:a\r\n")) == "! unexpected_field 6:5 :99:");
  CHECK(outcome(":20:A\n:28C:1\n") == "! unexpected_field 2:6 :28C:");
  CHECK(outcome(":20:A\n:25:62\n:28C:1\n:60F:C260209CNY0,\n") == "! missing 5:1 :62F:");
  CHECK(outcome(":20:A\n:25:62\n:28C:1\n:60F:C260209CNY0,\n-\n") == "! missing 5:1 :62F:");
  CHECK(outcome(":20:A\n:25:62\n:28C:1\n:34F:CNY0,\n") == "! not_mt940 4:6 :34F:");
  CHECK(outcome("") == "! not_mt940 1:1 ");
  CHECK(outcome("a,b\n") == "! not_mt940 1:1 ");
  CHECK(outcome("<Document/>") == "! not_mt940 1:1 ");
  CHECK(outcome(":61:2602100210C1,NTRFX//B\n") == "! not_mt940 1:5 :61:");
  CHECK(outcome(std::string(":20:A\0", 6)) == "! nul 1:6 ");
  CHECK(outcome(":20:A\n\x80") == "! not_gb18030 2:1 ");
  CHECK(outcome("\xef\xbb\xbf:20:A\n\x80") == "! invalid_utf8 2:1 ");
  CHECK(outcome(statement(one), {.max_lines = 0}) == "! too_many 5:5 :61:");
  CHECK(outcome(statement(one), {.max_bytes = 50}).starts_with("! too_long"));
  CHECK(outcome(statement(one + ":86:" + std::string(40, 'x') + "\r\n" + std::string(40, 'x') + "\r\n"), {.max_text = 80}) ==
        "! text_too_long 6:5 :86:");
}

TEST_CASE("LED-10: whatever movements a bank has, MT940 of them is read to the fen") {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    CAPTURE(seed);
    test::Random random(seed);
    std::int64_t balance = random.below(1'000'000) - 500'000;
    const auto written = [](std::int64_t fen) {
      const std::string cents = std::to_string(fen % 100);
      return std::to_string(fen / 100) + "," + (cents.size() < 2 ? "0" : "") + cents;
    };
    const auto stated = [&] { return (balance < 0 ? "D260210CNY" : "C260210CNY") + written(balance < 0 ? -balance : balance); };
    std::string text = ":20:S\r\n:25:62\r\n:28C:1\r\n:60F:" + stated() + "\r\n";
    std::string expected;
    for (std::int64_t i = 0, count = random.below(200); i < count; ++i) {
      const char* const marks[] = {"C", "D", "RC", "RD"};
      const auto mark = static_cast<std::size_t>(random.below(4));
      const bool in = mark == 0 || mark == 3;
      const std::int64_t fen = 1 + random.below(100'000'000);
      balance += in ? fen : -fen;
      const std::string reference = "R" + std::to_string(i);
      text += ":61:2602100210" + std::string(marks[mark]) + (random.below(2) != 0 ? "Y" : "") + written(fen) + "NTRFNONREF//" + reference +
              "\r\n";
      if (random.below(2) != 0) text += ":86:" + reference + "\r\n";
      expected += reference + " 2026-02-10 " + Money::fen(in ? fen : -fen).text() + (mark > 1 ? " R;" : ";");
    }
    text += ":62F:" + stated() + "\r\n-";
    CHECK(outcome(text) == expected);
  }
}
