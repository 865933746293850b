#include "procedure/messages.h"

#include <algorithm>

#include "api/written.h"
#include "base/text.h"
#include "engine/records.h"
#include "procedure/delivery.h"
#include "record/json_codec.h"

namespace ch {

namespace {

struct EventContent {
  std::string event, procedure, number;
  PartyId party;
  std::string client;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(EventContent, (), (event, procedure, number, party, client, at))

std::string name_of(Reader& rows, PartyId party) {
  const auto found = rows.get<Party>(party);
  return found ? found->name : std::string{};
}

// As people read it: a choice in its words.
std::string in_words(const Procedure& procedure, const Case& one, std::string_view name, Language language) {
  const std::string said = answer(one, name);
  if (const Question* question = procedure.question(name))
    for (const Choice& choice : question->choices)
      if (choice.name == said) return std::string(language == Language::zh ? choice.zh : choice.en);
  return said;
}

// {name} is a value of the case; what has no value stays out.
std::string filled(const std::string& text, const std::vector<Arg>& args, const Procedure& procedure, const Case& one, Language language) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = text.find('{', at);
    const std::size_t close = open == std::string::npos ? open : text.find('}', open);
    if (close == std::string::npos) break;
    out.append(text, at, open - at);
    const std::string_view name = std::string_view(text).substr(open + 1, close - open - 1);
    const auto arg = std::ranges::find(args, name, &Arg::name);
    out += arg == args.end() ? in_words(procedure, one, name, language) : arg->value;
    at = close + 1;
  }
  return out.append(text, at);
}

std::vector<std::string> addresses(Context& context, const Procedure& procedure, const Case& one,
                                   const std::vector<std::string_view>& groups) {
  std::vector<std::string> all;
  for (const std::string_view group : groups) {
    if (group == "reseller" || group == "client") {
      const auto party = context.rows.get<Party>(group == "client" ? one.party : reseller_of(context.rows, one.party));
      if (party) all.insert(all.end(), party->emails.begin(), party->emails.end());
      continue;
    }
    const std::string list = context.policies.text(std::string(procedure.pack) + ".mail." + std::string(group));
    for (const std::string_view address : parts_of(list)) all.emplace_back(address);
  }
  return all;
}

std::vector<Arg> arguments(Context& context, const Procedure& procedure, const Case& one, Language language) {
  const Step& at = procedure.step(one.step);
  return {{"number", one.subject},
          {"client", name_of(context.rows, one.party)},
          {"reseller", name_of(context.rows, reseller_of(context.rows, one.party))},
          {"platform", context.rows.get<Tenant>(std::int64_t{1})->platform},
          {"step", std::string(language == Language::zh ? at.zh : at.en)},
          {"deadline", one.due ? written_end(*one.due, language) : std::string{}}};
}

Outgoing begun(Context& context, const Case& one, OutgoingKind kind, std::string_view name) {
  Outgoing out{.id = context.next_number("outbox"), .kind = kind, .process = one.id, .event_position = one.events, .party = one.party};
  out.at = context.now;
  out.name = name;
  return out;
}

// SRV-5: what is about a case goes out in order.
std::string case_subject(CaseId id) { return "case/" + std::to_string(id.value); }

}  // namespace

PartyId reseller_of(Reader& rows, PartyId party) {
  const auto found = rows.get<Party>(party);
  if (!found) return {};
  return found->kind == PartyKind::reseller ? party : found->reseller;
}

void send_message(Context& context, const Procedure& procedure, const Case& one, const Effect& effect) {
  Outgoing mail = begun(context, one, OutgoingKind::mail, effect.name);
  mail.recipients = addresses(context, procedure, one, effect.to);
  mail.copies = addresses(context, procedure, one, effect.copies);
  const std::string stem = std::string(procedure.pack) + ".message." + std::string(effect.name) + ".";
  const auto write = [&](Language language, const std::string& ending, std::string& subject, std::string& body) {
    const auto said = arguments(context, procedure, one, language);
    subject = filled(context.policies.text(stem + "subject" + ending), said, procedure, one, language);
    body = filled(context.policies.text(stem + "body" + ending), said, procedure, one, language);
  };
  write(Language::zh, ".zh", mail.subject, mail.body);
  write(Language::en, ".en", mail.subject_en, mail.body_en);
  send_off(context, std::move(mail), case_subject(one.id));
}

void send_event(Context& context, const Procedure& procedure, const Case& one, std::string_view event) {
  Outgoing out = begun(context, one, OutgoingKind::event, event);
  out.body = encode_text(
      EventContent{std::string(event), std::string(procedure.id), one.subject, one.party, name_of(context.rows, one.party), context.now});
  send_off(context, std::move(out), case_subject(one.id));
}

}  // namespace ch
