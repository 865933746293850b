#include "worker/replies.h"

#include "api/codes.h"

namespace ch::browser {
namespace {

std::string_view name_of(Band band) {
  switch (band) {
    case Band::done: return "done";
    case Band::malformed: return "malformed";
    case Band::not_allowed: return "not_allowed";
    case Band::refused: return "refused";
    case Band::retry: return "retry";
  }
  return "retry";
}

json args_json(const std::vector<Arg>& args) {
  json made = json::object();
  for (const Arg& arg : args) made[arg.name] = arg.value;
  return made;
}

}  // namespace

json refusal_json(const Refusal& refusal) {
  return {{"band", name_of(refusal.band)},
          {"code", refusal.code},
          {"rule", refusal.rule},
          {"field", refusal.field},
          {"args", args_json(refusal.args)},
          {"message", {{"zh", words(refusal, Language::zh)}, {"en", words(refusal, Language::en)}}}};
}

json outcome_json(const Outcome& outcome) {
  json made = refusal_json({outcome.code, outcome.band, outcome.rule, outcome.field, outcome.args});
  made["id"] = outcome.id.text();
  made["seq"] = outcome.seq;
  made["repeated"] = outcome.repeated;
  return made;
}

json result_message(std::int64_t id, json value) {
  return {{"id", id}, {"kind", "result"}, {"value", std::move(value)}};
}

json view_message(std::int64_t id, const std::string& view) {
  return {{"id", id}, {"kind", "view"}, {"view", json::parse(view)}};
}

json progress_message(std::int64_t id, std::string_view phase, std::int64_t done, std::int64_t total) {
  return {{"id", id}, {"kind", "progress"}, {"phase", phase}, {"done", done}, {"total", total}};
}

json error_message(json id, std::string_view code, std::string_view detail) {
  return {{"id", std::move(id)}, {"kind", "error"}, {"code", code}, {"detail", detail}};
}

json refused_message(std::int64_t id, const Refusal& refusal) {
  json message = error_message(id, refusal.code, "");
  message["refusal"] = refusal_json(refusal);
  return message;
}

}  // namespace ch::browser
