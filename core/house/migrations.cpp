#include "house/migrations.h"

#include "house/migrations/001_house.h"
#include "house/migrations/002_own_account.h"

namespace ch {

std::span<const Migration> migrations() {
  static constexpr Migration all[] = {{1, "house", migration_001_house}, {2, "own_account", migration_002_own_account}};
  return all;
}

}  // namespace ch
