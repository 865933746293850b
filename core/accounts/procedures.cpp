#include "accounts/procedures.h"

#include <array>

namespace ch {

std::span<const Procedure* const> account_procedures() {
  static const std::array<const Procedure*, 2> all{&recharge_procedure(), &withdrawal_procedure()};
  return all;
}

const Procedure* account_procedure(std::string_view id) {
  for (const Procedure* one : account_procedures()) {
    if (one->id == id) return one;
  }
  return nullptr;
}

}  // namespace ch
