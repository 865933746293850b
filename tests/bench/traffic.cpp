#include "bench/traffic.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "accounts/records.h"
#include "house/house.h"
#include "store/sqlite_store.h"
#ifndef __EMSCRIPTEN__
#include "postgres/postgres_store.h"
#endif

namespace ch::bench {

using nlohmann::json;
using Clock = std::chrono::steady_clock;

namespace {

constexpr std::size_t set_up_group = 1'000;
constexpr std::int64_t late_wires_a_day = 5;

const Actor admin{"admin", Role::administrator, {}}, ops{"ops", Role::settlement_operations, {}}, shop{"shop", Role::shop, {}};

std::string name_of(std::int64_t merchant) { return "示例商家" + std::to_string(merchant) + "有限公司"; }
Actor user_of(std::int64_t party) { return {"user-" + std::to_string(party), Role::merchant_user, {party}}; }

void expect_done(const Outcome& outcome, std::string_view name) {
  if (!outcome.done()) throw std::runtime_error(std::string(name) + " was refused: " + outcome.code + " " + outcome.field);
}

std::int64_t number_in(const Outcome& outcome, std::string_view name) {
  const auto found = std::ranges::find(outcome.args, name, &Arg::name);
  if (found == outcome.args.end()) throw std::runtime_error("the outcome lacks " + std::string(name));
  return std::stoll(found->value);
}

}  // namespace

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

std::unique_ptr<Store> store_at(const std::string& database) {
#ifndef __EMSCRIPTEN__
  if (database.starts_with("postgresql://")) return std::make_unique<PostgresStore>(database, 1);
#endif
  return std::make_unique<SqliteStore>(database, SqliteOptions{.journal_mode = database == ":memory:" ? "memory" : "wal"});
}

Traffic::Traffic(Store& store, std::int64_t accounts) : engine_(store, house_catalogue()) {
  if (!engine_.open()) throw std::runtime_error("the database cannot be opened");
  const bool there = engine_.last_seq() > 0;
  if (there) {
    now_ = engine_.last_now().plus_hours(1);
    state_ = static_cast<std::uint64_t>(engine_.last_seq());
    orders_ = wires_ = engine_.last_seq();  // above all numbers given before
    find_merchants();
    std::vector<Envelope> first;
    for (const Merchant& merchant : merchants_) first.push_back(hold(merchant));
    run(decode(first), set_up_group);
  } else {
    set_up(accounts);
    find_merchants();
  }
}

void Traffic::set_up(std::int64_t accounts) {
  json tenant = json::parse(std::ifstream(CH_ASSETS "/packs/credit.json"));
  tenant["platform"] = "示例平台";
  tenant["administrator"] = "admin";
  ok(envelope(admin, "bootstrap", tenant.dump()));
  for (const Actor& staff : {ops, shop})
    ok(envelope(admin, "grant_role", json{{"user", staff.user}, {"role", enum_type<Role>().name_of(static_cast<int>(staff.role))}}.dump()));
  for (std::int64_t i = 0; i < accounts; ++i) merchants_.push_back({i});
  const auto by_ops = [](const Merchant&) { return ops; };
  const auto by_admin = [](const Merchant&) { return admin; };
  const auto by_user = [](const Merchant& merchant) { return user_of(merchant.party); };
  for_each_merchant(
      "register_merchant", by_ops,
      [](const Merchant& merchant) {
        return json{{"name", name_of(merchant.number)}, {"supplier", "S-" + std::to_string(merchant.number)}}.dump();
      },
      &Merchant::party, "party");
  for_each_merchant("grant_role", by_admin, [](const Merchant& merchant) {
    return json{{"user", user_of(merchant.party).user}, {"role", "merchant_user"}, {"party", merchant.party}}.dump();
  });
  for_each_merchant("set_settlement_profile", by_user, [](const Merchant& merchant) {
    return json{
        {"party", merchant.party}, {"bank", "示例银行"}, {"account_name", name_of(merchant.number)}, {"account_number", "622200001111"}}
        .dump();
  });
  for_each_merchant(
      "open_account", by_user, [](const Merchant& merchant) { return json{{"party", merchant.party}}.dump(); }, &Merchant::account,
      "account");
  for_each_merchant("set_alerts", by_user, [](const Merchant& merchant) {
    return json{{"account", merchant.account}, {"alert_value", "500.00"}, {"emails", {"finance@example.com"}}, {"phones", json::array()}}
        .dump();
  });
  std::vector<Envelope> recharges;
  for (const Merchant& merchant : merchants_) recharge(merchant, business_date(now_), recharges);
  run(decode(recharges), set_up_group);
  for_each_merchant("create_campaign", by_user, [this](const Merchant& merchant) {
    return json{{"account", merchant.account}, {"title", "双11"}, {"starts", text(now_)}, {"ends", text(now_.plus_hours(24 * 60))}}.dump();
  });
}

// In the order of their accounts, as they were registered.
void Traffic::find_merchants() {
  merchants_.clear();
  engine_.rows().scan<Campaign>({}, [this](const Campaign& campaign) {
    merchants_.push_back({std::ssize(merchants_), campaign.party.value, campaign.account.value, campaign.id.value});
    return true;
  });
  if (merchants_.empty()) throw std::runtime_error("the tenant has no merchants");
}

void Traffic::for_each_merchant(std::string_view command, const std::function<Actor(const Merchant&)>& by, const Payload& payload,
                                std::int64_t Merchant::* answers, std::string_view answer) {
  for (std::size_t at = 0; at < merchants_.size(); at += set_up_group) {
    const auto group = std::span(merchants_).subspan(at, std::min(set_up_group, merchants_.size() - at));
    std::vector<Envelope> envelopes;
    for (const Merchant& merchant : group) envelopes.push_back(envelope(by(merchant), command, payload(merchant)));
    const auto outcomes = engine_.execute_group(envelopes);
    for (std::size_t i = 0; i < group.size(); ++i) {
      expect_done(outcomes[i], command);
      if (answers) group[i].*answers = number_in(outcomes[i], answer);
    }
  }
}

void Traffic::recharge(const Merchant& merchant, Date booked, std::vector<Envelope>& into) {
  into.push_back(
      envelope(user_of(merchant.party), "request_recharge", json{{"account", merchant.account}, {"amount", "90000000.00"}}.dump()));
  into.push_back(envelope(ops, "take_wire",
                          json{{"bank_reference", "B" + std::to_string(++wires_)},
                               {"booked", booked.text()},
                               {"amount", "90000000.00"},
                               {"payer_name", name_of(merchant.number)},
                               {"payer_account", "622200001111"},
                               {"remark", ""}}
                              .dump()));
}

Envelope Traffic::hold(const Merchant& merchant) {
  return envelope(shop, "freeze_order",
                  json{{"account", merchant.account},
                       {"order", "O-" + std::to_string(++orders_)},
                       {"campaign", merchant.campaign},
                       {"fee", Money::fen(static_cast<std::int64_t>(1 + random() % 500)).text()}}
                      .dump());
}

std::vector<Decoded> Traffic::holds(std::int64_t count, std::int64_t days) {
  std::vector<Envelope> made;
  const Instant start = now_;
  for (std::int64_t i = 0; i < count; ++i) {
    const Date before = business_date(now_);
    now_ = start.plus_hours(24 * days * i / count);
    if (business_date(now_) != before)
      for (std::int64_t wire = 0; wire < late_wires_a_day; ++wire) recharge(merchants_[random() % merchants_.size()], before, made);
    made.push_back(hold(merchants_[random() % merchants_.size()]));
  }
  return decode(made);
}

std::vector<Decoded> Traffic::pairs(std::int64_t count, std::size_t group) {
  std::vector<Envelope> made;
  while (count > 0) {
    const auto placed = made.size();
    for (std::size_t i = 0; i < group; ++i) made.push_back(hold(merchants_[random() % merchants_.size()]));
    for (std::size_t i = placed; i < placed + group; ++i) {
      const json order = json::parse(made[i].payload);
      made.push_back(envelope(shop, "settle_order", json{{"account", order["account"]}, {"order", order["order"]}}.dump()));
    }
    count -= static_cast<std::int64_t>(group);
  }
  return decode(made);
}

std::vector<Decoded> Traffic::decode(const std::vector<Envelope>& envelopes) {
  const auto start = Clock::now();
  std::vector<Decoded> decoded;
  decoded.reserve(envelopes.size());
  for (const Envelope& envelope : envelopes) decoded.push_back(engine_.decode_command(envelope).value());
  decode_us_ = seconds_since(start) * 1e6 / static_cast<double>(std::max<std::size_t>(envelopes.size(), 1));
  return decoded;
}

double Traffic::run(const std::vector<Decoded>& commands, std::size_t group) {
  const auto start = Clock::now();
  for (std::size_t at = 0; at < commands.size(); at += group)
    for (const Outcome& outcome : engine_.run(part_of(commands, at, group))) expect_done(outcome, "a command");
  return seconds_since(start);
}

std::uint64_t Traffic::random() {
  std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ull);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return z ^ (z >> 31);
}

Envelope Traffic::envelope(const Actor& actor, std::string_view name, std::string payload) {
  std::array<std::uint8_t, 10> bits{};
  for (auto& byte : bits) byte = static_cast<std::uint8_t>(random());
  ++ids_;
  return {Uuid::v7(now_.ms + ids_ / 4, bits), std::string(name), std::move(payload), actor, now_};
}

void Traffic::ok(const Envelope& command) { expect_done(engine_.execute(command), command.name); }

}  // namespace ch::bench
