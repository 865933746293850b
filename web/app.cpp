#include "web/app.h"

#include <algorithm>
#include <tuple>

#include "web/host.h"
#include "web/widgets/ui.h"

namespace ch::web {

namespace {

App the_app;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

std::string escape(std::string_view text) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~";
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (char c : text) {
    const auto b = static_cast<unsigned char>(c);
    if (plain.find(c) != plain.npos)
      out += c;
    else
      (out += '%') += hex[b >> 4], out += hex[b & 15];
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(at), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

bool searching = false;
std::string searched;

void draw_search(const std::function<std::vector<Found>(std::string_view)>& find) {
  if (ui::Dialog dialog("search", tr("app.search"), searching, 560); dialog) {
    ui::text_field({.key = "query", .label = tr("jump.what"), .keyboard = "search"}, searched);
    const std::vector<Found> all = find(searched);
    if (all.empty()) ui::small(tr("jump.none"));
    for (const Found& one : all) {
      ui::Line line(10);
      if (ui::link(one.name, one.route)) searching = false;
      ui::small(one.note);
    }
  }
}

}  // namespace

Route Route::parse(std::string_view hash) {
  Route route;
  if (hash.starts_with('#')) hash.remove_prefix(1);
  const std::size_t query = std::min(hash.find('?'), hash.size());
  for (std::string_view part : split(hash.substr(0, query), '/')) route.path.push_back(unescape(part));
  if (query < hash.size())
    for (std::string_view pair : split(hash.substr(query + 1), '&')) {
      const std::size_t equal = std::min(pair.find('='), pair.size());
      route.params.emplace_back(unescape(pair.substr(0, equal)), unescape(pair.substr(std::min(equal + 1, pair.size()))));
    }
  return route;
}

std::string Route::text() const {
  std::string out = "#";
  for (const std::string& part : path) out += "/" + escape(part);
  if (path.empty()) out += "/";
  char sign = '?';
  for (const auto& [name, value] : params) {
    out += sign + escape(name) + "=" + escape(value);
    sign = '&';
  }
  return out;
}

std::string_view Route::at(std::size_t index) const { return index < path.size() ? std::string_view(path[index]) : std::string_view{}; }

std::string_view Route::param(std::string_view name) const {
  for (const auto& [key, value] : params)
    if (key == name) return value;
  return {};
}

void Route::set(std::string_view name, std::string_view value) {
  const auto it = std::ranges::find(params, name, &std::pair<std::string, std::string>::first);
  if (it == params.end()) {
    if (!value.empty()) params.emplace_back(name, value);
  } else if (value.empty()) {
    params.erase(it);
  } else {
    it->second = value;
  }
}

App& app() { return the_app; }

void go(std::string_view route, bool replace) { host().go(route, replace); }

void App::add(Page page) { pages_.push_back(std::move(page)); }

void App::set_roles(std::function<std::vector<ui::Choice>()> roles, std::function<void(const std::string&)> changed) {
  roles_ = std::move(roles);
  role_changed_ = std::move(changed);
}

void App::set_status(std::function<std::pair<std::string, ui::Tone>()> status) { status_ = std::move(status); }

void App::frame() {
  Route route = Route::parse(host().route());
  if (route.path.empty() && !pages_.empty()) {
    const auto in_navigation = std::ranges::find_if(pages_, [](const Page& p) { return p.label != nullptr; });
    route.path.push_back(in_navigation == pages_.end() ? pages_.front().path : in_navigation->path);
  }
  // What was pressed belongs to the page that was shown then, though the address has moved on since.
  const bool late = !shown_.empty() && route.text() != shown_ && ui::ui().events_waiting();
  if (late) route = Route::parse(shown_);
  const auto page = std::ranges::find(pages_, std::string(route.at(0)), &Page::path);

  ui::Shell shell;
  for (const Page& p : pages_)
    if (p.label) shell.items.push_back({p.label(), "#/" + p.path, p.count ? p.count() : "", p.group ? p.group() : "", p.icon});
  shell.current = "#/" + (page == pages_.end() || page->part_of.empty() ? std::string(route.at(0)) : page->part_of);
  if (roles_) shell.roles = roles_();
  shell.searchable = find_ != nullptr;
  if (status_) std::tie(shell.status, shell.status_tone) = status_();
  ui::ShellEvents events;
  {
    ui::ShellFrame frame(shell, role_, events);
    if (page == pages_.end()) {
      ui::page_title(tr("app.not_found.title"));
      ui::text(tr("app.not_found.body"));
    } else {
      const std::string before = route.text();
      ui::Scope scope(page->path);
      page->draw(route);
      if (!late && route.text() != before) host().go(route.text(), false);
    }
    if (events.search) searching = true, searched.clear();
    if (find_) draw_search(find_);
  }
  shown_ = route.text();
  const std::string& page_name = ui::ui().page_name;
  host().title((page_name.empty() ? "" : page_name + " · ") + std::string(tr("app.name")));
  if (events.role_changed && role_changed_) role_changed_(role_);
}

}  // namespace ch::web
