// clang-format off
// Migration 10: money comes in as a wire and in no other way (RSK-1), so that resellers and clients too are known by their names as payers;
// and each transfer out pays one thing (LED-10).
#pragma once

#include <string_view>

namespace ch {

inline constexpr std::string_view migration_010_one_way_in = R"sql(
ALTER TABLE wire ADD COLUMN process INTEGER NOT NULL DEFAULT 0;
ALTER TABLE payout ADD COLUMN bank_reference TEXT NOT NULL DEFAULT '';
INSERT INTO party_name (name, party, row_seq, row_digest) SELECT name, id, row_seq, 0 FROM party WHERE kind <> 1;
CREATE INDEX payout_by_bank_reference ON payout (bank_reference, process);
)sql";

}  // namespace ch
