// A tenant served over HTTP, until SIGTERM (SRV-1, SRV-2, SRV-19).
#pragma once

#include "server/courier.h"
#include "server/http.h"

namespace ch::server {

// SRV-12: the right to write the tenant, where several servers may ask for it. Called on any thread.
struct Hold {
  std::function<bool()> sure = [] { return true; };   // nobody else can be writing
  std::function<bool()> lost = [] { return false; };  // somebody else does, or has
  std::function<void(std::function<void()>)> when_lost = [](std::function<void()>) {};
};

struct ServeOptions {
  HttpOptions http;
  DeliveryOptions deliveries;
  std::string web;  // folder of the page; empty: none
  bool log_requests = false;
  bool open_metrics = false;
  std::size_t waiting_most = 4'096;
  Hold hold = {};
  std::string backups;  // folder; empty: none are made
  MakeBackup make_backup = {};
};

// The engine is open and has a tenant. `started` is called with the port once connections are taken. Throws std::runtime_error.
void serve(Engine& engine, Access& access, Contents contents, const ServeOptions& options,
           const std::function<void(std::uint16_t)>& started);

}  // namespace ch::server
