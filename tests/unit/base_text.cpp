// CON-9, PRE-1: text and company names.
#include <string>
#include <vector>
#include <catch_amalgamated.hpp>

#include "base/place.h"
#include "base/text.h"

TEST_CASE("CON-9: UTF-8 is checked as Unicode's table 3-7 has it") {
  for (const char* good : {"", "a", "账房", "\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbf",
                           "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "😀"}) {
    CAPTURE(good);
    CHECK(ch::valid_utf8(good));
  }
  for (const char* bad : {"\x80", "\xc0\xaf", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x8f\xbf\xbf",
                          "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xe4\xb8", "a\xc3", "\xe8\xb4\x61", "\xf0\x9f\x98"}) {
    CAPTURE(bad);
    CHECK_FALSE(ch::valid_utf8(bad));
  }
  CHECK(ch::first_invalid_utf8("账\xff") == 3U);
}

TEST_CASE("CON-9: U+0000 is no text") {
  CHECK(ch::valid_utf8(std::string_view("a\0b", 3)));
  CHECK_FALSE(ch::valid_text(std::string_view("a\0b", 3)));
  CHECK(ch::valid_text("账房"));
  CHECK_FALSE(ch::valid_text("\xc0\x80"));
}

TEST_CASE("CON-9: characters are counted, not bytes") {
  CHECK(ch::count_codepoints("") == 0);
  CHECK(ch::count_codepoints("账房 ok 😀") == 7);
  std::string out;
  for (const char32_t c : {U'a', U'\u00e9', U'账', U'😀'}) ch::append_utf8(out, c);
  CHECK(out == "aé账😀");
}

TEST_CASE("CON-9: a place counts lines, and characters in a line") {
  const std::string_view input = "ab\n账房x\n";
  CHECK(ch::place_of(input, 0) == ch::Place{0, 1, 1});
  CHECK(ch::place_of(input, 2) == ch::Place{2, 1, 3});
  CHECK(ch::place_of(input, 3) == ch::Place{3, 2, 1});
  CHECK(ch::place_of(input, 9) == ch::Place{9, 2, 3});
  CHECK(ch::place_of(input, 99) == ch::Place{11, 3, 1});
}

TEST_CASE("PRE-1: company names are compared after width, bracket and space normalisation") {
  CHECK(ch::same_company_name("示例家居（杭州）有限公司", "示例家居(杭州)有限公司"));
  CHECK(ch::same_company_name("ＡＢＣ示例１２３有限公司", "ABC示例123有限公司"));
  CHECK(ch::same_company_name("示例，贸易＆服务．公司", "示例,贸易&服务.公司"));
  CHECK(ch::same_company_name("  示例　家居 \t 公司\r\n", "示例 家居 公司"));
  CHECK(ch::same_company_name("示例\u00a0家居", "示例\u3000\u2009家居"));
  CHECK(ch::normal_text("　　") == "");
  CHECK(ch::normal_text("") == "");
}

TEST_CASE("PRE-1: brackets are brackets in every width, and blanks on either side of one do not count") {
  const std::string name = "示例家居（杭州）有限公司";
  for (const char* same :
       {"示例家居(杭州)有限公司", "示例家居 （杭州）有限公司", "示例家居（ 杭州 ）有限公司", "示例家居﹙杭州﹚有限公司",
        "示例家居 ﹙ 杭州﹚ 有限公司", "示例家居\u3000(杭州)　有限公司", "示例家居（杭州)有限公司", " 示例家居 ( 杭州 ) 有限公司 "}) {
    CAPTURE(same);
    CHECK(ch::same_company_name(name, same));
    CHECK(ch::same_company_name(same, name));
    // It is found among names kept as they were normalised, whichever way it was written then.
    bool found = false;
    for (const std::string& beginning : ch::company_name_beginnings(name)) found = found || ch::normal_text(same).starts_with(beginning);
    CHECK(found);
  }
  for (const char* other : {"示例家居（杭 州）有限公司", "示例 家居（杭州）有限公司", "示例家居（杭州）有限 公司", "示例家居[杭州]有限公司",
                            "示例家居〔杭州〕有限公司", "示例家居（杭州有限公司", "示例家居杭州有限公司", "示例家居（（杭州））有限公司"}) {
    CAPTURE(other);
    CHECK_FALSE(ch::same_company_name(name, other));
  }
  CHECK(ch::same_company_name("（中国）示例 公司", "﹙ 中国 ﹚示例 公司"));
  CHECK(ch::company_name_beginnings("示例公司") == std::vector<std::string>{"示例公司"});
  CHECK(ch::company_name_beginnings("(a)").size() == 4);
}

TEST_CASE("CON-9: blanks at the ends of a text go, those inside stay") {
  CHECK(ch::trimmed(" \t\r\n\v\f a b\u00a0\u3000 ") == "a b");
  CHECK(ch::trimmed("\u3000 \u00a0示例　家居\u3000") == "示例　家居");
  CHECK(ch::trimmed(" \u3000\u00a0\t").empty());
  CHECK(ch::trimmed("").empty());
  CHECK(ch::trimmed("\u200bx") == "\u200bx");  // not one of them
}

TEST_CASE("PRE-1: nothing looser than that makes names equal") {
  CHECK_FALSE(ch::same_company_name("ABC公司", "abc公司"));
  CHECK_FALSE(ch::same_company_name("示例家居", "示例 家居"));
  CHECK_FALSE(ch::same_company_name("示例家居", "示例傢俱"));
  CHECK_FALSE(ch::same_company_name("国贸", "國貿"));
  CHECK_FALSE(ch::same_company_name("①公司", "1公司"));
  CHECK_FALSE(ch::same_company_name("㈱示例", "(株)示例"));
  CHECK_FALSE(ch::same_company_name("ﾃｽﾄ", "テスト"));
  CHECK_FALSE(ch::same_company_name("ﬁ", "fi"));
  CHECK_FALSE(ch::same_company_name("示例【杭州】", "示例(杭州)"));
  CHECK_FALSE(ch::same_company_name("示例。", "示例."));
  CHECK_FALSE(ch::same_company_name("示例\u200b公司", "示例公司"));
  CHECK_FALSE(ch::same_company_name("示例（杭州）", "示例杭州"));
  CHECK_FALSE(ch::same_company_name("示例\xff", "示例"));
  CHECK_FALSE(ch::same_company_name("\xef\xbc \x88", "("));
}

TEST_CASE("LED-8, WEB-4: a cell that a spreadsheet would take for a formula gets an apostrophe") {
  for (const char* risky : {"=1+1", "+5", "-5", "@x", "\t=1", "＝1", "＋1", "－1", "＠x"})
    CHECK(ch::harmless_cell(risky) == "'" + std::string(risky));
  for (const char* plain : {"", "双11", "1=1", " =1", "'=1"}) CHECK(ch::harmless_cell(plain) == plain);
}
