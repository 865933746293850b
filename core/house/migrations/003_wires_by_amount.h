// clang-format off
// Migration 3: wires of a party by amount, so that taking one costs the same however many are in suspense.
#pragma once

#include <string_view>

namespace ch {

inline constexpr std::string_view migration_003_wires_by_amount = R"sql(
CREATE INDEX wire_by_party_amount ON wire (party, state, amount, id);
)sql";

}  // namespace ch
