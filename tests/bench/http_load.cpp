// Holds over HTTP, as a shop's machine sends them: each connection has one request under way, of one command or of a batch.
//   http_load PORT TOKEN CONNECTIONS BATCH SECONDS ACCOUNTS PACE     prints one JSON object: holds a second, refusals, latencies of
//   requests
// PACE: so many requests a second and no more (0: as many as go); a latency then counts from when the request was due, however late it
// went. The tenant is one that bench_holds made: account i + 2 has campaign i + 1.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <deque>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Connection {
  int socket = -1;
  std::string out, in;
  std::size_t sent = 0;
  Clock::time_point begun;
};

class Load {
 public:
  Load(char** words)
      : port_(std::stoi(words[1])),
        token_(words[2]),
        connections_(static_cast<std::size_t>(std::stoi(words[3]))),
        batch_(std::stoi(words[4])),
        seconds_(std::stod(words[5])),
        accounts_(std::stoi(words[6])),
        pause_(std::stod(words[7]) > 0 ? static_cast<double>(connections_.size()) / std::stod(words[7]) : 0) {}

  void run() {
    poll_ = epoll_create1(0);
    const auto start = Clock::now();
    end_ = start + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds_));
    for (std::size_t i = 0; i < connections_.size(); ++i) {
      open(connections_[i]);
      const auto due = start + pause_ / static_cast<double>(connections_.size()) * static_cast<double>(i);
      resting_.emplace_back(std::chrono::time_point_cast<Clock::duration>(due), &connections_[i]);
    }
    std::vector<epoll_event> events(1'024);
    while (under_way_ > 0 || !resting_.empty()) {
      for (; !resting_.empty() && resting_.front().first <= Clock::now(); resting_.pop_front())
        ask(*resting_.front().second, resting_.front().first);
      const auto rest = resting_.empty() ? std::chrono::milliseconds(10'000)
                                         : std::chrono::ceil<std::chrono::milliseconds>(resting_.front().first - Clock::now());
      const int count =
          epoll_wait(poll_, events.data(), static_cast<int>(events.size()), static_cast<int>(std::max<long>(rest.count(), 0)));
      if (count < 0 || (count == 0 && resting_.empty())) throw std::runtime_error("the server answers no more");
      for (int i = 0; i < count; ++i) read(*static_cast<Connection*>(events[static_cast<std::size_t>(i)].data.ptr));
    }
    const double took = std::chrono::duration<double>(Clock::now() - start).count();
    std::ranges::sort(micros_);
    const auto at = [&](double share) {
      return micros_.empty() ? 0.0 : micros_[static_cast<std::size_t>(share * static_cast<double>(micros_.size() - 1))] / 1e3;
    };
    std::printf("{\"per_second\":%.1f,\"refused\":%lld,\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"p999_ms\":%.3f}\n",
                static_cast<double>(done_) / took, static_cast<long long>(refused_), at(0.5), at(0.99), at(0.999));
  }

 private:
  void open(Connection& one) const {
    one.socket = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port_));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(one.socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
      throw std::runtime_error("no server at this port");
    const int on = 1;
    setsockopt(one.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    epoll_event event{.events = EPOLLIN, .data = {.ptr = &one}};
    epoll_ctl(poll_, EPOLL_CTL_ADD, one.socket, &event);
  }

  void command(std::string& body) {
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    const std::uint64_t bits = random_();
    ++number_;
    char text[400];
    const int account = static_cast<int>(random_() % static_cast<std::uint64_t>(accounts_));
    std::snprintf(
        text, sizeof text,
        R"({"id":"%08llx-%04llx-7%03llx-%04llx-%012llx","name":"freeze_order","payload":{"account":%d,"order":"H-%llx-%lld","campaign":%d,"fee":"%d.%02d"}})",
        static_cast<unsigned long long>(now >> 16), static_cast<unsigned long long>(now & 0xffff),
        static_cast<unsigned long long>(bits & 0xfff), static_cast<unsigned long long>(0x8000 | ((bits >> 12) & 0x3fff)),
        static_cast<unsigned long long>(((bits >> 26) ^ static_cast<std::uint64_t>(number_)) & 0xffffffffffff), account + 2,
        static_cast<unsigned long long>(bits), static_cast<long long>(number_), account + 1, static_cast<int>(bits % 9 + 1),
        static_cast<int>(bits % 100));
    body += text;
  }

  void ask(Connection& one, Clock::time_point due) {
    std::string body;
    if (batch_ > 1) body += '[';
    for (int i = 0; i < batch_; ++i) {
      if (i > 0) body += ',';
      command(body);
    }
    if (batch_ > 1) body += ']';
    one.out = "POST /v1/commands HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token_ +
              "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    one.begun = pause_ > std::chrono::duration<double>(0) ? due : Clock::now();
    one.in.clear();
    for (one.sent = 0; one.sent < one.out.size();) {
      const auto wrote = write(one.socket, one.out.data() + one.sent, one.out.size() - one.sent);
      if (wrote <= 0) throw std::runtime_error("the server took no more");
      one.sent += static_cast<std::size_t>(wrote);
    }
    ++under_way_;
  }

  void read(Connection& one) {
    char bytes[65'536];
    const auto got = ::read(one.socket, bytes, sizeof bytes);
    if (got <= 0) throw std::runtime_error("the server closed a connection");
    one.in.append(bytes, static_cast<std::size_t>(got));
    const auto head = one.in.find("\r\n\r\n");
    const auto length = one.in.find("Content-Length: ");
    if (head == std::string::npos || length == std::string::npos || length > head) return;
    if (one.in.size() < head + 4 + std::stoul(one.in.substr(length + 16))) return;
    micros_.push_back(std::chrono::duration<double, std::micro>(Clock::now() - one.begun).count());
    std::int64_t done = 0;
    for (auto at = one.in.find("\"code\":\"done\""); at != std::string::npos; at = one.in.find("\"code\":\"done\"", at + 1)) ++done;
    done_ += done;
    refused_ += batch_ - done;
    --under_way_;
    if (const auto next = one.begun + std::chrono::duration_cast<Clock::duration>(pause_); Clock::now() < end_)
      resting_.emplace_back(next, &one);
  }

  const int port_;
  const std::string token_;
  std::vector<Connection> connections_;
  const int batch_;
  const double seconds_;
  const int accounts_;
  const std::chrono::duration<double> pause_;                      // of a connection, from one request to the next; 0: none
  std::deque<std::pair<Clock::time_point, Connection*>> resting_;  // by when they are due
  int poll_ = -1;
  Clock::time_point end_;
  std::mt19937_64 random_{std::random_device{}()};
  std::int64_t number_ = 0, done_ = 0, refused_ = 0, under_way_ = 0;
  std::vector<double> micros_;
};

}  // namespace

int main(int count, char** words) {
  if (count != 8) {
    std::fputs("http_load PORT TOKEN CONNECTIONS BATCH SECONDS ACCOUNTS PACE\n", stderr);
    return 2;
  }
  try {
    Load(words).run();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "http_load: %s\n", error.what());
    return 1;
  }
  return 0;
}
