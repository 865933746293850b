// What a request says of itself, as strangers send it: its target, cookies, bearer, the proxy's header and where it comes from. The first
// line is the target, each further one "name: value" of a header. What is read lies in what was sent, and is bounded.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "server/request.h"

namespace {

using ch::server::Request;

bool is_within(std::string_view part, std::string_view whole) { return part.empty() || whole.contains(part); }

std::string encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string made;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    made += '%';
    made += digits[byte >> 4U];
    made += digits[byte & 15U];
  }
  return made;
}

void check_target(std::string_view target) {
  Request request;
  if (!ch::server::read_target(target, request)) return;
  if (!request.path.starts_with('/') || request.path.contains('\0') || request.path.size() > target.size()) std::abort();
  if (request.query.size() > 20) std::abort();
  // Written out anew it is read as the same.
  std::string again = "/" + encoded(std::string_view(request.path).substr(1)) + "?";
  for (const auto& [name, value] : request.query) {
    if (name.contains('\0') || value.contains('\0')) std::abort();
    again += encoded(name) + "=" + encoded(value) + "&";
  }
  Request same;
  if (!ch::server::read_target(again, same) || same.path != request.path || same.query != request.query) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const auto next_line = [&] {
    const auto end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    return line;
  };
  check_target(next_line());
  Request request;
  while (!rest.empty()) {
    const std::string_view line = next_line();
    const auto colon = line.find(": ");
    if (colon != std::string_view::npos) request.headers.emplace(line.substr(0, colon), line.substr(colon + 2));
  }
  const std::string_view cookie = ch::server::cookie_of(request, "ch_session");
  if (!is_within(cookie, request.header("cookie")) || cookie.contains(';')) std::abort();
  if (!is_within(ch::server::bearer_of(request), request.header("authorization"))) std::abort();
  const std::string_view from = ch::server::forwarded_for(request);
  if (!is_within(from, request.header("x-forwarded-for")) || from.size() > 64 || from.contains(',')) std::abort();
  // SRV-17: a browser that says "another site" is believed, whatever else stands there; and no other origin than ours is ours.
  const bool elsewhere = ch::server::from_elsewhere(request);
  if (request.header("sec-fetch-site") == "cross-site" && !elsewhere) std::abort();
  if (request.header("sec-fetch-site").empty() && !elsewhere && !request.header("origin").ends_with(request.header("host"))) std::abort();
  return 0;
}
