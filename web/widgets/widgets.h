// Everything that a page draws with. Each widget draws itself and states its role, name, value and state, so a page
// cannot draw anything that a screen reader, a keyboard or a test would not find (WEB-11, WEB-12).
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "web/base/format.h"
#include "web/texts/texts.h"
#include "web/theme/tokens.h"
#include "web/widgets/icon.h"

namespace ch::ui {

using web::tr;

enum class Tone : std::uint8_t { plain, good, warn, bad, accent, muted };
enum class Look : std::uint8_t { secondary, primary, danger, quiet };

// ---- identity: what is drawn inside has its own names; use it for each row of a repeated thing ----
class Scope {
 public:
  explicit Scope(std::string_view key);
  ~Scope();
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;
};

// ---- layout ----
// Blocks stand one under the other. Columns stand side by side and stack on a narrow screen.
[[nodiscard]] bool narrow();  // 390 px and the like: bottom bar, stacked cards
[[nodiscard]] float available_width();
void gap(float px);
void divider();

// Items of one line, left to right, wrapped when they do not fit; after spring() they end at the right edge.
class Line {
 public:
  explicit Line(float gap = 12);
  ~Line();
  void spring();
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
};

// `weights` 2,1 means two thirds and one third. Cards in it become equally high: a chart in one takes the room that is
// to spare, else its last card ends in blank space. Stacks below `stack_below` px of room.
class Columns {
 public:
  explicit Columns(std::initializer_list<float> weights, float stack_below = 640, int stacked_columns = 1);
  ~Columns();
  void next();
  Columns(const Columns&) = delete;
  Columns& operator=(const Columns&) = delete;

 private:
  std::vector<float> weights_;
  std::uint32_t id_;
  float x_, top_, width_, bottom_, gap_;
  std::size_t at_ = 0;
  int per_row_;
  [[nodiscard]] std::uint32_t own_height() const;
  void open();
  void close();
};

class Card {
 public:
  // With a heading, if it has words; a card with one is a region of that name.
  explicit Card(std::string_view heading = {}, bool fill_row = true);
  ~Card();
  Card(const Card&) = delete;
  Card& operator=(const Card&) = delete;

 private:
  std::uint32_t id_;
  bool fill_row_;
};

// ---- words ----
void text(std::string_view words, Tone tone = Tone::plain);
void small(std::string_view words, Tone tone = Tone::muted);
void strong(std::string_view words, Tone tone = Tone::plain);
void heading(std::string_view words, int level = 2);
void fact(std::string_view label, std::string_view value, Tone tone = Tone::plain);  // a label and its figure, never parted
void chip(std::string_view word, Tone tone = Tone::plain);
void page_title(std::string_view words);
// What the window's title says first; without it, what the page's title does.
void name_page(std::string_view page, std::string_view whose);
void metric(std::string_view label, std::string_view amount, std::string_view note, Tone note_tone = Tone::muted);  // a card
// The same of what is no amount.
void figure(std::string_view label, std::string_view figure, std::string_view note, Tone note_tone = Tone::muted,
            std::string_view currency = {});

// ---- actions ----
struct Act {
  Look look = Look::secondary;
  bool enabled = true;
  std::string_view why_not = {};  // shown as tooltip and said to screen readers while it is disabled
  std::string_view key = {};      // a stable name for it where the label changes with the language or repeats
  bool small = false;
  std::string_view name = {};  // said instead of the label where there are several of one label; begins with it
  bool submit = false;         // Enter in a field of one line beside it presses it
  bool files = false;          // a file dropped on the page presses it too
};
[[nodiscard]] bool button(std::string_view label, const Act& act = {});
bool link(std::string_view label, std::string_view route, bool small = false);  // "#/..." ; true when it was followed
[[nodiscard]] bool text_button(std::string_view label, const Act& act = {});    // looks like a link, acts like a button
// The chosen tab after this frame.
int tabs(std::string_view label, std::span<const std::string_view> names, int chosen);

// ---- lists ----
struct Pair {
  std::string label;
  std::string value;
  Tone tone = Tone::plain;
};
void key_values(std::span<const Pair> pairs);

enum class StepState : std::uint8_t { done, now, todo, failed };
struct Step {
  std::string name;
  std::string note;
  StepState state = StepState::todo;
};
void stepper(std::string_view label, std::span<const Step> steps);
// The same side by side where there is room for it.
void path(std::string_view label, std::span<const Step> steps);

enum class ColumnKind : std::uint8_t { text, muted, prose, time, number, money, signed_money, chip, mark };
// Prose is never cut: it wraps. A mark is a chip where its cell has a tone, and words where not.
struct Column {
  std::string title;
  ColumnKind kind = ColumnKind::text;
  bool sortable = false;
};
struct Cell {
  std::string text;
  Tone tone = Tone::plain;
  std::string href = {};
  std::string copied = {};  // what a copy has instead, which is read without what stands around it
};
struct Table {
  std::string_view key;
  std::string_view label;  // its accessible name
  std::vector<Column> columns;
  std::int64_t rows = 0;    // rows that can be asked for
  std::int64_t total = -1;  // rows that there are; -1: the same
  std::function<void(std::int64_t row, std::vector<Cell>& cells)> cells;
  int sort_column = -1;
  bool descending = false;
  bool partial = false;     // there are more rows than these, nobody knows how many
  std::int64_t sums = 0;    // of the rows, how many at the end are sums: strong, and not counted
  bool busy = false;        // these are of before: others are on their way
  bool row_action = false;  // rows can be opened
  std::function<bool(std::int64_t row)> is_open = {};
  std::function<void(std::int64_t row)> detail = {};  // of the row that is open, under it
  std::string_view empty_title = {};
  std::string_view empty_body = {};
};
struct TableEvents {
  std::int64_t opened = -1;  // row
  int sort_column = -1;      // asked for
  bool descending = false;
  bool more = false;
};
TableEvents table(const Table& table);
// Its rows as tab-separated text (WEB-4).
[[nodiscard]] std::string tab_separated(const Table& table);
// Chosen page, from 1.
int pagination(int page, int pages);

// ---- fields; each returns true in the frame in which its value changed ----
struct Field {
  std::string_view key;
  std::string_view label;
  std::string_view help = {};
  std::string_view error = {};
  bool required = false;
  bool enabled = true;
  bool focus = false;  // takes it now: the first that is at fault
  float max_width = 0;
  int max_length = 0;
  std::string_view autocomplete = {};
  std::string_view keyboard =
      {};  // what the keys of a phone offer (inputmode); "search": Enter follows the first link; "password": not shown
  std::span<const std::string> suggestions = {};  // of a text field: the browser offers those that fit what is typed
};
bool text_field(const Field& field, std::string& value);
bool text_area(const Field& field, std::string& value, int rows = 3);
bool money_field(const Field& field, std::string& value);  // as typed; web::parse_money makes it canonical
bool date_field(const Field& field, std::string& value);   // "2026-11-21" or empty
struct Choice {
  std::string value;
  std::string label;
  std::string brief = {};  // instead of the label where there is little room
};
bool select(const Field& field, std::string& value, std::span<const Choice> choices);
bool checkbox(const Field& field, bool& value);
bool multi_text(const Field& field, std::vector<std::string>& values, std::size_t most, std::string_view keyboard = "text");

// A form whose values survive a reload until they are sent (WEB-6).
class Form {
 public:
  explicit Form(std::string_view name);
  ~Form();
  Form(const Form&) = delete;
  Form& operator=(const Form&) = delete;
  [[nodiscard]] std::string& value(std::string_view field, std::string_view initial = {});
  void clear();

 private:
  std::string name_;
};

// ---- messages ----
// A dialog is open while `open` is true; Escape and its close button make it false. Everything under it is inert.
class Dialog {
 public:
  Dialog(std::string_view key, std::string_view title, bool& open, float width = 480);
  ~Dialog();
  explicit operator bool() const { return shown_; }
  Dialog(const Dialog&) = delete;
  Dialog& operator=(const Dialog&) = delete;

 private:
  bool shown_;
  std::uint32_t id_ = 0;
};
// What is drawn in it stays in sight while the dialog is scrolled, as long as the row of columns that it is in is there to stand beside.
class Beside {
 public:
  Beside();
  ~Beside();
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;

 private:
  std::uint32_t id_;
  float shift_;
};
void toast(std::string_view words, Tone tone = Tone::good);  // shown for some seconds, announced at once
void clear_toasts();
void say(std::string_view words, bool urgent = false);  // announced only
void banner(std::string_view key, std::string_view words, Tone tone);
void empty_state(std::string_view title, std::string_view body);
// True when its cancel button was pressed.
bool progress(std::string_view name, std::int64_t done, std::int64_t total, bool can_cancel = true);

// ---- charts ----
struct Point {
  std::string date;    // "2026-11-21"
  std::string amount;  // "2850.00"
};
struct Chart {
  std::string_view key;
  std::string_view title;
  std::string_view note = {};
  std::span<const Point> points;
  std::string_view figures = {};  // heads its figures in the table; none: the title
  std::string threshold = {};     // an amount, drawn as a dashed line
  std::string threshold_name = {};
  float height = 170;  // at least; in a card beside a higher one it grows, up to what a screen shows
};
void balance_chart(const Chart& chart);  // with its "see as table" switch

// What is larger than its place, or may be: the browser scrolls it both ways. What is drawn meanwhile begins at `at`.
class Pan {
 public:
  // `reveal`: what has to be seen at first, sideways.
  Pan(std::string_view key, std::string_view name, float height, float content_width, float content_height, float reveal = 0);
  ~Pan();
  Pan(const Pan&) = delete;
  Pan& operator=(const Pan&) = delete;
  [[nodiscard]] float x() const { return x_; }
  [[nodiscard]] float y() const { return y_; }
  [[nodiscard]] float scrolled() const { return scrolled_; }  // sideways

 private:
  float x_, y_, scrolled_;
};

// A picture of `width` by `height` pixels, as large as its place or larger by `zoom`.
struct PictureView {
  std::string_view key, name;
  std::uint32_t texture = 0;
  float width = 0, height = 0;
  float zoom = 1;
  float place_height = 320;
};
void picture(const PictureView& view);

// A flow chart with lanes (PRO-7), laid out elsewhere; whole numbers in its own pixels.
struct FlowChart {
  struct Area {
    float x = 0, y = 0, w = 0, h = 0;
  };
  struct Lane {
    std::string name;
    Area at;
  };
  struct Box {
    std::vector<std::string> lines;
    Area at;
    StepState state = StepState::todo;
    bool start = false, round = false;
    Area name = {};  // of a start: its words, above it
  };
  struct Edge {
    std::vector<std::pair<float, float>> line;
    bool taken = false;
    std::string number = {};  // on it, where its step has several; the page says what it stands for
    Area number_at = {};
  };
  std::string_view key, name;
  float width = 0, height = 0;
  std::vector<Lane> lanes;
  std::vector<Box> boxes;
  std::vector<Edge> edges;
};
void flow_chart(const FlowChart& chart);

// ---- the frame around a page ----
struct NavItem {
  std::string label;
  std::string route;  // "#/..."
  std::string count = {};
  std::string group = {};  // a small heading before it, when it differs from the one before
  Icon icon = Icon::list;  // in the bottom bar
};
struct Shell {
  std::string current;  // route of the item shown as current
  std::vector<NavItem> items;
  std::vector<Choice> roles;
  std::string status;  // "saved", ...
  Tone status_tone = Tone::good;
  bool searchable = false;
};
struct ShellEvents {
  bool search = false;
  bool role_changed = false;
};
class ShellFrame {
 public:
  ShellFrame(const Shell& shell, std::string& role, ShellEvents& events);
  ~ShellFrame();
  ShellFrame(const ShellFrame&) = delete;
  ShellFrame& operator=(const ShellFrame&) = delete;

 private:
  std::uint32_t main_ = 0;
};

// Preferences of this browser.
struct Prefs {
  bool dark = false;
  bool compact = false;
};
[[nodiscard]] Prefs& prefs();
void load_prefs();
void save_prefs();

}  // namespace ch::ui
