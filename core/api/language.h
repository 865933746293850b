// The two languages of everything that a person reads.
#pragma once

#include <boost/describe/enum.hpp>
#include <cstdint>
#include <string_view>

namespace ch {

enum class Language : std::uint8_t { zh, en };
BOOST_DESCRIBE_ENUM(Language, zh, en)

struct Words {
  std::string_view zh, en;
  std::string_view in(Language language) const { return language == Language::zh ? zh : en; }
};

}  // namespace ch
