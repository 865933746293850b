// Delivers what goes out (SRV-5): events and short messages by signed webhooks, letters by SMTP. Each way that is configured has a thread,
// which asks the tenant what is due, hands it over, and has the books told what became of it. Handed over and not yet told, when the
// program dies: it goes out once more, under the same id.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
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
  ~Courier() { stop(); }
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;

  void start();
  // What is being handed over has a few seconds left. Before the tenant's own stop.
  void stop();
  // On the tenant's thread, after each group: something may be due.
  void after_group(std::int64_t last_seq);

 private:
  struct Parcel {
    std::int64_t message = 0, attempt = 0;
    std::string id;    // among all tenants
    std::string body;  // what a webhook gets, or the letter
    std::vector<std::string> recipients;
  };
  struct Round {
    std::vector<Parcel> due;
    std::optional<Instant> next;
  };
  // What a question and the answers to notes are waited for with; who asked may be gone when they come.
  struct Desk;

  void work(OutgoingKind kind);
  std::optional<Round> look(OutgoingKind kind);
  Sent hand_over(OutgoingKind kind, const Parcel& parcel, Sender& sender) const;
  void note(OutgoingKind kind, const Parcel& parcel, const Sent& sent, const std::shared_ptr<Desk>& desk);
  void rest(std::int64_t since_seq, std::int64_t most_ms);
  bool pause(std::int64_t ms);  // false: it ends
  std::vector<OutgoingKind> ways() const;

  Tenant& tenant_;
  const DeliveryOptions options_;
  Metrics& metrics_;
  Log& log_;
  std::mutex mutex_;
  std::condition_variable news_;
  std::int64_t last_seq_ = 0;
  std::atomic<bool> ending_{false};
  std::vector<std::thread> threads_;
};

}  // namespace ch::server
