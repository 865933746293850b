// Holds per second through the whole engine: from the decoded command to the durable outcome; and what one hold and one balance cost as
// history grows.
//   bench_holds DATABASE BATCH HOLDS [ACCOUNTS]      prints one JSON object
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "house/house.h"
#include "store/sqlite_store.h"

namespace {

using namespace ch;
using nlohmann::json;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

class Bench {
 public:
  Bench(const std::string& path, std::int64_t accounts)
      : store_(path, {.journal_mode = path == ":memory:" ? "memory" : "wal"}), engine_(store_, house_catalogue()) {
    if (!engine_.open()) throw std::runtime_error("the database cannot be opened");
    json setup = json::parse(std::ifstream(CH_ASSETS "/packs/credit.json"));
    setup["platform"] = "示例平台";
    setup["administrator"] = "admin";
    ok(admin_, "bootstrap", setup);
    ok(admin_, "grant_role", {{"user", "ops"}, {"role", "settlement_operations"}});
    ok(admin_, "grant_role", {{"user", "shop"}, {"role", "shop"}});
    for (std::int64_t i = 0; i < accounts; ++i) open(i);
    now_ = now_.plus_hours(2);
    engine_.tick(now_);
  }

  std::vector<Envelope> holds(std::int64_t count) {
    std::vector<Envelope> made;
    for (std::int64_t i = 0; i < count; ++i) {
      const auto& [account, campaign] = accounts_[random() % accounts_.size()];
      const json payload{{"account", account},
                         {"order", "O-" + std::to_string(++orders_)},
                         {"campaign", campaign},
                         {"fee", Money::fen(static_cast<std::int64_t>(1 + random() % 500)).text()}};
      made.push_back(envelope(shop_, "freeze_order", payload.dump()));
    }
    return made;
  }
  std::vector<Decoded> decode(const std::vector<Envelope>& envelopes) {
    std::vector<Decoded> decoded;
    decoded.reserve(envelopes.size());
    for (const Envelope& envelope : envelopes) decoded.push_back(engine_.decode_command(envelope).value());
    return decoded;
  }
  // Seconds for all of them, in groups.
  double run(const std::vector<Decoded>& commands, std::size_t batch) {
    const auto start = Clock::now();
    for (std::size_t at = 0; at < commands.size(); at += batch)
      for (const Outcome& outcome : engine_.run(std::span(commands).subspan(at, std::min(batch, commands.size() - at))))
        if (!outcome.done()) throw std::runtime_error("a hold was refused: " + outcome.code);
    return seconds_since(start);
  }
  // Microseconds a balance, read cold of the cache of rows.
  double balance_us(std::int64_t reads) {
    engine_.rows().drop_cache();
    (void)store_.handle();  // all of them in their table
    const auto start = Clock::now();
    Money sum;
    for (std::int64_t i = 0; i < reads; ++i) {
      const AccountId account{accounts_[random() % accounts_.size()].first};
      const auto balance = std::static_pointer_cast<const Balance>(store_.get(record_type<Balance>(), key_of(account, Book::frozen)));
      if (balance) sum += balance->amount;
    }
    const double us = seconds_since(start) * 1e6 / static_cast<double>(reads);
    return sum.negative() ? 0 : us;
  }
  std::int64_t postings() const { return 2 * orders_; }

 private:
  std::uint64_t random() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ull);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
  }
  Envelope envelope(const Actor& actor, std::string name, std::string payload) {
    std::array<std::uint8_t, 10> bits{};
    for (auto& byte : bits) byte = static_cast<std::uint8_t>(random());
    ++ids_;
    return {Uuid::v7(now_.ms + ids_ / 4, bits), std::move(name), std::move(payload), actor, now_};
  }
  Outcome ok(const Actor& actor, const std::string& name, const json& payload) {
    Outcome outcome = engine_.execute(envelope(actor, name, payload.dump()));
    if (!outcome.done()) throw std::runtime_error(name + " was refused: " + outcome.code + " " + outcome.field);
    return outcome;
  }
  static std::int64_t id(const Outcome& outcome, std::string_view name) {
    for (const Arg& arg : outcome.args)
      if (arg.name == name) return std::stoll(arg.value);
    throw std::runtime_error("the outcome lacks an id");
  }
  void open(std::int64_t i) {
    const std::string name = "示例商家" + std::to_string(i) + "有限公司";
    const auto party = id(ok(ops_, "register_merchant", {{"name", name}, {"supplier", "S-" + std::to_string(i)}}), "party");
    const Actor user{"user-" + std::to_string(party), Role::merchant_user, {party}};
    ok(admin_, "grant_role", {{"user", user.user}, {"role", "merchant_user"}, {"party", party}});
    ok(user, "set_settlement_profile",
       {{"party", party}, {"bank", "示例银行"}, {"account_name", name}, {"account_number", "622200001111"}});
    const auto account = id(ok(user, "open_account", {{"party", party}}), "account");
    ok(user, "set_alerts",
       {{"account", account}, {"alert_value", "500.00"}, {"emails", {"finance@example.com"}}, {"phones", json::array()}});
    ok(user, "request_recharge", {{"account", account}, {"amount", "90000000.00"}});
    ok(ops_, "take_wire",
       {{"bank_reference", "B" + std::to_string(i)},
        {"booked", business_date(now_).text()},
        {"amount", "90000000.00"},
        {"payer_name", name},
        {"payer_account", "622200001111"},
        {"remark", ""}});
    const auto campaign =
        id(ok(user, "create_campaign",
              {{"account", account}, {"title", "双11"}, {"starts", text(now_.plus_hours(1))}, {"ends", text(now_.plus_hours(24 * 60))}}),
           "campaign");
    accounts_.emplace_back(account, campaign);
  }

  SqliteStore store_;
  Engine engine_;
  Instant now_ = *Instant::parse("2026-03-02T09:00:00.000+08:00");
  Actor admin_{"admin", Role::administrator, {}}, ops_{"ops", Role::settlement_operations, {}}, shop_{"shop", Role::shop, {}};
  std::vector<std::pair<std::int64_t, std::int64_t>> accounts_;
  std::uint64_t state_ = 1;
  std::int64_t ids_ = 0, orders_ = 0;
};

}  // namespace

int main(int count, char** arguments) {
  if (count < 4) {
    std::cerr << "bench_holds DATABASE BATCH HOLDS [ACCOUNTS]\n";
    return 2;
  }
  const std::string path = arguments[1];
  const auto batch = static_cast<std::size_t>(std::stoll(arguments[2]));
  const std::int64_t holds = std::stoll(arguments[3]);
  for (const char* part : {"", "-wal", "-shm", "-journal"})
    if (path != ":memory:") std::filesystem::remove(path + part);
  try {
    Bench bench(path, count > 4 ? std::stoll(arguments[4]) : 1'000);
    json result{{"batch", batch}, {"holds", holds}};
    const auto envelopes = bench.holds(holds);
    const auto start = Clock::now();
    const auto decoded = bench.decode(envelopes);
    result["decode_us"] = seconds_since(start) * 1e6 / static_cast<double>(holds);
    result["per_second"] = static_cast<double>(holds) / bench.run(decoded, batch);
    // What one more hold and one balance cost now that history has grown.
    const auto probe = bench.decode(bench.holds(20'000));  // enough that the tables are filled among them
    result["hold_us"] = bench.run(probe, 100) * 1e6 / 20'000;
    result["balance_us"] = bench.balance_us(20'000);
    result["postings"] = bench.postings();
    std::cout << result.dump() << '\n';
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return 0;
}
