#include "house/migrations.h"

#include "house/migrations/001_house.h"

namespace ch {

std::span<const Migration> migrations() {
  static constexpr Migration all[] = {{1, "house", migration_001_house}};
  return all;
}

}  // namespace ch
