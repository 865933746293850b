// SHA-256: padding, the portable compression, and the choice between the two.
#include "base/sha256.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/sha256_block.h"

namespace ch {
namespace sha256_detail {

const std::array<std::uint32_t, 64> round_constants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

namespace {

using std::rotr;
using Word = std::uint32_t;

Word load_big_endian(const std::uint8_t* p) { return Word{p[0]} << 24 | Word{p[1]} << 16 | Word{p[2]} << 8 | Word{p[3]}; }

// One round on eight words that the caller rotates by naming them in turn: nothing is moved.
[[gnu::always_inline]] inline void round(Word a, Word b, Word c, Word& d, Word e, Word f, Word g, Word& h, Word scheduled) {
  const Word t = h + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + (g ^ (e & (f ^ g))) + scheduled;
  d += t;
  h = t + (rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) | (c & (a | b)));
}

// The schedule is kept in a ring of sixteen words; with the loop unrolled all indices are constants.
[[gnu::always_inline]] inline Word next_word(Word* w, std::size_t i) {
  const Word w15 = w[(i + 1) & 15];
  const Word w2 = w[(i + 14) & 15];
  const Word s0 = rotr(w15, 7) ^ rotr(w15, 18) ^ (w15 >> 3);
  const Word s1 = rotr(w2, 17) ^ rotr(w2, 19) ^ (w2 >> 10);
  return w[i & 15] += s0 + w[(i + 9) & 15] + s1;
}

template <bool first>
[[gnu::always_inline]] inline void eight_rounds(std::array<Word, 8>& v, Word* w, std::size_t i) {
  const auto word = [&](std::size_t k) { return round_constants[i + k] + (first ? w[(i + k) & 15] : next_word(w, i + k)); };
  round(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], word(0));
  round(v[7], v[0], v[1], v[2], v[3], v[4], v[5], v[6], word(1));
  round(v[6], v[7], v[0], v[1], v[2], v[3], v[4], v[5], word(2));
  round(v[5], v[6], v[7], v[0], v[1], v[2], v[3], v[4], word(3));
  round(v[4], v[5], v[6], v[7], v[0], v[1], v[2], v[3], word(4));
  round(v[3], v[4], v[5], v[6], v[7], v[0], v[1], v[2], word(5));
  round(v[2], v[3], v[4], v[5], v[6], v[7], v[0], v[1], word(6));
  round(v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[0], word(7));
}

}  // namespace

void compress_portable(std::uint32_t* state, const std::uint8_t* blocks, std::size_t count) {
  for (; count > 0; --count, blocks += 64) {
    std::array<Word, 16> w;
    for (std::size_t i = 0; i < 16; ++i) w[i] = load_big_endian(blocks + 4 * i);
    std::array<Word, 8> v;
    std::copy_n(state, 8, v.begin());
    eight_rounds<true>(v, w.data(), 0);
    eight_rounds<true>(v, w.data(), 8);
    for (std::size_t i = 16; i < 64; i += 16) {
      eight_rounds<false>(v, w.data(), i);
      eight_rounds<false>(v, w.data(), i + 8);
    }
    for (std::size_t i = 0; i < 8; ++i) state[i] += v[i];
  }
}

}  // namespace sha256_detail

namespace {

constexpr std::array<std::uint32_t, 8> initial_state{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                                     0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

using Compress = void (*)(std::uint32_t*, const std::uint8_t*, std::size_t);

Compress& compress() {
  static Compress chosen = sha256_detail::hardware_present() ? sha256_detail::compress_hardware : sha256_detail::compress_portable;
  return chosen;
}

Hash hash_of(const std::array<std::uint32_t, 8>& state) {
  Hash hash;
  for (std::size_t i = 0; i < hash.size(); ++i) hash[i] = static_cast<std::uint8_t>(state[i / 4] >> (24 - 8 * (i % 4)));
  return hash;
}

}  // namespace

bool sha256_has_hardware() { return sha256_detail::hardware_present(); }

void sha256_use_hardware(bool on) {
  compress() = on && sha256_has_hardware() ? sha256_detail::compress_hardware : sha256_detail::compress_portable;
}

Sha256::Sha256() : state_(initial_state), block_{} {}

Sha256& Sha256::update(std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) return *this;
  const auto held = static_cast<std::size_t>(length_ % 64);
  length_ += bytes.size();
  if (held != 0) {
    const std::size_t taken = std::min(64 - held, bytes.size());
    std::memcpy(block_.data() + held, bytes.data(), taken);
    bytes = bytes.subspan(taken);
    if (held + taken < 64) return *this;
    compress()(state_.data(), block_.data(), 1);
  }
  if (const std::size_t whole = bytes.size() / 64; whole > 0) {
    compress()(state_.data(), bytes.data(), whole);
    bytes = bytes.subspan(whole * 64);
  }
  std::copy(bytes.begin(), bytes.end(), block_.begin());
  return *this;
}

Sha256& Sha256::update(std::string_view bytes) {
  return update(std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()));
}

Hash Sha256::finish() {
  auto held = static_cast<std::size_t>(length_ % 64);
  block_[held++] = 0x80;
  if (held > 56) {
    std::fill(block_.begin() + static_cast<std::ptrdiff_t>(held), block_.end(), std::uint8_t{0});
    compress()(state_.data(), block_.data(), 1);
    held = 0;
  }
  std::fill(block_.begin() + static_cast<std::ptrdiff_t>(held), block_.end(), std::uint8_t{0});
  const std::uint64_t bits = length_ * 8;
  for (std::size_t i = 0; i < 8; ++i) block_[56 + i] = static_cast<std::uint8_t>(bits >> (56 - 8 * i));
  compress()(state_.data(), block_.data(), 1);

  const Hash hash = hash_of(state_);
  *this = Sha256{};
  return hash;
}

namespace {

// To whole blocks.
void pad(std::string& message) {
  const std::uint64_t bits = message.size() * 8;
  message += '\x80';
  message.resize((message.size() + 8 + 63) / 64 * 64);
  for (std::size_t i = 1; i <= 8; ++i) message[message.size() - i] = static_cast<char>(bits >> (8 * (i - 1)));
}

}  // namespace

std::array<Hash, 2> sha256_of_two(std::string& a, std::string& b) {
  std::array<std::array<std::uint32_t, 8>, 2> states{initial_state, initial_state};
  std::array<const std::uint8_t*, 2> blocks{};
  std::array<std::size_t, 2> left{};
  for (std::size_t k = 0; std::string * message : {&a, &b}) {
    pad(*message);
    blocks[k] = reinterpret_cast<const std::uint8_t*>(message->data());
    left[k++] = message->size() / 64;
  }
  if (compress() == sha256_detail::compress_hardware) {
    const std::size_t both = std::min(left[0], left[1]);
    sha256_detail::compress_hardware_two(states[0].data(), blocks[0], states[1].data(), blocks[1], both);
    for (std::size_t k = 0; k < 2; ++k) blocks[k] += both * 64, left[k] -= both;
  }
  for (std::size_t k = 0; k < 2; ++k) compress()(states[k].data(), blocks[k], left[k]);
  a.clear();
  b.clear();
  return {hash_of(states[0]), hash_of(states[1])};
}

Hash sha256(std::span<const std::uint8_t> bytes) { return Sha256{}.update(bytes).finish(); }
Hash sha256(std::string_view bytes) { return Sha256{}.update(bytes).finish(); }

std::string hex(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view figures = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    out.push_back(figures[byte >> 4]);
    out.push_back(figures[byte & 15]);
  }
  return out;
}

std::string hex(const Hash& hash) { return hex(std::span<const std::uint8_t>(hash)); }

std::optional<Hash> parse_hash(std::string_view text) {
  if (text.size() != 64) return std::nullopt;
  Hash hash{};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool figure = c >= '0' && c <= '9';
    if (!figure && !(c >= 'a' && c <= 'f')) return std::nullopt;
    hash[i / 2] = static_cast<std::uint8_t>(hash[i / 2] << 4 | (figure ? c - '0' : c - 'a' + 10));
  }
  return hash;
}

}  // namespace ch
