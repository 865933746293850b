// What the server keeps of who may sign in (SRV-16, SRV-18), outside the books: no secret comes into journal, digest or chain. Beside the
// tenant's file, in FILE.access. What each user may do stands in the books, as roles granted (CON-11).
#pragma once

#include "api/roles.h"
#include "base/instant.h"
#include "record/record_type.h"
#include "store/store.h"

namespace ch::server {

struct Login {
  std::string user_name;
  std::string password_hash;   // empty: by keys alone
  std::string totp_secret;     // empty: no second factor
  std::int64_t totp_last = 0;  // the step of the last code taken: none is taken twice
  bool must_change = false;    // the password was made by somebody else
  bool disabled = false;
  std::int64_t failures = 0;  // in a row
  Instant locked_until;
};
BOOST_DESCRIBE_STRUCT(Login, (), (user_name, password_hash, totp_secret, totp_last, must_change, disabled, failures, locked_until))

struct Session {
  std::int64_t id = 0;
  std::string token_hash;
  std::string user_name;
  Instant opened, expires;
  std::string device, address;
};
BOOST_DESCRIBE_STRUCT(Session, (), (id, token_hash, user_name, opened, expires, device, address))

// A machine's: acts as its user in one role, and may be held to some commands and queries.
struct ApiKey {
  std::int64_t id = 0;
  std::string token_hash;
  std::string name;
  std::string user_name;
  Role role = Role::shop;
  PartyId party;
  std::vector<std::string> may;  // names of commands and queries; empty: all that the role may
  Instant made;
  std::string made_by;
  bool revoked = false;
};
BOOST_DESCRIBE_STRUCT(ApiKey, (), (id, token_hash, name, user_name, role, party, may, made, made_by, revoked))

// SRV-18. The books have every command, its refusal, every right granted and every unmasked look; here is what happens at the door.
enum class AccessEventKind : std::uint8_t {
  signed_in = 1,
  sign_in_refused = 2,
  locked_out = 3,
  signed_out = 4,
  session_revoked = 5,
  password_set = 6,
  second_factor_set = 7,
  second_factor_removed = 8,
  login_disabled = 9,
  login_enabled = 10,
  key_made = 11,
  key_revoked = 12,
  refused_at_door = 13,
};
BOOST_DESCRIBE_ENUM(AccessEventKind, signed_in, sign_in_refused, locked_out, signed_out, session_revoked, password_set, second_factor_set,
                    second_factor_removed, login_disabled, login_enabled, key_made, key_revoked, refused_at_door)
struct AccessEvent {
  std::int64_t id = 0;
  Instant at;
  AccessEventKind kind = AccessEventKind::signed_in;
  std::string user_name, by, address, detail;
};
BOOST_DESCRIBE_STRUCT(AccessEvent, (), (id, at, kind, user_name, by, address, detail))

}  // namespace ch::server

namespace ch {

template <>
struct TableOf<server::Login> {
  static TableSpec spec() { return {"access_login", {"user_name"}, {}, ""}; }
};
template <>
struct TableOf<server::Session> {
  static TableSpec spec() { return {"access_session", {"id"}, {{"by_user", {"user_name"}}}, ""}; }
};
template <>
struct TableOf<server::ApiKey> {
  static TableSpec spec() { return {"access_key", {"id"}, {}, ""}; }
};
template <>
struct TableOf<server::AccessEvent> {
  static TableSpec spec() { return {"access_event", {"id"}, {{"by_user", {"user_name"}}}, ""}; }
};

}  // namespace ch

namespace ch::server {

std::span<const Migration> access_migrations();
std::vector<const RecordType*> access_records();

}  // namespace ch::server
