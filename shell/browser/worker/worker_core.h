// The thin C border between the worker's JavaScript host and the core: texts in, texts out.
//
// All texts are UTF-8. A returned text belongs to the core and stands until the next call. Nothing is thrown
// across: what fails becomes an `error` message (protocol.md).
#pragma once

extern "C" {

/// Opens the database over the handles that the host has put in place. `options_json`: {"now": ms,
/// "storage": "opfs" or "memory"}.
/// Returns {"ok": true, "fresh": bool} or {"ok": false, "code": ..., "detail": ...}.
const char* ch_open(const char* options_json);

/// Handles one message. Returns a JSON array of messages to post. An `outcome` in it is committed.
const char* ch_message(const char* message_json);

/// What a content of so many bytes is: {"hash", "type"}; no type: none that is taken (CON-13).
const char* ch_look(const char* content, int bytes);

/// Does a few milliseconds of the long work in hand. Returns a JSON array of messages to post.
const char* ch_step();

/// Whether long work is in hand, so that ch_step has something to do.
int ch_more();

/// When the next deadline falls due, in milliseconds of the Unix epoch; negative: none.
double ch_next_due();

/// Closes the database; the handles are the host's to close.
void ch_close();
}
