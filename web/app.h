// The application: addresses, the registry of pages, one frame.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "web/texts/texts.h"
#include "web/widgets/widgets.h"

namespace ch::web {

// "#/account/317?tab=statement" read: where it leads and with what.
struct Route {
  std::vector<std::string> path;                            // "account", "317"
  std::vector<std::pair<std::string, std::string>> params;  // in the order of the address

  [[nodiscard]] static Route parse(std::string_view hash);
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::string_view at(std::size_t index) const;
  [[nodiscard]] std::string_view param(std::string_view name) const;
  void set(std::string_view name, std::string_view value);  // an empty value takes it out
};

struct Page {
  std::string path;                        // first part of its address
  std::function<std::string()> label;      // in the navigation; none: it is not shown there
  std::function<void(Route& route)> draw;  // may change the route's parameters: the address follows
  std::function<std::string()> group = {};
  std::function<std::string()> count = {};
  ui::Icon icon = ui::Icon::list;
  std::string part_of = {};  // the page that the navigation shows meanwhile; none: itself
};

struct Found {  // by the search over everything
  std::string name, note, route;
};

class App {
 public:
  void add(Page page);
  void set_roles(std::function<std::vector<ui::Choice>()> roles, std::function<void(const std::string& role)> changed);
  void set_status(std::function<std::pair<std::string, ui::Tone>()> status);
  void set_search(std::function<std::vector<Found>(std::string_view typed)> find) { find_ = std::move(find); }
  void set_role(std::string role) { role_ = std::move(role); }
  [[nodiscard]] const std::string& role() const { return role_; }

  void frame();

 private:
  std::vector<Page> pages_;
  std::function<std::vector<ui::Choice>()> roles_;
  std::function<void(const std::string&)> role_changed_;
  std::function<std::pair<std::string, ui::Tone>()> status_;
  std::function<std::vector<Found>(std::string_view)> find_;
  std::string role_;
  std::string shown_;  // the route that was drawn last
};

[[nodiscard]] App& app();

// Goes to another place; `replace` leaves no step for the back button.
void go(std::string_view route, bool replace = false);

// Each program (the app, the gallery of the tests) says which pages it has.
void register_pages(App& app);

}  // namespace ch::web
