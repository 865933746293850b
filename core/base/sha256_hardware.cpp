// SHA-256 by the x86 SHA extensions. A file of its own, so that the build says plainly which targets have it.
#include "base/sha256_block.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace ch::sha256_detail {

#if defined(__x86_64__)

bool hardware_present() {
  static const bool present = [] {
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & bit_SSE4_1) == 0 || (c & bit_SSSE3) == 0) return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & bit_SHA) != 0;
  }();
  return present;
}

namespace {

struct Lanes {
  __m128i abef;
  __m128i cdgh;
};

[[gnu::target("sha,sse4.1,ssse3"), gnu::always_inline]] inline void four_rounds(Lanes& s, __m128i words, std::size_t i) {
  const auto* constants = reinterpret_cast<const __m128i*>(round_constants.data() + i);
  __m128i sum = _mm_add_epi32(words, _mm_loadu_si128(constants));
  s.cdgh = _mm_sha256rnds2_epu32(s.cdgh, s.abef, sum);
  sum = _mm_shuffle_epi32(sum, 0x0e);
  s.abef = _mm_sha256rnds2_epu32(s.abef, s.cdgh, sum);
}

// The four words after the sixteen in a, b, c, d.
[[gnu::target("sha,sse4.1,ssse3"), gnu::always_inline]] inline __m128i next_words(__m128i a, __m128i b, __m128i c, __m128i d) {
  const __m128i partial = _mm_add_epi32(_mm_sha256msg1_epu32(a, b), _mm_alignr_epi8(d, c, 4));
  return _mm_sha256msg2_epu32(partial, d);
}

// The instructions keep the state as ABEF and CDGH.
[[gnu::target("sha,sse4.1,ssse3"), gnu::always_inline]] inline Lanes load_state(const std::uint32_t* state) {
  const __m128i dcba = _mm_loadu_si128(reinterpret_cast<const __m128i*>(state));
  const __m128i hgfe = _mm_loadu_si128(reinterpret_cast<const __m128i*>(state + 4));
  const __m128i cdab = _mm_shuffle_epi32(dcba, 0xb1);
  const __m128i efgh = _mm_shuffle_epi32(hgfe, 0x1b);
  return {_mm_alignr_epi8(cdab, efgh, 8), _mm_blend_epi16(efgh, cdab, 0xf0)};
}

[[gnu::target("sha,sse4.1,ssse3"), gnu::always_inline]] inline void store_state(std::uint32_t* state, Lanes s) {
  const __m128i feba = _mm_shuffle_epi32(s.abef, 0x1b);
  const __m128i dchg = _mm_shuffle_epi32(s.cdgh, 0xb1);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(state), _mm_blend_epi16(feba, dchg, 0xf0));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

// One block of each of some streams, whose rounds lie between one another.
template <std::size_t streams>
[[gnu::target("sha,sse4.1,ssse3"), gnu::always_inline]] inline void one_block(Lanes* s, const std::uint8_t* const* blocks) {
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
  Lanes before[streams];
  __m128i w[streams][4];
  for (std::size_t k = 0; k < streams; ++k) before[k] = s[k];
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t k = 0; k < streams; ++k) {
      w[k][i] = _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(blocks[k]) + i), big_endian);
      four_rounds(s[k], w[k][i], 4 * i);
    }
  for (std::size_t i = 4; i < 16; ++i)
    for (std::size_t k = 0; k < streams; ++k) {
      w[k][i & 3] = next_words(w[k][i & 3], w[k][(i + 1) & 3], w[k][(i + 2) & 3], w[k][(i + 3) & 3]);
      four_rounds(s[k], w[k][i & 3], 4 * i);
    }
  for (std::size_t k = 0; k < streams; ++k) {
    s[k].abef = _mm_add_epi32(s[k].abef, before[k].abef);
    s[k].cdgh = _mm_add_epi32(s[k].cdgh, before[k].cdgh);
  }
}

}  // namespace

[[gnu::target("sha,sse4.1,ssse3")]] void compress_hardware(std::uint32_t* state, const std::uint8_t* blocks, std::size_t count) {
  Lanes s = load_state(state);
  for (; count > 0; --count, blocks += 64) one_block<1>(&s, &blocks);
  store_state(state, s);
}

[[gnu::target("sha,sse4.1,ssse3")]] void compress_hardware_two(std::uint32_t* state_a, const std::uint8_t* blocks_a, std::uint32_t* state_b,
                                                               const std::uint8_t* blocks_b, std::size_t count) {
  Lanes s[2] = {load_state(state_a), load_state(state_b)};
  const std::uint8_t* blocks[2] = {blocks_a, blocks_b};
  for (; count > 0; --count, blocks[0] += 64, blocks[1] += 64) one_block<2>(s, blocks);
  store_state(state_a, s[0]);
  store_state(state_b, s[1]);
}

#else

bool hardware_present() { return false; }

void compress_hardware(std::uint32_t* state, const std::uint8_t* blocks, std::size_t count) { compress_portable(state, blocks, count); }

void compress_hardware_two(std::uint32_t* state_a, const std::uint8_t* blocks_a, std::uint32_t* state_b, const std::uint8_t* blocks_b,
                           std::size_t count) {
  compress_portable(state_a, blocks_a, count);
  compress_portable(state_b, blocks_b, count);
}

#endif

}  // namespace ch::sha256_detail
