#include "web/pages/account_choice.h"

#include "web/pages/live.h"
#include "web/pages/session.h"

namespace ch::web::pages {

namespace {

constexpr std::string_view first_accounts = R"({"limit":500})";

// The shop may not list accounts; what it may choose from was read with the people that can be acted as.
Data known_accounts() { return is_staff() ? live("accounts", first_accounts).view["rows"] : session().accounts; }

std::string name_in_list(const Data& row) { return row["name"].text() + " · " + row["number"].text(); }

}  // namespace

std::vector<std::string> account_names() {
  const Data rows = known_accounts();
  std::vector<std::string> names;
  for (std::size_t i = 0; i < rows.size(); ++i) names.push_back(name_in_list(rows.at(i)));
  return names;
}

std::string account_meant(std::string_view typed) {
  if (typed.empty()) return {};
  const Data rows = known_accounts();
  std::string only;
  int found = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string name = name_in_list(rows.at(i));
    if (name == typed) return rows.at(i)["account"].text();
    if (name.find(typed) == name.npos) continue;
    only = rows.at(i)["account"].text();
    ++found;
  }
  if (typed.find_first_not_of("0123456789") == typed.npos) return std::string(typed);
  return found == 1 ? only : std::string{};
}

std::string active_account(const std::string& rather) {
  const Data rows = known_accounts();
  std::string first;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows.at(i)["state"].text() != "active") continue;
    const std::string id = rows.at(i)["account"].text();
    if (id == rather) return rather;
    if (first.empty()) first = id;
  }
  return first.empty() ? rather : first;
}

std::string account_name(std::string_view id) {
  const Data rows = known_accounts();
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows.at(i)["account"].text() == id) return name_in_list(rows.at(i));
  return std::string(id);
}

}  // namespace ch::web::pages
