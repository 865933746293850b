// Delivers what goes out (SRV-5): events and short messages by signed webhooks, letters by SMTP. Each way that is configured has a thread,
// which asks the tenant what is due, hands it over, several at once but one of a subject, and has the books told what became of it. Handed
// over and not yet told, when the program dies: it goes out once more, under the same id.
#pragma once

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "api/language.h"
#include "api/states.h"
#include "server/log.h"
#include "server/sender.h"
#include "server/tenant.h"

namespace ch::server {

struct DeliveryOptions {
  std::string webhook, short_messages;  // addresses; empty: what would go there waits
  std::vector<std::string> secrets;     // that sign
  MailServer mail;                      // without an address: letters wait
  Language language = Language::zh;     // of letters and short messages
  std::string trusted;                  // PEM file of certificates, instead of the system's
};

// For /metrics, now and then, on the tenant's thread.
void count_outbox(Reader& rows, Metrics& metrics);

class Courier {
 public:
  Courier(Tenant& tenant, DeliveryOptions options, Metrics& metrics, Log& log);
  ~Courier();
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;

  void start();
  // What is being handed over has a few seconds left. Before the tenant's own stop.
  void stop();
  // On the tenant's thread, after each group: something may be due.
  void after_group(std::int64_t last_seq);

 private:
  class Way;

  Tenant& tenant_;
  const DeliveryOptions options_;
  Metrics& metrics_;
  Log& log_;
  std::atomic<std::int64_t> last_seq_{0};
  std::atomic<bool> ending_{false};
  std::vector<std::shared_ptr<Way>> ways_;  // shared with what the tenant still has to answer
  std::vector<std::thread> threads_;
};

}  // namespace ch::server
