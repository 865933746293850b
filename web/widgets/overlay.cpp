// What stands above or between: dialogs, short messages, banners, empty states.
#include <algorithm>

#include "web/host.h"
#include "web/widgets/overlay.h"
#include "web/widgets/tones.h"
#include "web/widgets/ui.h"
#include "web/widgets/widgets.h"

namespace ch::ui {

namespace {

struct Toast {
  std::string words;
  Tone tone;
  std::int64_t until;
};
std::vector<Toast> toasts;

constexpr std::int64_t toast_ms = 5000;

bool close_button(const Rect& r) {
  Ui& u = ui();
  Node act;
  act.id = u.id("close");
  act.role = Role::button;
  act.rect = r;
  act.name = tr("common.close");
  const Item item = u.interact(act.id, r);
  if (item.hovered) fill(r, Ink::sunken, theme::radius);
  icon(Icon::close, r.x + r.w / 2, r.y + r.h / 2, 16, Ink::text_2);
  if (item.ring) focus_ring(r);
  u.mirror().leaf(std::move(act));
  return item.clicked;
}

}  // namespace

Dialog::Dialog(std::string_view key, std::string_view title, bool& open, float wanted) : shown_(open) {
  if (!open) return;
  Ui& u = ui();
  if (u.take_escape()) {
    open = shown_ = false;
    return;
  }
  u.enter_dialog();
  layer(Layer::dialog);
  id_ = u.id('d', key);
  const Rect& screen = u.screen();
  const bool sheet = u.narrow();
  const float w = sheet ? screen.w : std::min(wanted, screen.w - 48);
  const float content = u.recall(id_, 200);
  const float h = std::min(content, screen.h - (sheet ? 48 : 64));
  const Rect box{screen.x + (screen.w - w) / 2, sheet ? screen.bottom() - h : screen.y + std::max(32.0f, (screen.h - h) * 0.4f), w, h};
  const float scroll = content > h + 0.5f ? web::host().scroll_top(id_) : 0;

  clip(screen);
  fill(screen, Ink::scrim, 0, 0.45f);
  shadow(box, 12);
  fill(box, Ink::surface, 12);
  edge(box, Ink::line, 12);
  unclip();
  Node node;
  node.id = id_;
  node.role = Role::dialog;
  node.name = title;
  node.rect = box;
  node.scroll_height = content > h + 0.5f ? content : 0;
  node.scroll_top = scroll;
  u.mirror().open_on_top(std::move(node));
  u.dialog_scrolled = scroll;
  u.push(id_);
  clip({box.x, box.y + 1, box.w, box.h - 2});
  const float pad = sheet ? 20 : 24;
  u.open_flow({box.x + pad, box.y + pad - 4 - scroll, box.w - 2 * pad, u.density().stack});
  const float head_y = u.flow().y;
  {
    Flow head = u.flow();
    head.w -= 40;
    u.open_flow(head);
    Type type{18, 26, true};
    std::vector<std::string> broken = lines(title, type, head.w);
    const Rect r = u.take(26 * static_cast<float>(broken.size()));
    float y = r.y;
    for (const std::string& line : broken) words(r.x, y, line, type, Ink::text), y += 26;
    Node h2;
    h2.id = u.next_id();
    h2.role = Role::heading;
    h2.level = 2;
    h2.rect = r;
    h2.lines = std::move(broken);
    h2.type = type;
    u.mirror().leaf(std::move(h2));
    const float bottom = u.close_flow();
    u.flow().y = bottom + 4;
  }
  if (close_button({box.right() - pad - 28, head_y - 3, 32, 32})) open = false;
}

Dialog::~Dialog() {
  if (id_ == 0) return;
  Ui& u = ui();
  const Node* node = u.mirror().find(id_);
  const float top = node != nullptr ? node->rect.y - node->scroll_top : 0;
  const float bottom = u.close_flow() + (u.narrow() ? 20.0f : 24.0f);
  u.remember(id_, bottom - top);
  unclip();
  u.pop();
  u.mirror().close();
  u.leave_dialog();
  u.dialog_scrolled = 0;
  layer(u.inside_dialog() ? Layer::dialog : Layer::page);
}

Beside::Beside() : id_(ui().next_id()) {
  Ui& u = ui();
  Flow own = u.flow();
  const float room = own.fill_to - own.y - u.recall(id_, own.fill_to - own.y);
  shift_ = std::clamp(u.dialog_scrolled, 0.0f, std::max(0.0f, room));
  own.y += shift_;
  u.open_flow(own);
}

Beside::~Beside() {
  Ui& u = ui();
  const float bottom = u.close_flow() - shift_;
  u.remember(id_, bottom - u.flow().y);
  u.flow().y = bottom;
}

void toast(std::string_view words, Tone tone) {
  toasts.push_back({std::string(words), tone, web::host().now_ms() + toast_ms});
  say(words, tone == Tone::bad);
  web::host().wake_after(static_cast<int>(toast_ms) + 30);
}

void clear_toasts() {
  toasts.clear();
  web::host().silence();
}

void say(std::string_view words, bool urgent) { web::host().announce(words, urgent); }

void draw_toasts() {
  Ui& u = ui();
  const std::int64_t now = web::host().now_ms();
  std::erase_if(toasts, [&](const Toast& t) { return t.until <= now; });
  if (toasts.empty()) return;
  layer(Layer::over);
  const Rect& screen = u.screen();
  clip(screen);
  float y = screen.bottom() - 24 - (u.narrow() ? theme::bottom_bar : 0);
  for (auto t = toasts.rbegin(); t != toasts.rend(); ++t) {
    const float room = std::min(420.0f, screen.w - 80);
    const std::vector<std::string> broken = lines(t->words, theme::body, room);
    float w = 0;
    for (const std::string& line : broken) w = std::max(w, width(line, theme::body));
    const float h = 22 * static_cast<float>(broken.size()) + 20;
    y -= h;
    const Rect r{screen.x + (screen.w - w - 56) / 2, y, w + 56, h};
    shadow(r, 8);
    fill(r, Ink::surface, 8);
    edge(r, Ink::line_strong, 8);
    fill({r.x + 1, r.y + 8, 3, r.h - 16}, ink_of(t->tone), 2);
    icon(icon_of(t->tone), r.x + 24, r.y + 21, 16, ink_of(t->tone));
    float line_y = r.y + 10;
    for (const std::string& line : broken) words(r.x + 40, line_y, line, theme::body, Ink::text), line_y += 22;
    y -= 8;
  }
  unclip();
  layer(Layer::page);
}

void banner(std::string_view key, std::string_view text, Tone tone) {
  Ui& u = ui();
  const std::vector<std::string> broken = lines(text, theme::body, u.flow().w - 56);
  const Rect r = u.take(22 * static_cast<float>(broken.size()) + 20);
  if (visible(r)) {
    fill(r, weak_of(tone), theme::card_radius);
    icon(icon_of(tone), r.x + 24, r.y + 21, 16, ink_of(tone));
    float y = r.y + 10;
    for (const std::string& line : broken) words(r.x + 42, y, line, theme::body, Ink::text), y += 22;
  }
  Node node;
  node.id = u.id('n', key);
  node.role = tone == Tone::bad ? Role::alert : Role::status;
  node.rect = {r.x + 42, r.y + 10, r.w - 56, r.h - 20};
  node.lines = broken;
  u.mirror().leaf(std::move(node));
}

void empty_state(std::string_view title, std::string_view body) {
  Ui& u = ui();
  const std::vector<std::string> broken = lines(body, theme::body, std::min(420.0f, u.flow().w - 24));
  const float h = 22 * static_cast<float>(broken.size());
  const Rect r = u.take(110 + h);
  const float cx = r.x + r.w / 2;
  disc(cx, r.y + 40, 22, Ink::sunken);
  icon(Icon::list, cx, r.y + 40, 20, Ink::text_3);
  const float tw = width(title, theme::body_strong);
  words(cx - tw / 2, r.y + 70, title, theme::body_strong, Ink::text);
  u.text_node({cx - tw / 2, r.y + 70, tw, 22}, {std::string(title)}, theme::body_strong);
  float y = r.y + 94;
  for (const std::string& line : broken) {
    const float w = width(line, theme::body);
    words(cx - w / 2, y, line, theme::body, Ink::text_2);
    u.text_node({cx - w / 2, y, w, 22}, {line}, theme::body);
    y += 22;
  }
}

}  // namespace ch::ui
