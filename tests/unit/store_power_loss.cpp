// SRV-8: the real engine over SQLite on a machine whose power goes at any moment: while it commits, checkpoints, recovers or closes.
// Natively; the files of the browser have such tests of their own (tests/browser/worker_files.test.mjs).
#ifndef __EMSCRIPTEN__
#include "engine/audit.h"
#include "house/house.h"
#include "support/orders.h"
#include "support/power_loss.h"

#include <sqlite3.h>

namespace ch::test {
namespace {

struct Trial {
  std::string journal_mode = "wal";
  bool synced = true;  // false: PRAGMA synchronous = OFF, which must show
};

class Powered {
 public:
  Powered(const Trial& trial, std::uint64_t seed)
      : trial_(trial),
        pending_rows_(static_cast<std::size_t>(1 + seed % 4 * 40)),  // so that the tables are filled in many of the rounds
        machine_(seed),
        env_(std::make_unique<SqliteStore>(path, options()), {}, seed),
        random_(seed * 31 + 1),
        shop_(env_.merchant("示例家居（杭州）有限公司", "900000.00")) {
    campaign_ = env_.campaign(shop_);
    settle_disk();
  }

  // Works until the power goes, and says what is not as it was acknowledged. Empty: nothing.
  std::string lose_power_once() {
    if (trial_.synced && random_.below(3) == 0)
      machine_.lose_power_in_sync(1 + random_.below(20));
    else
      machine_.lose_power_after(random_.below(random_.below(4) == 0 ? 40 : 600));
    try {
      while (machine_.has_power()) work();
    } catch (const StoreError&) {  // the engine cannot even read; so nobody was told anything
    }
    REQUIRE_FALSE(machine_.has_power());
    try {
      restart();
      if (random_.below(3) == 0) {  // it goes again while SQLite recovers
        machine_.lose_power_after(random_.below(30));
        try {
          open();
        } catch (const StoreError&) {
        }
        restart();
      }
      open();
    } catch (const StoreError& error) {
      return std::string("not opened: ") + error.what();
    }
    return difference();
  }

  std::size_t acknowledged() const { return acknowledged_.size(); }
  std::int64_t repeated() const { return repeated_; }
  const LossyMachine& machine() const { return machine_; }

 private:
  static constexpr const char* path = "tenant.db";
  SqliteOptions options() const { return {.vfs = machine_.vfs(), .journal_mode = trial_.journal_mode, .pending_rows = pending_rows_}; }

  void open() {
    env_.store = std::make_unique<SqliteStore>(path, options());
    env_.engine = std::make_unique<Engine>(*env_.store, house_catalogue());
    settle_disk();
    const Check opened = env_.engine->open();
    REQUIRE(opened.has_value());
  }
  // Small caches and early checkpoints, so that pages are spilled and the main file is written to in most rounds.
  void settle_disk() {
    std::string pragmas = "PRAGMA wal_autocheckpoint = " + std::to_string(20 + random_.below(200)) + ";PRAGMA cache_size = 30;";
    if (!trial_.synced) pragmas += "PRAGMA synchronous = OFF;";
    sqlite3_exec(as_sqlite(*env_.store).handle(), pragmas.c_str(), nullptr, nullptr, nullptr);
  }
  void restart() {
    env_.engine.reset();
    env_.store.reset();
    machine_.restart();
  }

  void work() {
    if (random_.below(40) == 0) {  // an orderly end, and a new beginning
      env_.engine.reset();
      env_.store.reset();
      return open();
    }
    std::vector<Envelope> group = std::exchange(unanswered_, {});  // what had no answer is sent again, as it was
    while (group.size() < 1 + static_cast<std::size_t>(random_.below(5))) group.push_back(command());
    unanswered_ = group;
    const std::vector<Outcome> outcomes = env_.engine->execute_group(group);
    unanswered_.clear();
    for (std::size_t i = 0; i < group.size(); ++i) {
      const Outcome& outcome = outcomes[i];
      INFO(group[i].name << " " << group[i].payload << ": " << outcome.code);
      if (outcome.band == Band::retry) {
        unanswered_.push_back(group[i]);
        continue;
      }
      REQUIRE((outcome.done() || outcome.band == Band::refused));
      repeated_ += outcome.repeated;
      REQUIRE(acknowledged_.emplace(group[i].id, outcome).second);
    }
  }

  Envelope command() {
    env_.now = env_.now.plus_ms(random_.below(90'000));
    const std::string number = "O-" + std::to_string(random_.below(400)), fee = Money::fen(1 + random_.below(90'000)).text();
    switch (random_.below(6)) {
      case 0:
        return envelope(env_.shop, "settle_order", settle_of(shop_, number));
      case 1:
        return envelope(env_.shop, "release_order", release_of(shop_, number, fee));
      case 2:
        return envelope(env_.shop, "refund_order", refund_of(shop_, number, fee));
      case 3:
        return envelope(shop_.user, "request_recharge",
                        {{"account", shop_.account}, {"amount", Money::fen(300'000 + random_.below(90)).text()}});
      default:
        return envelope(env_.shop, "freeze_order", freeze_of(shop_, number, campaign_, fee));
    }
  }
  Envelope envelope(const Actor& actor, const std::string& name, const json& payload) {
    std::array<std::uint8_t, 10> bits{};
    for (auto& byte : bits) byte = static_cast<std::uint8_t>(random_.next());
    return {Uuid::v7(env_.now.ms, bits), name, payload.dump(), actor, env_.now};
  }

  // Each acknowledged outcome stands in the journal once, as it was told; and audit is clean.
  std::string difference() {
    std::map<Uuid, std::vector<JournalRow>> journal;
    try {
      env_.store->each(record_type<JournalRow>(), [&](const Row& row, std::int64_t, std::int64_t) {
        const auto& kept = *static_cast<const JournalRow*>(row.get());
        journal[kept.id].push_back(kept);
      });
    } catch (const StoreError& error) {
      return error.what();
    }
    for (const auto& [id, outcome] : acknowledged_) {
      const auto found = journal.find(id);
      const std::string what = outcome.code + " at " + std::to_string(outcome.seq);
      if (found == journal.end()) return "lost: " + what;
      if (found->second.size() != 1) return "twice: " + what;
      const JournalRow& row = found->second.front();
      if (row.seq != outcome.seq || row.code != outcome.code) return "otherwise: " + what;
    }
    const AuditReport report = audit(*env_.store, env_.engine->catalogue());
    return report.fault;
  }

  Trial trial_;
  std::size_t pending_rows_;
  LossyMachine machine_;
  Env env_;
  Random random_;
  Merchant shop_;
  std::int64_t campaign_ = 0;
  std::vector<Envelope> unanswered_;
  std::map<Uuid, Outcome> acknowledged_;
  std::int64_t repeated_ = 0;
};

void loses_nothing(const Trial& trial, int losses, std::uint64_t seed) {
  Powered powered(trial, seed);
  for (int loss = 1; loss <= losses; ++loss) {
    INFO("loss " << loss << " of " << losses);
    REQUIRE(powered.lose_power_once() == "");
  }
  // That there was something to lose: else the test shows nothing.
  CHECK(powered.acknowledged() > static_cast<std::size_t>(2 * losses));
  CHECK(powered.repeated() > 0);
  CHECK(powered.machine().lost() > 1'000);
  CHECK(powered.machine().kept() > 1'000);
}

std::string first_difference(const Trial& trial, int losses, std::uint64_t seed) {
  Powered powered(trial, seed);
  std::string found;
  for (int loss = 0; loss < losses && found.empty(); ++loss) found = powered.lose_power_once();
  return found;
}

TEST_CASE("SRV-8: after each of 240 power losses every acknowledged outcome is there once and audit is clean", "[sqlite]") {
  loses_nothing({.journal_mode = "wal"}, 240, 5);
}

TEST_CASE("SRV-8: so with a rollback journal, after each of 120", "[sqlite]") { loses_nothing({.journal_mode = "truncate"}, 120, 6); }

TEST_CASE("SRV-8: a store that does not sync is caught by these losses", "[sqlite]") {
  for (const std::string mode : {"wal", "truncate"})
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
      const std::string found = first_difference({mode, false}, 20, seed);
      INFO(mode << ", seed " << seed);
      CHECK_FALSE(found.empty());
    }
}

}  // namespace
}  // namespace ch::test
#endif
