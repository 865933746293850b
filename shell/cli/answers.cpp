#include "cli/answers.h"

#include "api/codes.h"

namespace ch::cli {

namespace {

std::string_view name_of(Band band) {
  switch (band) {
    case Band::done:
      return "done";
    case Band::malformed:
      return "malformed";
    case Band::not_allowed:
      return "not_allowed";
    case Band::refused:
      return "refused";
    case Band::retry:
      return "retry";
  }
  return "retry";
}

}  // namespace

ordered_json answer_of(const Refusal& refusal, ordered_json line) {
  line["band"] = name_of(refusal.band);
  line["code"] = refusal.code;
  line["rule"] = refusal.rule;
  line["field"] = refusal.field;
  line["args"] = ordered_json::object();
  for (const Arg& arg : refusal.args) line["args"][arg.name] = arg.value;
  line["message"] = {{"zh", words(refusal, Language::zh)}, {"en", words(refusal, Language::en)}};
  return line;
}

ordered_json answer_of(const Outcome& outcome, ordered_json line) {
  line = answer_of(Refusal{outcome.code, outcome.band, outcome.rule, outcome.field, outcome.args}, std::move(line));
  line["seq"] = outcome.seq;
  line["repeated"] = outcome.repeated;
  return line;
}

// What cannot be decoded may be quoted in an answer; it must not end the run.
std::string line_of(const ordered_json& value) { return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n"; }
std::string pretty(const ordered_json& value) { return value.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n"; }

Exit exit_of(Band band, std::string_view code) {
  switch (band) {
    case Band::done:
      return done;
    case Band::malformed:
      return malformed_input;
    case Band::not_allowed:
    case Band::refused:
      return some_refused;
    case Band::retry:
      return code.starts_with("store_") ? store_failed : some_refused;
  }
  return store_failed;
}

Exit worse(Exit a, Exit b) {
  const auto weight = [](Exit exit) { return exit == store_failed ? 4 : exit == malformed_input ? 3 : exit == some_refused ? 1 : 0; };
  return weight(a) >= weight(b) ? a : b;
}

}  // namespace ch::cli
