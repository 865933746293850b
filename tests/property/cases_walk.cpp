// Procedures walked by chance: every transition and every two in a row, from start to each end; the clock that catches up; and nothing
// lost.
#include "engine/audit.h"
#include "procedure/cases.h"
#include "support/walker.h"

using namespace ch;
using namespace ch::test;

namespace {

// Two that the table lets follow on one another, and that cannot; and what chance takes too seldom.
const std::set<std::string> impossible{
    // A first failure at the bank comes before the account is filed anew, a second after it.
    "passed>batch>paying paying>failed>refused", "passed>batch>paying paying>bank_failed>refused",
    "resubmit>account>paying paying>failed>resubmit", "resubmit>account>paying paying>bank_failed>resubmit",
    // What waits to be paid anew is stopped by a penalty, unless the bank has it: then the bank alone tells.
    "failed>account>paying paying>failed>kept",
    // It can: paid anew, given to the bank, fined, failed. Too seldom for these walks; tests/unit/penalties.cpp goes that way.
    "failed>account>paying paying>bank_failed>kept",
    // So is what fails at the bank while a penalty stands: the deposit that comes first pays what was owed. Golden and unit tests go there.
    "paying>bank_failed>kept", ">filed>paying paying>bank_failed>kept",
    // A deadline that has passed passes no more.
    "check>overdue>check check>overdue>check", "paying>overdue>paying paying>overdue>paying"};

}  // namespace

TEST_CASE("PRO-1, PRO-4: walks by chance take every transition and every two in a row, and the books stay whole", "[property]") {
  std::map<std::string, Walked> by_procedure;
  std::int64_t taken = 0;
  for (std::uint64_t seed = 1; seed <= 220; ++seed) {
    INFO("seed " << seed);
    Promo env({{"promo.deposit.required", "2000.00"}}, {{"core.clock_jump_hours", "8760"}}, seed);  // some have as much
    Walker walker(env, seed);
    for (int i = 0; i < 1'400; ++i) walker.go();
    taken += walker.taken();
    add_walked(*env.engine, by_procedure);
    CHECK(audit(*env.store, house_catalogue()).fault == "");
  }
  CHECK(taken > 10'000);
  for (const Procedure* procedure : house_procedures().all()) {
    if (procedure->by_command()) continue;
    check_walked(*procedure, by_procedure[std::string(procedure->id)], impossible);
  }
}

TEST_CASE("PRO-3, PRO-8: a clock that catches up after downtime gives the same result as one that never stopped", "[property]") {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    INFO("seed " << seed);
    Promo env({}, {{"core.clock_jump_hours", "8760"}}, seed);
    Walker walker(env, seed);
    for (int i = 0; i < 400; ++i) walker.go();
    env.ends(business_date(env.now).plus_days(40));
    // The same commands at the same times, and nothing ticks between them.
    const auto store = fresh_store();
    Engine late(*store, house_catalogue());
    REQUIRE(late.open());
    std::int64_t commands = 0, by_clock = 0;
    env.store->each(record_type<JournalRow>(), [&](const Row& row, std::int64_t, std::int64_t) {
      const auto& kept = *static_cast<const JournalRow*>(row.get());
      if (kept.role == Role::clock) return void(++by_clock);
      const Outcome again = late.execute({kept.id, kept.name, kept.payload, {kept.user_name, kept.role, kept.party}, kept.at});
      INFO(kept.name << " " << kept.payload);
      REQUIRE(again.code == kept.code);
      ++commands;
    });
    late.tick(env.now);
    CHECK(commands > 100);
    CHECK(by_clock > 5);
    const auto whole = [](Store& kept, Engine& engine) {
      return hex(digest_of_tables(kept, house_catalogue())) + " " + hex(engine.chain_head());
    };
    CHECK(whole(*env.store, *env.engine) == whole(*store, late));
  }
}
