// HTTP/1.1 and WebSocket, with TLS or without (SRV-3, SRV-4, SRV-17): the one place that knows Beast. Whatever comes is bounded in size and
// in time, and an idle connection holds next to nothing.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "server/api.h"

namespace ch::server {

struct HttpOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;        // 0: any that is free
  std::string certificate, key;  // files in PEM; empty: without TLS
  std::int64_t connections_most = 20'000;
  int head_seconds = 30, idle_seconds = 120;  // for a request to come whole; between two
  bool behind_proxy = false;                  // X-Forwarded-For says who asks
};

class Http {
 public:
  // Throws std::runtime_error with words where it cannot listen or the certificate cannot be read.
  Http(const HttpOptions& options, Metrics& metrics, Log& log);
  ~Http();
  Http(const Http&) = delete;
  Http& operator=(const Http&) = delete;

  std::uint16_t port() const;
  // Where requests are handled: the thread of run().
  void post(std::function<void()> work);
  // Sessions or keys have ended: so do the sockets that they opened (SRV-16).
  void end_sockets_of_the_gone();
  // Handles until stop(); then takes no more connections, answers what was asked, and returns.
  void run(Api& api);
  // On any thread, also in a signal handler's place: see signals.
  void stop();
  // SIGTERM and SIGINT end run(); `first` is called then, on its thread.
  void stop_on_signals(std::function<void()> first);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace ch::server
