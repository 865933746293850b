// The border to the host's file handles: `Module.chFiles` (worker/storage_files.js), by slot number.
//
// Every JavaScript exception is caught here: one that unwound through SQLite would leave its locks and its
// page cache in a state that no code of SQLite expects. HEAPU8 is read anew on each call, because growing
// memory replaces it.
#pragma once

extern "C" {

/// Answers of the border below zero.
enum BorderError { kBorderFailed = -1, kBorderFull = -2 };

/// Bytes read or written, or a BorderError.
int ch_border_read(int slot, void* to, int bytes, double offset);
int ch_border_write(int slot, const void* from, int bytes, double offset);
/// 0 or a BorderError.
int ch_border_truncate(int slot, double bytes);
int ch_border_flush(int slot);
/// Bytes, or a BorderError.
double ch_border_size(int slot);
int ch_border_random(void* to, int bytes);
/// Milliseconds of the Unix epoch.
double ch_border_now();
}
