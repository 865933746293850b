// The two languages of everything that a person reads.
#pragma once

#include "record/struct_type.h"

namespace ch {

enum class Language : std::uint8_t { zh, en };
BOOST_DESCRIBE_ENUM(Language, zh, en)

}  // namespace ch
