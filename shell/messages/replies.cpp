#include "messages/replies.h"

#include "api/answer.h"
#include "messages/outcome_json.h"

namespace ch {
namespace {

using nlohmann::ordered_json;

std::string with_raw(std::int64_t id, std::string_view kind, std::string_view name, std::string_view raw) {
  std::string text = R"({"id":)" + std::to_string(id) + R"(,"kind":")";
  text.append(kind).append(R"(",")").append(name).append(R"(":)").append(raw).append("}");
  return text;
}

}  // namespace

std::string outcome_message(std::int64_t id, const Outcome& outcome) { return with_raw(id, "outcome", "outcome", outcome_text(outcome)); }

std::string result_message(std::int64_t id, std::string_view value) { return with_raw(id, "result", "value", value); }

std::string view_message(std::int64_t id, std::string_view view) { return with_raw(id, "view", "view", view); }

std::string why_not_message(std::int64_t id, const std::optional<Refusal>& refusal) {
  return result_message(id, refusal ? answer_text(answer_json(*refusal)) : "null");
}

std::string piece_message(std::int64_t id, std::string_view piece) { return with_raw(id, "piece", "piece", piece); }

std::string progress_message(std::int64_t id, std::string_view phase, std::int64_t done, std::int64_t total) {
  return answer_text({{"id", id}, {"kind", "progress"}, {"phase", phase}, {"done", done}, {"total", total}});
}

std::string error_message(std::optional<std::int64_t> id, std::string_view code, std::string_view detail) {
  return answer_text({{"id", id ? ordered_json(*id) : ordered_json()}, {"kind", "error"}, {"code", code}, {"detail", detail}});
}

std::string refused_message(std::int64_t id, const Refusal& refusal) {
  return answer_text({{"id", id}, {"kind", "error"}, {"code", refusal.code}, {"detail", ""}, {"refusal", answer_json(refusal)}});
}

std::string array_of(const Replies& replies) {
  std::string text = "[";
  for (const std::string& reply : replies) text.append(text.size() > 1 ? "," : "").append(reply);
  return text + "]";
}

}  // namespace ch
