// A SQLite VFS over a fixed set of file handles that the host opened before the core started.
#pragma once

namespace ch::browser {

/// The files there are, in the order of the host's handles. No other file can be opened.
inline constexpr const char* kMainFile = "main.db";
inline constexpr const char* kSpareFile = "spare.db";

/// Registers the VFS under the name "opfs" and as the default. Returns SQLite's result code.
int register_opfs_vfs();

}  // namespace ch::browser
