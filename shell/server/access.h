// Who may come in (SRV-16, SRV-18): passwords, second factors, sessions by device, keys of machines, and what happened at the door. What
// they may do once inside is the engine's to say.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "base/outcome.h"
#include "server/access_records.h"
#include "store/view.h"

namespace ch::server {

// Who asks. A key acts in its one role; a user in any that he holds.
struct Identity {
  std::string user;
  std::int64_t session = 0, key = 0;  // one of the two
  bool must_change = false;
  Role role = Role::auditor;  // of a key
  PartyId party;
  std::vector<std::string> may;  // of a key; empty: all that its role may
};

struct SignIn {
  std::string user, password, code, device, address;
};
struct SignedIn {
  std::string token;
  Identity who;
  Instant expires;
};
struct NewKey {
  std::string name, user;
  Role role = Role::shop;
  PartyId party;
  std::vector<std::string> may;
};

class Access {
 public:
  // The store is migrated by `open`, and used by nobody else.
  explicit Access(std::unique_ptr<Store> store);
  Check open();
  // Sessions whose time is over; those of who signs in go then too.
  void forget_expired(Instant now);
  // Is there one? One look, on any thread.
  bool has_expired(Instant now) const { return first_end_ms_.load() <= now.ms; }

  // Quick, on any thread. None: the token is nobody's, or its time is over.
  std::optional<Identity> who(std::string_view token, Instant now) const;

  // Called after sessions or keys have come to an end, on the thread that writes; what they opened is to be looked at.
  void on_end(std::function<void()> ended) { ended_ = std::move(ended); }

  // All others write, and take up to a tenth of a second: on one thread. `by` is who does it, for the record.
  Result<SignedIn> sign_in(const SignIn& asked, Instant now);
  Check sign_out(const Identity& who, const std::string& address, Instant now);
  // His own, with the old one.
  Check change_password(const Identity& who, const std::string& before, const std::string& after, const std::string& address, Instant now);
  // By an administrator or the command line: the user changes it when he signs in. Makes the login where there is none.
  Check set_password(const std::string& user, const std::string& password, const std::string& by, Instant now);
  Check set_disabled(const std::string& user, bool disabled, const std::string& by, Instant now);
  // The secret to be shown once; it counts from the first code that fits it.
  std::string begin_second_factor(const Identity& who);
  Check confirm_second_factor(const Identity& who, const std::string& code, Instant now);
  Check remove_second_factor(const std::string& user, const std::string& by, Instant now);
  bool has_second_factor(const std::string& user);
  Check revoke_session(std::int64_t session, const Identity& by, bool any, Instant now);
  // The key itself, shown once.
  std::string make_key(const NewKey& key, const std::string& by, Instant now, std::int64_t& id);
  Check revoke_key(std::int64_t key, const std::string& by, Instant now);
  // SRV-18: what was refused for want of a right. The first of a user's in an hour stand one by one, the others as a number in one more, so
  // that nobody fills the disk by asking. Whoever has no name shares the empty one's.
  void note_refusal(const std::string& user, const std::string& address, std::string_view what, Instant now);

  // While nothing changes in it: to copy it.
  void with_store(const std::function<void(Store&)>& work) {
    const std::scoped_lock writing(writing_);
    work(*store_);
  }

  std::vector<Login> logins();
  std::vector<Session> sessions(const std::string& user, Instant now);  // empty: of all
  std::vector<ApiKey> keys();
  std::vector<AccessEvent> events(std::int64_t before, int limit);  // newest first

 private:
  std::function<void()> ended_;
  struct Kept {
    Identity who;
    Instant expires;
  };
  struct Refusals {
    Instant since;                                // an hour
    std::int64_t count = 0, event = 0, told = 0;  // in it; where the others are told, and as how many
  };
  template <class Change>
  void change(Change make);
  template <class Gone>
  void forget(Gone gone);
  void note_first_end();
  void refusal(AccessEventKind kind, const std::string& user, const std::string& address, std::string_view what, Instant now);
  void tell_others(const std::string& user, Refusals& his);
  std::int64_t next(const char* what);
  void end_sessions(const std::string& user, std::int64_t but);
  Check failed(const SignIn& asked, Login login, const char* code, Instant now);
  Check too_many_from(const std::string& address, Instant now);

  std::unique_ptr<Store> store_;
  Committed committed_;
  mutable std::shared_mutex mutex_;                          // of what follows
  std::unordered_map<std::string, Kept> tokens_;             // by hash
  std::atomic<std::int64_t> first_end_ms_{last_instant.ms};  // of them
  std::map<std::string, std::string> begun_;                 // secrets that no code has confirmed yet, by user
  std::map<std::string, std::pair<int, Instant>> tries_;     // that failed, by address: how many, since when
  std::map<std::string, Refusals> refusals_;                 // by user
  std::map<std::string, std::int64_t> last_;                 // ids given, by table
  std::mutex writing_;
};

}  // namespace ch::server
