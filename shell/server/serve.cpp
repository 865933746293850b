#include "server/serve.h"

#include <atomic>
#include <condition_variable>
#include <deque>

#include "server/clock.h"
#include "server/socket.h"

namespace ch::server {

namespace {

// One thread for what may block: hashes of passwords, files, the store of the door.
class SlowThread {
 public:
  SlowThread() : thread_([this] { work(); }) {}
  ~SlowThread() { stop(); }
  SlowThread(const SlowThread&) = delete;
  SlowThread& operator=(const SlowThread&) = delete;
  void post(std::function<void()> work) {
    {
      const std::scoped_lock lock(mutex_);
      waiting_.push_back(std::move(work));
    }
    wake_.notify_one();
  }
  // What it has is done.
  void stop() {
    {
      const std::scoped_lock lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
  }

 private:
  void work() {
    for (;;) {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      const std::function<void()> next = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      next();
    }
  }
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

// SRV-19: while commands wait and no group has come to its end for so long, the disk hangs.
constexpr std::int64_t slow_after_us = 5'000'000;

// Why commands would not be taken just now; empty: they are.
std::string_view readiness(const Tenant& tenant, const Hold& hold, bool slow) {
  if (hold.lost()) return "lease_lost";
  if (!hold.sure()) return "lease_uncertain";
  if (!tenant.well()) return "store_unwell";
  return slow ? "store_slow" : "";
}

}  // namespace

void serve(Engine& engine, Access& access, Contents contents, const ServeOptions& options,
           const std::function<void(std::uint16_t)>& started) {
  Metrics metrics;
  Log log(stderr, options.log_requests);
  const Bundle bundle(options.web);
  Http http(options.http, metrics, log);
  LiveHub hub;
  Tenant tenant(engine, {.waiting_most = options.waiting_most, .sure = options.hold.sure}, metrics, [&](std::vector<Tenant::Done> done) {
    http.post([done = std::move(done)] {
      for (const Tenant::Done& one : done) one();
    });
  });
  Courier courier(tenant, options.deliveries, metrics, log);
  SlowThread slow;
  std::atomic<bool> forgetting{false};
  const auto forget_expired = [&] {
    try {
      access.forget_expired(system_now());
    } catch (const StoreError& error) {
      log.say("error", "store_failed", {{"detail", std::string_view(error.what())}});
    }
    forgetting = false;
  };
  std::atomic<std::int64_t> last_group_us{microseconds()};  // each second at the least, at rest too
  const auto slow_store = [&] { return metrics.waiting.load() > 0 && microseconds() - last_group_us.load() > slow_after_us; };
  constexpr std::int64_t between_counts_us = 10'000'000;
  std::int64_t counted_at = -between_counts_us, counted_seq = -1;
  tenant.on_group([&](Live& live, Engine& of, Instant now, std::vector<Tenant::Done>& done) {
    last_group_us = microseconds();
    hub.after_group(live, of, now, done);
    courier.after_group(of.last_seq());
    // SRV-16: what a session opened ends with it. Looked at here, since this comes each second at the least, whatever the clock does.
    if (access.has_expired(now) && !forgetting.exchange(true)) slow.post(forget_expired);
    if (of.last_seq() == counted_seq || microseconds() - counted_at < between_counts_us) return;
    counted_seq = of.last_seq();
    counted_at = microseconds();
    count_outbox(of.rows(), metrics);
  });
  Backups backups(options.backups, options.make_backup, tenant, log);
  Api api({.tenant = tenant,
           .access = access,
           .hub = hub,
           .backups = backups,
           .metrics = metrics,
           .log = log,
           .bundle = bundle,
           .contents = std::move(contents),
           .limits = {},
           .slowly = [&](std::function<void()> work) { slow.post(std::move(work)); },
           .ready = [&] { return readiness(tenant, options.hold, slow_store()); },
           .answers = [&](std::function<void()> work) { http.post(std::move(work)); },
           .https = !options.http.certificate.empty(),
           .open_metrics = options.open_metrics});
  access.on_end([&] { http.end_sockets_of_the_gone(); });
  http.stop_on_signals([&] { log.say("info", "stopping", {}); });
  options.hold.when_lost([&] {
    log.say("error", "lease_lost", {{"detail", "another server has taken over this tenant; this one ends"}});
    http.stop();
  });
  tenant.start();
  log.say("info", "listening",
          {{"host", std::string_view(options.http.host)}, {"port", std::int64_t{http.port()}}, {"seq", tenant.last_seq()}});
  courier.start();
  started(http.port());
  http.run(api);
  options.hold.when_lost({});
  backups.stop();
  // What was taken is finished; its answers have gone, since run() ends with the last connection.
  courier.stop();
  tenant.stop();
  slow.stop();
  log.say("info", "stopped", {{"seq", tenant.last_seq()}});
}

}  // namespace ch::server
