// The store that this run of the tests stands on: SQLite in memory, or, where CH_POSTGRES names a server, a tenant of its own there.
// tests/run runs every test that is not of one backend alone (tag [sqlite]) on both.
#pragma once

#include <memory>
#include <string>

#include "store/sqlite_store.h"

namespace ch::test {

// Empty, not yet migrated. Tests with tables of their own name a schema for them: all of a run that name it stand in it, each a tenant.
std::unique_ptr<Store> fresh_store(const std::string& schema = "house");

// Beside the store's own ways, as an intruder would; answers whether it was taken.
bool tamper(Store& store, const std::string& sql);

// The first value of the first row, as text; empty where there is none.
std::string look_up(Store& store, const std::string& sql);

// "tenant = 7": which rows of a table are this store's; and what its bytes are called.
std::string own_rows(Store& store);
std::string bytes_type(Store& store);

SqliteStore& as_sqlite(Store& store);
std::string postgres_url();  // the server of CH_POSTGRES, further parameters going on with '&'

}  // namespace ch::test
