// clang-format off
// Migration 5: accounting periods and backdating (LED-2, LED-5, LED-12), pockets (GRP-1).
#pragma once

#include <string_view>

namespace ch {

inline constexpr std::string_view migration_005_periods = R"sql(
CREATE TABLE backdated (account INTEGER NOT NULL, business_date INTEGER NOT NULL, entry INTEGER NOT NULL, party INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (account, business_date, entry)) WITHOUT ROWID;
CREATE INDEX backdated_by_entry ON backdated (account, entry, account, business_date, entry);
CREATE TABLE late_amount (account INTEGER NOT NULL, book INTEGER NOT NULL, day INTEGER NOT NULL, amount INTEGER NOT NULL, party INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (account, book, day)) WITHOUT ROWID;
CREATE TABLE period (number INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, closed_at INTEGER NOT NULL, closed_by TEXT NOT NULL, total INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (number));
CREATE TABLE period_balance (period INTEGER NOT NULL, book INTEGER NOT NULL, amount INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (period, book)) WITHOUT ROWID;
CREATE TABLE closed_through (id INTEGER NOT NULL, day INTEGER NOT NULL, period INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (id));
CREATE TABLE pocket (id INTEGER NOT NULL, account INTEGER NOT NULL, party INTEGER NOT NULL, book INTEGER NOT NULL, items TEXT NOT NULL, use_order INTEGER NOT NULL, first_day INTEGER NOT NULL, last_day INTEGER, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (id));
CREATE INDEX pocket_by_use ON pocket (account, use_order, id);
CREATE TABLE day_shift (account INTEGER NOT NULL, day INTEGER NOT NULL, party INTEGER NOT NULL, income INTEGER NOT NULL, expense INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (account, day)) WITHOUT ROWID;
)sql";

}  // namespace ch
