// The journal's texts and its chain (LED-7): how entries and arguments lie in a row, and what its hash covers.
#pragma once

#include "engine/records.h"
#include "ledger/ledger.h"

namespace ch {

std::string entries_text(std::span<const Entry> entries);
// Throws Fault where the text is not what entries_text makes.
std::vector<Entry> entries_of(const JournalRow& row);
std::string args_text(std::span<const Arg> args);
std::vector<Arg> args_of(std::string_view text);
// SHA-256 over the hash before and every other column.
Hash chained(const Hash& before, const JournalRow& row);

}  // namespace ch
