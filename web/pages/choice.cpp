#include "web/pages/choice.h"

#include "web/pages/live.h"
#include "web/pages/session.h"

namespace ch::web::pages {

namespace {

constexpr std::string_view first_rows = R"({"limit":500})";

// The shop may not list accounts; what it may choose from was read with the people that can be acted as.
Data known(Whom whom) {
  if (whom == Whom::party) return live("parties", first_rows).view["rows"];
  return is_staff() ? live("accounts", first_rows).view["rows"] : session().accounts;
}

std::string id_of(Whom whom, const Data& row) { return row[whom == Whom::account ? "account" : "party"].text(); }

std::string name_in_list(Whom whom, const Data& row) {
  return row["name"].text() + " · " + row[whom == Whom::account ? "number" : "supplier"].text();
}

}  // namespace

std::vector<std::string> names_of(Whom whom) {
  const Data rows = known(whom);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < rows.size(); ++i) names.push_back(name_in_list(whom, rows.at(i)));
  return names;
}

std::string meant(Whom whom, std::string_view typed) {
  if (typed.empty()) return {};
  const Data rows = known(whom);
  std::string only;
  int found = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string name = name_in_list(whom, rows.at(i));
    if (name == typed) return id_of(whom, rows.at(i));
    if (name.find(typed) == name.npos) continue;
    only = id_of(whom, rows.at(i));
    ++found;
  }
  if (typed.find_first_not_of("0123456789") == typed.npos) return std::string(typed);
  return found == 1 ? only : std::string{};
}

std::string name_of(Whom whom, std::string_view id) {
  const Data rows = known(whom);
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (id_of(whom, rows.at(i)) == id) return name_in_list(whom, rows.at(i));
  return std::string(id);
}

std::string active_account(const std::string& rather) {
  const Data rows = known(Whom::account);
  std::string first;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows.at(i)["state"].text() != "active") continue;
    const std::string id = rows.at(i)["account"].text();
    if (id == rather) return rather;
    if (first.empty()) first = id;
  }
  return first.empty() ? rather : first;
}

}  // namespace ch::web::pages
