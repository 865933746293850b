#include "worker/replies.h"

#include <nlohmann/json.hpp>

#include "api/codes.h"

namespace ch::browser {
namespace {

using nlohmann::json;

// What could not be decoded may be quoted in an answer, and must not end it.
std::string text_of(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

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

json refusal_json(const Refusal& refusal) {
  json args = json::object();
  for (const Arg& arg : refusal.args) args[arg.name] = arg.value;
  return {{"band", name_of(refusal.band)},
          {"code", refusal.code},
          {"rule", refusal.rule},
          {"field", refusal.field},
          {"args", args},
          {"message", {{"zh", words(refusal, Language::zh)}, {"en", words(refusal, Language::en)}}}};
}

std::string with_raw(std::int64_t id, std::string_view kind, std::string_view name, std::string_view raw) {
  std::string text = R"({"id":)" + std::to_string(id) + R"(,"kind":")";
  text.append(kind).append(R"(",")").append(name).append(R"(":)").append(raw).append("}");
  return text;
}

}  // namespace

std::string outcome_message(std::int64_t id, const Outcome& outcome) {
  json made = refusal_json({outcome.code, outcome.band, outcome.rule, outcome.field, outcome.args});
  made["id"] = outcome.id.text();
  made["seq"] = outcome.seq;
  made["repeated"] = outcome.repeated;
  return with_raw(id, "outcome", "outcome", text_of(made));
}

std::string result_message(std::int64_t id, std::string_view value) { return with_raw(id, "result", "value", value); }

std::string view_message(std::int64_t id, std::string_view view) { return with_raw(id, "view", "view", view); }

std::string why_not_message(std::int64_t id, const std::optional<Refusal>& refusal) {
  return result_message(id, refusal ? text_of(refusal_json(*refusal)) : "null");
}

std::string progress_message(std::int64_t id, std::string_view phase, std::int64_t done, std::int64_t total) {
  return text_of({{"id", id}, {"kind", "progress"}, {"phase", phase}, {"done", done}, {"total", total}});
}

std::string error_message(std::optional<std::int64_t> id, std::string_view code, std::string_view detail) {
  return text_of({{"id", id ? json(*id) : json()}, {"kind", "error"}, {"code", code}, {"detail", detail}});
}

std::string refused_message(std::int64_t id, const Refusal& refusal) {
  return text_of({{"id", id}, {"kind", "error"}, {"code", refusal.code}, {"detail", ""}, {"refusal", refusal_json(refusal)}});
}

std::string array_of(const Replies& replies) {
  std::string text = "[";
  for (const std::string& reply : replies) text.append(text.size() > 1 ? "," : "").append(reply);
  return text + "]";
}

}  // namespace ch::browser
