// SRV-17: messages of a WebSocket, one a line, to a small tenant in memory. Whatever comes, the connection answers in JSON, with the id
// that was asked under or with none, and goes on.
#include <future>
#include <mutex>

#include "house/house.h"
#include "json/strict.h"
#include "server/clock.h"
#include "server/metrics.h"
#include "server/socket.h"
#include "store/sqlite_store.h"

#include "fuzz_house.h"

namespace {

namespace fuzz = ch::fuzz;
using ch::Engine;
using ch::Instant;
using ch::Live;
using ch::parse_strict;
using ch::server::Identity;
using ch::server::LiveHub;
using ch::server::Metrics;
using ch::server::Outlet;
using ch::server::Socket;
using ch::server::Tenant;

// Of an answer, or of what it bears; what is sent elsewhere in it may be anything, a code's name too.
bool is_fault(const nlohmann::json& said) { return said.is_object() && said.contains("code") && said["code"] == "internal_fault"; }

void check_answer(const std::string& text) {
  const auto answer = parse_strict(text, {.max_bytes = text.size()});
  if (!answer || !answer->is_object() || !answer->contains("kind")) std::abort();
  if (is_fault(*answer) || is_fault(answer->value("outcome", nlohmann::json())) || is_fault(answer->value("value", nlohmann::json()))) {
    std::fprintf(stderr, "%s\n", text.c_str());
    std::abort();
  }
}

struct Served {
  fuzz::SmallHouse house;
  Metrics metrics;
  LiveHub hub;
  std::mutex mutex;  // requests are handled where the fuzzer runs
  Tenant tenant{house.engine, {}, metrics, [this](std::vector<Tenant::Done> done) {
                  const std::scoped_lock lock(mutex);
                  for (const Tenant::Done& one : done) one();
                }};
  Served() {
    tenant.on_group(
        [this](Live& live, Engine& engine, Instant now, std::vector<Tenant::Done>& done) { hub.after_group(live, engine, now, done); });
    tenant.start();
  }
  void wait() {
    std::promise<void> passed;
    const auto tell = [&] { passed.set_value(); };
    if (tenant.ask([&](Engine&, Live&, Instant) -> Tenant::Done { return tell; }, tell)) passed.get_future().get();
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Served served;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  {
    std::unique_ptr<Socket> socket = std::make_unique<Socket>(served.tenant, served.hub, Identity{.user = "u", .session = 1},
                                                              Outlet{[](const std::string& text) { check_answer(text); }});
    while (!rest.empty()) {
      const auto end = rest.find('\n');
      {
        const std::scoped_lock lock(served.mutex);
        socket->take(rest.substr(0, end));
      }
      served.wait();
      rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
    const std::scoped_lock lock(served.mutex);
    socket.reset();
  }
  served.wait();
  return 0;
}
