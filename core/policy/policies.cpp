#include "policy/policies.h"

#include <charconv>

#include "api/codes.h"
#include "base/business_month.h"
#include "base/fault.h"
#include "base/text.h"

namespace ch {

namespace {

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || std::to_string(value) != text) return std::nullopt;
  return value;
}

// Where two values of the kind stand to each other; none where one of them cannot be read.
std::optional<std::strong_ordering> order(PolicyKind kind, std::string_view a, std::string_view b) {
  if (kind == PolicyKind::money) {
    const auto x = Money::parse(a), y = Money::parse(b);
    return x && y ? std::optional(*x <=> *y) : std::nullopt;
  }
  if (kind == PolicyKind::number) {
    const auto x = number_in(a), y = number_in(b);
    return x && y ? std::optional(*x <=> *y) : std::nullopt;
  }
  return std::nullopt;
}

bool is_readable(PolicyKind kind, std::string_view value) {
  switch (kind) {
    case PolicyKind::money:
      return Money::parse(value).has_value();
    case PolicyKind::number:
      return number_in(value).has_value();
    case PolicyKind::ratio:
      return Ratio::parse(value).has_value();
    case PolicyKind::text:
      return true;
  }
  return false;
}

}  // namespace

Check policy_value_fits(PolicyKind kind, std::string_view value, const std::optional<std::string>& low,
                        const std::optional<std::string>& high) {
  if (!is_readable(kind, value))
    return refused("policy_malformed", "value", {{"kind", std::string(enum_type<PolicyKind>().name_of(static_cast<std::int64_t>(kind)))}});
  const auto below = low ? order(kind, value, *low) : std::nullopt;
  const auto above = high ? order(kind, value, *high) : std::nullopt;
  if ((below && *below < 0) || (above && *above > 0))
    return refused("policy_out_of_range", "value", {{"low", low.value_or("")}, {"high", high.value_or("")}});
  return {};
}

Check closing_day_fits(std::string_view name, std::string_view value) {
  if (name != "core.closing_day") return {};
  const auto day = number_in(value);
  if (!day || (*day >= 1 && *day <= 31 && valid_closing_day(static_cast<std::int32_t>(*day)))) return {};
  return refused("policy_out_of_range", "value", {{"low", "1"}, {"high", "28, 31"}});
}

bool is_prefix(std::string_view name) { return name.find(".prefix.") != std::string_view::npos; }

Check prefix_fits(std::string_view name, std::string_view value, std::span<const PackValue> pack) {
  // Digits follow it; and remarks are read in capitals, without blanks, hyphens and what shows nothing.
  const bool readable = !value.empty() && value == normal_reference(value) && value.find('-') == std::string_view::npos &&
                        value == single_line(value) && (value.back() < '0' || value.back() > '9');
  if (!readable) return refused("policy_malformed", "value", {{"kind", "prefix"}});
  for (const PackValue& other : pack) {
    if (other.name == name || !is_prefix(other.name)) continue;
    // A number of another kind in a remark must not read as a remark code.
    const bool confused = other.value == value || (name == "credit.prefix.remark" && other.value.ends_with(value));
    if (confused) return refused("policy_malformed", "value", {{"kind", "prefix_of_two"}, {"name", other.name}});
  }
  return {};
}

bool Policies::has(std::string_view name) const { return rows_->get<PolicyHead>(std::string(name)) != nullptr; }

std::int64_t Policies::version(std::string_view name) const {
  const auto head = rows_->get<PolicyHead>(std::string(name));
  require(head != nullptr, "CON-10: a policy value that the code asks for is in the pack");
  return head->next_effective && *head->next_effective <= today_ ? *head->next_version : head->version;
}

std::string Policies::in_force(std::string_view name, PolicyKind kind) const {
  const auto head = rows_->get<PolicyHead>(std::string(name));
  if (!head)
    for (const PolicyNeed& need : policy_needs())
      if (need.name == name && need.kind == kind && !need.otherwise.empty()) return std::string(need.otherwise);
  if (!head || head->kind != kind) throw Fault("CON-10: the pack has no value " + std::string(name) + " of this kind");
  return head->next_effective && *head->next_effective <= today_ ? *head->next_value : head->value;
}

Money Policies::money(std::string_view name) const { return Money::parse(in_force(name, PolicyKind::money)).value(); }
std::int64_t Policies::number(std::string_view name) const { return number_in(in_force(name, PolicyKind::number)).value(); }
std::string Policies::text(std::string_view name) const { return in_force(name, PolicyKind::text); }

}  // namespace ch
