#include "web/texts/texts.h"

namespace ch::web {

namespace {
Language current = Language::zh;

std::string_view in_use(const Text& text) { return current == Language::zh ? text.zh : text.en; }
}  // namespace

Language language() { return current; }
void set_language(Language language) { current = language; }

std::string_view tr(Key key) { return in_use(key.text()); }

std::string tr(Key key, std::initializer_list<Param> params) {
  const std::string_view form = tr(key);
  std::string out;
  for (std::size_t i = 0; i < form.size();) {
    const std::size_t open = form.find('{', i);
    const std::size_t close = open == form.npos ? form.npos : form.find('}', open);
    if (close == form.npos) return out.append(form.substr(i));
    out.append(form.substr(i, open - i));
    const std::string_view name = form.substr(open + 1, close - open - 1);
    for (const Param& p : params)
      if (p.first == name) out.append(p.second);
    i = close + 1;
  }
  return out;
}

std::string tr_code(std::string_view prefix, std::string_view code) {
  const std::size_t at = detail::find(std::string(prefix).append(code));
  return std::string(at == detail::table.size() ? code : in_use(detail::table[at]));
}

}  // namespace ch::web
