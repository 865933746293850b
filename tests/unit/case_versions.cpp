// PRO-6: versions of a procedure side by side, and the move of running cases from one to another.
#include <algorithm>

#include "house/house.h"
#include "support/promo.h"

namespace ch {
const Procedure& corporate_verification();
}

namespace {

using namespace ch;
using namespace ch::test;

const json order{{"order_no", "SO-1"}, {"bank", "示例银行"}, {"account_number", "6222000000000001"}};

// The second version refuses without asking why; the third has no screening.
struct Versions {
  Procedure second = corporate_verification(), third;
  std::vector<const Procedure*> all{house_procedures().all().begin(), house_procedures().all().end()};
  std::unique_ptr<Procedures> procedures;
  Catalogue catalogue = house_catalogue();

  explicit Versions(Promo& env) {
    second.version = 2;
    for (Transition& one : second.transitions)
      if (one.from == "review" && one.on == "refuse") one.form.clear();
    third = second;
    third.version = 3;
    std::erase_if(third.steps, [](const Step& step) { return step.name == "passed"; });
    all.push_back(&second);
    all.push_back(&third);
    procedures = std::make_unique<Procedures>(std::vector<const Procedure*>(all.begin(), all.end() - 1));
    take(env);
  }
  void with_third(Promo& env) {
    procedures = std::make_unique<Procedures>(all);
    take(env);
  }
  void take(Promo& env) {
    catalogue.procedures = procedures.get();
    env.engine = std::make_unique<Engine>(*env.store, catalogue);
    REQUIRE(env.engine->open().has_value());
  }
};

}  // namespace

TEST_CASE("PRO-6: a running case keeps the version that it started with, and a listed move, dry first, takes it to another") {
  Promo env;
  const auto old = env.file(env.reseller, "corporate_verification", order), kept = env.file(env.reseller, "corporate_verification", order);
  Versions versions(env);
  const auto young = env.file(env.reseller, "corporate_verification", order);
  CHECK(env.at(old).version == 1);
  CHECK(env.at(young).version == 2);
  env.not_taken(env.reviewer, old, "refuse", json::object(), "answer_missing");
  env.take(env.reviewer, young, "refuse");
  env.take(env.reviewer, kept, "pass");

  const json move{{"procedure", "corporate_verification"}, {"from", 1}, {"to", 2}};
  const Hash before = env.state_digest();
  const json dry = env.query(env.admin, "movable_cases", move);
  CHECK(dry["rows"].size() == 2);
  CHECK(dry["stuck"].empty());
  CHECK(env.state_digest() == before);
  CHECK(arg(env.ok(env.admin, "move_cases", move), "cases") == "2");
  CHECK(env.at(old).version == 2);
  env.take(env.reviewer, old, "refuse");
  const json history = env.query(env.admin, "case", {{"process", old}})["history"];
  CHECK(std::ranges::any_of(history, [](const json& one) { return one["happened"] == "moved" && one["note"] == "1 → 2"; }));
  env.refused(env.admin, "move_cases", move, "nothing_to_move");
  env.refused(env.ops, "move_cases", move, "not_allowed");
  env.refused(env.admin, "move_cases", {{"procedure", "corporate_verification"}, {"from", 2}, {"to", 9}}, "unknown_procedure");

  versions.with_third(env);  // `kept` stands at a step that it does not have
  const json on{{"procedure", "corporate_verification"}, {"from", 2}, {"to", 3}};
  CHECK(env.query(env.admin, "movable_cases", on)["stuck"].size() == 1);
  env.refused(env.admin, "move_cases", on, "cases_stuck");
  CHECK(env.at(kept).version == 2);
  env.engine.reset();  // before what it stands on
}
