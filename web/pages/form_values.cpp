#include "web/pages/form_values.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "web/host.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

std::string_view fault_words(MoneyFault fault) {
  switch (fault) {
    case MoneyFault::groups:
      return tr("form.amount_groups");
    case MoneyFault::decimals:
      return tr("form.amount_decimals");
    case MoneyFault::several:
      return tr("form.amount_several");
    case MoneyFault::too_large:
      return tr("form.amount_too_large");
    default:
      return tr("form.no_amount");
  }
}

std::string_view nobody_meant(Ask ask) {
  return ask == Ask::account  ? tr("form.no_account")
         : ask == Ask::party  ? tr("form.no_party")
         : ask == Ask::client ? tr("form.no_client")
                              : tr("form.no_case");
}

// The field as JSON into `out`; what is wrong with it, if anything.
std::string_view put_field(JsonObject& out, const FormField& field, const std::string& typed) {
  const std::string value(trimmed(typed));
  if (field.ask == Ask::list) {
    JsonArray list;
    for (const std::string& line : split_lines(typed))
      if (const std::string_view one = trimmed(line); !one.empty()) list.add(one);
    out.put_json(field.name, list.take());
    return {};
  }
  if (field.ask == Ask::some_of) {
    JsonArray list;
    bool any = false;
    for (const ui::Choice& choice : field.choices)
      if (!is_left_out(typed, choice.value)) list.add(choice.value), any = true;
    out.put_json(field.name, list.take());
    return any ? std::string_view{} : tr("form.none_chosen");
  }
  if (value.empty()) {
    if (field.send_empty) out.put(field.name, value);
    return field.required ? tr("form.missing") : std::string_view{};
  }
  switch (field.ask) {
    case Ask::money: {
      const TypedMoney money = parse_money(value);
      if (money.amount.empty()) return fault_words(money.fault);
      out.put(field.name, money.amount);
      break;
    }
    case Ask::digits:
      out.put(field.name, bare_digits(value));
      break;
    case Ask::choice_number:
    case Ask::number:
      if (value.size() > 15 || value.find_first_not_of("0123456789") != value.npos) return tr("form.no_number");
      out.put_json(field.name, value.substr(std::min(value.find_first_not_of('0'), value.size() - 1)));
      break;
    case Ask::account:
    case Ask::party:
    case Ask::client:
    case Ask::process: {
      const std::string id = meant(*whom(field.ask), value);
      if (id.empty() || id.size() > 15) return nobody_meant(field.ask);
      out.put_json(field.name, id);
      break;
    }
    case Ask::date:
    case Ask::day_start:
    case Ask::day_end:
      if (!is_day(value)) return tr("form.no_date");
      out.put(field.name, value + (field.ask == Ask::date        ? ""
                                   : field.ask == Ask::day_start ? "T00:00:00.000+08:00"
                                                                 : "T23:59:59.999+08:00"));
      break;
    default:
      out.put(field.name, value);
  }
  return {};
}

std::string_view put_answer(JsonArray& answers, const FormField& field, const std::string& typed) {
  FormField value = field;
  value.name = "value";
  value.send_empty = false;
  JsonObject said;
  said.put("name", field.name);
  const std::string_view wrong = put_field(said, value, typed);
  if (wrong.empty() && !trimmed(typed).empty()) answers.add_json(said.take());
  return wrong;
}

std::string_view put_document(JsonArray& documents, const FormField& field, const std::string& chosen) {
  if (chosen.empty()) return field.required ? tr("form.no_document") : std::string_view{};
  const Data file = Data::parse(chosen);
  JsonObject document;
  document
      .put("question", field.answer ? field.name : std::string{})  // none: a comment's own
      .put("hash", file["hash"].text())
      .put("size", file["size"].integer());
  documents.add_json(document.put("type", file["type"].text()).put("name", file["name"].text()).take());
  return {};
}

}  // namespace

Written written(const CommandForm& form, Typed& typed) {
  Written out;
  JsonObject payload;
  JsonArray answers, documents;
  for (const auto& [name, json] : form.fixed) payload.put_json(name, json);
  for (const FormField& field : form.fields) {
    const std::string& value = typed[field.name];
    const std::string_view wrong = field.ask == Ask::document ? put_document(documents, field, value)
                                   : field.answer             ? put_answer(answers, field, value)
                                                              : put_field(payload, field, value);
    if (!wrong.empty()) out.wrong[field.name] = wrong;
  }
  if (form.takes_answers) payload.put_json("answers", answers.take());
  if (form.takes_documents) payload.put_json("documents", documents.take());
  out.payload = payload.take();
  return out;
}

std::optional<Whom> whom(Ask ask) {
  switch (ask) {
    case Ask::account:
      return Whom::account;
    case Ask::party:
      return Whom::party;
    case Ask::client:
      return Whom::client;
    case Ask::process:
      return Whom::process;
    default:
      return std::nullopt;
  }
}

bool is_left_out(std::string_view left_out, std::string_view one) {
  for (const std::string& line : split_lines(left_out))
    if (line == one) return true;
  return false;
}

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> out;
  while (true) {
    const std::size_t end = text.find('\n');
    out.emplace_back(text.substr(0, end));
    if (end == text.npos) return out;
    text.remove_prefix(end + 1);
  }
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) out += (i > 0 ? "\n" : "") + lines[i];
  return out;
}

}  // namespace ch::web::pages
