// Live views over one connection (SRV-4): the messages of shell/browser/protocol.md, as the worker answers them.
#pragma once

#include "server/access.h"
#include "server/changes.h"
#include "server/statement_pieces.h"
#include "server/tenant.h"

namespace ch::server {

// Where what is for a connection goes, as long as it is there. Called where requests are handled.
struct Outlet {
  std::function<void(std::string)> send;
  std::function<void(std::string)> denied = [](std::string) {};  // for the record (SRV-18): what, and by which code
};

// Who subscribed to what, over all connections. On the tenant's thread alone.
class LiveHub {
 public:
  // After each group: what has changed for whom.
  void after_group(Live& live, Engine& engine, Instant now, std::vector<Tenant::Done>& done);
  Tenant::Done subscribe(Live& live, const std::shared_ptr<Outlet>& outlet, std::int64_t id, std::string name, std::string params,
                         const Actor& actor, Instant now);
  bool unsubscribe(Live& live, const Outlet* outlet, std::int64_t id);
  // Answers with the first page; what comes later is sent after each group.
  Tenant::Done follow(Engine& engine, const std::shared_ptr<Outlet>& outlet, std::int64_t id, std::int64_t after, const Actor& actor);
  void leave(Live& live, const Outlet* outlet);

 private:
  struct Subscribed {
    std::weak_ptr<Outlet> outlet;
    const Outlet* address;
    std::int64_t id;  // the client's
  };
  struct Follower {
    std::weak_ptr<Outlet> outlet;
    const Outlet* address;
    std::int64_t id;
    std::int64_t after;
    Actor actor;
  };
  std::map<std::int64_t, Subscribed> subscribed_;  // by the engine's id
  std::vector<Follower> followers_;
  std::int64_t last_ = 0;
};

class Socket {
 public:
  Socket(Tenant& tenant, LiveHub& hub, Identity who, Outlet outlet);
  ~Socket();
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  // One message of the client's.
  void take(std::string_view text);

 private:
  void answer(std::string text) { outlet_->send(std::move(text)); }
  void turn_away(std::int64_t id, const std::string& name, const Refusal& refusal);
  void take_known(const std::string& kind, std::int64_t id, std::string name, std::string params, Actor actor, std::int64_t after);
  Tenant::Question statement(const std::string& kind, std::int64_t id, const std::string& params, const Actor& actor);

  Tenant& tenant_;
  LiveHub& hub_;
  const Identity who_;
  std::shared_ptr<Outlet> outlet_;
  std::optional<Actor> actor_;  // of the last act_as
  // The statement that is on its way, one at a time. Touched by questions alone, on the tenant's thread.
  std::shared_ptr<std::optional<StatementPieces>> statement_ = std::make_shared<std::optional<StatementPieces>>();
};

}  // namespace ch::server
