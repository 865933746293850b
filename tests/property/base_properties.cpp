// CON-2, CON-3, CON-5, CON-6, CON-9: what must hold whatever the numbers.
#include <array>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <string>
#include <vector>
#include <catch_amalgamated.hpp>

#include "base/business_month.h"
#include "base/money.h"
#include "base/ratio.h"
#include "base/text.h"

using ch::Date;
using ch::Money;

namespace {

using Random = std::mt19937_64;

// Amounts and weights of every size, since the errors live at the ends.
std::int64_t any_size(Random& random) { return static_cast<std::int64_t>(random() >> (random() % 63 + 1)); }

std::int64_t any_sign(Random& random) { return random() % 2 == 0 ? any_size(random) : -any_size(random); }

}  // namespace

TEST_CASE("CON-2: shares always sum to the whole, and none is a fen away from its due") {
  Random random(20260210);
  for (int run = 0; run < 20'000; ++run) {
    const Money whole = Money::fen(any_sign(random));
    std::vector<std::int64_t> weights(random() % 12 + 1);
    for (auto& weight : weights) weight = random() % 5 == 0 ? 0 : any_size(random);
    weights[random() % weights.size()] = any_size(random) | 1;
    const __int128 total = std::accumulate(weights.begin(), weights.end(), __int128{0});

    const auto parts = ch::allocate(whole, weights);
    REQUIRE(parts.size() == weights.size());
    __int128 sum = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      sum += parts[i].minor();
      // |part − whole × weight ÷ total| < 1, without a division.
      const __int128 product = static_cast<__int128>(whole.minor()) * weights[i];
      const __int128 floor = product / total;
      const __int128 away = parts[i].minor() - floor;
      REQUIRE(away >= -1);
      REQUIRE(away <= 1);
      REQUIRE((away == 0 || product % total != 0));
      if (weights[i] == 0) REQUIRE(parts[i].is_zero());
    }
    REQUIRE(sum == whole.minor());
  }
}

TEST_CASE("CON-2: the four roundings agree on exact results and otherwise lie beside the quotient") {
  Random random(7);
  for (int run = 0; run < 20'000; ++run) {
    const auto ratio = ch::Ratio::of(static_cast<std::int32_t>(random()), static_cast<std::int64_t>(random() % 100'000 + 1));
    REQUIRE(ratio);
    const Money amount = Money::fen(static_cast<std::int32_t>(random()));
    const std::int64_t down = apply(*ratio, amount, ch::Rounding::down).minor();
    const std::int64_t up = apply(*ratio, amount, ch::Rounding::up).minor();
    const std::int64_t half = apply(*ratio, amount).minor();
    const std::int64_t even = apply(*ratio, amount, ch::Rounding::half_even).minor();
    const __int128 product = static_cast<__int128>(ratio->num()) * amount.minor();
    if (product % ratio->den() == 0) {
      REQUIRE(up == down);
    } else {
      REQUIRE(up - down == (product < 0 ? -1 : 1));
    }
    REQUIRE((half == up || half == down));
    REQUIRE((even == up || even == down));
    const __int128 distance = product - static_cast<__int128>(half) * ratio->den();
    REQUIRE((distance < 0 ? -distance : distance) * 2 <= ratio->den());
  }
}

TEST_CASE("CON-1: every amount is read back from its text") {
  Random random(11);
  for (int run = 0; run < 20'000; ++run) {
    const Money money = Money::fen(any_sign(random));
    REQUIRE(Money::parse(money.text()) == money);
  }
  for (const auto minor : {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    REQUIRE(Money::parse(Money::fen(minor).text()) == Money::fen(minor));
  }
}

TEST_CASE("CON-3: every day from 1900 to 2199 follows the one before it") {
  Date date = *Date::from_ymd(1900, 1, 1);
  int weekday = 1;
  for (std::int32_t year = 1900; year <= 2199; ++year) {
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    const std::array<std::int32_t, 12> lengths{31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (std::int32_t month = 1; month <= 12; ++month) {
      for (std::int32_t day = 1; day <= lengths[static_cast<std::size_t>(month - 1)]; ++day) {
        REQUIRE(date == Date::from_ymd(year, month, day));
        REQUIRE(date.number() == year * 10'000 + month * 100 + day);
        REQUIRE(static_cast<int>(date.weekday()) == weekday);
        REQUIRE(Date::parse(date.text()) == date);
        if (year >= 2000) {
          REQUIRE(business_date(start_of(date)) == date);
          REQUIRE(business_date(end_of(date).plus_ms(-1)) == date);
        }
        weekday = weekday % 7 + 1;
        date.days += 1;
      }
    }
  }
}

TEST_CASE("CON-3: every instant is read back from its text") {
  Random random(13);
  const auto span = static_cast<std::uint64_t>(ch::last_instant.ms - ch::first_instant.ms);
  for (int run = 0; run < 20'000; ++run) {
    const ch::Instant t{ch::first_instant.ms + static_cast<std::int64_t>(random() % span)};
    REQUIRE(ch::Instant::parse(text(t)) == t);
  }
}

TEST_CASE("CON-6: business months follow each other without gap or overlap, whatever the closing day") {
  for (std::int32_t closing_day = 1; closing_day <= 31; ++closing_day) {
    if (!ch::valid_closing_day(closing_day)) continue;
    auto month = *ch::BusinessMonth::named(2019, 12, closing_day);
    for (Date d = month.first_day(); d < *Date::from_ymd(2027, 1, 1); d = d.plus_days(1)) {
      if (d > month.last_day()) {
        const auto next = month.plus(1);
        REQUIRE(next.first_day() == d);
        month = next;
      }
      REQUIRE(business_month(d, closing_day) == month);
      REQUIRE(month.contains(d));
      REQUIRE(quarter_of(month).first_day() <= d);
      REQUIRE(d <= quarter_of(month).last_day());
      REQUIRE(year_of(month).first_day() <= d);
      REQUIRE(d <= year_of(month).last_day());
      REQUIRE(business_year(month) == month.first_day().year());
    }
  }
}

TEST_CASE("CON-9: every character encodes to valid UTF-8, surrogates do not") {
  for (char32_t c = 0; c <= 0x10ffff; ++c) {
    std::string out;
    ch::append_utf8(out, c);
    const bool surrogate = c >= 0xd800 && c <= 0xdfff;
    if (ch::valid_utf8(out) == surrogate || ch::count_codepoints(out) != 1) FAIL("U+" << std::hex << static_cast<std::uint32_t>(c));
  }
  SUCCEED();
}

TEST_CASE("PRE-1: normalising a company name twice changes nothing more") {
  Random random(17);
  const std::vector<std::string> pieces{"示", "例", "（", "）", "(", ")", " ", "　", "Ａ", "A", "1", "１", "，", "\t", "·", "\xff"};
  for (int run = 0; run < 5'000; ++run) {
    std::string name;
    for (std::size_t i = random() % 12; i > 0; --i) name += pieces[random() % pieces.size()];
    const std::string once = ch::normal_text(name);
    REQUIRE(ch::normal_text(once) == once);
    REQUIRE(ch::same_company_name(name, " " + name + "　"));
  }
}
