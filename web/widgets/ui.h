// The context that all widgets share: identity, events of the mirrored tree, flow of blocks, remembered sizes.
// Pages do not include this; they include widgets.h.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "web/widgets/draw.h"
#include "web/widgets/mirror.h"

namespace ch::ui {

struct Event {
  enum class Kind : std::uint8_t { click, input, focus, blur, escape } kind = Kind::click;
  Id id = 0;
  std::string text;
  bool ring = false;  // focus: by keyboard, so draw it
};

struct Flow {
  float x = 0, y = 0, w = 0;
  float gap = 0;
  bool fresh = true;  // nothing placed yet, so no gap before the next block
  float fill_to = 0;  // in columns: where the row ends, so that its cards end together
  float spare = 0;    // in columns: by how much this one is shorter than the row; what can grow may take it
  float stretched = 0;
};

struct Item {
  bool hovered = false, held = false, clicked = false, focused = false, ring = false;
};

class Ui {
 public:
  // --- frame ---
  void begin(const Rect& screen, bool compact);
  void end();
  [[nodiscard]] bool dirty() const { return dirty_; }
  void push_event(Event event);
  [[nodiscard]] bool events_waiting() const { return !events_.empty(); }
  void finish_events();  // what nobody took is forgotten

  // --- identity ---
  [[nodiscard]] Id id(std::string_view key) const;
  // A dialog and the button that opens it may bear the same key: each kind of thing has its own names.
  [[nodiscard]] Id id(char kind, std::string_view key) const;
  [[nodiscard]] Id next_id();
  void push(Id seed);
  void pop();

  // --- items ---
  // Registers with Dear ImGui, so that hover is known and the hooks see it. The caller mirrors it under the same id.
  Item interact(Id id, const Rect& r, bool enabled = true);
  [[nodiscard]] bool take_click(Id id);
  [[nodiscard]] bool take_input(Id id, std::string& value);
  [[nodiscard]] bool take_escape();
  [[nodiscard]] bool take_blur(Id id);
  [[nodiscard]] Id focused() const { return focused_; }
  [[nodiscard]] bool ring() const { return ring_; }
  void tooltip(const Rect& anchor, std::string_view text);

  // --- flow ---
  Rect take(float height, float gap = -1);
  [[nodiscard]] float take_spare(float most);  // of the column
  [[nodiscard]] Flow& flow() { return flows_.back(); }
  void open_flow(const Flow& flow);
  float close_flow();  // the y below its last block

  // --- sizes of the last pass; a change makes another pass, before anything is shown ---
  [[nodiscard]] float recall(Id id, float otherwise) const;
  void remember(Id id, float value);

  // --- inline rows ---
  struct Line {
    Id id = 0;
    float x = 0, y = 0, right = 0, height = 0, gap = 0;
    float after = 0, first_x = 0, tallest = 0;
    int springs = 0, wraps = 0;
  };
  [[nodiscard]] bool in_line() const { return !lines_.empty() && lines_.back().id != 0; }
  void open_line(float gap);
  void spring();
  void break_line();
  void close_line();
  // Where an item of this size goes: in the line if one is open, else a block of its own.
  Rect place(float w, float h);

  [[nodiscard]] const theme::Density& density() const { return *density_; }
  [[nodiscard]] const Rect& screen() const { return screen_; }
  [[nodiscard]] bool narrow() const { return screen_.w < theme::narrow; }
  std::string page_name;      // what the window's title says of the page
  float dialog_scrolled = 0;  // of the dialog that is being drawn
  [[nodiscard]] Mirror& mirror() { return mirror_; }
  [[nodiscard]] bool inside_dialog() const { return dialog_depth_ > 0; }
  void enter_dialog();
  void leave_dialog();

  void text_node(const Rect& r, std::vector<std::string> lines, const Type& type, Role role = Role::text);

 private:
  Mirror mirror_;
  std::vector<Event> events_;
  std::vector<Id> seeds_;
  std::vector<unsigned> counters_;
  std::vector<Flow> flows_;
  std::vector<Line> lines_;
  std::unordered_map<Id, float> sizes_;
  const theme::Density* density_ = &theme::comfortable;
  Rect screen_;
  bool dirty_ = false;
  int dialog_depth_ = 0;
  bool dialog_now_ = false, dialog_before_ = false;
  Id focused_ = 0;
  bool ring_ = false;
  Rect tip_anchor_;
  std::string tip_;
};

[[nodiscard]] Ui& ui();

}  // namespace ch::ui
