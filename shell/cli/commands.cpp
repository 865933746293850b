// countinghouse commands: the command table for people (text, Markdown) and programs (JSON). docs/reference.md is its Markdown.
#include "api/commands.h"

#include "api/codes.h"
#include "cli/answers.h"
#include "cli/programs.h"

namespace ch::cli {

namespace {

std::string kind_of(const Field& field) {
  switch (field.kind) {
    case FieldKind::integer:
      return "integer";
    case FieldKind::boolean:
      return "boolean";
    case FieldKind::text:
      return "text";
    case FieldKind::bytes:
      return "hex";
    case FieldKind::money:
      return "money";
    case FieldKind::instant:
      return "instant";
    case FieldKind::date:
      return "date";
    case FieldKind::ratio:
      return "ratio";
    case FieldKind::uuid:
      return "uuid";
    case FieldKind::enumeration:
      return "one of";
    case FieldKind::texts:
      return "list of text";
    case FieldKind::list:
      return "list of " + std::string(field.struct_type->name);
    case FieldKind::object:
      return std::string(field.struct_type->name);
  }
  return "";
}

std::vector<std::string> values_of(const Field& field) {
  std::vector<std::string> values;
  if (field.enum_type)
    for (const auto& item : field.enum_type->items) values.emplace_back(item.name);
  return values;
}

ordered_json fields_json(const StructType& type) {
  ordered_json fields = ordered_json::array();
  for (const Field& field : type.fields) {
    ordered_json one{{"name", field.name},
                     {"kind", field.kind == FieldKind::enumeration ? "enumeration" : kind_of(field)},
                     {"optional", field.optional}};
    if (field.enum_type) one["values"] = values_of(field);
    if (field.struct_type) one["fields"] = fields_json(*field.struct_type);
    fields.push_back(std::move(one));
  }
  return fields;
}

ordered_json who_json(const std::vector<Permission>& who) {
  ordered_json roles = ordered_json::array();
  for (const Permission& permission : who)
    roles.push_back({{"role", role_name(permission.role)}, {"scope", permission.scope == Scope::own ? "own" : "all"}});
  return roles;
}

ordered_json everything() {
  ordered_json all;
  for (const CommandSpec& spec : command_specs())
    all["commands"].push_back({{"name", spec.name},
                               {"rules", spec.rules},
                               {"zh", spec.zh},
                               {"en", spec.en},
                               {"who", who_json(spec.who)},
                               {"fields", fields_json(*spec.payload)}});
  for (const QuerySpec& spec : query_specs())
    all["queries"].push_back({{"name", spec.name},
                              {"rules", spec.rules},
                              {"zh", spec.zh},
                              {"en", spec.en},
                              {"who", who_json(spec.who)},
                              {"params", fields_json(*spec.params)},
                              {"view", fields_json(*spec.view)}});
  for (const CodeSpec& spec : code_specs())
    all["codes"].push_back({{"code", spec.code}, {"band", band_name(spec.band)}, {"rule", spec.rule}, {"zh", spec.zh}, {"en", spec.en}});
  for (const ReasonSpec& spec : reason_specs()) all["reasons"].push_back({{"reason", spec.reason}, {"zh", spec.zh}, {"en", spec.en}});
  for (const auto& item : enum_type<Role>().items) all["roles"].push_back(item.name);
  return all;
}

std::string who_text(const std::vector<Permission>& who) {
  std::string text;
  for (const Permission& permission : who)
    text += (text.empty() ? "" : ", ") + std::string(role_name(permission.role)) + (permission.scope == Scope::own ? " (own)" : "");
  return text;
}

std::string cell(std::string_view text) {
  std::string safe;
  for (const char c : text) safe += c == '|' ? std::string("\\|") : std::string(1, c);
  return safe;
}

void fields_markdown(std::string& out, const StructType& type) {
  if (type.fields.empty()) {
    out += "No fields.\n\n";
    return;
  }
  out += "| field | kind | |\n| --- | --- | --- |\n";
  for (const Field& field : type.fields) {
    std::string kind = kind_of(field);
    for (const std::string& value : values_of(field)) kind += (kind == "one of" ? " `" : ", `") + value + "`";
    out += "| `" + std::string(field.name) + "` | " + kind + " | " + (field.optional ? "optional" : "") + " |\n";
  }
  out += "\n";
}

template <class Spec>
void entry_markdown(std::string& out, const Spec& spec, const StructType& fields) {
  out += "### `" + std::string(spec.name) + "`\n\n" + std::string(spec.en) + " · " + std::string(spec.zh) + " · " +
         std::string(spec.rules) + "\n\nWho: " + who_text(spec.who) + ".\n\n";
  fields_markdown(out, fields);
}

// What the fields of a view, or of a payload, are made of; each once, in the order of their names.
void note_parts(std::map<std::string_view, const StructType*>& parts, const StructType& type) {
  for (const Field& field : type.fields)
    if (field.struct_type && parts.emplace(field.struct_type->name, field.struct_type).second) note_parts(parts, *field.struct_type);
}

std::string markdown() {
  std::string out =
      "# Reference: commands, queries, codes\n\n"
      "Printed by `countinghouse commands --markdown` from the command table; do not edit it by hand.\n\n"
      "Money is text of two decimals (`\"12.34\"`), an instant `\"2026-02-10T12:00:00.000+08:00\"`, a date `\"2026-02-10\"`. "
      "\"own\" means: only what belongs to the actor's own party.\n\n## Commands\n\n";
  std::map<std::string_view, const StructType*> parts;
  for (const CommandSpec& spec : command_specs()) {
    entry_markdown(out, spec, *spec.payload);
    note_parts(parts, *spec.payload);
  }
  out += "## Queries\n\n";
  for (const QuerySpec& spec : query_specs()) {
    entry_markdown(out, spec, *spec.params);
    out += "Answers `" + std::string(spec.view->name) + "`:\n\n";
    fields_markdown(out, *spec.view);
    note_parts(parts, *spec.view);
  }
  out += "## Parts of payloads and views\n\n";
  for (const auto& [name, type] : parts) {
    out += "### " + std::string(name) + "\n\n";
    fields_markdown(out, *type);
  }
  out += "## Codes\n\n| code | band | rule | words |\n| --- | --- | --- | --- |\n";
  for (const CodeSpec& spec : code_specs())
    out += "| `" + std::string(spec.code) + "` | " + std::string(band_name(spec.band)) + " | " + std::string(spec.rule) + " | " +
           cell(spec.zh) + "<br>" + cell(spec.en) + " |\n";
  out +=
      "\n## Reasons\n\nThe argument `reason` of the codes `malformed_…`, and `kind` of `policy_malformed`.\n\n| reason | words |\n| --- | "
      "--- |\n";
  for (const ReasonSpec& spec : reason_specs())
    out += "| `" + std::string(spec.reason) + "` | " + cell(spec.zh) + "<br>" + cell(spec.en) + " |\n";
  return out;
}

std::string table() {
  std::string out;
  const auto row = [&](std::string_view name, std::string_view rules, std::string_view en, const std::vector<Permission>& who) {
    std::string line = "  " + std::string(name);
    line.append(line.size() < 28 ? 28 - line.size() : 1, ' ');
    out += line + std::string(en) + " [" + std::string(rules) + "] " + who_text(who) + "\n";
  };
  out += "Commands\n";
  for (const CommandSpec& spec : command_specs()) row(spec.name, spec.rules, spec.en, spec.who);
  out += "Queries\n";
  for (const QuerySpec& spec : query_specs()) row(spec.name, spec.rules, spec.en, spec.who);
  return out + "Fields and codes: countinghouse commands --json, or docs/reference.md.\n";
}

}  // namespace

int commands(bool json, bool as_markdown) {
  say(as_markdown ? markdown() : json ? pretty(everything()) : table());
  return done;
}

}  // namespace ch::cli
