#include "messages/outcome_json.h"

namespace ch {

nlohmann::ordered_json outcome_json(const Outcome& outcome, nlohmann::ordered_json line) {
  line = answer_json(Refusal{outcome.code, outcome.band, outcome.rule, outcome.field, outcome.args}, std::move(line));
  line["seq"] = outcome.seq;
  line["repeated"] = outcome.repeated;
  return line;
}

std::string outcome_text(const Outcome& outcome) { return answer_text(outcome_json(outcome, {{"id", outcome.id.text()}})); }

}  // namespace ch
