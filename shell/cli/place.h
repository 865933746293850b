// Where a tenant lies: a file, or a tenant's number in a database of PostgreSQL (SRV-11).
#pragma once

#include <cstdint>
#include <string>

namespace ch::cli {

struct Place {
  std::string db;           // FILE, or postgresql://…
  std::int64_t tenant = 1;  // of a database
  std::string attachments;  // their folder; empty: FILE.attachments
  // Another program that writes the tenant: is waited for, for ever where `standby`; else until it shows that it lives (SRV-12).
  std::int64_t lease_seconds = 15;
  bool standby = false;

  bool is_url() const;
  // As it may be told: without a password.
  std::string shown() const;
  std::string attachments_folder() const;  // throws Failure where a database's is not named
};

}  // namespace ch::cli
