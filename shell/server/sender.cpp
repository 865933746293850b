#include "server/sender.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

#include "server/clock.h"

namespace ch::server {

namespace {

constexpr long connect_ms = 5'000, post_ms = 15'000, mail_ms = 60'000;
constexpr std::int64_t left_when_ending_us = 5'000'000;
constexpr std::size_t answer_most = 65'536, error_most = 300;

struct List {
  curl_slist* first = nullptr;
  ~List() { curl_slist_free_all(first); }
  void add(const std::string& text) {
    curl_slist* longer = curl_slist_append(first, text.c_str());
    if (!longer) throw std::bad_alloc();
    first = longer;
  }
};

struct Reading {
  const std::string& text;
  std::size_t at = 0;
};

std::size_t read_on(char* to, std::size_t size, std::size_t count, void* from) {
  auto& reading = *static_cast<Reading*>(from);
  const std::size_t length = std::min(size * count, reading.text.size() - reading.at);
  std::copy_n(reading.text.data() + reading.at, length, to);
  reading.at += length;
  return length;
}

// What the receiver says besides its status is nobody's here, and he may not say it for ever.
std::size_t throw_away(char*, std::size_t size, std::size_t count, void* total) {
  auto& read = *static_cast<std::size_t*>(total);
  read += size * count;
  return read > answer_most ? 0 : size * count;
}

std::string in_a_few_words(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < ' ' || static_cast<unsigned char>(c) >= 0x7f) c = ' ';
  return text.substr(0, error_most);
}

// RFC 5321: the receiver will say the same the next time. What is about signing in (RFC 4954) is ours to mend.
bool never(long smtp) { return smtp >= 500 && smtp < 600 && smtp != 530 && smtp != 534 && smtp != 535 && smtp != 538; }

}  // namespace

struct Sender::Curl {
  Curl(std::string file, const std::atomic<bool>& server_ends) : trusted(std::move(file)), ending(server_ends), handle(curl_easy_init()) {
    if (!handle) throw std::runtime_error("curl");
  }
  ~Curl() { curl_easy_cleanup(handle); }
  Curl(const Curl&) = delete;
  Curl& operator=(const Curl&) = delete;

  template <class Value>
  void set(CURLoption option, Value value) {
    if (const CURLcode code = curl_easy_setopt(handle, option, value); code != CURLE_OK) throw std::runtime_error(curl_easy_strerror(code));
  }

  void begin(const std::string& url, const char* protocols, long most_ms) {
    curl_easy_reset(handle);  // connections stay
    ends_since_us.reset();
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_PROTOCOLS_STR, protocols);
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, connect_ms);
    set(CURLOPT_TIMEOUT_MS, most_ms);
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!trusted.empty()) set(CURLOPT_CAINFO, trusted.c_str());
    set(CURLOPT_WRITEFUNCTION, throw_away);
    set(CURLOPT_WRITEDATA, &answered);
    set(CURLOPT_ERRORBUFFER, error.data());
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFODATA, this);
    set(CURLOPT_XFERINFOFUNCTION, go_on);
    error[0] = '\0';
    answered = 0;
  }

  static int go_on(void* of, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    Curl& curl = *static_cast<Curl*>(of);
    if (!curl.ending.load()) return 0;
    if (!curl.ends_since_us) curl.ends_since_us = microseconds();
    return microseconds() - *curl.ends_since_us > left_when_ending_us ? 1 : 0;
  }

  std::string why(CURLcode code) const { return in_a_few_words(error[0] != '\0' ? error.data() : curl_easy_strerror(code)); }
  long status() const {
    long code = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &code);
    return code;
  }

  const std::string trusted;
  const std::atomic<bool>& ending;
  CURL* handle;
  std::array<char, CURL_ERROR_SIZE> error{};
  std::size_t answered = 0;
  std::optional<std::int64_t> ends_since_us;
};

void Sender::begin() {
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw std::runtime_error("curl");
}

Sender::Sender(std::string trusted, const std::atomic<bool>& ending) : curl_(std::make_unique<Curl>(std::move(trusted), ending)) {}
Sender::~Sender() = default;

Sent Sender::send(const Post& post) {
  Curl& curl = *curl_;
  curl.begin(post.url, "http,https", post_ms);
  List headers;
  headers.add("Content-Type: application/json");
  headers.add("User-Agent: countinghouse");
  headers.add("Expect:");  // what is sent is small
  for (const std::string& header : post.headers) headers.add(header);
  curl.set(CURLOPT_HTTPHEADER, headers.first);
  curl.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(post.body.size()));
  curl.set(CURLOPT_POSTFIELDS, post.body.c_str());
  const CURLcode code = curl_easy_perform(curl.handle);
  if (code == CURLE_ABORTED_BY_CALLBACK) return {.broken_off = true};
  const bool answered = code == CURLE_OK || (code == CURLE_WRITE_ERROR && curl.answered > answer_most);
  if (!answered) return {.error = curl.why(code)};
  const long status = curl.status();
  if (status >= 200 && status < 300) return {.delivered = true};
  return {.error = "HTTP " + std::to_string(status)};
}

Sent Sender::send(const MailServer& to, const Mail& mail) {
  Curl& curl = *curl_;
  curl.begin(to.url, "smtp,smtps", mail_ms);
  curl.set(CURLOPT_FORBID_REUSE, 1L);  // a connection that the server has closed meanwhile would be a failure
  curl.set(CURLOPT_USE_SSL, static_cast<long>(to.password.empty() ? CURLUSESSL_TRY : CURLUSESSL_ALL));
  if (!to.password.empty()) {
    curl.set(CURLOPT_USERNAME, to.user.c_str());
    curl.set(CURLOPT_PASSWORD, to.password.c_str());
  }
  List recipients;
  for (const std::string& recipient : mail.recipients) recipients.add(recipient);
  curl.set(CURLOPT_MAIL_FROM, to.from.c_str());
  curl.set(CURLOPT_MAIL_RCPT, recipients.first);
  Reading reading{mail.text};
  curl.set(CURLOPT_UPLOAD, 1L);
  curl.set(CURLOPT_READFUNCTION, read_on);
  curl.set(CURLOPT_READDATA, &reading);
  const CURLcode code = curl_easy_perform(curl.handle);
  if (code == CURLE_OK) return {.delivered = true};
  if (code == CURLE_ABORTED_BY_CALLBACK) return {.broken_off = true};
  // Where it was refused after the greeting: by sender, recipient or content.
  const bool refused = code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY;
  const long status = curl.status();
  std::string error = curl.why(code);
  const bool ours = error.starts_with("MAIL failed");  // our own address, which is not this letter's fault
  if (refused && status >= 400 && !error.contains(std::to_string(status))) error = "SMTP " + std::to_string(status) + ": " + error;
  return {.final = refused && !ours && never(status), .error = std::move(error)};
}

}  // namespace ch::server
