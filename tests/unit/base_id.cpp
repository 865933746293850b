// CON-7, CON-8: identities.
#include <array>
#include <cstdint>
#include <catch_amalgamated.hpp>

#include "base/id.h"

using ch::Uuid;

TEST_CASE("CON-7: a UUIDv7 carries its time and its version") {
  // The example of RFC 9562, A.6: 2022-02-22T19:22:22Z.
  const Uuid example = *Uuid::parse("017F22E2-79B0-7CC3-98C4-DC0C0C07398F");
  CHECK(example.is_v7());
  CHECK(example.unix_ms() == 1'645'557'742'000);
  CHECK(example.text() == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");

  std::array<std::uint8_t, 10> random{0xfc, 0xc3, 0xd8, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f};
  CHECK(Uuid::v7(1'645'557'742'000, random) == example);
  random.fill(0xff);
  CHECK(Uuid::v7((std::int64_t{1} << 48) - 1, random).text() == "ffffffff-ffff-7fff-bfff-ffffffffffff");
  random.fill(0);
  CHECK(Uuid::v7(0, random).text() == "00000000-0000-7000-8000-000000000000");
}

TEST_CASE("CON-7: UUIDs of later times sort later") {
  const std::array<std::uint8_t, 10> low{};
  std::array<std::uint8_t, 10> high{};
  high.fill(0xff);
  CHECK(Uuid::v7(1000, high) < Uuid::v7(1001, low));
  CHECK(Uuid::v7(1000, high).text() < Uuid::v7(1001, low).text());
}

TEST_CASE("CON-7: what is no UUID is not read as one, and another version is told apart") {
  for (const char* text :
       {"", "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0", "017f22e279b07cc398c4dc0c0c07398f0000",
        "017f22e2-79b0-7cc3-98c4+dc0c0c07398f", "g17f22e2-79b0-7cc3-98c4-dc0c0c07398f", "{17f22e2-79b0-7cc3-98c4-dc0c0c07398}",
        "017f22e-279b0-7cc3-98c4-dc0c0c07398f"}) {
    CAPTURE(text);
    CHECK_FALSE(Uuid::parse(text));
  }
  CHECK_FALSE(Uuid::parse("919108f7-52d1-4320-9bac-f847db4148a8")->is_v7());
  CHECK_FALSE(Uuid::parse("017f22e2-79b0-7cc3-18c4-dc0c0c07398f")->is_v7());
  CHECK_FALSE(Uuid{}.is_v7());
}

TEST_CASE("CON-8: ids of different records are different types, and none is false") {
  struct Account;
  ch::Id<Account> none;
  CHECK_FALSE(none);
  CHECK(ch::Id<Account>{7});
  CHECK(ch::Id<Account>{7} < ch::Id<Account>{8});
  struct Entry;
  CHECK_FALSE(std::is_same_v<ch::Id<Account>, ch::Id<Entry>>);
}
