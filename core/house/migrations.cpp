#include "house/migrations.h"

#include "house/house.h"

namespace ch {

std::span<const Migration> migrations() {
  static const std::string first = described_schema();
  static const Migration all[] = {{1, "house", first}};
  return all;
}

}  // namespace ch
