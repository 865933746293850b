// An invariant of one sentence (LED-7): what lies in a book of resellers and clients is what the records of a chapter say. Looked at by
// differences after each command, and over all rows by the audit. Merchants are left out: their own records tell (PRE-9, PRE-19).
#pragma once

#include "engine/engine.h"
#include "ledger/ledger.h"

namespace ch {

struct ToldBalance {
  Book book;
  const RecordType& record;
  std::pair<AccountId, Money> (*says)(const void* row);  // of which account how much; no account: nothing
  std::string_view fault;                                // what is wrong where the two differ
};

void told_invariant(const ToldBalance& told, const Changed& changed, std::vector<std::string>& faults);
// `told` outlives it.
std::unique_ptr<WholeInvariant> whole_told_invariant(const ToldBalance& told);

}  // namespace ch
