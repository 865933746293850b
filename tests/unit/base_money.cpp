// CON-1, CON-2: amounts, ratios and allocation.
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>
#include <catch_amalgamated.hpp>

#include "base/money.h"
#include "base/ratio.h"

using ch::Money;
using ch::Ratio;
using ch::Rounding;

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

}  // namespace

TEST_CASE("CON-1: an amount is read from exactly two decimals and written the same") {
  for (const char* text : {"0.00", "0.01", "-0.01", "12.34", "-12.34", "100.00", "3000.00", "1234567890.12", "92233720368547758.07",
                           "-92233720368547758.08"}) {
    CAPTURE(text);
    const auto money = Money::parse(text);
    REQUIRE(money);
    CHECK(money->text() == text);
  }
  CHECK(Money::parse("12.34")->minor() == 1234);
  CHECK(Money::parse("-0.05")->minor() == -5);
  CHECK(Money::fen(1).currency() == ch::Currency::CNY);
}

TEST_CASE("CON-1: any other text is no amount") {
  for (const char* text : {"",
                           "-",
                           ".",
                           "1",
                           "1.",
                           "1.2",
                           "1.234",
                           ".12",
                           "-.12",
                           "+1.00",
                           "01.00",
                           "00.00",
                           "-00.10",
                           "-0.00",
                           " 1.00",
                           "1.00 ",
                           "1,000.00",
                           "1.0a",
                           "a.00",
                           "1..0",
                           "--1.00",
                           "1.-1",
                           "1e2.00",
                           "12.3٤",
                           "１.00",
                           "¥1.00",
                           "NaN",
                           "92233720368547758.08",
                           "-92233720368547758.09",
                           "99999999999999999999999999.00"}) {
    CAPTURE(text);
    CHECK_FALSE(Money::parse(text));
  }
  CHECK_FALSE(Money::parse(std::string_view("1.00\0", 5)));
}

TEST_CASE("CON-1: overflow is an error, never a wrap") {
  const Money top = Money::fen(most);
  const Money bottom = Money::fen(least);
  const Money fen = Money::fen(1);
  CHECK_THROWS_AS(top + fen, ch::MoneyOverflow);
  CHECK_THROWS_AS(bottom - fen, ch::MoneyOverflow);
  CHECK_THROWS_AS(bottom + -fen, ch::MoneyOverflow);
  CHECK_THROWS_AS(-bottom, ch::MoneyOverflow);
  CHECK_THROWS_AS(ch::abs(bottom), ch::MoneyOverflow);
  CHECK_THROWS_AS(Money{} - bottom, ch::MoneyOverflow);
  CHECK((top + bottom).minor() == -1);

  Money kept = top;
  CHECK_THROWS_AS(kept += fen, ch::MoneyOverflow);
  CHECK(kept == top);
  kept = bottom;
  CHECK_THROWS_AS(kept -= fen, ch::MoneyOverflow);
  CHECK(kept == bottom);
}

TEST_CASE("CON-1: amounts compare and know their sign") {
  CHECK(Money::fen(1) > Money::fen(-1));
  CHECK(Money::fen(5) == Money::fen(2) + Money::fen(3));
  CHECK(Money{}.is_zero());
  CHECK(Money::fen(-1).negative());
  CHECK(Money::fen(1).positive());
  CHECK_FALSE(Money{}.positive());
  CHECK_FALSE(Money{}.negative());
}

TEST_CASE("CON-2: a ratio is exact and in lowest terms") {
  CHECK(Ratio::parse("7/3")->text() == "7/3");
  CHECK(Ratio::parse("14/6") == Ratio::parse("7/3"));
  CHECK(Ratio::parse("12.5%")->text() == "1/8");
  CHECK(Ratio::parse("0%")->text() == "0/1");
  CHECK(Ratio::parse("-0.5%")->text() == "-1/200");
  CHECK(Ratio::parse("0.000000000001%")->text() == "1/100000000000000");
  CHECK(Ratio::basis_points(1250) == Ratio::parse("12.5%"));
  CHECK(Ratio::basis_points(least).text() == "-576460752303423488/625");
  CHECK(Ratio::of(least, most)->num() == least);
  CHECK(*Ratio::of(1, 3) < *Ratio::of(334, 1000));
  CHECK(*Ratio::of(-1, 3) < Ratio{});
  CHECK(*Ratio::of(most, 2) > *Ratio::of(most - 1, 2));
}

TEST_CASE("CON-2: what is no ratio is not read as one") {
  for (const char* text : {"", "/", "7", "7/", "/3", "7/0", "7/-3", "+7/3", "7 / 3", "%", "12.%", ".5%", "012%", "12.5", "1.0000000000001%",
                           "9999999999999999999/1", "--1%", "1/3%", "0x1/2"}) {
    CAPTURE(text);
    CHECK_FALSE(Ratio::parse(text));
  }
  CHECK_FALSE(Ratio::of(1, 0));
  CHECK_FALSE(Ratio::of(1, -2));
}

TEST_CASE("CON-2: rounding is half away from zero unless another is named") {
  struct Case {
    std::int64_t fen;
    const char* ratio;
    std::int64_t half_away, down, up, half_even;
  };
  for (const Case& c :
       {Case{5, "1/2", 3, 2, 3, 2}, Case{7, "1/2", 4, 3, 4, 4}, Case{-5, "1/2", -3, -2, -3, -2}, Case{-7, "1/2", -4, -3, -4, -4},
        Case{10, "1/3", 3, 3, 4, 3}, Case{20, "1/3", 7, 6, 7, 7}, Case{5, "-1/2", -3, -2, -3, -2}, Case{6, "1/2", 3, 3, 3, 3},
        Case{0, "7/3", 0, 0, 0, 0}, Case{100, "12.5%", 13, 12, 13, 12}}) {
    CAPTURE(c.fen, c.ratio);
    const Ratio ratio = *Ratio::parse(c.ratio);
    const Money amount = Money::fen(c.fen);
    CHECK(apply(ratio, amount).minor() == c.half_away);
    CHECK(apply(ratio, amount, Rounding::half_away_from_zero).minor() == c.half_away);
    CHECK(apply(ratio, amount, Rounding::down).minor() == c.down);
    CHECK(apply(ratio, amount, Rounding::up).minor() == c.up);
    CHECK(apply(ratio, amount, Rounding::half_even).minor() == c.half_even);
  }
}

TEST_CASE("CON-2: a ratio of the largest amounts does not wrap") {
  CHECK(apply(*Ratio::of(most, most), Money::fen(most)).minor() == most);
  CHECK(apply(*Ratio::of(1, 1), Money::fen(least)).minor() == least);
  CHECK(apply(*Ratio::of(most - 1, most), Money::fen(most)).minor() == most - 1);
  CHECK_THROWS_AS(apply(*Ratio::of(2, 1), Money::fen(most)), ch::MoneyOverflow);
  CHECK_THROWS_AS(apply(*Ratio::of(-1, 1), Money::fen(least)), ch::MoneyOverflow);
}

TEST_CASE("CON-2: shares by largest remainder, ties to the earlier") {
  const auto shares = [](std::int64_t whole, std::vector<std::int64_t> weights) {
    std::vector<std::int64_t> minor;
    for (const Money share : ch::allocate(Money::fen(whole), weights)) minor.push_back(share.minor());
    return minor;
  };
  using Shares = std::vector<std::int64_t>;
  CHECK(shares(100, {1, 1, 1}) == Shares{34, 33, 33});
  CHECK(shares(-100, {1, 1, 1}) == Shares{-34, -33, -33});
  CHECK(shares(100, {1, 2, 3}) == Shares{17, 33, 50});
  CHECK(shares(2, {1, 1, 1}) == Shares{1, 1, 0});
  CHECK(shares(0, {5, 7}) == Shares{0, 0});
  CHECK(shares(7, {0, 3, 0}) == Shares{0, 7, 0});
  CHECK(shares(most, {most, most}) == Shares{most / 2 + 1, most / 2});
  CHECK(shares(least, {1}) == Shares{least});
  CHECK(shares(101, {50, 30, 20}) == Shares{51, 30, 20});
}

TEST_CASE("CON-2: nothing is allocated over no weight") {
  CHECK_THROWS_AS(ch::allocate(Money::fen(1), std::vector<std::int64_t>{}), std::invalid_argument);
  CHECK_THROWS_AS(ch::allocate(Money::fen(1), std::vector<std::int64_t>{0, 0}), std::invalid_argument);
  CHECK_THROWS_AS(ch::allocate(Money::fen(1), std::vector<std::int64_t>{3, -1}), std::invalid_argument);
}
