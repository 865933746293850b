// clang-format off
// Migration 11: what becomes of that which goes out (SRV-5): its queue, and how often and when it was tried. What was written before waits
// in the order in which it was written.
#pragma once

#include <string_view>

namespace ch {

inline constexpr std::string_view migration_011_deliveries = R"sql(
ALTER TABLE outbox ADD COLUMN queue TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN settled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN next_try INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN error TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN ended INTEGER;
ALTER TABLE outbox ADD COLUMN dropped_because TEXT NOT NULL DEFAULT '';
UPDATE outbox SET next_try = at, queue = CASE WHEN kind = 1 THEN 'mail/case/' ELSE 'event/case/' END || process;
UPDATE outbox SET state = 5 WHERE kind = 1 AND recipients = '';
UPDATE outbox SET position = (SELECT COUNT(*) FROM outbox o WHERE o.process = outbox.process AND o.kind = outbox.kind AND o.state <> 5 AND o.id <= outbox.id) WHERE state <> 5;
UPDATE outbox SET state = 4 WHERE position > 1;
CREATE INDEX outbox_by_due ON outbox (kind, state, next_try, id);
CREATE INDEX outbox_by_queue ON outbox (queue, settled, position, id);
)sql";

}  // namespace ch
