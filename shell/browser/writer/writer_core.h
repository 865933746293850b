// The thin C border between the worker's JavaScript host and what writes files: JSON in, bytes out. A returned text is a refusal as JSON,
// or empty; it stands until the next call.
#pragma once

extern "C" {

/// A StatementPiece: the first begins the file.
const char* ch_take(const char* piece_json);

/// Writes the file to its end. Its bytes have then all gone to `Module.chBytes(Uint8Array)`.
const char* ch_finish();
}
