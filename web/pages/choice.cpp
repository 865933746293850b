#include "web/pages/choice.h"

#include "web/pages/live.h"
#include "web/pages/session.h"

namespace ch::web::pages {

namespace {

constexpr std::string_view most_known = R"({"limit":500})";

constexpr std::string_view parting = " · ";  // of the name and what else tells one from the others

Data known_clients(std::string_view typed) {
  const Data all = live("clients", most_known).view;
  if (typed.empty() || all["next"].text().empty()) return all["rows"];
  const std::size_t parted = typed.rfind(parting);
  JsonObject ask;
  ask.put("search", parted == typed.npos ? typed : typed.substr(parted + parting.size()));
  return live("clients", ask.take()).view["rows"];
}

// The shop may not list accounts; what it may choose from was read with the people that can be acted as.
Data known(Whom whom, std::string_view typed) {
  if (whom == Whom::client) return known_clients(typed);
  if (whom == Whom::process) return live("cases", most_known).view["rows"];
  if (whom == Whom::party) return live("parties", most_known).view["rows"];
  return is_staff() ? live("accounts", most_known).view["rows"] : session().accounts;
}

// Under which members of a row its id and what else tells it from the others stand.
struct Members {
  std::string_view id, mark;
};
Members members(Whom whom) {
  switch (whom) {
    case Whom::account:
      return {"account", "number"};
    case Whom::party:
      return {"party", "supplier"};
    case Whom::client:
      return {"party", "code"};
    case Whom::process:
      return {"process", "number"};
  }
  return {};
}

std::string id_of(Whom whom, const Data& row) { return row[members(whom).id].text(); }

std::string name_in_list(Whom whom, const Data& row) { return row["name"].text() + std::string(parting) + row[members(whom).mark].text(); }

}  // namespace

std::vector<std::string> names_of(Whom whom, std::string_view typed) {
  const Data rows = known(whom, typed);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < rows.size(); ++i) names.push_back(name_in_list(whom, rows.at(i)));
  return names;
}

std::string meant(Whom whom, std::string_view typed) {
  if (typed.empty()) return {};
  const Data rows = known(whom, typed);
  std::string only;
  int found = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string name = name_in_list(whom, rows.at(i));
    if (name == typed || rows.at(i)[members(whom).mark].text() == typed) return id_of(whom, rows.at(i));
    if (name.find(typed) == name.npos) continue;
    only = id_of(whom, rows.at(i));
    ++found;
  }
  if (typed.find_first_not_of("0123456789") == typed.npos) return std::string(typed);
  return found == 1 ? only : std::string{};
}

std::string name_of(Whom whom, std::string_view id) {
  const Data rows = known(whom, {});
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (id_of(whom, rows.at(i)) == id) return name_in_list(whom, rows.at(i));
  return std::string(id);
}

std::string active_account(const std::string& rather) {
  const Data rows = known(Whom::account, {});
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
