// A golden history: the commands of one path with the outcomes that they had, and where chain and tables ended. Recorded once,
// replayed natively and in wasm; what changes one of its bytes has changed what the product does.
#pragma once

#include <nlohmann/json.hpp>

#include "support/env.h"

namespace ch::test {

// Drives an engine and writes down what it is told and what it answers.
class Recorder {
 public:
  Recorder();

  Actor admin{"admin", Role::administrator, {}}, admin2{"admin2", Role::administrator, {}}, ops{"ops", Role::settlement_operations, {}};
  Actor fin{"fin", Role::finance, {}}, shop{"shop", Role::shop, {}};
  Actor user;
  std::int64_t party = 0, account = 0, campaign = 0;

  // Answers with the outcome's argument of that name, as a number; 0 without one.
  std::int64_t ok(const Actor& actor, const std::string& name, const json& payload, const std::string& wanted = "");
  void refused(const Actor& actor, const std::string& name, const json& payload, const std::string& code);
  void hours(std::int64_t hours);  // time passes; what is due runs
  std::string later(std::int64_t hours) const { return text(now_.plus_hours(hours)); }
  std::string today(std::int64_t plus_days = 0) const { return business_date(now_).plus_days(plus_days).text(); }

  // The usual beginnings.
  void registered();
  void opened();
  void with_alerts();
  void active(const std::string& amount = "5000.00");
  void running();  // active, with a campaign
  std::int64_t wire(const std::string& payer, const std::string& amount, const std::string& remark = "");
  json freeze(const std::string& order, const std::string& fee) const {
    return {{"account", account}, {"order", order}, {"campaign", campaign}, {"fee", fee}};
  }
  json of_order(const std::string& order, const std::string& amount = "") const;
  json of_account(const std::string& amount = "") const;
  std::int64_t exception(const std::string& code);

  std::string name = "示例家居（杭州）有限公司";
  std::string finish();  // the whole file
  Engine& engine() { return engine_; }

 private:
  Outcome run(const Actor& actor, const std::string& name, const json& payload);
  std::unique_ptr<Store> store_ = fresh_store();
  Engine engine_{*store_, house_catalogue()};
  Instant now_ = *Instant::parse("2026-03-02T09:00:00.000+08:00");
  Random random_{7};
  std::string lines_;
  std::int64_t wires_ = 0;
};

struct Path {
  const char* name;  // of the file
  const char* rules;
  void (*play)(Recorder&);
};
std::vector<Path> paths();           // all of them
std::span<const Path> case_paths();  // of chapters 04 and 05

json outcome_line(const Outcome& outcome);

}  // namespace ch::test
