// clang-format off
// Migration 1, frozen: the tables of the ledger, the engine, procedures and chapter 03. Released text never changes; a new step is a new file.
#pragma once

#include <string_view>

namespace ch {

inline constexpr std::string_view migration_001_house = R"sql(
CREATE TABLE journal (seq INTEGER NOT NULL, id BLOB NOT NULL, name TEXT NOT NULL, user_name TEXT NOT NULL, role INTEGER NOT NULL, party INTEGER NOT NULL, at INTEGER NOT NULL, payload TEXT NOT NULL, code TEXT NOT NULL, field TEXT NOT NULL, args TEXT NOT NULL, entries TEXT NOT NULL, policy INTEGER NOT NULL, hash BLOB NOT NULL, row_seq INTEGER NOT NULL, PRIMARY KEY (seq));
CREATE UNIQUE INDEX journal_by_id ON journal (id);
CREATE TABLE posting (account INTEGER NOT NULL, book INTEGER NOT NULL, entry INTEGER NOT NULL, amount INTEGER NOT NULL, after INTEGER NOT NULL, kind INTEGER NOT NULL, business_date INTEGER NOT NULL, reference TEXT NOT NULL, row_seq INTEGER NOT NULL, PRIMARY KEY (account, book, entry)) WITHOUT ROWID;
CREATE TABLE balance (account INTEGER NOT NULL, book INTEGER NOT NULL, amount INTEGER NOT NULL, party INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (account, book)) WITHOUT ROWID;
CREATE TABLE ledger_account (id INTEGER NOT NULL, party INTEGER NOT NULL, opened INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (id));
CREATE INDEX ledger_account_by_party ON ledger_account (party, id);
CREATE TABLE reversal (entry INTEGER NOT NULL, last INTEGER NOT NULL, amount INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (entry));
CREATE TABLE sequence (name TEXT NOT NULL, last INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (name)) WITHOUT ROWID;
CREATE TABLE timer (id INTEGER NOT NULL, due INTEGER NOT NULL, command TEXT NOT NULL, payload TEXT NOT NULL, every_ms INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (id));
CREATE INDEX timer_by_due ON timer (due, id);
CREATE TABLE tenant (id INTEGER NOT NULL, platform TEXT NOT NULL, pack TEXT NOT NULL, clock_halted INTEGER NOT NULL, halted_before INTEGER, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (id));
CREATE TABLE party (id INTEGER NOT NULL, name TEXT NOT NULL, supplier TEXT NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (id));
CREATE INDEX party_by_name ON party (name, id);
CREATE UNIQUE INDEX party_by_supplier ON party (supplier);
CREATE TABLE role_grant (user_name TEXT NOT NULL, role INTEGER NOT NULL, party INTEGER NOT NULL, since INTEGER NOT NULL, granted_by TEXT NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (user_name, role, party)) WITHOUT ROWID;
CREATE INDEX role_grant_by_party ON role_grant (party, user_name, role, party);
CREATE TABLE policy_head (name TEXT NOT NULL, kind INTEGER NOT NULL, value TEXT NOT NULL, version INTEGER NOT NULL, next_value TEXT, next_version INTEGER, next_effective INTEGER, low TEXT, high TEXT, rule TEXT NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (name)) WITHOUT ROWID;
CREATE TABLE policy_version (name TEXT NOT NULL, version INTEGER NOT NULL, value TEXT NOT NULL, effective INTEGER NOT NULL, proposed_by TEXT NOT NULL, approved_by TEXT, rejected INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (name, version)) WITHOUT ROWID;
CREATE TABLE process_case (id INTEGER NOT NULL, procedure TEXT NOT NULL, subject TEXT NOT NULL, account INTEGER NOT NULL, party INTEGER NOT NULL, step TEXT NOT NULL, since INTEGER NOT NULL, due INTEGER, due_provisional INTEGER NOT NULL, timer INTEGER NOT NULL, events INTEGER NOT NULL, terms TEXT NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (id));
CREATE INDEX process_case_by_step ON process_case (procedure, step, id);
CREATE TABLE case_event (process INTEGER NOT NULL, position INTEGER NOT NULL, at INTEGER NOT NULL, user_name TEXT NOT NULL, role INTEGER NOT NULL, happened TEXT NOT NULL, from_step TEXT NOT NULL, to_step TEXT NOT NULL, note TEXT NOT NULL, party INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (process, position)) WITHOUT ROWID;
CREATE TABLE settlement_profile (party INTEGER NOT NULL, bank TEXT NOT NULL, account_name TEXT NOT NULL, account_number TEXT NOT NULL, since INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (party));
CREATE TABLE prepaid_account (id INTEGER NOT NULL, party INTEGER NOT NULL, state INTEGER NOT NULL, blocked INTEGER NOT NULL, blocked_reason TEXT NOT NULL, opened_by TEXT NOT NULL, opened INTEGER NOT NULL, alert_value INTEGER NOT NULL, breaker_value INTEGER, emails TEXT NOT NULL, phones TEXT NOT NULL, suspended INTEGER NOT NULL, live_campaigns INTEGER NOT NULL, low INTEGER NOT NULL, alerts_on INTEGER NOT NULL, alerts_sent INTEGER NOT NULL, alert_timer INTEGER, open_holds INTEGER NOT NULL, owed_orders INTEGER NOT NULL, open_withdrawals INTEGER NOT NULL, waiting INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (id));
CREATE UNIQUE INDEX prepaid_account_by_party ON prepaid_account (party);
CREATE INDEX prepaid_account_by_suspended ON prepaid_account (suspended, id);
CREATE TABLE recharge (id INTEGER NOT NULL, account INTEGER NOT NULL, party INTEGER NOT NULL, amount INTEGER NOT NULL, state INTEGER NOT NULL, requested INTEGER NOT NULL, requested_by TEXT NOT NULL, remark_code TEXT NOT NULL, process INTEGER NOT NULL, wire INTEGER, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (id));
CREATE INDEX recharge_by_account ON recharge (account, id);
CREATE INDEX recharge_by_party_state ON recharge (party, state, amount, id);
CREATE INDEX recharge_by_state ON recharge (state, amount, id);
CREATE TABLE wire (id INTEGER NOT NULL, bank_reference TEXT NOT NULL, booked INTEGER NOT NULL, amount INTEGER NOT NULL, payer_name TEXT NOT NULL, payer_account TEXT NOT NULL, remark TEXT NOT NULL, state INTEGER NOT NULL, reason TEXT NOT NULL, party INTEGER NOT NULL, recharge INTEGER, returned_by TEXT NOT NULL, returned_reference TEXT NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (id));
CREATE UNIQUE INDEX wire_by_bank_reference ON wire (bank_reference);
CREATE INDEX wire_by_state ON wire (state, id);
CREATE INDEX wire_by_party ON wire (party, state, id);
CREATE INDEX wire_by_returned_reference ON wire (returned_reference, id);
CREATE TABLE party_name (name TEXT NOT NULL, party INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (name, party)) WITHOUT ROWID;
CREATE TABLE campaign_offer (id INTEGER NOT NULL, title TEXT NOT NULL, starts INTEGER NOT NULL, ends INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (id));
CREATE TABLE campaign (id INTEGER NOT NULL, account INTEGER NOT NULL, party INTEGER NOT NULL, title TEXT NOT NULL, starts INTEGER NOT NULL, ends INTEGER NOT NULL, state INTEGER NOT NULL, offer INTEGER NOT NULL, orders_open INTEGER NOT NULL, start_timer INTEGER NOT NULL, end_timer INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (id));
CREATE INDEX campaign_by_account ON campaign (account, state, id);
CREATE INDEX campaign_by_offer ON campaign (account, offer, id);
CREATE TABLE sweep_state (id INTEGER NOT NULL, timer INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (id));
CREATE TABLE day_totals (account INTEGER NOT NULL, day INTEGER NOT NULL, party INTEGER NOT NULL, income INTEGER NOT NULL, expense INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (account, day)) WITHOUT ROWID;
CREATE TABLE shop_order (account INTEGER NOT NULL, order_no TEXT NOT NULL, party INTEGER NOT NULL, campaign INTEGER NOT NULL, state INTEGER NOT NULL, placed INTEGER NOT NULL, fee INTEGER NOT NULL, held INTEGER NOT NULL, settled INTEGER NOT NULL, released INTEGER NOT NULL, owed INTEGER NOT NULL, owed_paid INTEGER NOT NULL, owed_cancelled INTEGER NOT NULL, refunded INTEGER NOT NULL, owed_position INTEGER NOT NULL, completed INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (account, order_no)) WITHOUT ROWID;
CREATE TABLE open_debt (account INTEGER NOT NULL, position INTEGER NOT NULL, order_no TEXT NOT NULL, party INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (account, position)) WITHOUT ROWID;
CREATE TABLE waiting_message (account INTEGER NOT NULL, order_no TEXT NOT NULL, position INTEGER NOT NULL, party INTEGER NOT NULL, kind INTEGER NOT NULL, amount INTEGER, command BLOB NOT NULL, timer INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (account, order_no, position)) WITHOUT ROWID;
CREATE TABLE order_exception (id INTEGER NOT NULL, account INTEGER NOT NULL, party INTEGER NOT NULL, order_no TEXT NOT NULL, kind INTEGER NOT NULL, campaign INTEGER, amount INTEGER, code TEXT NOT NULL, args TEXT NOT NULL, command TEXT NOT NULL, at INTEGER NOT NULL, state INTEGER NOT NULL, note TEXT NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (id));
CREATE INDEX order_exception_by_account ON order_exception (account, state, id);
CREATE INDEX order_exception_by_state ON order_exception (state, id);
CREATE TABLE withdrawal (id INTEGER NOT NULL, account INTEGER NOT NULL, party INTEGER NOT NULL, amount INTEGER NOT NULL, state INTEGER NOT NULL, requested INTEGER NOT NULL, requested_by TEXT NOT NULL, approved_by TEXT NOT NULL, bank TEXT NOT NULL, account_name TEXT NOT NULL, account_number TEXT NOT NULL, reason TEXT NOT NULL, bank_reference TEXT NOT NULL, process INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (id));
CREATE INDEX withdrawal_by_account ON withdrawal (account, id);
CREATE INDEX withdrawal_by_state ON withdrawal (state, id);
CREATE INDEX withdrawal_by_bank_reference ON withdrawal (bank_reference, id);
CREATE TABLE notice (id INTEGER NOT NULL, account INTEGER NOT NULL, party INTEGER NOT NULL, about INTEGER NOT NULL, channel INTEGER NOT NULL, recipient TEXT NOT NULL, args TEXT NOT NULL, at INTEGER NOT NULL, read INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (id));
CREATE INDEX notice_by_account ON notice (account, channel, id);
)sql";

}  // namespace ch
