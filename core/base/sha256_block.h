#pragma once
// The two ways to compress blocks into a SHA-256 state. Inside base only.
#include <array>
#include <cstddef>
#include <cstdint>

namespace ch::sha256_detail {

extern const std::array<std::uint32_t, 64> round_constants;

void compress_portable(std::uint32_t* state, const std::uint8_t* blocks, std::size_t count);

// False where the processor, or this target, has no such instructions; then compress_hardware is not to be
// called.
bool hardware_present();
void compress_hardware(std::uint32_t* state, const std::uint8_t* blocks, std::size_t count);
// Two at once take little longer than one: each waits for its own rounds alone.
void compress_hardware_two(std::uint32_t* state_a, const std::uint8_t* blocks_a, std::uint32_t* state_b, const std::uint8_t* blocks_b,
                           std::size_t count);

}  // namespace ch::sha256_detail
