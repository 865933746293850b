// Hands over to where it goes (SRV-5), by HTTP or SMTP, several at once. The one file that knows curl. Bounded in time and size; redirects
// are not followed, proxies of the environment not asked, certificates always looked at.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ch::server {

struct Sent {
  bool delivered = false;
  bool final = false;  // the receiver will never take it
  std::string error;   // in a few words, without anything of what was sent
};

struct Post {
  std::string url, body;
  std::vector<std::string> headers;  // "name: value"
};

struct MailServer {
  std::string url;  // smtp://HOST:PORT, or smtps:// where TLS is from the start
  std::string from, user, password;
};
struct Mail {
  std::vector<std::string> recipients;
  std::string text;  // RFC 5322
};

class Sender {
 public:
  static void begin();  // once, before any thread has one

  // `trusted`: a PEM file of certificates instead of the system's.
  explicit Sender(std::string trusted);
  ~Sender();
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;

  // Under way beside whatever is already; `key` says which one it was when it ends.
  void start(std::int64_t key, Post post);
  // To all of them or to none. With a password the connection has to be encrypted; without, it is where the server offers it.
  void start(std::int64_t key, const MailServer& to, Mail mail);
  std::size_t under_way() const;

  struct Ended {
    std::int64_t key = 0;
    Sent sent;
  };
  // What has ended; waits for something at most so long, and not where wake() was called since the last time.
  std::vector<Ended> wait(std::int64_t most_ms);
  void wake();       // from any thread
  void break_off();  // whatever is under way: nothing is known of it

 private:
  struct Transfer;
  struct Curl;
  std::unique_ptr<Curl> curl_;
};

}  // namespace ch::server
