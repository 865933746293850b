#pragma once
// GB18030, in which Chinese banks write what is not UTF-8; GBK and GB2312 are parts of it. LED-10.
#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

namespace ch {

// As UTF-8; every code point has a place in GB18030. Where bytes are no character: how many bytes before them, and what those say.
// One table for every host, of the standard as of 2005, as browsers have it but for the vertical forms that 2022 moved; A3A0 is the
// ideographic space that old files mean by it.
struct NotGb18030 {
  std::size_t offset = 0;
  std::string before;
};
std::expected<std::string, NotGb18030> utf8_of_gb18030(std::string_view bytes);

}  // namespace ch
