// Policy values (CON-10): versioned, with an effective date, a range and an approver. Where a number stands in a rule, code asks here.
#pragma once

#include "api/tenant.h"
#include "store/view.h"

namespace ch {

// Every version ever proposed.
struct PolicyVersion {
  std::string name;
  std::int64_t version = 0;
  std::string value;
  Date effective;
  std::string proposed_by;
  std::optional<std::string> approved_by;
  bool rejected = false;
};
BOOST_DESCRIBE_STRUCT(PolicyVersion, (), (name, version, value, effective, proposed_by, approved_by, rejected))
template <>
struct TableOf<PolicyVersion> {
  static TableSpec spec() { return {"policy_version", {"name", "version"}, {}, ""}; }
};

// What is in force of a name, and what will be: one read answers.
struct PolicyHead {
  std::string name;
  PolicyKind kind = PolicyKind::text;
  std::string value;
  std::int64_t version = 0;
  std::optional<std::string> next_value;  // approved, in force from next_effective
  std::optional<std::int64_t> next_version;
  std::optional<Date> next_effective;
  std::optional<std::string> low, high;
  std::string rule;
};
BOOST_DESCRIBE_STRUCT(PolicyHead, (), (name, kind, value, version, next_value, next_version, next_effective, low, high, rule))
template <>
struct TableOf<PolicyHead> {
  static TableSpec spec() { return {"policy_head", {"name"}, {}, ""}; }
};

// The values in force on a day. A name that the pack does not have, or of another kind, stops the program: packs are checked when loaded.
class Policies {
 public:
  Policies(Reader& rows, Date today) : rows_(&rows), today_(today) {}
  Money money(std::string_view name) const;
  std::int64_t number(std::string_view name) const;
  std::string text(std::string_view name) const;
  bool has(std::string_view name) const;
  std::int64_t version(std::string_view name) const;

 private:
  std::string in_force(std::string_view name, PolicyKind kind) const;
  Reader* rows_;
  Date today_;
};

// Is the text a value of the kind, within the range? Refusals policy_malformed, policy_out_of_range.
Check policy_value_fits(PolicyKind kind, std::string_view value, const std::optional<std::string>& low,
                        const std::optional<std::string>& high);

// Every name that the code asks for; a pack without one of them is refused at bootstrap (pack_incomplete).
struct PolicyNeed {
  std::string_view name;
  PolicyKind kind;
  std::string_view when_in_force = {};   // the clock's command on the day on which a new version comes into force; most need none
  std::string_view otherwise = {};       // where the pack has none: for what packs of earlier did not have
  std::string_view low = {}, high = {};  // of what the pack has none
  std::string_view rule = {};
};
std::span<const PolicyNeed> policy_needs();

// CON-6: 29 and 30 would end no month of February. Refusal policy_out_of_range.
Check closing_day_fits(std::string_view name, std::string_view value);

// CON-8: the prefixes of the numbers that people see, and of the codes in remarks.
bool is_prefix(std::string_view name);
// Can numbers be told by it, among all the prefixes of a pack? Refusal policy_malformed.
Check prefix_fits(std::string_view name, std::string_view value, std::span<const PackValue> pack);

}  // namespace ch
