#pragma once
// What answers: a value, or a refusal with code, rule, field and arguments. Its texts live in api/codes.
// CON-9.
#include <cstdint>
#include <expected>
#include <string>
#include <utility>
#include <vector>

namespace ch {

enum class Band : std::uint8_t { done, malformed, not_allowed, refused, retry };

// Rendered late; the value is canonical text (money "12.34").
struct Arg {
  std::string name;
  std::string value;

  bool operator==(const Arg&) const = default;
};

struct Refusal {
  std::string code;
  Band band = Band::refused;
  std::string rule;
  std::string field;
  std::vector<Arg> args;

  bool operator==(const Refusal&) const = default;
};

template <class T>
using Result = std::expected<T, Refusal>;
using Check = std::expected<void, Refusal>;

inline std::unexpected<Refusal> refuse(std::string code, std::string rule, std::string field = {}, std::vector<Arg> args = {},
                                       Band band = Band::refused) {
  return std::unexpected(Refusal{std::move(code), band, std::move(rule), std::move(field), std::move(args)});
}

inline const std::string* find_arg(const Refusal& refusal, const std::string& name) {
  for (const Arg& arg : refusal.args) {
    if (arg.name == name) return &arg.value;
  }
  return nullptr;
}

// Chains checks: the first that refuses answers.
#define CH_TRY(check)                                                                            \
  do {                                                                                           \
    if (auto ch_tried = (check); !ch_tried) return std::unexpected(std::move(ch_tried.error())); \
  } while (false)

}  // namespace ch
