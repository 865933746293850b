// Who sits at the page: the user acted as, those who could be, and how far the start has come.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "web/client.h"
#include "web/texts/texts.h"

namespace ch::web::pages {

struct Person {
  std::string user, role, party_name;
  std::int64_t party = 0;
  [[nodiscard]] std::string key() const { return user + "|" + role + "|" + std::to_string(party); }
  [[nodiscard]] std::string actor_json() const;
};

enum class Stage : unsigned char { opening, empty, ready };

struct Session {
  Stage stage = Stage::opening;
  Person actor;
  std::vector<Person> people;  // who can be acted as
  std::string administrator;
  Data accounts;  // rows of the accounts that there are, for whoever may not list them

  struct Start {
    bool running = false;
    int request = 0;
    std::string phase, error;
    std::int64_t done = 0, total = 0;
  } start;
};

[[nodiscard]] Session& session();
[[nodiscard]] inline bool acts(std::string_view role) { return session().actor.role == role; }
[[nodiscard]] bool is_staff();
// Words for whoever reads them: the merchant, who can do something about his account, or staff.
[[nodiscard]] inline Key for_reader(Key merchant, Key staff) { return is_staff() ? staff : merchant; }

// Asks the worker how things stand; what follows comes with its answers.
void begin_session();
// Nothing was ever begun in this browser, as far as the page can know before the worker has opened the database.
[[nodiscard]] bool never_begun();
void begin_demo();
void begin_empty(std::string_view platform);
void cancel_start();
void act_as(std::string_view key);
// Reads who there is, or with a server which roles the user has; after roles changed, too.
void read_people();

// The pages that the actor has; called whenever that may have changed.
void register_for_session();
// The address of the first of those that a role has.
[[nodiscard]] std::string first_page_of(std::string_view role);

}  // namespace ch::web::pages
