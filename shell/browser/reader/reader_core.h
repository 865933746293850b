// The thin C border between reader_worker.js and what reads banks' files: JSON and bytes in, JSON out. A returned text stands until the
// next call.
#pragma once

extern "C" {

/// Takes the file's bytes and who takes them, {"user", "role", "books"}: what `bank_file` answered to an empty question. Answers
/// {"questions": [...]} for `bank_file`, or a refusal: then nothing of the file is of use.
const char* ch_read(const char* bytes, int size, const char* taker_json);

/// One answer to those.
const char* ch_facts(const char* view_json);

/// {"items": [{"kind", "what", "value", "amount"?, "line", "more"?, "why"? or "command" and "payload"}], "without_amount"}
const char* ch_items();

/// Of the item's command at that attempt.
const char* ch_id(int item, int attempt);
}
