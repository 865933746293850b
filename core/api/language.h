// The two languages of everything that a person reads.
#pragma once

#include <boost/describe/enum.hpp>
#include <cstdint>

namespace ch {

enum class Language : std::uint8_t { zh, en };
BOOST_DESCRIBE_ENUM(Language, zh, en)

}  // namespace ch
