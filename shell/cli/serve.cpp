// countinghouse serve: the tenant over HTTP, until SIGTERM. countinghouse user: who may sign in there, from the command line (SRV-1, SRV-2,
// SRV-16).
#include "cli/answers.h"
#include "cli/attachments.h"
#include "cli/backup.h"
#include "cli/begin.h"
#include "cli/deliveries.h"
#include "cli/programs.h"
#include "cli/lease.h"
#include "engine/records.h"
#include "postgres/postgres_store.h"
#include "server/access.h"
#include "server/secrets.h"
#include "server/serve.h"
#include "store/sqlite_store.h"

#include <iostream>

namespace ch::cli {

namespace {

Failure refused_as_failure(const Refusal& refusal, const std::string& path) {
  return {store_failed, refusal.code, {path + "：" + refusal.code, path + ": " + refusal.code}, {"请检查该文件。", "Look at the file."}};
}

// Beside the tenant's file, or in a schema beside the books'; under the same lease as they.
std::unique_ptr<Store> access_store(const Place& place, const PostgresLease* lease) {
  if (!lease) return std::make_unique<SqliteStore>(place.db + ".access");
  return std::make_unique<PostgresStore>(place.db, place.tenant, PostgresOptions{.schema = lease->schema(), .fence = lease->fence()});
}

std::unique_ptr<server::Access> open_access(const Place& place, const PostgresLease* lease) {
  if (!server::begin_secrets())
    throw Failure{store_failed,
                  "no_randomness",
                  {"系统无法提供随机数", "The system gives no random numbers"},
                  {"请检查系统的随机数来源。", "Look at the system's source of randomness."}};
  const std::string path = place.is_url() ? place.shown() : place.db + ".access";
  try {
    auto access = std::make_unique<server::Access>(access_store(place, lease));
    if (const Check opened = access->open(); !opened) throw refused_as_failure(opened.error(), path);
    return access;
  } catch (const StoreError& error) {
    store_failure(error, path);
  }
}

// The first start sets up the tenant, with both packs.
void set_up(House& house, const ServeOptions& options) {
  if (house.engine->last_seq() > 0) return;
  const Instant now = system_now();
  Outcome outcome = begin_tenant(house, pack_values({}), options.platform, options.administrator);
  if (outcome.done())
    outcome = house.engine->execute(
        {new_id(now), "load_pack", pack_values({}, "promo").dump(), {options.administrator, Role::administrator, {}}, now});
  if (outcome.done()) return;
  throw Failure{malformed_input,
                outcome.code,
                {"无法建立账套", "The tenant could not be set up"},
                {"请检查 --platform 与 --administrator。", "Look at --platform and --administrator."}};
}

// A password that nobody has to think of, shown once: who signs in with it sets his own.
std::string made_password() { return server::new_token().substr(0, 20); }

void first_login(House& house, server::Access& access) {
  if (!access.logins().empty()) return;
  std::string user;
  house.engine->rows().scan<Grant>({}, [&](const Grant& grant) {
    if (grant.role == Role::administrator) user = grant.user_name;
    return user.empty();
  });
  const std::string password = made_password();
  if (const Check set = access.set_password(user, password, "serve", system_now()); !set) throw refused_as_failure(set.error(), house.path);
  say("第一位管理员 The first administrator: " + user + "\n初始密码 Password, to be changed at the first sign-in: " + password + "\n");
}

server::Contents contents_of(const Place& place) {
  const auto attachments = std::make_shared<const Attachments>(place);
  return {.keep = [attachments](const std::string& content, const std::string& name) -> Result<std::string> {
            auto kept = attachments->keep(content, name);
            if (!kept) return std::unexpected(kept.error());
            return answer_text({{"hash", kept->hash}, {"size", kept->size}, {"type", kept->type}, {"name", kept->name}});
          },
          .content_of = [attachments](const AttachedDocument& document) { return attachments->content_of(document); }};
}

void listen_at(const std::string& listen, server::HttpOptions& into) {
  const auto colon = listen.rfind(':');
  const std::string port = colon == std::string::npos ? listen : listen.substr(colon + 1);
  const auto number = port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != std::string::npos ? -1 : std::stoi(port);
  if (number < 0 || number > 65'535)
    throw Failure{usage,
                  "listen",
                  {"“" + listen + "”不是监听地址", "'" + listen + "' is no address to listen on"},
                  {"请写 主机:端口，如 127.0.0.1:8080。", "Write HOST:PORT, such as 127.0.0.1:8080."}};
  into.port = static_cast<std::uint16_t>(number);
  if (colon != std::string::npos && colon > 0) into.host = listen.substr(0, colon);
}

// Its words are for the log and for who asked.
server::BackupMade made_backup(House& house, server::Access& access, const std::string& file, const server::OnEngine& on_engine) {
  try {
    if (house.lease) return back_up(house.place, file);
    return back_up_while_serving(house.place, *house.store, access, file, on_engine);
  } catch (const Failure& failure) {
    throw std::runtime_error(failure.what.en);
  }
}

server::Hold hold_of(PostgresLease* lease) {
  if (!lease) return {};
  return {.sure = [lease] { return lease->sure(); },
          .lost = [lease] { return lease->fence()->lost(); },
          .when_lost = [lease](std::function<void()> then) { lease->fence()->when_lost(std::move(then)); }};
}

}  // namespace

int serve(const ServeOptions& options) {
  server::ServeOptions given{
      .web = options.web, .log_requests = options.log_requests, .waiting_most = static_cast<std::size_t>(options.queue)};
  given.open_metrics = options.open_metrics;
  listen_at(options.listen, given.http);
  given.http.certificate = options.certificate;
  given.http.key = options.key;
  given.http.behind_proxy = options.behind_proxy;
  given.deliveries = deliveries_of(options.deliveries);
  const server::Contents contents = contents_of(options.db);
  House house(options.db, Opening::to_begin);
  set_up(house, options);
  const auto access = open_access(options.db, house.lease.get());
  first_login(house, *access);
  access->forget_expired(system_now());
  try {
    given.hold = hold_of(house.lease.get());
    given.backups = options.backups;
    given.make_backup = [&](const std::string& file, const server::OnEngine& on_engine) {
      return made_backup(house, *access, file, on_engine);
    };
    if (!options.backups.empty()) {
      make_folder(options.backups);
      sweep_backups(options.backups);
    }
    server::serve(*house.engine, *access, contents, given, [&](std::uint16_t port) {
      const char* const scheme = given.http.certificate.empty() ? "http://" : "https://";
      say("已启动 Serving " + house.path + " at " + scheme + given.http.host + ":" + std::to_string(port) + "\n");
    });
  } catch (const std::runtime_error& error) {
    throw Failure{store_failed,
                  "cannot_serve",
                  {std::string("服务无法启动：") + error.what(), std::string("The server cannot start: ") + error.what()},
                  {"请检查监听地址、端口、证书与网页文件夹。", "Look at the address, the port, the certificate and the page's folder."}};
  }
  if (house.lease && house.lease->fence()->lost()) lease_lost(house.path);
  return done;
}

int user(const UserOptions& options) {
  std::optional<House> house(std::in_place, options.db,
                             options.db.is_url() ? Opening::to_change : Opening::to_read);  // that there is a tenant
  if (!house->lease) house.reset();                                                         // a file's sign-ins lie beside it
  const auto access = open_access(options.db, house ? house->lease.get() : nullptr);
  const Instant now = system_now();
  Check made;
  if (options.what == "list") {
    for (const server::Login& login : access->logins())
      say(login.user_name + (login.disabled ? "  停用 disabled" : "") + (login.totp_secret.empty() ? "" : "  双重验证 second factor") +
          "\n");
    return done;
  }
  if (options.name.empty())
    throw Failure{usage,
                  "user",
                  {"没有写明用户", "No user is named"},
                  {"用法见 countinghouse user --help。", "`countinghouse user --help` tells the use."}};
  if (options.what == "password") {
    const std::string password = made_password();
    made = access->set_password(options.name, password, "user", now);
    if (made) say("密码 Password, to be changed at the next sign-in: " + password + "\n");
  } else if (options.what == "remove-second-factor") {
    made = access->remove_second_factor(options.name, "user", now);
  } else {
    made = access->set_disabled(options.name, options.what == "disable", "user", now);
  }
  if (made) return done;
  throw Failure{some_refused,
                made.error().code,
                {"没有该登录用户：" + options.name, "There is no such user: " + options.name},
                {"请核对用户名；countinghouse user list 列出全部。", "Check the name; `countinghouse user list` lists all."}};
}

}  // namespace ch::cli
