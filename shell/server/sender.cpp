#include "server/sender.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

namespace ch::server {

namespace {

constexpr long connect_ms = 5'000, post_ms = 15'000, mail_ms = 60'000;
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
  std::string text;
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

// One that is under way, with all that curl reads and writes meanwhile.
struct Sender::Transfer {
  Transfer(std::int64_t which, std::string sent) : key(which), body{std::move(sent)}, handle(curl_easy_init()) {
    if (!handle) throw std::runtime_error("curl");
  }
  ~Transfer() { curl_easy_cleanup(handle); }
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  template <class Value>
  void set(CURLoption option, Value value) {
    if (const CURLcode code = curl_easy_setopt(handle, option, value); code != CURLE_OK) throw std::runtime_error(curl_easy_strerror(code));
  }

  void begin(const std::string& url, const char* protocols, long most_ms, const std::string& trusted) {
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_PROTOCOLS_STR, protocols);
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_QUICK_EXIT, 1L);  // a name that nobody resolves holds up no end
    set(CURLOPT_CONNECTTIMEOUT_MS, connect_ms);
    set(CURLOPT_TIMEOUT_MS, most_ms);
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!trusted.empty()) set(CURLOPT_CAINFO, trusted.c_str());
    set(CURLOPT_WRITEFUNCTION, throw_away);
    set(CURLOPT_WRITEDATA, &answered);
    set(CURLOPT_ERRORBUFFER, error.data());
  }

  std::string why(CURLcode code) const { return in_a_few_words(error[0] != '\0' ? error.data() : curl_easy_strerror(code)); }
  long status() const {
    long code = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &code);
    return code;
  }
  Sent posted(CURLcode code) const;
  Sent mailed(CURLcode code) const;

  const std::int64_t key;
  bool is_mail = false;
  Reading body;
  List lines;  // of its head, or its recipients
  CURL* handle;
  std::array<char, CURL_ERROR_SIZE> error{};
  std::size_t answered = 0;
};

Sent Sender::Transfer::posted(CURLcode code) const {
  const bool was_answered = code == CURLE_OK || (code == CURLE_WRITE_ERROR && answered > answer_most);
  if (!was_answered) return {.error = why(code)};
  const long said = status();
  if (said >= 200 && said < 300) return {.delivered = true};
  return {.error = "HTTP " + std::to_string(said)};
}

Sent Sender::Transfer::mailed(CURLcode code) const {
  if (code == CURLE_OK) return {.delivered = true};
  // Where it was refused after the greeting: by sender, recipient or content.
  const bool refused = code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY;
  const long said = status();
  std::string words = why(code);
  const bool ours = words.starts_with("MAIL failed");  // our own address, which is not this letter's fault
  if (refused && said >= 400 && !words.contains(std::to_string(said))) words = "SMTP " + std::to_string(said) + ": " + words;
  return {.final = refused && !ours && never(said), .error = std::move(words)};
}

struct Sender::Curl {
  explicit Curl(std::string file) : trusted(std::move(file)), multi(curl_multi_init()) {
    if (!multi) throw std::runtime_error("curl");
  }
  ~Curl() {
    break_off();
    curl_multi_cleanup(multi);
  }
  Curl(const Curl&) = delete;
  Curl& operator=(const Curl&) = delete;

  static void must(CURLMcode code) {
    if (code != CURLM_OK) throw std::runtime_error(curl_multi_strerror(code));
  }
  void start(std::unique_ptr<Transfer> one) {
    must(curl_multi_add_handle(multi, one->handle));
    CURL* const handle = one->handle;
    under_way.emplace(handle, std::move(one));
  }
  void break_off() {
    for (const auto& [handle, one] : under_way) curl_multi_remove_handle(multi, handle);
    under_way.clear();
  }
  std::vector<Ended> go_on() {
    int running = 0, left = 0;
    must(curl_multi_perform(multi, &running));
    std::vector<Ended> ended;
    while (const CURLMsg* said = curl_multi_info_read(multi, &left)) {
      if (said->msg != CURLMSG_DONE) continue;
      const CURLcode code = said->data.result;  // what it points to goes with the handle
      const auto one = under_way.extract(said->easy_handle);
      const Transfer& transfer = *one.mapped();
      ended.push_back({transfer.key, transfer.is_mail ? transfer.mailed(code) : transfer.posted(code)});
      curl_multi_remove_handle(multi, transfer.handle);
    }
    return ended;
  }

  const std::string trusted;
  CURLM* multi;
  std::map<CURL*, std::unique_ptr<Transfer>> under_way;
};

void Sender::begin() {
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw std::runtime_error("curl");
}

Sender::Sender(std::string trusted) : curl_(std::make_unique<Curl>(std::move(trusted))) {}
Sender::~Sender() = default;

void Sender::start(std::int64_t key, Post post) {
  auto one = std::make_unique<Transfer>(key, std::move(post.body));
  one->begin(post.url, "http,https", post_ms, curl_->trusted);
  one->lines.add("Content-Type: application/json");
  one->lines.add("User-Agent: countinghouse");
  one->lines.add("Expect:");  // what is sent is small
  for (const std::string& header : post.headers) one->lines.add(header);
  one->set(CURLOPT_HTTPHEADER, one->lines.first);
  one->set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(one->body.text.size()));
  one->set(CURLOPT_POSTFIELDS, one->body.text.c_str());
  curl_->start(std::move(one));
}

void Sender::start(std::int64_t key, const MailServer& to, Mail mail) {
  auto one = std::make_unique<Transfer>(key, std::move(mail.text));
  one->is_mail = true;
  one->begin(to.url, "smtp,smtps", mail_ms, curl_->trusted);
  one->set(CURLOPT_FORBID_REUSE, 1L);  // a connection that the server has closed meanwhile would be a failure
  one->set(CURLOPT_USE_SSL, static_cast<long>(to.password.empty() ? CURLUSESSL_TRY : CURLUSESSL_ALL));
  if (!to.password.empty()) {
    one->set(CURLOPT_USERNAME, to.user.c_str());
    one->set(CURLOPT_PASSWORD, to.password.c_str());
  }
  for (const std::string& recipient : mail.recipients) one->lines.add(recipient);
  one->set(CURLOPT_MAIL_FROM, to.from.c_str());
  one->set(CURLOPT_MAIL_RCPT, one->lines.first);
  one->set(CURLOPT_UPLOAD, 1L);
  one->set(CURLOPT_READFUNCTION, read_on);
  one->set(CURLOPT_READDATA, &one->body);
  curl_->start(std::move(one));
}

std::size_t Sender::under_way() const { return curl_->under_way.size(); }

std::vector<Sender::Ended> Sender::wait(std::int64_t most_ms) {
  std::vector<Ended> ended = curl_->go_on();
  if (!ended.empty()) return ended;
  Curl::must(curl_multi_poll(curl_->multi, nullptr, 0, static_cast<int>(most_ms), nullptr));
  return curl_->go_on();
}

void Sender::wake() { curl_multi_wakeup(curl_->multi); }
void Sender::break_off() { curl_->break_off(); }

}  // namespace ch::server
