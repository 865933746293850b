#include "api/answer.h"

#include "api/codes.h"

namespace ch {

using nlohmann::ordered_json;

std::string_view band_name(Band band) {
  constexpr std::string_view names[] = {"done", "malformed", "not_allowed", "refused", "retry"};
  return names[static_cast<std::size_t>(band)];
}

ordered_json answer_json(const Refusal& refusal, ordered_json line) {
  line["band"] = band_name(refusal.band);
  line["code"] = refusal.code;
  line["rule"] = refusal.rule;
  line["field"] = refusal.field;
  line["args"] = ordered_json::object();
  for (const Arg& arg : refusal.args) line["args"][arg.name] = arg.value;
  line["message"] = {{"zh", words(refusal, Language::zh)}, {"en", words(refusal, Language::en)}};
  return line;
}

std::string answer_text(const ordered_json& answer, int indent) {
  return answer.dump(indent, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace ch
