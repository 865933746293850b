// LED-7: looks at the database's pages, indexes and schema, recomputes the chain, every entry, balance, posting and digest, and
// names the first thing that differs.
#pragma once

#include "engine/engine.h"

namespace ch {

struct AuditReport {
  std::int64_t commands = 0, entries = 0, postings = 0, rows = 0;
  Hash chain_head{};
  std::string fault;  // empty: all is as it should be; else what differs, in words, with its place
  bool clean() const { return fault.empty(); }
};

AuditReport audit(Store& store, const Catalogue& catalogue);

// SHA-256 over every row of every table, in order: equal on two machines whose data is equal.
Hash digest_of_tables(Store& store, const Catalogue& catalogue);

}  // namespace ch
