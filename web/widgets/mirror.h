// The mirrored tree: every drawn thing as a real element with role, name, value and state, in reading order (WEB-11).
// The page states it anew each frame; only what changed reaches the browser.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "web/theme/tokens.h"

namespace ch::ui {

using Id = std::uint32_t;

struct Rect {
  float x = 0, y = 0, w = 0, h = 0;
  [[nodiscard]] float right() const { return x + w; }
  [[nodiscard]] float bottom() const { return y + h; }
};

enum class Role : std::uint8_t {
  text,
  group,
  region,
  form,
  navigation,
  banner,
  main,
  dialog,
  heading,
  link,
  button,
  textbox,
  textarea,
  date,
  combobox,
  checkbox,
  tablist,
  tab,
  tabpanel,
  table,
  row,
  columnheader,
  cell,
  list,
  listitem,
  image,
  progressbar,
  status,
  alert,
  label,
  pan,  // a region that is scrolled both ways
};

struct Option {
  std::string value;
  std::string label;
};

struct Node {
  Id id = 0;
  Role role = Role::text;
  Rect rect;                       // on the screen; sent relative to the parent
  std::string name;                // accessible name; a text node's own words are its name
  std::vector<std::string> lines;  // words drawn, by line
  theme::Type type = theme::body;
  std::string value;
  std::string description;
  std::string href;
  std::string hint;  // input: what the keyboard should offer (inputmode)
  std::string autocomplete;
  std::string copied;     // cell: what a copy of its row has, where that is not what is drawn
  std::string shortcuts;  // keys that press it from anywhere (aria-keyshortcuts)
  std::vector<Option> options;
  int level = 0;                            // heading
  int row = 0, column = 0;                  // 1-based places in a table
  int rows = 0, columns = 0;                // of a table
  float scroll_height = 0;                  // > 0: it scrolls, and its content is this high
  float scroll_top = 0;                     // how far it is scrolled now; children are sent relative to the content
  float scroll_width = 0, scroll_left = 0;  // the same sideways
  float reveal = 0;                         // of a pan: where it stands at first, sideways
  int max_length = 0;
  signed char checked = -1, selected = -1, expanded = -1, sorted = -2;  // negative: has no such state
  bool disabled = false, current = false, invalid = false, required = false, live = false, row_action = false;
  bool submit = false;  // button: Enter in a field beside it presses it
  bool files = false;   // button: a file that is dropped presses it
  bool busy = false;    // another content of it is on its way
  bool right = false;   // input: aligned right
};

class Mirror {
 public:
  void begin();
  void open(Node node);         // children follow, up to close()
  void open_on_top(Node node);  // a child of the root wherever it is stated: a dialog
  void close();
  void leaf(Node node);
  // Sends what changed since the last frame.
  void end();

  [[nodiscard]] bool has(Id id) const { return at_.contains(id); }
  // An id that two items share, or 0: one of them would be out of reach.
  [[nodiscard]] Id doubled() const { return doubled_; }
  // The first item without role or name, for the check of the tests; null if none.
  [[nodiscard]] const Node* nameless() const;
  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
  [[nodiscard]] Id parent() const { return stack_.empty() ? 0 : nodes_[stack_.back()].id; }
  Node* find(Id id);

 private:
  void add(Node&& node, bool at_root);

  struct Sent {
    std::uint64_t content = 0;
    std::uint64_t children = 0;
    unsigned frame = 0;
  };
  std::vector<Node> nodes_;
  std::vector<std::size_t> parents_;  // index of the parent + 1, 0 at the root
  std::vector<std::size_t> stack_;
  std::unordered_map<Id, std::size_t> at_;
  std::unordered_map<Id, Sent> sent_;
  unsigned frame_ = 0;
  Id doubled_ = 0;
};

[[nodiscard]] std::string json_text(std::string_view text);  // quoted and escaped

}  // namespace ch::ui
