// Transitions of cases through the whole engine, from the decoded command to the durable outcome, and an inbox's first page when many
// cases are open.
//   bench_cases DATABASE GROUP OPEN STEPS      prints one JSON object
// OPEN cases are filed (file_us each); STEPS of them pass their review (step_us each); then the reviewer's inbox is asked for (inbox_ms).
#include <iostream>
#include <nlohmann/json.hpp>

#include "bench/traffic.h"
#include "house/house.h"
#include "house/packs.h"

namespace {

using namespace ch;
using nlohmann::json;

const Actor admin{"admin", Role::administrator, {}}, ops{"ops", Role::settlement_operations, {}},
    reviewer{"review", Role::information_reviewer, {}};
constexpr std::int64_t clients = 1'000;

class Cases {
 public:
  explicit Cases(Store& store) : engine_(store, house_catalogue()) {
    if (!engine_.open()) throw std::runtime_error("the database cannot be opened");
    json pack = json::parse(built_in_pack("credit"));
    pack["platform"] = "示例平台";
    pack["administrator"] = admin.user;
    run({envelope(admin, "bootstrap", pack)}, 1);
    run({envelope(admin, "grant_role", {{"user", ops.user}, {"role", "settlement_operations"}})}, 1);
    run({envelope(admin, "grant_role", {{"user", reviewer.user}, {"role", "information_reviewer"}})}, 1);
    run({envelope(admin, "load_pack", json::parse(built_in_pack("promo")))}, 1);
    const std::int64_t party =
        numbers(run({envelope(ops, "register_reseller",
                              {{"name", "示例代理有限公司"}, {"code", "D1"}, {"emails", {"office@reseller.example"}}})},
                    1),
                "party")
            .front();
    reseller_ = {"dealer", Role::reseller_user, {party}};
    run({envelope(admin, "grant_role", {{"user", reseller_.user}, {"role", "reseller_user"}, {"party", party}})}, 1);
    std::vector<Envelope> all;
    for (std::int64_t i = 0; i < clients; ++i)
      all.push_back(
          envelope(ops, "register_client",
                   {{"name", "示例客户" + std::to_string(i) + "有限公司"}, {"code", "K" + std::to_string(i)}, {"reseller", party}}));
    clients_ = numbers(run(all, 1'000), "party");
  }

  void file(std::int64_t count, std::size_t group) {
    std::vector<Envelope> all;
    for (std::int64_t i = 0; i < count; ++i)
      all.push_back(envelope(reseller_, "file_case",
                             {{"procedure", "corporate_verification"},
                              {"party", clients_[static_cast<std::size_t>(i) % clients_.size()]},
                              {"answers", json::array({{{"name", "order_no"}, {"value", "SO-" + std::to_string(i)}},
                                                       {{"name", "bank"}, {"value", "示例银行"}},
                                                       {{"name", "account_number"}, {"value", std::to_string(6'222'000'000'000 + i)}}})},
                              {"documents", json::array()}}));
    cases_ = numbers(run(all, group), "process");
  }
  void pass(std::int64_t count, std::size_t group) {
    std::vector<Envelope> all;
    for (std::int64_t i = 0; i < count; ++i)
      all.push_back(envelope(reviewer, "step_case",
                             {{"process", cases_[static_cast<std::size_t>(i)]},
                              {"step", "review"},
                              {"on", "pass"},
                              {"answers", json::array()},
                              {"documents", json::array()}}));
    run(all, group);
  }
  double seconds() const { return seconds_; }
  // The median of some, each of a reader who knows nothing yet.
  double inbox_ms() {
    std::vector<double> all;
    for (int i = 0; i < 21; ++i) {
      const auto start = std::chrono::steady_clock::now();
      if (!engine_.query("inbox", "{}", reviewer, now_)) throw std::runtime_error("the inbox was refused");
      all.push_back(bench::seconds_since(start) * 1e3);
    }
    std::ranges::sort(all);
    return all[all.size() / 2];
  }

 private:
  Envelope envelope(const Actor& actor, std::string_view name, const json& payload) {
    std::array<std::uint8_t, 10> random{};
    const std::int64_t id = ++ids_;
    for (std::size_t i = 0; i < 6; ++i) random[9 - i] = static_cast<std::uint8_t>(id >> (8 * i) & 0xff);
    return {Uuid::v7(now_.ms, random), std::string(name), payload.dump(), actor, now_};
  }
  static std::vector<std::int64_t> numbers(const std::vector<Outcome>& outcomes, std::string_view name) {
    std::vector<std::int64_t> all;
    for (const Outcome& outcome : outcomes) all.push_back(std::stoll(std::ranges::find(outcome.args, name, &Arg::name)->value));
    return all;
  }
  std::vector<Outcome> run(const std::vector<Envelope>& all, std::size_t group) {
    std::vector<Outcome> outcomes;
    std::vector<Decoded> read;
    for (const Envelope& one : all) read.push_back(engine_.decode_command(one).value());
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t at = 0; at < read.size(); at += group)
      for (Outcome& outcome : engine_.run(bench::part_of(read, at, group))) {
        if (!outcome.done())
          throw std::runtime_error("refused: " + outcome.code + " " + outcome.field + " of " + std::string(read[at].command->name));
        outcomes.push_back(std::move(outcome));
      }
    seconds_ = bench::seconds_since(start);
    return outcomes;
  }

  Engine engine_;
  Instant now_ = *Instant::parse("2026-03-02T09:00:00.000+08:00");
  std::int64_t ids_ = 0;
  Actor reseller_;
  std::vector<std::int64_t> clients_, cases_;
  double seconds_ = 0;
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 5) return std::cerr << "bench_cases DATABASE GROUP OPEN STEPS\n", 2;
  try {
    const auto group = static_cast<std::size_t>(std::stoll(arguments[2]));
    const std::int64_t open = std::stoll(arguments[3]), steps = std::stoll(arguments[4]);
    const auto store = ch::bench::store_at(arguments[1]);
    Cases cases(*store);
    cases.file(open, group);
    json result{{"file_us", cases.seconds() * 1e6 / static_cast<double>(open)}};
    result["inbox_ms"] = cases.inbox_ms();
    if (steps > 0) {
      cases.pass(steps, group);
      result["step_us"] = cases.seconds() * 1e6 / static_cast<double>(steps);
    }
    std::cout << result.dump() << '\n';
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return 0;
}
