// clang-format off
// Migration 6: payments out in batches, and what became of each (LED-11).
#pragma once

#include <string_view>

namespace ch {

inline constexpr std::string_view migration_006_payments = R"sql(
CREATE TABLE payment_batch (id INTEGER NOT NULL, made INTEGER NOT NULL, held_by TEXT NOT NULL, bank TEXT NOT NULL, account_name TEXT NOT NULL, account_number TEXT NOT NULL, payments INTEGER NOT NULL, total INTEGER NOT NULL, without_result INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (id));
CREATE TABLE payment (batch INTEGER NOT NULL, position INTEGER NOT NULL, withdrawal INTEGER NOT NULL, party INTEGER NOT NULL, amount INTEGER NOT NULL, state INTEGER NOT NULL, reason TEXT NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (batch, position)) WITHOUT ROWID;
CREATE INDEX payment_by_withdrawal ON payment (withdrawal, batch, position);
)sql";

}  // namespace ch
