// SRV-12: who changes a tenant in a database has its lease.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/place.h"
#include "postgres/postgres_lease.h"

namespace ch::cli {

// Waits for a lease that runs out. Throws Failure (exit code 6) where its holder renews it twice meanwhile, and lives; where `standby`, it
// waits until that is over too.
std::unique_ptr<PostgresLease> leased(const Place& place);
// What a copy left half done is no tenant.
[[noreturn]] void copy_broke_off(const std::string& path);
[[noreturn]] void lease_lost(const std::string& path);

// Refuses (others_write) where there are any.
void refuse_while_others_write(const std::string& path, const std::vector<std::string>& others);

}  // namespace ch::cli
