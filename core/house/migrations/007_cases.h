// clang-format off
// Migration 7: the case engine whole (PRO), parties of further kinds, chapters 04 and 05.
#pragma once

#include <string_view>

namespace ch {

inline constexpr std::string_view migration_007_cases = R"sql(
ALTER TABLE party ADD COLUMN kind INTEGER NOT NULL DEFAULT 1;
ALTER TABLE party ADD COLUMN reseller INTEGER NOT NULL DEFAULT 0;
ALTER TABLE party ADD COLUMN emails TEXT NOT NULL DEFAULT '';
CREATE INDEX party_by_reseller ON party (reseller, id);
ALTER TABLE process_case ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE process_case ADD COLUMN opened INTEGER NOT NULL DEFAULT 0;
ALTER TABLE process_case ADD COLUMN filed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE process_case ADD COLUMN about INTEGER NOT NULL DEFAULT 0;
ALTER TABLE process_case ADD COLUMN is_open INTEGER NOT NULL DEFAULT 1;
ALTER TABLE process_case ADD COLUMN acts INTEGER NOT NULL DEFAULT 7;
ALTER TABLE process_case ADD COLUMN acting INTEGER NOT NULL DEFAULT 0;
ALTER TABLE process_case ADD COLUMN inbox_at INTEGER NOT NULL DEFAULT 9223372036854775807;
ALTER TABLE process_case ADD COLUMN superior INTEGER NOT NULL DEFAULT 7;
ALTER TABLE process_case ADD COLUMN late INTEGER NOT NULL DEFAULT 0;
ALTER TABLE process_case ADD COLUMN claimed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE process_case ADD COLUMN answers TEXT NOT NULL DEFAULT '';
ALTER TABLE process_case ADD COLUMN promised INTEGER;
ALTER TABLE process_case ADD COLUMN promise_timer INTEGER NOT NULL DEFAULT 0;
ALTER TABLE case_event ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE case_event ADD COLUMN answers TEXT NOT NULL DEFAULT '';
UPDATE process_case SET opened = (SELECT e.at FROM case_event e WHERE e.process = process_case.id AND e.position = 1), filed_by = (SELECT e.user_name FROM case_event e WHERE e.process = process_case.id AND e.position = 1);
UPDATE process_case SET is_open = 0 WHERE step IN ('credited', 'cancelled', 'paid', 'refused', 'returned');
UPDATE process_case SET acts = 5, acting = party WHERE step IN ('waiting', 'cancelled');
UPDATE process_case SET acts = 3 WHERE step IN ('in_suspense', 'requested');
UPDATE process_case SET acts = 4 WHERE step IN ('approved', 'failed');
UPDATE process_case SET inbox_at = due WHERE due IS NOT NULL;
UPDATE process_case SET late = 1 WHERE due IS NOT NULL AND timer = 0;
CREATE INDEX process_case_by_inbox ON process_case (is_open, acts, acting, inbox_at, id);
CREATE INDEX process_case_by_superior ON process_case (is_open, superior, inbox_at, id);
CREATE INDEX process_case_by_subject ON process_case (subject, id);
CREATE INDEX process_case_by_party ON process_case (party, procedure, id);
CREATE INDEX process_case_by_about ON process_case (about, id);
CREATE TABLE outbox (id INTEGER NOT NULL, kind INTEGER NOT NULL, process INTEGER NOT NULL, event_position INTEGER NOT NULL, party INTEGER NOT NULL, at INTEGER NOT NULL, name TEXT NOT NULL, recipients TEXT NOT NULL, copies TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, subject_en TEXT NOT NULL, body_en TEXT NOT NULL, state INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (id));
CREATE INDEX outbox_by_state ON outbox (state, id);
CREATE INDEX outbox_by_process ON outbox (process, id);
CREATE TABLE case_document (process INTEGER NOT NULL, event_position INTEGER NOT NULL, position INTEGER NOT NULL, party INTEGER NOT NULL, question TEXT NOT NULL, hash TEXT NOT NULL, type TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (process, event_position, position)) WITHOUT ROWID;
CREATE INDEX case_document_by_hash ON case_document (hash, process, event_position, position);
CREATE TABLE step_figure (procedure TEXT NOT NULL, step TEXT NOT NULL, month INTEGER NOT NULL, entered INTEGER NOT NULL, left_in_time INTEGER NOT NULL, left_late INTEGER NOT NULL, elapsed_ms INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (procedure, step, month)) WITHOUT ROWID;
CREATE TABLE case_figure (procedure TEXT NOT NULL, month INTEGER NOT NULL, what TEXT NOT NULL, count INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (procedure, month, what)) WITHOUT ROWID;
CREATE TABLE absence (user_name TEXT NOT NULL, delegate TEXT NOT NULL, last_day INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (user_name)) WITHOUT ROWID;
CREATE INDEX absence_by_delegate ON absence (delegate, user_name);
CREATE TABLE payout (process INTEGER NOT NULL, party INTEGER NOT NULL, account INTEGER NOT NULL, amount INTEGER NOT NULL, bank TEXT NOT NULL, account_name TEXT NOT NULL, account_number TEXT NOT NULL, state INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (process));
CREATE INDEX payout_by_state ON payout (state, process);
CREATE TABLE verification_account (account TEXT NOT NULL, process INTEGER NOT NULL, party INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (account, process)) WITHOUT ROWID;
CREATE TABLE penalty (process INTEGER NOT NULL, party INTEGER NOT NULL, client INTEGER NOT NULL, reseller INTEGER NOT NULL, covered INTEGER NOT NULL, owed INTEGER NOT NULL, entry INTEGER NOT NULL, reversed INTEGER NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (process));
ALTER TABLE payment ADD COLUMN process INTEGER NOT NULL DEFAULT 0;
CREATE INDEX payment_by_process ON payment (process, batch, position);
)sql";

}  // namespace ch
