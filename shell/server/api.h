// What is answered at which address (SRV-3): commands, queries, changes, attachments, the door, health and metrics.
#pragma once

#include "api/cases.h"
#include "server/access.h"
#include "server/backups.h"
#include "server/bundle.h"
#include "server/log.h"
#include "server/request.h"
#include "server/tenant.h"

namespace ch::server {

// The contents of attachments, wherever the host keeps them (CON-13). On the slow thread.
struct Contents {
  std::function<Result<std::string>(const std::string& content, const std::string& name)> keep;  // answers an AttachedDocument as JSON
  std::function<Result<std::string>(const AttachedDocument& document)> content_of;
};

struct ApiLimits {
  std::size_t body_most = 4U << 20;         // of commands and queries
  std::size_t attachment_most = 32U << 20;  // of one document
  std::size_t commands_most = 1'000;        // in one request
};

class LiveHub;
class Socket;

class Api {
 public:
  struct Parts {
    Tenant& tenant;
    Access& access;
    LiveHub& hub;
    Backups& backups;
    Metrics& metrics;
    Log& log;
    const Bundle& bundle;
    Contents contents;
    ApiLimits limits;
    std::function<void(std::function<void()>)> slowly;   // on a thread that may block
    std::function<std::string_view()> ready;             // why commands would not be taken; empty: they would
    std::function<void(std::function<void()>)> answers;  // back where requests are handled
    bool https = false;                                  // cookies go by TLS alone
    bool open_metrics = false;                           // to whoever asks
  };
  explicit Api(Parts parts) : parts_(std::move(parts)) {}

  // Where the body may be larger than usual; asked before it is read.
  std::size_t body_most(std::string_view method, std::string_view path) const;
  // Answers once, sooner or later, where requests are handled.
  void handle(std::shared_ptr<const Request> request, Respond respond);
  // Who may have live views over a WebSocket; else the answer that refuses it.
  std::optional<Identity> admitted(const Request& request, Response& refusal) const;
  // Whether what let him in still counts: a session that has ended ends what it opened (SRV-16).
  std::function<bool()> still_in(const Request& request) const;
  // `send` is called where requests are handled.
  std::unique_ptr<Socket> open_socket(const Request& request, Identity who, std::function<void(std::string)> send);

 private:
  using Handler = void (Api::*)(const std::shared_ptr<const Request>&, const Identity&, Respond);
  struct Route;
  static std::span<const Route> routes();

  void metrics(const std::shared_ptr<const Request>& request, Respond respond);
  void sign_in(const Request& request, Respond respond);
  void session(const std::shared_ptr<const Request>&, const Identity&, Respond);
  void sign_out(const std::shared_ptr<const Request>&, const Identity&, Respond);
  void sessions(const std::shared_ptr<const Request>&, const Identity&, Respond);
  void revoke_session(const std::shared_ptr<const Request>&, const Identity&, Respond);
  void password(const std::shared_ptr<const Request>&, const Identity&, Respond);
  void second_factor(const std::shared_ptr<const Request>&, const Identity&, Respond);
  void logins(const std::shared_ptr<const Request>&, const Identity&, Respond);
  void set_login(const std::shared_ptr<const Request>&, const Identity&, Respond);
  void keys(const std::shared_ptr<const Request>&, const Identity&, Respond);
  void make_key(const std::shared_ptr<const Request>&, const Identity&, Respond);
  void revoke_key(const std::shared_ptr<const Request>&, const Identity&, Respond);
  void access_events(const std::shared_ptr<const Request>&, const Identity&, Respond);
  void make_backup(const std::shared_ptr<const Request>&, const Identity&, Respond);
  void backups(const std::shared_ptr<const Request>&, const Identity&, Respond);
  void commands(const std::shared_ptr<const Request>&, const Identity&, Respond);
  void command(const std::shared_ptr<const Request>&, const Identity&, Respond);
  void why_not(const std::shared_ptr<const Request>&, const Identity&, Respond);
  void query(const std::shared_ptr<const Request>&, const Identity&, Respond);
  void changes(const std::shared_ptr<const Request>&, const Identity&, Respond);
  void attach(const std::shared_ptr<const Request>&, const Identity&, Respond);
  void attachment(const std::shared_ptr<const Request>&, const Identity&, Respond);

  void note_refusals(const std::string& user, const std::string& address, std::vector<std::string> what) const;
  Respond on_record(const std::shared_ptr<const Request>& request, std::string user, Respond respond) const;
  static std::string token_of(const Request& request);
  std::optional<Identity> identity(const Request& request) const;
  // Calls `then` with whether he holds the role, whoever's; else answers only_administrators.
  void as_administrator(const Identity& who, bool auditors_too, Respond respond, std::function<void()> then);
  void slowly(Respond respond, std::function<Response()> work);
  void run(std::vector<Decoded> decoded, Respond respond, std::function<Response(std::vector<Outcome>)> answer);
  void ask(Respond respond, std::function<Response(Engine&, Instant)> question);
  // The same where the answer comes later, by what the question hands back.
  void ask_then(Respond respond, Tenant::Question question);

  Parts parts_;
};

// As the query `as` says, or as the key has it. Refusals role_needed, role_malformed.
Result<Actor> actor_of(const Identity& who, std::string_view as);
// May the key do what is named so? Users may try anything.
Check key_allows(const Identity& who, std::string_view name);

Response refusal_response(const Refusal& refusal);
int status_of(Band band);

}  // namespace ch::server
