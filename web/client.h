// The page's line to the worker: commands, queries, live views. Answers come later, in a frame of their own.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "web/data.h"

namespace ch::web {

struct Answer {
  bool ok = false;  // outcome, result or view; false: `code` says why
  Data value;       // the outcome, the value, the view
  std::string code;
  std::string detail;
};

// What the worker last said of itself, or the line to a server that stands in its place.
struct WorkerState {
  enum class Phase : unsigned char { starting, waiting, ready, failed, signed_out } phase = Phase::starting;
  std::string storage;  // "opfs", "memory" or "server"
  std::string reason;   // why it waits, why memory
  bool persisted = false;
  bool fresh = false;  // nothing in the database yet: offer `start`
  Data person;         // by a server: who signed in and his roles; while signed out, who was and whether he has to choose a password
};

class Client {
 public:
  using Reply = std::function<void(const Answer&)>;
  using Progress = std::function<void(std::string_view phase, std::int64_t done, std::int64_t total)>;

  // The command's id (UUIDv7) is made here; the same one may be given again to ask for the stored outcome (CON-7).
  std::string execute(std::string_view name, std::string_view payload_json, Reply reply, std::string command_id = {});
  void why_not(std::string_view name, std::string_view payload_json, Reply reply);
  void query(std::string_view name, std::string_view params_json, Reply reply);
  // A view now and after each change; the number ends it.
  int subscribe(std::string_view name, std::string_view params_json, Reply reply);
  void unsubscribe(int subscription);
  void act_as(std::string_view actor_json);
  int start(std::string_view data, std::string_view params_json, Progress progress, Reply reply);
  // An account's statement; the answer has the file, and as its value what that is about.
  int export_statement(std::string_view params_json, Progress progress, Reply reply);
  void cancel(int request);
  void storage(Reply reply);
  // Asks the browser to keep the data for good; `reply` hears whether it will (WEB-18).
  void ask_persistent(std::function<void(bool kept)> reply);
  // A file of the user's, by the host's own picker, kept when it is answered: {hash, size, type, name}, or nothing and why not. Nobody
  // hears of it when none is chosen.
  void choose_document(std::function<void(const Data& file, const std::string& code)> reply);
  void save_attachment(std::string_view params_json, std::string_view name, std::function<void(const std::string& code)> reply);
  // What lies beside the page, asked for once; empty while it is on its way, and where it is not to be had.
  [[nodiscard]] Data loaded(const std::string& path);
  // What a server has beside commands and queries: the door and what administers it. The answer's value is the JSON that came, or text.
  void http(std::string_view method, std::string_view path, std::string_view body_json, Reply reply);
  [[nodiscard]] bool online() const { return state_.storage == "server"; }
  // Called when what the worker says of itself has changed.
  void on_state(std::function<void()> changed) { changed_ = std::move(changed); }
  int send(std::string_view kind, std::string_view fields_json, Reply reply, Progress progress = {});

  void receive(std::string_view message_json);  // from the host
  [[nodiscard]] const WorkerState& state() const { return state_; }

 private:
  struct Pending {
    Reply reply;
    Progress progress;
    bool lasting = false;
  };
  std::unordered_map<int, Pending> pending_;
  WorkerState state_;
  std::function<void()> changed_;
  std::function<void(bool kept)> persistence_;
  std::function<void(const Data& file, const std::string& code)> document_;
  std::function<void(const std::string& code)> saved_;
  std::unordered_map<std::string, Data> loaded_;
};

[[nodiscard]] Client& client();

// A refusal's words in the language in use; empty if the outcome is none.
struct Refusal {
  std::string code, rule, field, message;
};
[[nodiscard]] Refusal refusal_of(const Data& outcome);

}  // namespace ch::web
