// Hands one thing over to where it goes (SRV-5), by HTTP or SMTP. The one file that knows curl. Bounded in time and size; redirects are
// not followed, proxies of the environment not asked, certificates always looked at.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ch::server {

struct Sent {
  bool delivered = false;
  bool broken_off = false;  // the server ends: nothing is known of it
  bool final = false;       // the receiver will never take it
  std::string error;        // in a few words, without anything of what was sent
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

  // `trusted`: a PEM file of certificates instead of the system's. A transfer that runs when `ending` turns true has a few seconds left.
  Sender(std::string trusted, const std::atomic<bool>& ending);
  ~Sender();
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;

  Sent send(const Post& post);
  // To all of them or to none. With a password the connection has to be encrypted; without, it is where the server offers it.
  Sent send(const MailServer& to, const Mail& mail);

 private:
  struct Curl;
  std::unique_ptr<Curl> curl_;
};

}  // namespace ch::server
