// clang-format off
// Migration 9: openings, campaigns and exceptions stand on the case engine (PRO-1). Those that were there before have no case.
#pragma once

#include <string_view>

namespace ch {

inline constexpr std::string_view migration_009_chapter_three = R"sql(
ALTER TABLE prepaid_account ADD COLUMN process INTEGER NOT NULL DEFAULT 0;
ALTER TABLE campaign ADD COLUMN process INTEGER NOT NULL DEFAULT 0;
ALTER TABLE order_exception ADD COLUMN process INTEGER NOT NULL DEFAULT 0;
)sql";

}  // namespace ch
