#include "web/client.h"

#include "web/base/format.h"
#include "web/host.h"
#include "web/pictures.h"
#include "web/texts/texts.h"

namespace ch::web {

namespace {

Client the_client;

std::string command_fields(std::string_view id, std::string_view name, std::string_view payload) {
  JsonObject command;
  command.put("id", id).put("name", name).put_json("payload", payload);
  JsonObject fields;
  return fields.put_json("command", command.take()).take();
}

}  // namespace

Client& client() { return the_client; }

int Client::send(std::string_view kind, std::string_view fields_json, Reply reply, Progress progress) {
  const int id = host().send(kind, fields_json);
  pending_[id] = {std::move(reply), std::move(progress), kind == "subscribe"};
  return id;
}

std::string Client::execute(std::string_view name, std::string_view payload_json, Reply reply, std::string command_id) {
  if (command_id.empty()) command_id = host().new_id();
  send("execute", command_fields(command_id, name, payload_json), std::move(reply));
  return command_id;
}

void Client::why_not(std::string_view name, std::string_view payload_json, Reply reply) {
  send("why_not", command_fields(host().new_id(), name, payload_json), std::move(reply));
}

void Client::query(std::string_view name, std::string_view params_json, Reply reply) {
  JsonObject fields;
  send("query", fields.put("name", name).put_json("params", params_json).take(), std::move(reply));
}

int Client::subscribe(std::string_view name, std::string_view params_json, Reply reply) {
  JsonObject fields;
  return send("subscribe", fields.put("name", name).put_json("params", params_json).take(), std::move(reply));
}

void Client::unsubscribe(int subscription) {
  if (pending_.erase(subscription) == 0) return;
  JsonObject fields;
  send("unsubscribe", fields.put("subscription", static_cast<std::int64_t>(subscription)).take(), {});
}

void Client::act_as(std::string_view actor_json) {
  JsonObject fields;
  send("act_as", fields.put_json("actor", actor_json).take(), {});
}

int Client::start(std::string_view data, std::string_view params_json, Progress progress, Reply reply) {
  JsonObject fields;
  return send("start", fields.put("data", data).put_json("params", params_json).take(), std::move(reply), std::move(progress));
}

int Client::export_statement(std::string_view params_json, Progress progress, Reply reply) {
  JsonObject fields;
  return send("export_statement", fields.put_json("params", params_json).take(), std::move(reply), std::move(progress));
}

void Client::cancel(int request) {
  JsonObject fields;
  send("cancel", fields.put("request", static_cast<std::int64_t>(request)).take(), {});
}

void Client::http(std::string_view method, std::string_view path, std::string_view body_json, Reply reply) {
  JsonObject fields;
  fields.put("method", method).put("path", path);
  if (!body_json.empty()) fields.put_json("body", body_json);
  send("http", fields.take(), std::move(reply));
}

void Client::storage(Reply reply) { send("storage", "{}", std::move(reply)); }

void Client::ask_persistent(std::function<void(bool kept)> reply) {
  persistence_ = std::move(reply);
  host().ask_persistent();
}

void Client::choose_document(std::function<void(const Data&, const std::string&)> reply) {
  document_ = std::move(reply);
  host().choose_document();
}

void Client::save_attachment(std::string_view params_json, std::string_view name, std::function<void(const std::string&)> reply) {
  saved_ = std::move(reply);
  host().save_attachment(params_json, name);
}

Data Client::loaded(const std::string& path) {
  const auto [at, asked] = loaded_.try_emplace(path);
  if (asked) host().load(path);
  return at->second;
}

void Client::receive(std::string_view message_json) {
  const Data message = Data::parse(message_json);
  const std::string kind = message["kind"].text();
  if (kind == "waiting" || kind == "ready" || kind == "signed_out") {
    if (kind == "waiting") {
      state_.phase = WorkerState::Phase::waiting;
      state_.reason = message["reason"].text();
    } else if (kind == "ready") {
      state_ = {WorkerState::Phase::ready,   message["storage"].text(), message["reason"].text(),
                message["persisted"].flag(), message["fresh"].flag(),   message["person"]};
    } else {
      state_ = {.phase = WorkerState::Phase::signed_out, .storage = "server", .person = message};
    }
    if (changed_) changed_();
    return;
  }
  if (kind == "persistence") {
    if (persistence_) std::exchange(persistence_, {})(message["persisted"].flag());
    return;
  }
  if (kind == "document") {
    if (document_) std::exchange(document_, {})(message["file"], message["code"].text());
    return;
  }
  if (kind == "saved") {
    if (saved_) std::exchange(saved_, {})(message["code"].text());
    return;
  }
  if (kind == "loaded") {
    loaded_[message["path"].text()] = message["value"];
    return;
  }
  if (kind == "picture") return picture_came(message);
  if (kind == "error" && message["id"].empty()) {
    state_.phase = WorkerState::Phase::failed;
    state_.reason = message["code"].text();
    return;
  }
  const auto at = pending_.find(static_cast<int>(message["id"].integer()));
  if (at == pending_.end()) return;
  if (kind == "progress") {
    if (at->second.progress) at->second.progress(message["phase"].text(), message["done"].integer(), message["total"].integer());
    return;
  }
  const Pending pending = at->second;  // a copy: the reply may ask, end or subscribe
  if (kind != "view") pending_.erase(at);
  Answer answer;
  answer.ok = kind != "error";
  answer.value = kind == "outcome" ? message["outcome"]
                 : kind == "view"  ? message["view"]
                 : answer.ok       ? message["value"]
                                   : message["refusal"];
  answer.code = message["code"].text();
  answer.detail = message["detail"].text();
  if (pending.reply) pending.reply(answer);
}

Refusal refusal_of(const Data& outcome) {
  const Data refusal = outcome["refusal"].is_object() ? outcome["refusal"] : outcome;
  Refusal r{refusal["code"].text(), refusal["rule"].text(), refusal["field"].text(), {}};
  const Data message = refusal["message"];
  if (message.is_object())
    r.message = message[language() == Language::zh ? "zh" : "en"].text();
  else
    r.message = refusal[language() == Language::zh ? "message_zh" : "message_en"].text();
  return r;
}

}  // namespace ch::web
