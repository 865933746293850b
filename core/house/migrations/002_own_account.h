// clang-format off
// Migration 2, frozen: which of our accounts a wire came in on (LED-10).
#pragma once

#include <string_view>

namespace ch {

inline constexpr std::string_view migration_002_own_account = R"sql(
ALTER TABLE wire ADD COLUMN own_account TEXT NOT NULL DEFAULT '';
DROP INDEX wire_by_bank_reference;
CREATE UNIQUE INDEX wire_by_bank_reference ON wire (bank_reference, own_account);
)sql";

}  // namespace ch
