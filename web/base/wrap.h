// Breaking lines of Chinese and English by the rules of typesetting; Dear ImGui breaks only at spaces.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ch::web {

struct Utf8 {
  char32_t code = 0;
  unsigned size = 0;  // bytes
};

// The character at `at`; what is no UTF-8 reads as U+FFFD, one byte long.
[[nodiscard]] Utf8 decode(std::string_view text, std::size_t at);

// Lines no wider than `width`, by the advance of each character. A break stands between two ideographs, after a space
// or a hyphen, never within a day or a time, closing punctuation or after opening; a word longer than the line is broken where it must.
[[nodiscard]] std::vector<std::string_view> wrap(std::string_view text, float width, const std::function<float(char32_t)>& advance);

}  // namespace ch::web
