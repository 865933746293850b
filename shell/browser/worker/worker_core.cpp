// worker_core.h over the engine. Nothing is thrown across: what the engine did not expect ends this worker by
// `worker_failed`, since what it holds in memory may no longer be what the database holds; the next one reads anew.
#include "worker/worker_core.h"

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "api/codes.h"
#include "procedure/documents.h"
#include "vfs/opfs_vfs.h"
#include "worker/desk.h"

namespace {

using ch::Replies;
using ch::browser::Desk;
using nlohmann::json;

std::unique_ptr<Desk> desk;
std::string answer;

const char* give(std::string text) {
  answer = std::move(text);
  return answer.c_str();
}

const char* not_opened(const char* code, const char* detail) {
  desk.reset();
  return give(json{{"ok", false}, {"code", code}, {"detail", detail}}.dump(-1, ' ', false, json::error_handler_t::replace));
}

template <class Work>
const char* give_replies(Work work) {
  std::string failure;
  try {
    return give(ch::array_of(work()));
  } catch (const std::exception& exception) {
    failure = exception.what();
  } catch (...) {
    failure = "an unknown exception";
  }
  return give(ch::array_of({ch::error_message(std::nullopt, "worker_failed", failure)}));
}

}  // namespace

extern "C" {

const char* ch_open(const char* options_json) {
  try {
    const json options = json::parse(options_json);
    if (ch::browser::register_opfs_vfs() != 0) return not_opened("storage_failed", "the VFS was not taken");
    // In memory a log would only double what is held.
    const bool kept = options.at("storage") == "opfs";
    desk = std::make_unique<Desk>(ch::SqliteOptions{.vfs = "opfs", .journal_mode = kept ? "wal" : "memory", .cache_kib = 16'384});
    if (const ch::Check opened = desk->open(); !opened) {
      return not_opened("database_unreadable", words(opened.error(), ch::Language::en).c_str());
    }
    return give(json{{"ok", true}, {"fresh", desk->fresh()}}.dump());
  } catch (const ch::StoreError& error) {
    return not_opened(error.full() ? "storage_full" : "database_unreadable", error.what());
  } catch (const std::exception& exception) {
    return not_opened("worker_failed", exception.what());
  }
}

const char* ch_message(const char* message_json) {
  return give_replies([&] { return desk->handle(json::parse(message_json)); });
}

const char* ch_step() {
  return give_replies([] { return desk->step(); });
}

const char* ch_look(const char* content, int bytes) {
  const ch::ContentLook look = ch::look_at_content({content, static_cast<std::size_t>(bytes)});
  return give(json{{"hash", look.hash}, {"type", look.type}}.dump());
}

int ch_more() { return desk && desk->more() ? 1 : 0; }

double ch_next_due() { return desk ? desk->next_due() : -1; }

void ch_close() { desk.reset(); }
}
