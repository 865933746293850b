// What the page needs of the browser, and what the browser tells the page. `shell/browser/page` implements it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ch::web {

// One change of the mirrored tree (WEB-11), applied in the order: removals, nodes, children.
class Host {
 public:
  virtual ~Host() = default;

  // Mirrored tree. `json` describes the node whole; see widgets/mirror.h.
  virtual void mirror_remove(std::uint32_t id) = 0;
  virtual void mirror_node(std::uint32_t id, std::string_view json) = 0;
  virtual void mirror_children(std::uint32_t parent, std::string_view ids_json) = 0;
  virtual void mirror_done() = 0;
  virtual void focus(std::uint32_t id) = 0;
  virtual void announce(std::string_view text, bool urgent) = 0;
  virtual void silence() = 0;  // what was announced no longer stands

  // A scrolling node's place.
  [[nodiscard]] virtual float scroll_top(std::uint32_t id) = 0;
  [[nodiscard]] virtual float scroll_left(std::uint32_t id) = 0;

  // Address (the hash route), what survives a reload, what survives the tab.
  [[nodiscard]] virtual std::string route() = 0;
  virtual void go(std::string_view route, bool replace) = 0;
  [[nodiscard]] virtual std::string session_get(std::string_view key) = 0;
  virtual void session_set(std::string_view key, std::string_view value) = 0;
  [[nodiscard]] virtual std::string local_get(std::string_view key) = 0;
  virtual void local_set(std::string_view key, std::string_view value) = 0;

  // What the browser prefers, before the user has said otherwise.
  [[nodiscard]] virtual bool prefers_dark() = 0;
  [[nodiscard]] virtual bool prefers_english() = 0;
  virtual void dress(bool dark, bool english) = 0;  // page colours, language
  virtual void title(std::string_view words) = 0;   // of the window

  virtual void copy_text(std::string_view text) = 0;
  virtual void save(std::string_view name) = 0;  // the file that came with the answer in hand, as a download
  [[nodiscard]] virtual std::int64_t now_ms() = 0;
  [[nodiscard]] virtual std::string new_id() = 0;  // UUIDv7 for commands (CON-7)
  // Sends {kind, ...fields} to the worker and answers the id that its replies will bear.
  virtual int send(std::string_view kind, std::string_view fields_json) = 0;
  virtual void ask_persistent() = 0;   // that the browser keep the data for good (WEB-18); a message "persistence" has its answer
  virtual void choose_document() = 0;  // a picker of files; a message "document" has what was chosen and kept, or why it was not
  // A picker too; events "bank_file" have how far the file is taken, and at last what came of it (pages/bank_file.h).
  virtual void take_bank_file(std::string_view actor_json) = 0;
  virtual void stop_bank_file() = 0;                                                                // between two of its lines
  virtual void save_text(std::string_view name, std::string_view type, std::string_view text) = 0;  // as a download
  // Documents of a case (CON-13), by {process, hash}: as a download, which a message "saved" follows; as a texture, whose message
  // "picture" has the slot and its size, or why there is none.
  virtual void save_attachment(std::string_view params_json, std::string_view name) = 0;
  [[nodiscard]] virtual std::uint32_t load_picture(int slot, std::string_view params_json) = 0;
  virtual void drop_picture(std::uint32_t texture) = 0;
  virtual void load(std::string_view path) = 0;  // JSON that lies beside the page; a message "loaded" has it, or null
  virtual void wake_after(int ms) = 0;           // a frame later, without a loop (WEB-8)
};

[[nodiscard]] Host& host();
void set_host(Host* host);
// Who hears of a bank's file: the page that took it.
inline void (*bank_file_told)(std::string_view json) = nullptr;

}  // namespace ch::web
