// The page's words: one table, Chinese beside English, complete when it compiles (WEB-1).
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "api/language.h"

namespace ch::web {

struct Text {
  std::string_view key;
  std::string_view zh;
  std::string_view en;
};

}  // namespace ch::web

#include "web/texts/common.inc.h"
#include "web/texts/pages.inc.h"

namespace ch::web {

namespace detail {

template <std::size_t A, std::size_t B>
consteval auto joined(const std::array<Text, A>& a, const std::array<Text, B>& b) {
  std::array<Text, A + B> all{};
  for (std::size_t i = 0; i < A; ++i) all[i] = a[i];
  for (std::size_t i = 0; i < B; ++i) all[A + i] = b[i];
  std::ranges::sort(all, {}, &Text::key);
  return all;
}

inline constexpr auto table = joined(common_texts, page_texts);

consteval bool complete() {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table[i].key.empty() || table[i].zh.empty() || table[i].en.empty()) return false;
    if (i > 0 && table[i].key == table[i - 1].key) return false;
  }
  return true;
}
static_assert(complete(), "WEB-1: a text is missing in one language, or a key stands twice");

constexpr std::size_t find(std::string_view key) {
  std::size_t low = 0;
  std::size_t high = table.size();
  while (low < high) {
    const std::size_t mid = (low + high) / 2;
    if (table[mid].key < key)
      low = mid + 1;
    else
      high = mid;
  }
  return low < table.size() && table[low].key == key ? low : table.size();
}

}  // namespace detail

// A key that is looked up while compiling: a misspelt one does not compile.
class Key {
 public:
  consteval Key(const char* key) : at_(detail::find(key)) {
    if (at_ == detail::table.size()) throw "no such text";
  }
  [[nodiscard]] constexpr const Text& text() const { return detail::table[at_]; }

 private:
  std::size_t at_;
};

[[nodiscard]] Language language();
void set_language(Language language);

// The text in the language in use; it lives for ever.
[[nodiscard]] std::string_view tr(Key key);

using Param = std::pair<std::string_view, std::string_view>;

// The same with `{name}` replaced.
[[nodiscard]] std::string tr(Key key, std::initializer_list<Param> params);

// For codes that come from the core (states, refusals): the text of `prefix` + `code`, or the code itself if unknown.
[[nodiscard]] std::string tr_code(std::string_view prefix, std::string_view code);

}  // namespace ch::web
