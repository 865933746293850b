#include "support/promo.h"

#include "procedure/cases.h"

namespace ch::test {

json document(const std::string& name) { return {{"hash", hex(sha256(name))}, {"size", 1'000}, {"type", "image/png"}, {"name", name}}; }

namespace {

// Answers as a person's form has them: texts, and documents by their question.
void put(json& payload, const json& answers) {
  payload["answers"] = json::array();
  payload["documents"] = json::array();
  for (const auto& [name, value] : answers.items()) {
    if (value.is_object()) {
      json attached = value;
      attached["question"] = name;
      payload["documents"].push_back(attached);
    } else {
      payload["answers"].push_back({{"name", name}, {"value", value}});
    }
  }
}

}  // namespace

Promo::Promo(const std::map<std::string, std::string>& values, const std::map<std::string, std::string>& credit, std::uint64_t seed)
    : Env(credit, seed) {
  json promo = pack("promo");
  for (json& value : promo["values"])
    if (const auto changed = values.find(value["name"]); changed != values.end()) value["value"] = changed->second;
  ok(admin, "load_pack", promo);
  for (const Actor& actor : {reviewer, value_added, risk, risk2, channel, manager, finance2})
    ok(admin, "grant_role", {{"user", actor.user}, {"role", enum_type<Role>().name_of(static_cast<std::int64_t>(actor.role))}});
  reseller_party =
      id_arg(ok(ops, "register_reseller", {{"name", "示例代理甲"}, {"code", "D1"}, {"emails", {"owner@reseller.example"}}}), "party");
  reseller = {"dealer", Role::reseller_user, PartyId{reseller_party}};
  ok(admin, "grant_role", {{"user", "dealer"}, {"role", "reseller_user"}, {"party", reseller_party}});
  client = new_client("示例科技（上海）有限公司");
  rich = merchant("示例家居（杭州）有限公司", "50000.00");
}

std::int64_t Promo::new_client(const std::string& name, std::int64_t of) {
  const std::string code = "K" + std::to_string(++wires);
  return id_arg(ok(ops, "register_client", {{"name", name}, {"code", code}, {"reseller", of ? of : reseller_party}}), "party");
}

json Promo::filing(const std::string& procedure, const json& answers, std::int64_t about, std::int64_t party) const {
  json payload{{"procedure", procedure}, {"party", party ? party : client}};
  if (about) payload["about"] = about;
  put(payload, answers);
  return payload;
}

json Promo::stepping(std::int64_t process, const std::string& on, const json& answers) {
  json payload{{"process", process}, {"step", step(process)}, {"on", on}};
  put(payload, answers);
  return payload;
}

std::int64_t Promo::file(const Actor& actor, const std::string& procedure, const json& answers, std::int64_t about, std::int64_t party) {
  return id_arg(ok(actor, "file_case", filing(procedure, answers, about, party)), "process");
}

Outcome Promo::take(const Actor& actor, std::int64_t process, const std::string& on, const json& answers) {
  return ok(actor, "step_case", stepping(process, on, answers));
}

Outcome Promo::not_taken(const Actor& actor, std::int64_t process, const std::string& on, const json& answers, const std::string& code) {
  return refused(actor, "step_case", stepping(process, on, answers), code);
}

Case Promo::at(std::int64_t process) { return *engine->rows().get<Case>(CaseId{process}); }

std::vector<std::string> Promo::mails(std::int64_t process) {
  std::vector<std::string> subjects;
  engine->rows().scan<Outgoing>({.index = "by_process", .prefix = key_of(CaseId{process})}, [&](const Outgoing& out) {
    if (out.kind == OutgoingKind::mail) subjects.push_back(out.subject);
    return true;
  });
  return subjects;
}

std::vector<std::string> Promo::events(std::int64_t process) {
  std::vector<std::string> names;
  engine->rows().scan<Outgoing>({.index = "by_process", .prefix = key_of(CaseId{process})}, [&](const Outgoing& out) {
    if (out.kind == OutgoingKind::event) names.push_back(out.name);
    return true;
  });
  return names;
}

Money Promo::held(std::int64_t party, Book which) {
  const auto accounts = engine->rows().list<LedgerAccount>({.index = "by_party", .prefix = key_of(PartyId{party}), .limit = 1});
  return book(accounts.front().id.value, which);
}

void Promo::ends(const Date& day) {
  while (now < end_of(day)) {  // a day at a time: longer would be a jump of the clock (CON-3)
    now = std::min(end_of(day), now.plus_hours(24));
    engine->tick(now);
  }
}

}  // namespace ch::test
