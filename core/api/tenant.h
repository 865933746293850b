// The tenant itself as messages: bootstrap, pack, roles, policies, clock (CON-3, CON-10, CON-11).
#pragma once

#include <optional>

#include "api/ids.h"

namespace ch {

enum class PolicyKind : std::uint8_t { money = 1, number = 2, text = 3, ratio = 4 };
BOOST_DESCRIBE_ENUM(PolicyKind, money, number, text, ratio)

struct PackValue {
  std::string name;  // "credit.recharge_minimum"
  PolicyKind kind;
  std::string value;
  std::optional<std::string> low, high;  // the range stated, inclusive
  std::string rule;
};
BOOST_DESCRIBE_STRUCT(PackValue, (), (name, kind, value, low, high, rule))

// The first command of a tenant: who administers it, and its pack. assets/packs/NAME.json is `pack` and `values`.
struct Bootstrap {
  std::string platform;
  std::string administrator;
  std::string pack;
  std::vector<PackValue> values;
};
BOOST_DESCRIBE_STRUCT(Bootstrap, (), (platform, administrator, pack, values))

struct GrantRole {
  std::string user;
  Role role;
  std::optional<PartyId> party;  // for outside users
};
BOOST_DESCRIBE_STRUCT(GrantRole, (), (user, role, party))
struct RevokeRole {
  std::string user;
  Role role;
  std::optional<PartyId> party;
};
BOOST_DESCRIBE_STRUCT(RevokeRole, (), (user, role, party))

struct ProposePolicy {
  std::string name;
  std::string value;
  Date effective;
};
BOOST_DESCRIBE_STRUCT(ProposePolicy, (), (name, value, effective))
struct ApprovePolicy {
  std::string name;
  std::int64_t version;
};
BOOST_DESCRIBE_STRUCT(ApprovePolicy, (), (name, version))
struct RejectPolicy {
  std::string name;
  std::int64_t version;
};
BOOST_DESCRIBE_STRUCT(RejectPolicy, (), (name, version))

struct HaltClock {  // by the clock: time jumped beyond the policy's bound, so timers wait for a person (CON-3)
  Instant before;
};
BOOST_DESCRIBE_STRUCT(HaltClock, (), (before))
struct ConfirmClock {};  // a person says that the jump forward is real (CON-3)
BOOST_DESCRIBE_STRUCT(ConfirmClock, (), ())

}  // namespace ch
