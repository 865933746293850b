// Takes cases wherever their tables lead, by chance from a seed: fills forms, waits, lets the bank answer, files what may be filed.
#pragma once

#include <set>

#include "procedure/procedure.h"
#include "support/promo.h"

namespace ch::test {

class Walker {
 public:
  Walker(Promo& env, std::uint64_t seed) : env_(env), random_(seed) {}
  // One thing: a step, a filing, a result of the bank, a message, or time.
  void go();
  std::int64_t taken() const { return taken_; }

 private:
  Actor somebody(Role role);
  json answers(const Case& one, const std::vector<Question>& form);
  std::string wire_for(const Case& one);
  std::string answer_to(const Case& one, const Question& question);
  void file_something();
  void step_something();
  void bank_answers();
  void time_passes();
  void run(const Actor& actor, const std::string& name, const json& payload);
  std::vector<Case> open_cases();

  Promo& env_;
  Random random_;
  std::vector<std::int64_t> clients_;
  std::int64_t taken_ = 0, wires_ = 0;
};

// "from>on>to" of every transition that any case of this procedure took, and of each two that followed on one another in a case.
struct Walked {
  std::set<std::string> transitions, pairs;
};
void add_walked(Engine& engine, std::map<std::string, Walked>& by_procedure);
// All that the table lets happen was walked, but for two in a row ("a>on>b b>on>c") that it lets follow on one another and that cannot.
void check_walked(const Procedure& procedure, const Walked& walked, const std::set<std::string>& impossible);

}  // namespace ch::test
