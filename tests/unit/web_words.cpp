// Words of the page: amounts and times in both languages, lines of Chinese and English, texts.
#include <catch_amalgamated.hpp>

#include <string>
#include <vector>

#include "ledger/books.h"
#include "web/base/format.h"
#include "web/base/wrap.h"
#include "web/texts/texts.h"

using ch::Language;
using ch::TimeForm;
using namespace ch::web;

namespace {

// Every ideograph two units wide, everything else one.
float advance(char32_t c) { return c >= 0x2E80 ? 2 : 1; }

std::vector<std::string> lines(std::string_view text, float width) {
  std::vector<std::string> out;
  for (std::string_view line : wrap(text, width, advance)) out.emplace_back(line);
  return out;
}

std::string without_spaces(std::string_view text) {
  std::string out;
  for (char c : text)
    if (c != ' ') out += c;
  return out;
}

}  // namespace

TEST_CASE("WEB-18: sizes have the unit in which they are read at a glance") {
  CHECK(bytes(0) == "0 KB");
  CHECK(bytes(1) == "1 KB");
  CHECK(bytes(7 * 1024 * 1024) == "7.0 MB");
  CHECK(bytes(1023 * 1024) == "1,023 KB");
  CHECK(bytes(1024 * 1024 - 1) == "1.0 MB");
  CHECK(bytes(10'744'749'056) == "10.0 GB");
}

TEST_CASE("WEB-5: a file's name has no character that files cannot have") {
  CHECK(file_name("示例家居（杭州）有限公司 账户流水 2026-01-01 至 2026-01-31") ==
        "示例家居（杭州）有限公司 账户流水 2026-01-01 至 2026-01-31");
  CHECK(file_name("A/B\\C: \"D\" <E>|F?*\n\x7f ") == "ABC D EF");
}

TEST_CASE("CON-1: an amount stays text and is grouped; what is none comes back as it was") {
  CHECK(money("0.00") == "0.00");
  CHECK(money("1234567.80") == "1,234,567.80");
  CHECK(money("-1200.00") == "−1,200.00");
  CHECK(money("12.3") == "12.3");
  CHECK(money("abc") == "abc");
}

TEST_CASE("PRE-22: income and expense bear a sign") {
  CHECK(signed_money("150.00") == "+150.00");
  CHECK(signed_money("-150.00") == "−150.00");
  CHECK(signed_money("0.00") == "0.00");
}

TEST_CASE("CON-1: what a person types becomes an amount or nothing") {
  CHECK(parse_money("3000").amount == "3000.00");
  CHECK(parse_money(" 3,000.5 ").amount == "3000.50");
  CHECK(parse_money("３０００．５").amount == "3000.50");
  CHECK(parse_money("￥3，000").amount == "3000.00");
  CHECK(parse_money("¥ 3 000").amount == "3000.00");
  CHECK(parse_money("1,234,567.89").amount == "1234567.89");
  CHECK(parse_money("1　234　567。8").amount == "1234567.80");
  CHECK(parse_money("\u00a03000\n").amount == "3000.00");
  CHECK(parse_money(".5").amount == "0.50");
  CHECK(parse_money("5.").amount == "5.00");
  CHECK(parse_money("007").amount == "7.00");
  CHECK(parse_money("000").amount == "0.00");
  CHECK(parse_money("999999999999999.99").amount == "999999999999999.99");
}

TEST_CASE("CON-1: what is no amount is refused for what it is, never read as a larger one") {
  const auto fault = [](std::string_view typed) {
    const TypedMoney money = parse_money(typed);
    CHECK(money.amount.empty());
    return money.fault;
  };
  for (const char* groups : {"1,50", "1,000,0", "3,00,5", "1,0000", "1，0000", "3000 4000", "1234,567", ",500", "1,", "1,,000", "1, 000",
                             "1,000 000", "1.000,5", "3.0 1", "1  000"})
    CHECK(fault(groups) == MoneyFault::groups);
  for (const char* none :
       {"", " ", ".", ",", "¥", "3.0.1", "1.000.000", "三千", "-5", "+5", "3004\u200b", "5元", "1e3", "\xff", "￥￥5", "３０００\xEF\xBC"})
    CHECK(fault(none) == MoneyFault::no_amount);
  CHECK(fault("3.001") == MoneyFault::decimals);
  CHECK(fault("3000\n4000") == MoneyFault::several);
  CHECK(fault("3000\t4000") == MoneyFault::several);
  CHECK(fault("99999999999999999999") == MoneyFault::too_large);
  CHECK(fault("1,000,000,000,000,000") == MoneyFault::too_large);
}

TEST_CASE("PRE-1: an account number is its digits, grouped or in full width; anything else stays as it was typed") {
  CHECK(bare_digits("6222 0000 1111 2222") == "6222000011112222");
  CHECK(bare_digits("６２２２　００００") == "62220000");
  CHECK(bare_digits("622200001111") == "622200001111");
  CHECK(bare_digits("6222-0000 1") == "6222-0000 1");
  CHECK(bare_digits("****4521") == "****4521");
}

TEST_CASE("WEB-1: days and times of a view are as the language in use has them; what is none comes back as it was") {
  set_language(Language::zh);
  CHECK(date("2026-11-21", TimeForm::month_day) == "11月21日");
  CHECK(when("2026-02-01T09:30:00.000+08:00", TimeForm::date_time) == "2026-02-01 09:30");
  CHECK(until("2026-02-01T00:00:00.000+08:00") == "01-31 24:00");
  set_language(Language::en);
  CHECK(date("2026-11-21") == "21 Nov 2026");
  CHECK(when("2026-02-01T09:30:00.000+08:00") == "1 Feb 09:30");
  CHECK(until("2026-02-01T00:00:00.000+08:00", TimeForm::date) == "31 Jan 2026");
  CHECK(date("2026-11") == "2026-11");
  CHECK(when("").empty());
  set_language(Language::zh);
}

TEST_CASE("WEB-12: Chinese breaks between ideographs, not before closing nor after opening punctuation") {
  CHECK(lines("一二三四五", 6) == std::vector<std::string>{"一二三", "四五"});
  CHECK(lines("一二三，四", 6) == std::vector<std::string>{"一二", "三，四"});
  CHECK(lines("一二（三四）", 6) == std::vector<std::string>{"一二", "（三", "四）"});
}

TEST_CASE("WEB-12: English breaks at spaces, and a word too long where it must") {
  CHECK(lines("one two three", 8) == std::vector<std::string>{"one two", "three"});
  CHECK(lines("abcdefgh", 3) == std::vector<std::string>{"abc", "def", "gh"});
  CHECK(lines("金额 5,000.00 元", 10) == std::vector<std::string>{"金额", "5,000.00", "元"});
  CHECK(lines("", 10) == std::vector<std::string>{""});
  CHECK(lines("a\nb", 10) == std::vector<std::string>{"a", "b"});
}

TEST_CASE("WEB-12: lines together are the text, whatever the width") {
  const std::string text = "付款户名须为“示例家居（杭州）有限公司”，金额须为 5,000.00，附言 QH1187 𠮷 well-known.";
  for (float width = 2; width < 60; ++width) {
    std::string joined;
    for (const std::string& line : lines(text, width)) joined += line;
    CHECK(without_spaces(joined) == without_spaces(text));
  }
}

TEST_CASE("WEB-2: characters above U+FFFF are one character, and what is no UTF-8 is replaced") {
  CHECK(decode("𠮷", 0).code == 0x20BB7);
  CHECK(decode("𠮷", 0).size == 4);
  CHECK(decode("\xF0\x80", 0).code == 0xFFFD);
  CHECK(decode("\x80", 0).size == 1);
}

TEST_CASE("WEB-1: a text has both languages and takes parameters") {
  set_language(Language::en);
  CHECK(tr("table.rows", {{"n", "7"}}) == "7 rows");
  set_language(Language::zh);
  CHECK(tr("table.rows", {{"n", "7"}}) == "共 7 行");
  CHECK(tr_code("step.", "now") == "进行中");
  CHECK(tr_code("step.", "unheard_of") == "unheard_of");
}

TEST_CASE("WEB-1: a day and a time stay in one line") {
  CHECK(lines("应于 09-29 24:00 前", 12) == std::vector<std::string>{"应于", "09-29 24:00", "前"});
  CHECK(lines("due by 24 Nov 24:00", 14) == std::vector<std::string>{"due by", "24 Nov 24:00"});
  CHECK(lines("ended 2 Jan 2020 24:00", 18) == std::vector<std::string>{"ended", "2 Jan 2020 24:00"});
  CHECK(lines("到 2026-11-24 为止", 11) == std::vector<std::string>{"到", "2026-11-24", "为止"});
  CHECK(lines("自 9月29日起", 7) == std::vector<std::string>{"自", "9月29日", "起"});
  CHECK(lines("a re-entry of 12 orders", 8) == std::vector<std::string>{"a re-", "entry of", "12", "orders"});
}

TEST_CASE("WEB-1, LED-8: kinds of entry and books are called on the page as in the core") {
  for (const Language language : {Language::en, Language::zh}) {
    set_language(language);
    for (const ch::EntryKindInfo& kind : ch::all_entry_kinds())
      CHECK(tr_code("kind.", ch::enum_type<ch::EntryKind>().name_of(static_cast<std::int64_t>(kind.kind))) ==
            (language == Language::zh ? kind.zh : kind.en));
    for (const ch::BookInfo& book : ch::all_books())
      if (book.of != ch::BookOf::pocket)
        CHECK(tr_code("book.", ch::enum_type<ch::Book>().name_of(static_cast<std::int64_t>(book.book))) ==
              (language == Language::zh ? book.zh : book.en));
  }
}
