#include "server/access.h"

#include <algorithm>
#include <bit>
#include <set>

#include "base/text.h"
#include "server/door.h"
#include "server/secrets.h"

namespace ch::server {

namespace {

constexpr std::int64_t session_days = 7;
constexpr std::int64_t failures_free = 5, lock_minutes_most = 15;
constexpr int tries_most = 30;  // of one address in so many minutes:
constexpr std::int64_t address_minutes = 10;
constexpr std::size_t addresses_most = 10'000, text_most = 200;
constexpr std::int64_t refusals_one_by_one = 50;
constexpr std::int64_t password_least = 12, password_most = 200;
constexpr std::string_view migration_1 =
    "CREATE TABLE access_login (user_name TEXT NOT NULL, password_hash TEXT NOT NULL, totp_secret TEXT NOT NULL, totp_last INTEGER NOT "
    "NULL, must_change INTEGER NOT NULL, disabled INTEGER NOT NULL, failures INTEGER NOT NULL, locked_until INTEGER NOT NULL, row_seq "
    "INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (user_name)) WITHOUT ROWID;\n"
    "CREATE TABLE access_session (id INTEGER NOT NULL, token_hash TEXT NOT NULL, user_name TEXT NOT NULL, opened INTEGER NOT NULL, "
    "expires INTEGER NOT NULL, device TEXT NOT NULL, address TEXT NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, "
    "PRIMARY KEY (id));\n"
    "CREATE INDEX access_session_by_user ON access_session (user_name, id);\n"
    "CREATE TABLE access_key (id INTEGER NOT NULL, token_hash TEXT NOT NULL, name TEXT NOT NULL, user_name TEXT NOT NULL, role INTEGER "
    "NOT NULL, party INTEGER NOT NULL, may TEXT NOT NULL, made INTEGER NOT NULL, made_by TEXT NOT NULL, revoked INTEGER NOT NULL, row_seq "
    "INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (id));\n"
    "CREATE TABLE access_event (id INTEGER NOT NULL, at INTEGER NOT NULL, kind INTEGER NOT NULL, user_name TEXT NOT NULL, by TEXT NOT "
    "NULL, address TEXT NOT NULL, detail TEXT NOT NULL, row_seq INTEGER NOT NULL, row_digest INTEGER NOT NULL, PRIMARY KEY (id));\n"
    "CREATE INDEX access_event_by_user ON access_event (user_name, id);\n";

Identity identity_of(const ApiKey& key) {
  return {.user = key.user_name, .key = key.id, .role = key.role, .party = key.party, .may = key.may};
}

// What a stranger sent, as it is kept: bounded, and text that every store takes.
std::string kept_text(std::string_view given) {
  std::string_view text = given.substr(0, text_most);
  while (!text.empty() && text.size() < given.size() && (static_cast<unsigned char>(given[text.size()]) & 0xC0U) == 0x80)
    text.remove_suffix(1);  // no half character
  if (valid_text(text)) return std::string(text);
  std::string made;
  for (const char c : text) made += c >= 0x20 && c < 0x7f ? c : '?';
  return made;
}

Check password_is_good(const std::string& password, const std::string& user, const std::string& before = {}) {
  const auto length = count_codepoints(password);
  if (length < password_least || length > password_most) return turned_away("password_short", "password");
  if (password == user || password == before) return turned_away("password_same", "password");
  return {};
}

// By a clock that may have been put back since: then no lock is longer than it was meant.
bool still_locked(Instant end, std::int64_t minutes_most, Instant now) { return end > now && end <= now.plus_minutes(minutes_most); }

std::unexpected<Refusal> locked_until(Instant end, Instant now) {
  return turned_away("locked_out", "", {{"seconds", std::to_string((end.ms - now.ms + 999) / 1'000)}});
}

template <class T>
std::int64_t last_id(Reader& rows) {
  std::int64_t last = 0;
  rows.scan<T>({.descending = true, .limit = 1}, [&](const T& row) { return last = row.id, false; });
  return last;
}

}  // namespace

std::span<const Migration> access_migrations() {
  static constexpr Migration all[] = {{1, "access", migration_1}};
  return all;
}

std::vector<const RecordType*> access_records() {
  return {&record_type<Login>(), &record_type<Session>(), &record_type<ApiKey>(), &record_type<AccessEvent>()};
}

Access::Access(std::unique_ptr<Store> store) : store_(std::move(store)), committed_(*store_, 10'000) {}

Check Access::open() {
  const auto records = access_records();
  if (Check migrated = store_->migrate(access_migrations(), records); !migrated) return migrated;
  last_ = {{"session", last_id<Session>(committed_)}, {"key", last_id<ApiKey>(committed_)}, {"event", last_id<AccessEvent>(committed_)}};
  std::map<std::string, bool> must_change;
  std::set<std::string> disabled;
  committed_.scan<Login>({}, [&](const Login& login) {
    if (!login.disabled) must_change[login.user_name] = login.must_change;
    if (login.disabled) disabled.insert(login.user_name);
    return true;
  });
  committed_.scan<Session>({}, [&](const Session& session) {
    if (const auto login = must_change.find(session.user_name); login != must_change.end())
      tokens_[session.token_hash] = {{.user = session.user_name, .session = session.id, .must_change = login->second}, session.expires};
    return true;
  });
  committed_.scan<ApiKey>({}, [&](const ApiKey& key) {
    if (!key.revoked && !disabled.contains(key.user_name)) tokens_[key.token_hash] = {identity_of(key), last_instant};
    return true;
  });
  note_first_end();
  return {};
}

void Access::note_first_end() {
  Instant first = last_instant;
  for (const auto& [hash, kept] : tokens_) first = std::min(first, kept.expires);
  first_end_ms_ = first.ms;
}

void Access::forget_expired(Instant now) {
  const std::scoped_lock writing(writing_);
  forget([&](const Kept& token) { return token.expires <= now; });  // whatever becomes of their rows
  constexpr std::size_t at_once = 1'000;
  std::vector<std::int64_t> over;
  committed_.scan<Session>({}, [&](const Session& session) {
    if (session.expires <= now) over.push_back(session.id);
    return true;
  });
  for (std::size_t done = 0; done < over.size(); done += at_once)
    change([&](View& rows) {
      for (const std::int64_t id : std::span(over).subspan(done, std::min(at_once, over.size() - done))) rows.erase<Session>(id);
    });
}

// What they opened is looked at.
template <class Gone>
void Access::forget(Gone gone) {
  {
    const std::unique_lock lock(mutex_);
    std::erase_if(tokens_, [&](const auto& token) { return gone(token.second); });
    note_first_end();
  }
  if (ended_) ended_();
}

std::optional<Identity> Access::who(std::string_view token, Instant now) const {
  const std::string hash = token_hash(token);
  const std::shared_lock lock(mutex_);
  const auto kept = tokens_.find(hash);
  if (kept == tokens_.end() || kept->second.expires <= now) return std::nullopt;
  return kept->second.who;
}

template <class Change>
void Access::change(Change make) {
  View view(committed_);
  make(view);
  if (!view.changes().empty()) committed_.flush(view.changes());
}

std::int64_t Access::next(const char* what) { return ++last_[what]; }

void Access::note_refusal(const std::string& user, const std::string& address, std::string_view what, Instant now) {
  const std::scoped_lock writing(writing_);
  refusal(AccessEventKind::refused_at_door, user, address, what, now);
}

void Access::refusal(AccessEventKind kind, const std::string& user, const std::string& address, std::string_view what, Instant now) {
  Refusals& his = refusals_[user];
  if (now >= his.since.plus_hours(1) || now < his.since) {
    tell_others(user, his);
    his = {.since = now};
  }
  const std::int64_t others = ++his.count - refusals_one_by_one;
  if (others <= 0)
    change([&](View& rows) { rows.put(AccessEvent{next("event"), now, kind, user, user, kept_text(address), kept_text(what)}); });
  else if (std::has_single_bit(static_cast<std::uint64_t>(others)))  // seldom, however many there are
    tell_others(user, his);
}

void Access::tell_others(const std::string& user, Refusals& his) {
  const std::int64_t others = his.count - refusals_one_by_one;
  if (others <= his.told) return;
  if (his.event == 0) his.event = next("event");
  his.told = others;
  change([&](View& rows) {
    rows.put(AccessEvent{
        his.event, his.since, AccessEventKind::refused_at_door, user, user, {}, "others within the hour: " + std::to_string(others)});
  });
}

Check Access::too_many_from(const std::string& address, Instant now) {
  const auto tries = tries_.find(address);
  if (tries == tries_.end() || tries->second.first < tries_most) return {};
  const Instant end = tries->second.second.plus_minutes(address_minutes);
  if (!still_locked(end, address_minutes, now)) return tries_.erase(tries), Check{};
  return locked_until(end, now);
}

// Each failure is kept, and from the sixth on locks for longer.
Check Access::failed(const SignIn& asked, Login login, const char* code, Instant now) {
  if (tries_.size() >= addresses_most) tries_.clear();
  auto& [count, since] = tries_[asked.address];
  if (count++ == 0) since = now;
  const bool known = !login.user_name.empty();
  change([&](View& rows) {
    if (known && ++login.failures > failures_free) {
      const std::int64_t minutes =
          std::min(lock_minutes_most, std::int64_t{1} << std::min<std::int64_t>(login.failures - failures_free - 1, 4));
      login.locked_until = now.plus_minutes(minutes);
      rows.put(AccessEvent{next("event"), now, AccessEventKind::locked_out, asked.user, asked.user, kept_text(asked.address), {}});
    }
    if (known) rows.put(login);
    const std::string user = kept_text(asked.user);
    rows.put(AccessEvent{next("event"), now, AccessEventKind::sign_in_refused, user, user, kept_text(asked.address), code});
  });
  return turned_away(code);
}

Result<SignedIn> Access::sign_in(const SignIn& asked, Instant now) {
  const std::scoped_lock writing(writing_);
  if (Check few = too_many_from(asked.address, now); !few) {
    refusal(AccessEventKind::sign_in_refused, {}, asked.address, "locked_out", now);  // SRV-18
    return std::unexpected(few.error());
  }
  const auto kept = committed_.get<Login>(asked.user);
  Login login = kept ? *kept : Login{};
  if (still_locked(login.locked_until, lock_minutes_most, now)) {
    refusal(AccessEventKind::sign_in_refused, login.user_name, asked.address, "locked_out", now);
    return locked_until(login.locked_until, now);
  }
  const bool has_password = !login.password_hash.empty();
  if (!has_password) password_of_nobody(asked.password);
  if (!has_password || !password_fits(login.password_hash, asked.password))
    return std::unexpected(failed(asked, login, "sign_in_failed", now).error());
  if (login.disabled) {
    refusal(AccessEventKind::sign_in_refused, login.user_name, asked.address, "login_disabled", now);
    return turned_away("login_disabled");
  }
  if (!login.totp_secret.empty()) {
    if (asked.code.empty()) return turned_away("second_factor_needed", "code");
    const auto step = totp_fits(login.totp_secret, asked.code, now);
    if (!step || *step <= login.totp_last) return std::unexpected(failed(asked, login, "second_factor_wrong", now).error());
    login.totp_last = *step;
  }
  login.failures = 0;
  tries_.erase(asked.address);
  const std::string token = new_token();
  const Session session{.id = next("session"),
                        .token_hash = token_hash(token),
                        .user_name = asked.user,
                        .opened = now,
                        .expires = now.plus_minutes(session_days * 24 * 60),
                        .device = kept_text(asked.device),
                        .address = kept_text(asked.address)};
  const std::vector<Session> his = committed_.list<Session>({.index = "by_user", .prefix = key_of(asked.user)});
  change([&](View& rows) {
    for (const Session& one : his)
      if (one.expires <= now) rows.erase<Session>(one.id);
    rows.put(login);
    rows.put(session);
    rows.put(AccessEvent{next("event"), now, AccessEventKind::signed_in, asked.user, asked.user, session.address, session.device});
  });
  const Identity who{.user = asked.user, .session = session.id, .must_change = login.must_change};
  const std::unique_lock lock(mutex_);
  tokens_[session.token_hash] = {who, session.expires};
  first_end_ms_ = std::min(first_end_ms_.load(), session.expires.ms);
  return SignedIn{token, who, session.expires};
}

// Those of a user, but one.
void Access::end_sessions(const std::string& user, std::int64_t but) {
  change([&](View& rows) {
    for (const Session& session : rows.list<Session>({.index = "by_user", .prefix = key_of(user)}))
      if (session.id != but) rows.erase<Session>(session.id);
  });
  forget([&](const Kept& token) { return token.who.user == user && token.who.session != 0 && token.who.session != but; });
}

Check Access::sign_out(const Identity& who, const std::string& address, Instant now) {
  const std::scoped_lock writing(writing_);
  change([&](View& rows) {
    rows.erase<Session>(who.session);
    rows.put(AccessEvent{next("event"), now, AccessEventKind::signed_out, who.user, who.user, kept_text(address), {}});
  });
  forget([&](const Kept& token) { return token.who.session == who.session && who.session != 0; });
  return {};
}

Check Access::change_password(const Identity& who, const std::string& before, const std::string& after, const std::string& address,
                              Instant now) {
  const std::scoped_lock writing(writing_);
  const auto kept = committed_.get<Login>(who.user);
  if (!kept) return turned_away("no_such_login", "user");
  if (!password_fits(kept->password_hash, before)) return failed({.user = who.user, .address = address}, *kept, "sign_in_failed", now);
  if (Check good = password_is_good(after, who.user, before); !good) return good;
  Login login = *kept;
  login.password_hash = password_hash(after);
  login.must_change = false;
  change([&](View& rows) {
    rows.put(login);
    rows.put(AccessEvent{next("event"), now, AccessEventKind::password_set, who.user, who.user, kept_text(address), {}});
  });
  end_sessions(who.user, who.session);
  const std::unique_lock lock(mutex_);
  for (auto& [hash, token] : tokens_)
    if (token.who.session == who.session && who.session != 0) token.who.must_change = false;
  return {};
}

Check Access::set_password(const std::string& user, const std::string& password, const std::string& by, Instant now) {
  const std::scoped_lock writing(writing_);
  if (Check good = password_is_good(password, user); !good) return good;
  const auto kept = committed_.get<Login>(user);
  Login login = kept ? *kept : Login{.user_name = user};
  login.password_hash = password_hash(password);
  login.must_change = true;
  login.failures = 0;
  login.locked_until = {};
  change([&](View& rows) {
    rows.put(login);
    rows.put(AccessEvent{next("event"), now, AccessEventKind::password_set, user, by, {}, {}});
  });
  end_sessions(user, 0);
  return {};
}

Check Access::set_disabled(const std::string& user, bool disabled, const std::string& by, Instant now) {
  const std::scoped_lock writing(writing_);
  const auto kept = committed_.get<Login>(user);
  if (!kept) return turned_away("no_such_login", "user");
  Login login = *kept;
  login.disabled = disabled;
  change([&](View& rows) {
    rows.put(login);
    const AccessEventKind kind = disabled ? AccessEventKind::login_disabled : AccessEventKind::login_enabled;
    rows.put(AccessEvent{next("event"), now, kind, user, by, {}, {}});
  });
  {
    // His keys rest as long as he is out.
    const std::unique_lock lock(mutex_);
    committed_.scan<ApiKey>({}, [&](const ApiKey& key) {
      if (key.revoked || key.user_name != user) return true;
      if (disabled)
        tokens_.erase(key.token_hash);
      else
        tokens_[key.token_hash] = {identity_of(key), last_instant};
      return true;
    });
  }
  if (disabled) end_sessions(user, 0);
  return {};
}

std::string Access::begin_second_factor(const Identity& who) {
  const std::unique_lock lock(mutex_);
  return begun_[who.user] = new_totp_secret();
}

Check Access::confirm_second_factor(const Identity& who, const std::string& code, Instant now) {
  const std::scoped_lock writing(writing_);
  std::string secret;
  {
    const std::shared_lock lock(mutex_);
    if (const auto begun = begun_.find(who.user); begun != begun_.end()) secret = begun->second;
  }
  const auto kept = committed_.get<Login>(who.user);
  if (secret.empty() || !kept) return turned_away("second_factor_not_begun");
  const auto step = totp_fits(secret, code, now);
  if (!step) return turned_away("second_factor_wrong", "code");
  Login login = *kept;
  login.totp_secret = secret;
  login.totp_last = *step;
  change([&](View& rows) {
    rows.put(login);
    rows.put(AccessEvent{next("event"), now, AccessEventKind::second_factor_set, who.user, who.user, {}, {}});
  });
  end_sessions(who.user, who.session);
  const std::unique_lock lock(mutex_);
  begun_.erase(who.user);
  return {};
}

bool Access::has_second_factor(const std::string& user) {
  const std::scoped_lock writing(writing_);
  const auto kept = committed_.get<Login>(user);
  return kept && !kept->totp_secret.empty();
}

Check Access::remove_second_factor(const std::string& user, const std::string& by, Instant now) {
  const std::scoped_lock writing(writing_);
  const auto kept = committed_.get<Login>(user);
  if (!kept) return turned_away("no_such_login", "user");
  Login login = *kept;
  login.totp_secret.clear();
  change([&](View& rows) {
    rows.put(login);
    rows.put(AccessEvent{next("event"), now, AccessEventKind::second_factor_removed, user, by, {}, {}});
  });
  return {};
}

Check Access::revoke_session(std::int64_t session, const Identity& by, bool any, Instant now) {
  const std::scoped_lock writing(writing_);
  const auto kept = committed_.get<Session>(session);
  if (!kept || (!any && kept->user_name != by.user)) return turned_away("no_such_session", "session");
  const std::string user = kept->user_name;
  change([&](View& rows) {
    rows.erase<Session>(session);
    rows.put(AccessEvent{next("event"), now, AccessEventKind::session_revoked, user, by.user, {}, {}});
  });
  forget([&](const Kept& token) { return token.who.session == session; });
  return {};
}

std::string Access::make_key(const NewKey& wanted, const std::string& by, Instant now, std::int64_t& id) {
  const std::scoped_lock writing(writing_);
  const std::string token = "chk_" + new_token();
  const ApiKey key{.id = id = next("key"),
                   .token_hash = token_hash(token),
                   .name = wanted.name,
                   .user_name = wanted.user,
                   .role = wanted.role,
                   .party = wanted.party,
                   .may = wanted.may,
                   .made = now,
                   .made_by = by};
  change([&](View& rows) {
    rows.put(key);
    rows.put(AccessEvent{next("event"), now, AccessEventKind::key_made, wanted.user, by, {}, wanted.name});
  });
  if (const auto login = committed_.get<Login>(wanted.user); login && login->disabled) return token;  // it rests
  const std::unique_lock lock(mutex_);
  tokens_[key.token_hash] = {identity_of(key), last_instant};
  return token;
}

Check Access::revoke_key(std::int64_t id, const std::string& by, Instant now) {
  const std::scoped_lock writing(writing_);
  const auto kept = committed_.get<ApiKey>(id);
  if (!kept) return turned_away("no_such_key", "key");
  ApiKey key = *kept;
  key.revoked = true;
  change([&](View& rows) {
    rows.put(key);
    rows.put(AccessEvent{next("event"), now, AccessEventKind::key_revoked, key.user_name, by, {}, key.name});
  });
  forget([&](const Kept& token) { return token.who.key == id; });
  return {};
}

std::vector<Login> Access::logins() {
  const std::scoped_lock writing(writing_);
  return committed_.list<Login>({});
}

std::vector<Session> Access::sessions(const std::string& user, Instant now) {
  const std::scoped_lock writing(writing_);
  std::vector<Session> all =
      user.empty() ? committed_.list<Session>({.limit = 10'000}) : committed_.list<Session>({.index = "by_user", .prefix = key_of(user)});
  std::erase_if(all, [&](const Session& one) { return one.expires <= now; });
  return all;
}

std::vector<ApiKey> Access::keys() {
  const std::scoped_lock writing(writing_);
  return committed_.list<ApiKey>({});
}

std::vector<AccessEvent> Access::events(std::int64_t before, int limit) {
  const std::scoped_lock writing(writing_);
  for (auto& [user, his] : refusals_) tell_others(user, his);
  Scan scan{.descending = true, .limit = limit};
  if (before > 0) scan.to = key_of(before);
  return committed_.list<AccessEvent>(scan);
}

}  // namespace ch::server
