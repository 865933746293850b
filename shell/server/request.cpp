#include "server/request.h"

namespace ch::server {

namespace {

constexpr std::size_t parameters_most = 20;

std::optional<int> hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

std::optional<std::string> decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      const auto high = i + 2 <= text.size() - 1 ? hex_value(text[i + 1]) : std::nullopt;
      const auto low = i + 2 <= text.size() - 1 ? hex_value(text[i + 2]) : std::nullopt;
      if (!high || !low) return std::nullopt;
      out += static_cast<char>(*high * 16 + *low);
      i += 2;
    }
    if (out.back() == '\0') return std::nullopt;
  }
  return out;
}

}  // namespace

bool read_target(std::string_view target, Request& into) {
  const auto mark = target.find('?');
  const auto path = decoded(target.substr(0, mark), false);
  if (!path || !path->starts_with('/')) return false;
  into.path = *path;
  if (mark == std::string_view::npos) return true;
  std::string_view rest = target.substr(mark + 1);
  while (!rest.empty()) {
    const auto end = rest.find('&');
    const std::string_view pair = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    const auto name = decoded(pair.substr(0, equals), true);
    const auto value = decoded(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1), true);
    if (!name || !value || into.query.size() == parameters_most || !into.query.emplace(*name, *value).second) return false;
  }
  return true;
}

std::string_view cookie_of(const Request& request, std::string_view name) {
  std::string_view rest = request.header("cookie");
  while (!rest.empty()) {
    const auto end = rest.find(';');
    std::string_view pair = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.starts_with(name) && pair.substr(name.size()).starts_with('=')) return pair.substr(name.size() + 1);
  }
  return {};
}

std::string_view bearer_of(const Request& request) {
  constexpr std::string_view scheme = "Bearer ";
  const std::string_view given = request.header("authorization");
  return given.starts_with(scheme) ? given.substr(scheme.size()) : std::string_view{};
}

bool from_elsewhere(const Request& request) {
  if (const std::string_view site = request.header("sec-fetch-site"); !site.empty()) return site != "same-origin" && site != "none";
  const std::string_view origin = request.header("origin");
  const auto host = origin.find("://");
  return host == std::string_view::npos || origin.substr(host + 3) != request.header("host");
}

std::string_view forwarded_for(const Request& request) {
  constexpr std::size_t most = 64;
  std::string_view last = request.header("x-forwarded-for");
  if (const auto comma = last.rfind(','); comma != std::string_view::npos) last = last.substr(comma + 1);
  while (last.starts_with(' ')) last.remove_prefix(1);
  return last.substr(0, most);
}

bool from_this_machine(std::string_view address) {
  if (address.starts_with("::ffff:")) address.remove_prefix(7);
  return address == "::1" || address.starts_with("127.");
}

}  // namespace ch::server
