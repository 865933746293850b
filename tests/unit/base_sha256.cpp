// SHA-256 against published vectors, and the two ways of computing it against each other.
#include <string>
#include <catch_amalgamated.hpp>

#include "base/sha256.h"

using ch::Sha256;
using ch::sha256;

namespace {

struct PutBack {
  ~PutBack() { ch::sha256_use_hardware(true); }
};

}  // namespace

TEST_CASE("LED-7: SHA-256 gives the digests of FIPS 180-4, with and without the processor's own instructions") {
  const PutBack put_back;
  for (const bool hardware : {false, true}) {
    CAPTURE(hardware, ch::sha256_has_hardware());
    ch::sha256_use_hardware(hardware);
    CHECK(ch::hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(ch::hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(ch::hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(ch::hex(sha256("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmn"
                         "opqrsmnopqrstnopqrstu")) == "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
    Sha256 million;
    for (int i = 0; i < 1000; ++i) million.update(std::string(1000, 'a'));
    CHECK(ch::hex(million.finish()) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  }
}

TEST_CASE("LED-7: SHA-256 does not depend on how the bytes came, nor on the machine") {
  const PutBack put_back;
  std::string bytes;
  for (int i = 0; i < 300; ++i) bytes.push_back(static_cast<char>(i * 7));
  for (std::size_t length = 0; length <= bytes.size(); ++length) {
    const std::string_view part = std::string_view(bytes).substr(0, length);
    ch::sha256_use_hardware(false);
    const ch::Hash portable = sha256(part);
    ch::sha256_use_hardware(true);
    REQUIRE(sha256(part) == portable);
    for (const std::size_t step : {1U, 13U, 63U, 64U, 65U}) {
      Sha256 pieces;
      for (std::size_t i = 0; i < length; i += step) pieces.update(part.substr(i, step));
      REQUIRE(pieces.finish() == portable);
    }
  }
}

TEST_CASE("LED-7: SHA-256 of two at once is that of each, whatever their lengths") {
  const PutBack put_back;
  std::string bytes;
  for (int i = 0; i < 300; ++i) bytes.push_back(static_cast<char>(i * 7));
  for (const bool hardware : {false, true}) {
    ch::sha256_use_hardware(hardware);
    for (std::size_t length = 0; length <= bytes.size(); ++length) {
      std::string a = bytes.substr(0, length), b = bytes.substr(length / 3);
      const std::array<ch::Hash, 2> expected{sha256(a), sha256(b)};
      REQUIRE(ch::sha256_of_two(a, b) == expected);
      REQUIRE((a.empty() && b.empty()));
    }
  }
}

TEST_CASE("LED-7: a finished hasher begins anew, and a digest is read from its text") {
  Sha256 hasher;
  hasher.update("abc");
  const ch::Hash first = hasher.finish();
  CHECK(hasher.update("abc").finish() == first);
  CHECK(ch::parse_hash(ch::hex(first)) == first);
  CHECK_FALSE(ch::parse_hash("ba7816bf"));
  CHECK_FALSE(ch::parse_hash(std::string(64, 'G')));
  CHECK_FALSE(ch::parse_hash(std::string(64, 'A')));
}
