// The schema's numbered steps (SRV-14). A released one never changes.
#pragma once

#include <span>

#include "store/store.h"

namespace ch {

std::span<const Migration> migrations();

}  // namespace ch
