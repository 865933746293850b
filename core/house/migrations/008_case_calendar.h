// clang-format off
// Migration 8, frozen: which calendar a case's deadline was set by (CON-4).
#pragma once

#include <string_view>

namespace ch {

inline constexpr std::string_view migration_008_case_calendar = R"sql(
ALTER TABLE process_case ADD COLUMN calendar INTEGER NOT NULL DEFAULT 0;
)sql";

}  // namespace ch
