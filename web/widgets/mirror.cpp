#include "web/widgets/mirror.h"

#include <array>
#include <cmath>

#include "web/host.h"

namespace ch::ui {

namespace {

constexpr std::array<std::string_view, 31> role_names{
    "text",    "group",    "region",   "form",     "navigation",  "banner",  "main",  "dialog",   "heading", "link", "button",
    "textbox", "textarea", "date",     "combobox", "checkbox",    "tablist", "tab",   "tabpanel", "table",   "row",  "columnheader",
    "cell",    "list",     "listitem", "image",    "progressbar", "status",  "alert", "label",    "pan"};

std::uint64_t digest(std::string_view text) {
  std::uint64_t h = 1469598103934665603ull;
  for (char c : text) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return h;
}

std::string number(float v) {
  // Quarters of a pixel are enough, and keep the diff quiet.
  const auto quarters = static_cast<long long>(std::lround(v * 4));
  const long long rest = (quarters < 0 ? -quarters : quarters) % 4;
  constexpr std::array<const char*, 4> parts{"", ".25", ".5", ".75"};
  const std::string whole = std::to_string((quarters < 0 ? -quarters : quarters) / 4);
  return (quarters < 0 ? "-" : "") + whole + parts[static_cast<std::size_t>(rest)];
}

class Writer {
 public:
  void put(std::string_view key, std::string_view text) {
    if (!text.empty()) head(key), out_ += json_text(text);
  }
  void put(std::string_view key, long long n) { head(key), out_ += std::to_string(n); }
  void raw(std::string_view key, std::string_view json) { head(key), out_ += json; }
  void flag(std::string_view key, bool on) {
    if (on) head(key), out_ += "1";
  }
  std::string take() { return out_ + "}"; }

 private:
  void head(std::string_view key) {
    out_ += out_.empty() ? '{' : ',';
    out_.append("\"").append(key).append("\":");
  }
  std::string out_;
};

bool is_input(Role r) { return r == Role::textbox || r == Role::textarea || r == Role::date || r == Role::combobox; }

std::string describe(const Node& n, const Node* parent) {
  Writer w;
  const float px = parent != nullptr ? parent->rect.x - parent->scroll_left : 0;
  const float py = parent != nullptr ? parent->rect.y - parent->scroll_top : 0;
  w.put("role", role_names[static_cast<std::size_t>(n.role)]);
  w.raw("rect", "[" + number(n.rect.x - px) + "," + number(n.rect.y - py) + "," + number(n.rect.w) + "," + number(n.rect.h) + "]");
  w.put("name", n.name);
  if (!n.lines.empty()) {
    std::string lines = "[";
    for (const std::string& line : n.lines) lines += (lines.size() > 1 ? "," : "") + json_text(line);
    w.raw("lines", lines + "]");
  }
  if (!n.lines.empty() || is_input(n.role)) {
    w.raw("type", "[" + number(n.type.size) + "," + number(n.type.line) + "," + (n.type.strong ? "1" : "0") + "]");
  }
  if (is_input(n.role))
    w.raw("value", json_text(n.value));
  else
    w.put("value", n.value);
  w.put("about", n.description);
  w.put("href", n.href);
  w.put("hint", n.hint);
  w.put("auto", n.autocomplete);
  w.put("copied", n.copied);
  w.put("keys", n.shortcuts);
  if (!n.options.empty()) {
    std::string options = "[";
    for (const Option& o : n.options) options += (options.size() > 1 ? ",[" : "[") + json_text(o.value) + "," + json_text(o.label) + "]";
    w.raw("options", options + "]");
  }
  if (n.level > 0) w.put("level", n.level);
  if (n.row > 0) w.put("row", n.row);
  if (n.column > 0) w.put("column", n.column);
  if (n.rows != 0) w.put("rows", n.rows);
  if (n.columns > 0) w.put("columns", n.columns);
  if (n.scroll_height > 0) w.raw("scroll", number(n.scroll_height));
  if (n.scroll_width > 0) w.raw("slide", number(n.scroll_width));
  if (n.reveal > 0) w.raw("reveal", number(n.reveal));
  if (n.max_length > 0) w.put("max", n.max_length);
  if (n.checked >= 0) w.put("checked", n.checked);
  if (n.selected >= 0) w.put("selected", n.selected);
  if (n.expanded >= 0) w.put("expanded", n.expanded);
  if (n.sorted >= -1) w.put("sorted", n.sorted);
  w.flag("disabled", n.disabled);
  w.flag("current", n.current);
  w.flag("invalid", n.invalid);
  w.flag("required", n.required);
  w.flag("live", n.live);
  w.flag("action", n.row_action);
  w.flag("right", n.right);
  w.flag("submit", n.submit);
  w.flag("files", n.files);
  w.flag("busy", n.busy);
  return w.take();
}

}  // namespace

std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    const auto b = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\', out += c;
    } else if (b < 0x20) {
      constexpr std::string_view hex = "0123456789abcdef";
      out.append("\\u00") += hex[b >> 4];
      out += hex[b & 15];
    } else {
      out += c;
    }
  }
  return out += '"';
}

void Mirror::begin() {
  nodes_.clear();
  parents_.clear();
  stack_.clear();
  at_.clear();
  doubled_ = 0;
}

void Mirror::add(Node&& node, bool at_root) {
  parents_.push_back(at_root || stack_.empty() ? 0 : stack_.back() + 1);
  if (!at_.emplace(node.id, nodes_.size()).second && doubled_ == 0) doubled_ = node.id;
  nodes_.push_back(std::move(node));
}

void Mirror::open(Node node) {
  add(std::move(node), false);
  stack_.push_back(nodes_.size() - 1);
}

void Mirror::open_on_top(Node node) {
  add(std::move(node), true);
  stack_.push_back(nodes_.size() - 1);
}

void Mirror::close() { stack_.pop_back(); }

void Mirror::leaf(Node node) { add(std::move(node), false); }

Node* Mirror::find(Id id) {
  const auto it = at_.find(id);
  return it == at_.end() ? nullptr : &nodes_[it->second];
}

const Node* Mirror::nameless() const {
  for (const Node& n : nodes_) {
    const bool words = n.role == Role::text || n.role == Role::cell || n.role == Role::row || n.role == Role::group ||
                       n.role == Role::list || n.role == Role::listitem || n.role == Role::main || n.role == Role::banner ||
                       n.role == Role::status || n.role == Role::alert;
    if (!words && n.name.empty() && n.lines.empty()) return &n;
  }
  return nullptr;
}

void Mirror::end() {
  ++frame_;
  web::Host& host = web::host();
  for (const Node& n : nodes_) sent_[n.id].frame = frame_;
  for (auto it = sent_.begin(); it != sent_.end();) {
    if (it->second.frame == frame_) {
      ++it;
    } else {
      host.mirror_remove(it->first);
      it = sent_.erase(it);
    }
  }
  std::vector<std::string> children(nodes_.size() + 1);
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const Node& n = nodes_[i];
    if (at_.at(n.id) != i) continue;  // an id drawn twice is mirrored once
    const std::string json = describe(n, parents_[i] == 0 ? nullptr : &nodes_[parents_[i] - 1]);
    Sent& sent = sent_[n.id];
    if (const std::uint64_t d = digest(json); d != sent.content) {
      sent.content = d;
      host.mirror_node(n.id, json);
    }
    std::string& list = children[parents_[i]];
    list += (list.empty() ? "" : ",") + std::to_string(n.id);
  }
  for (std::size_t i = 0; i < children.size(); ++i) {
    const Id parent = i == 0 ? 0 : nodes_[i - 1].id;
    Sent& sent = sent_[parent];
    sent.frame = frame_;
    if (const std::uint64_t d = digest(children[i]); d != sent.children) {
      if (!children[i].empty() || sent.children != 0) host.mirror_children(parent, "[" + children[i] + "]");
      sent.children = d;
    }
  }
  sent_[0].frame = frame_ + 1;  // the root stays
  host.mirror_done();
}

}  // namespace ch::ui
