// What the engine itself keeps: the journal of commands, numbers, timers, grants, the tenant.
#pragma once

#include "api/ids.h"
#include "base/sha256.h"
#include "record/record_type.h"

namespace ch {

// Command, entries and outcome in one row, appended and never changed. `hash` chains it to the row before (LED-7).
// Replaying names, actors, times and payloads in order gives the same rows, byte for byte.
struct JournalRow {
  std::int64_t seq = 0;
  Uuid id;
  std::string name;
  std::string user_name;
  Role role = Role::clock;
  PartyId party;
  Instant at;
  std::string payload;  // canonical JSON
  std::string code;     // "done", or of the refusal
  std::string field;
  std::string args;         // JSON: [["name","value"],…]
  std::string entries;      // JSON: [[kind, business date, reference, reverses, [[account, book, amount],…]],…]; empty: none
  std::int64_t policy = 0;  // number of policy versions approved until then: which values decided (CON-10)
  Hash hash{};
};
BOOST_DESCRIBE_STRUCT(JournalRow, (), (seq, id, name, user_name, role, party, at, payload, code, field, args, entries, policy, hash))
template <>
struct TableOf<JournalRow> {
  static TableSpec spec() { return {"journal", {"seq"}, {{"by_id", {"id"}, true}}, "party", true}; }
};

struct Sequence {
  std::string name;
  std::int64_t last = 0;
};
BOOST_DESCRIBE_STRUCT(Sequence, (), (name, last))
template <>
struct TableOf<Sequence> {
  static TableSpec spec() { return {"sequence", {"name"}, {}, ""}; }
};

inline constexpr std::string_view policies_approved = "policy_approved";  // the sequence that counts approved policy versions

struct Timer {
  TimerId id;
  Instant due;
  std::string command;
  std::string payload;
  std::int64_t every_ms = 0;  // 0: once
};
BOOST_DESCRIBE_STRUCT(Timer, (), (id, due, command, payload, every_ms))
template <>
struct TableOf<Timer> {
  static TableSpec spec() { return {"timer", {"id"}, {{"by_due", {"due"}}}, ""}; }
};

enum class PartyKind : std::uint8_t { merchant = 1, reseller = 2, client = 3 };
BOOST_DESCRIBE_ENUM(PartyKind, merchant, reseller, client)

// A merchant, a reseller, a client of one, or later a group customer: whose rows are whose.
struct Party {
  PartyId id;
  std::string name;      // 公司注册名称, as registered
  std::string supplier;  // 供应商编号, or the code by which the platform knows a reseller or a client
  PartyKind kind = PartyKind::merchant;
  PartyId reseller;                 // 代理商, of a client
  std::vector<std::string> emails;  // where what is written to a reseller or a client goes
};
BOOST_DESCRIBE_STRUCT(Party, (), (id, name, supplier, kind, reseller, emails))
template <>
struct TableOf<Party> {
  static TableSpec spec() {
    return {"party", {"id"}, {{"by_name", {"name"}}, {"by_supplier", {"supplier"}, true}, {"by_reseller", {"reseller"}}}, "id"};
  }
};

// A role that a user holds; staff without a party, outside users for one (CON-11).
struct Grant {
  std::string user_name;  // USER is a word of SQL
  Role role = Role::auditor;
  PartyId party;
  Instant since;
  std::string granted_by;
};
BOOST_DESCRIBE_STRUCT(Grant, (), (user_name, role, party, since, granted_by))
template <>
struct TableOf<Grant> {
  static TableSpec spec() { return {"role_grant", {"user_name", "role", "party"}, {{"by_party", {"party"}}}, "party"}; }
};

struct Tenant {
  std::int64_t id = 1;
  std::string platform;
  std::string pack;
  bool clock_halted = false;             // CON-3
  std::optional<Instant> halted_before;  // the last time before the jump
};
BOOST_DESCRIBE_STRUCT(Tenant, (), (id, platform, pack, clock_halted, halted_before))
template <>
struct TableOf<Tenant> {
  static TableSpec spec() { return {"tenant", {"id"}, {}, ""}; }
};

}  // namespace ch
