#include "server/openapi.h"

#include <map>

#include "api/answer.h"
#include "api/codes.h"
#include "api/cases.h"
#include "api/commands.h"
#include "server/door.h"

namespace ch::server {

namespace {

using Json = nlohmann::ordered_json;

Json ref(std::string_view name) { return {{"$ref", "#/components/schemas/" + std::string(name)}}; }

Json schema_of(const Field& field) {
  switch (field.kind) {
    case FieldKind::integer:
      return {{"type", "integer"}, {"format", "int64"}};
    case FieldKind::boolean:
      return {{"type", "boolean"}};
    case FieldKind::bytes:
      return {{"type", "string"}, {"pattern", "^([0-9a-f]{2})*$"}};
    case FieldKind::money:
      return {{"type", "string"}, {"pattern", "^-?[0-9]+\\.[0-9]{2}$"}, {"examples", {"1200.00"}}};
    case FieldKind::instant:
      return {{"type", "string"}, {"format", "date-time"}};
    case FieldKind::date:
      return {{"type", "string"}, {"format", "date"}};
    case FieldKind::uuid:
      return {{"type", "string"}, {"format", "uuid"}};
    case FieldKind::enumeration: {
      Json values = Json::array();
      for (const auto& item : field.enum_type->items) values.push_back(item.name);
      return {{"type", "string"}, {"enum", std::move(values)}};
    }
    case FieldKind::texts:
      return {{"type", "array"}, {"items", {{"type", "string"}}}};
    case FieldKind::list:
      return {{"type", "array"}, {"items", ref(field.struct_type->name)}};
    case FieldKind::object:
      return ref(field.struct_type->name);
    case FieldKind::text:
    case FieldKind::ratio:
      break;
  }
  return {{"type", "string"}};
}

class Schemas {
 public:
  void add(const StructType& type) {
    if (made_.contains(std::string(type.name))) return;
    Json properties = Json::object(), required = Json::array();
    for (const Field& field : type.fields) {
      properties[std::string(field.name)] = schema_of(field);
      if (!field.optional) required.push_back(field.name);
    }
    Json made{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
    if (!required.empty()) made["required"] = std::move(required);
    made_[std::string(type.name)] = std::move(made);
    for (const Field& field : type.fields)
      if (field.struct_type) add(*field.struct_type);
  }
  void put(std::string name, Json schema) { made_[std::move(name)] = std::move(schema); }
  Json take() {
    Json all = Json::object();
    for (auto& [name, schema] : made_) all[name] = std::move(schema);
    return all;
  }

 private:
  std::map<std::string, Json> made_;
};

Json content(Json schema) { return {{"content", {{"application/json", {{"schema", std::move(schema)}}}}}}; }

Json answers(std::string_view done, Json schema, bool outcome) {
  Json responses = Json::object();
  Json ok = content(std::move(schema));
  ok["description"] = done;
  responses["200"] = std::move(ok);
  struct Row {
    const char *status, *words;
  };
  for (const Row& row :
       {Row{"400", "Malformed: nothing was changed."}, Row{"401", "Not signed in."}, Row{"403", "Not allowed to this user in this role."},
        Row{"409", "Refused, with code, rule, field and words that say what to do."},
        Row{"503", "Try again: Retry-After says when. A command may be sent again under its id."}}) {
    Json other = content(ref(outcome && std::string_view(row.status) != "401" ? "Outcome" : "Refusal"));
    other["description"] = row.words;
    responses[row.status] = std::move(other);
  }
  return responses;
}

std::string who(const std::vector<Permission>& may) {
  std::string text;
  for (const Permission& one : may)
    text += (text.empty() ? "" : ", ") + std::string(enum_type<Role>().name_of(static_cast<std::int64_t>(one.role))) +
            (one.scope == Scope::own ? " (own)" : "");
  return text;
}

Json parameter(std::string_view name, std::string_view in, std::string_view words, bool required = false) {
  return {{"name", name}, {"in", in}, {"required", required}, {"description", words}, {"schema", {{"type", "string"}}}};
}
Json as_role() { return parameter("as", "query", "In which role: role, or role:party. A key has one of its own."); }

Json operation(std::string_view id, std::string_view tag, std::string summary, std::string description) {
  return {{"operationId", id}, {"tags", {tag}}, {"summary", std::move(summary)}, {"description", std::move(description)}};
}

void add_commands(Json& paths, Schemas& schemas) {
  for (const CommandSpec& spec : command_specs()) {
    if (spec.who.size() == 1 && spec.who.front().role == Role::clock) continue;  // nobody outside
    schemas.add(*spec.payload);
    Json post = operation("command_" + std::string(spec.name), "commands", std::string(spec.en),
                          std::string(spec.zh) + ". " + std::string(spec.rules) + ". Who: " + who(spec.who) + ".");
    Json key =
        parameter("Idempotency-Key", "header", "The command's id (UUID): sent again under it, a command happens once (CON-7).", true);
    key["schema"]["format"] = "uuid";
    post["parameters"] = Json::array({as_role(), std::move(key)});
    post["requestBody"] = content(ref(spec.payload->name));
    post["requestBody"]["required"] = true;
    post["responses"] = answers("Done, and durable.", ref("Outcome"), true);
    paths["/v1/commands/" + std::string(spec.name)] = {{"post", std::move(post)}};
  }
}

void add_queries(Json& paths, Schemas& schemas) {
  for (const QuerySpec& spec : query_specs()) {
    schemas.add(*spec.params);
    schemas.add(*spec.view);
    const std::string words = std::string(spec.zh) + ". " + std::string(spec.rules) + ". Who: " + who(spec.who) + ".";
    Json post = operation("query_" + std::string(spec.name), "queries", std::string(spec.en), words);
    post["parameters"] = Json::array({as_role()});
    post["requestBody"] = content(ref(spec.params->name));
    post["responses"] = answers("The view.", ref(spec.view->name), false);
    Json get = operation("get_query_" + std::string(spec.name), "queries", std::string(spec.en), words);
    Json params = parameter("params", "query", "What is asked, as JSON.");
    params.erase("schema");
    params["content"] = content(ref(spec.params->name))["content"];
    get["parameters"] = Json::array({as_role(), std::move(params)});
    get["responses"] = post["responses"];
    paths["/v1/queries/" + std::string(spec.name)] = {{"get", std::move(get)}, {"post", std::move(post)}};
  }
}

struct Plain {
  const char *path, *method, *id, *tag, *summary;
  const char* parameters;  // names of `known_parameters`
  const char* body;        // of the request, a schema as JSON; empty: none
  const char* answer;      // of what is done
  bool open = false;       // to anybody
  const char* status = "200";
};

struct KnownParameter {
  std::string_view name, in, words, type;
};
constexpr KnownParameter known_parameters[] = {
    {"after", "query", "The cursor: what has a higher number is told. 0 at first.", "integer"},
    {"before", "query", "What has a lower number is told; none: the newest.", "integer"},
    {"limit", "query", "So many rows at most, up to 500; 100 where it is not said.", "integer"},
    {"name", "query", "Of the file.", "string"},
    {"number", "path", "Of which it is.", "integer"},
    {"user", "path", "The user's name.", "string"},
    {"case", "path", "The case that names it.", "integer"},
    {"hash", "path", "Of the content: SHA-256 in hexadecimal digits.", "string"},
};

// clang-format off: one line each
// What is not of the tables of commands and queries.
constexpr Plain plain[] = {
    {"/v1/commands", "post", "commands", "commands", "One command, or a list of them that share a flush, each with its own outcome", "as",
     R"({"oneOf":[{"$ref":"#/components/schemas/Command"},{"type":"array","minItems":1,"maxItems":1000,"items":{"$ref":"#/components/schemas/Command"}}]})",
     R"({"oneOf":[{"$ref":"#/components/schemas/Outcome"},{"type":"array","items":{"$ref":"#/components/schemas/Outcome"}}]})"},
    {"/v1/why_not", "post", "why_not", "commands", "What would refuse this command; nothing is changed", "as", R"({"$ref":"#/components/schemas/Command"})", R"({"oneOf":[{"type":"null"},{"$ref":"#/components/schemas/Refusal"}]})"},
    {"/v1/changes", "get", "changes", "changes", "What has been decided since a cursor, oldest first", "as after limit", "", R"({"$ref":"#/components/schemas/Changes"})"},
    {"/v1/live", "get", "live_views", "changes", "A WebSocket, in the messages of shell/browser/protocol.md", "", "", R"({"type":"string"})", false, "101"},
    {"/v1/attachments", "post", "attach", "attachments", "Keep a picture or PDF, for a command to name", "name", R"({"type":"string","format":"binary"})", R"({"$ref":"#/components/schemas/AttachedDocument"})"},
    {"/v1/attachments/{case}/{hash}", "get", "attachment", "attachments", "A document of a case, for who may see the case", "as case hash", "", R"({"type":"string","format":"binary"})"},
    {"/v1/session", "post", "sign_in", "door", "Sign in", "", R"({"$ref":"#/components/schemas/SignIn"})", R"({"$ref":"#/components/schemas/SignedIn"})", true},
    {"/v1/session", "get", "session", "door", "Who is signed in, and in which roles; null where nobody is", "", "", R"({"anyOf":[{"$ref":"#/components/schemas/Session"},{"type":"null"}]})"},
    {"/v1/session", "delete", "sign_out", "door", "Sign out", "", "", R"({"type":"null"})"},
    {"/v1/sessions", "get", "sessions", "door", "The devices that one is signed in on", "", "", R"({"type":"array","items":{"type":"object"}})"},
    {"/v1/sessions/{number}", "delete", "revoke_session", "door", "Sign a device of one's own out", "number", "", R"({"type":"null"})"},
    {"/v1/password", "post", "password", "door", "Change one's password", "", R"({"$ref":"#/components/schemas/NewPassword"})", R"({"type":"null"})"},
    {"/v1/second_factor", "post", "second_factor", "door", "Begin a second factor, or confirm it by a code", "", R"({"type":"object","properties":{"code":{"type":"string"}},"additionalProperties":false})", R"({"anyOf":[{"type":"object"},{"type":"null"}]})"},
    {"/v1/logins", "get", "logins", "administration", "Who may sign in", "", "", R"({"type":"array","items":{"type":"object"}})"},
    {"/v1/logins/{user}", "post", "set_login", "administration", "Set a password, let a user in or out, or take his second factor away", "user", R"({"$ref":"#/components/schemas/LoginChange"})", R"({"type":"null"})"},
    {"/v1/keys", "get", "keys", "administration", "The keys of machines", "", "", R"({"type":"array","items":{"type":"object"}})"},
    {"/v1/keys", "post", "make_key", "administration", "Make a key, shown once", "", R"({"$ref":"#/components/schemas/NewKey"})", R"({"type":"object"})"},
    {"/v1/keys/{number}", "delete", "revoke_key", "administration", "Revoke a key", "number", "", R"({"type":"null"})"},
    {"/v1/access_events", "get", "access_events", "administration", "What happened at the door, newest first", "before", "", R"({"type":"array","items":{"type":"object"}})"},
    {"/v1/backups", "post", "make_backup", "administration", "Make a backup in the background", "", "", R"({"type":"object"})", false, "202"},
    {"/v1/backups", "get", "backups", "administration", "The backups since the start, newest first", "", "", R"({"type":"array","items":{"type":"object"}})"},
    {"/health/live", "get", "live", "operation", "The program runs", "", "", R"({"type":"object"})", true},
    {"/health/ready", "get", "ready", "operation", "It takes commands", "", "", R"({"type":"object"})", true},
    {"/metrics", "get", "metrics", "operation", "Counts and times, for Prometheus", "", "", R"({"type":"string"})", true},
    {"/openapi.json", "get", "description", "operation", "This description", "", "", R"({"type":"object"})", true},
};
// clang-format on

Json parameters_of(std::string_view names) {
  Json made = Json::array();
  while (!names.empty()) {
    const auto end = names.find(' ');
    const std::string_view name = names.substr(0, end);
    names = end == std::string_view::npos ? std::string_view{} : names.substr(end + 1);
    if (name == "as") made.push_back(as_role());
    for (const KnownParameter& known : known_parameters) {
      if (known.name != name) continue;
      made.push_back(parameter(known.name, known.in, known.words, known.in == "path"));
      made.back()["schema"]["type"] = known.type;
    }
  }
  return made;
}

constexpr std::string_view named_schemas = R"({
"Refusal":{"type":"object","description":"Why not, and what to do.","properties":{"band":{"type":"string","enum":["malformed","not_allowed","refused","retry"]},"code":{"type":"string"},"rule":{"type":"string"},"field":{"type":"string"},"args":{"type":"object","additionalProperties":{"type":"string"}},"message":{"type":"object","properties":{"zh":{"type":"string"},"en":{"type":"string"}},"required":["zh","en"]}},"required":["band","code","rule","field","args","message"]},
"Outcome":{"type":"object","properties":{"id":{"type":"string","format":"uuid"},"band":{"type":"string","enum":["done","malformed","not_allowed","refused","retry"]},"code":{"type":"string"},"rule":{"type":"string"},"field":{"type":"string"},"args":{"type":"object","additionalProperties":{"type":"string"}},"message":{"type":"object"},"seq":{"type":"integer","format":"int64"},"repeated":{"type":"boolean"}},"required":["id","band","code","args","seq","repeated"]},
"Command":{"type":"object","properties":{"id":{"type":"string","format":"uuid"},"name":{"type":"string"},"payload":{"type":"object"}},"required":["id","name","payload"],"additionalProperties":false},
"Changes":{"type":"object","properties":{"rows":{"type":"array","items":{"type":"object","properties":{"seq":{"type":"integer","format":"int64"},"id":{"type":"string"},"at":{"type":"string","format":"date-time"},"name":{"type":"string"},"user":{"type":"string"},"role":{"type":"string"},"party":{"type":"integer"},"code":{"type":"string"}}}},"next":{"type":"integer","format":"int64"},"more":{"type":"boolean"}},"required":["rows","next","more"]},
"SignIn":{"type":"object","properties":{"user":{"type":"string"},"password":{"type":"string"},"code":{"type":"string"},"device":{"type":"string"}},"required":["user","password"],"additionalProperties":false},
"SignedIn":{"type":"object","properties":{"user":{"type":"string"},"must_change_password":{"type":"boolean"},"expires":{"type":"string","format":"date-time"}},"required":["user","must_change_password","expires"]},
"LoginChange":{"type":"object","properties":{"password":{"type":"string"},"disabled":{"type":"boolean"},"remove_second_factor":{"type":"boolean"}},"additionalProperties":false},
"Session":{"type":"object","properties":{"user":{"type":"string"},"must_change_password":{"type":"boolean"},"second_factor":{"type":"boolean"},"roles":{"type":"array","items":{"type":"object","properties":{"user":{"type":"string"},"role":{"type":"string"},"party":{"type":"integer"},"party_name":{"type":"string"}}}}},"required":["user","must_change_password","second_factor","roles"]},
"NewPassword":{"type":"object","properties":{"before":{"type":"string"},"after":{"type":"string"}},"required":["before","after"],"additionalProperties":false},
"NewKey":{"type":"object","properties":{"name":{"type":"string"},"user":{"type":"string"},"role":{"type":"string"},"party":{"type":"integer"},"may":{"type":"array","items":{"type":"string"}}},"required":["name","user","role"],"additionalProperties":false}
})";

void add_plain(Json& paths) {
  for (const Plain& row : plain) {
    Json made = operation(row.id, row.tag, row.summary, std::string(row.summary) + ".");
    const std::string_view id = row.id, body = row.body;
    if (!body.empty()) {
      const char* type = id == "attach" ? "application/octet-stream" : "application/json";
      made["requestBody"] = {{"required", id != "second_factor"}, {"content", {{type, {{"schema", Json::parse(body)}}}}}};
    }
    if (Json given = parameters_of(row.parameters); !given.empty()) made["parameters"] = std::move(given);
    Json responses = answers("Done.", Json::parse(row.answer), false);
    Json done = responses["200"];
    responses.erase("200");
    if (id == "metrics") done["content"] = {{"text/plain", {{"schema", {{"type", "string"}}}}}};
    if (id == "attachment") done["content"] = {{"*/*", {{"schema", Json::parse(row.answer)}}}};
    if (id == "live_views") {
      done.erase("content");
      responses["426"] = responses["400"];
      responses["426"]["description"] = "It was no WebSocket.";
    }
    if (row.open && id != "sign_in")
      for (const char* status : {"401", "403", "409"}) responses.erase(status);
    if (id == "sign_in") responses["429"] = responses["503"];
    responses[row.status] = std::move(done);
    made["responses"] = std::move(responses);
    if (row.open) made["security"] = Json::array();
    paths[row.path][row.method] = std::move(made);
  }
}

std::string make() {
  Json paths = Json::object();
  Schemas schemas;
  add_plain(paths);
  add_commands(paths, schemas);
  add_queries(paths, schemas);
  const Json named = Json::parse(named_schemas);
  for (const auto& [name, schema] : named.items()) schemas.put(name, schema);
  schemas.add(struct_type<AttachedDocument>());
  const Json all{{"openapi", "3.1.0"},
                 {"info",
                  {{"title", "Countinghouse 账房"},
                   {"version", "1"},
                   {"description",
                    "The books of a sales channel. Made from the tables of commands, queries and codes. Money is text of two decimals."},
                   {"license", {{"name", "MIT"}, {"identifier", "MIT"}}}}},
                 {"servers", {{{"url", "/"}}}},
                 {"security", {{{"key", Json::array()}}, {{"session", Json::array()}}}},
                 {"tags",
                  {{{"name", "commands"}, {"description", "What changes anything."}},
                   {{"name", "queries"}, {"description", "What is asked."}},
                   {{"name", "changes"}, {"description", "What happened."}},
                   {{"name", "attachments"}, {"description", "Documents of cases."}},
                   {{"name", "door"}, {"description", "Signing in."}},
                   {{"name", "administration"}, {"description", "Logins and keys."}},
                   {{"name", "operation"}, {"description", "For those who run it."}}}},
                 {"paths", std::move(paths)},
                 {"components",
                  {{"securitySchemes",
                    {{"key", {{"type", "http"}, {"scheme", "bearer"}, {"description", "A machine's key."}}},
                     {"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "ch_session"}, {"description", "Of the page."}}}}},
                   {"schemas", schemas.take()}}}};
  return answer_text(all);
}

}  // namespace

const std::string& openapi() {
  static const std::string made = make();
  return made;
}

}  // namespace ch::server
