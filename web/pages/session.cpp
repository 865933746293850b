#include "web/pictures.h"
#include "web/pages/session.h"

#include <algorithm>

#include "web/app.h"
#include "web/host.h"
#include "web/pages/live.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

Session the_session;
constexpr std::string_view first_administrator = "admin";

Person person_of(const Data& row) { return {row["user"].text(), row["role"].text(), row["party_name"].text(), row["party"].integer()}; }

Person administrator() { return {the_session.administrator, "administrator", {}, 0}; }

void tell_actor(const Person& person, Client::Reply reply) {
  JsonObject fields;
  client().send("act_as", fields.put_json("actor", person.actor_json()).take(), std::move(reply));
}

void read_accounts() {
  tell_actor(administrator(), {});
  client().query("accounts", R"({"limit":500})", [](const Answer& answer) { the_session.accounts = answer.value["rows"]; });
}

void settle_on(const Person& person) {
  the_session.actor = person;
  if (person.role == "shop" && !client().online()) read_accounts();
  host().local_set("actor", person.key());
  app().set_role(person.key());
  tell_actor(person, [](const Answer&) {
    live_reset();
    forget_pictures(false);
    register_for_session();
  });
}

int rank(const Person& person) { return static_cast<int>(std::ranges::find(roles_offered(), person.role) - roles_offered().begin()); }

struct Merchant {
  Person person;
  std::string account, frozen;
};

// Active merchants whose orders have something frozen, the most first; a few, since each is asked about.
std::vector<Merchant> busy_merchants(const Data& accounts) {
  std::vector<Merchant> busy;
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    const Data row = accounts.at(i);
    if (row["state"].text() != "active" || row["blocked"].flag() || sign_of(row["frozen"].text()) <= 0) continue;
    const auto at = std::ranges::find_if(the_session.people,
                                         [&](const Person& p) { return p.role == "merchant_user" && p.party == row["party"].integer(); });
    if (at != the_session.people.end()) busy.push_back({*at, row["account"].text(), row["frozen"].text()});
  }
  std::ranges::stable_sort(busy, [](const Merchant& a, const Merchant& b) { return compare_money(a.frozen, b.frozen) > 0; });
  constexpr std::size_t most = 8;
  if (busy.size() > most) busy.resize(most);
  return busy;
}

// What there is to see of an account: things under way, campaigns that run, notices not read yet.
int liveliness(const Data& account) {
  return (account["under_way"].size() > 0 ? 4 : 0) + (account["running_campaigns"].integer() > 0 ? 2 : 0) +
         (account["unread_notices"].integer() > 0 ? 1 : 0);
}

void settle_on_liveliest_of(std::vector<Merchant> left, const Person& best, int most) {
  if (left.empty()) return settle_on(best);
  const Merchant next = left.front();
  left.erase(left.begin());
  JsonObject ask;
  client().query("account", ask.put_json("account", next.account).take(), [left, best, most, next](const Answer& answer) {
    const int lively = liveliness(answer.value);
    lively > most ? settle_on_liveliest_of(left, next.person, lively) : settle_on_liveliest_of(left, best, most);
  });
}

// Nobody was chosen yet: a merchant whose page has something to show.
void settle_on_liveliest() {
  client().query("accounts", R"({"limit":500})", [](const Answer& answer) {
    const auto& people = the_session.people;
    settle_on_liveliest_of(busy_merchants(answer.value["rows"]), people.empty() ? administrator() : people.front(), -1);
  });
}

void take_people(const Data& rows) {
  the_session.people.clear();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Person person = person_of(rows.at(i));
    if (person.role != "clock") the_session.people.push_back(std::move(person));
  }
  std::ranges::stable_sort(the_session.people, {}, rank);
  const std::string wished = the_session.actor.user.empty() ? host().local_get("actor") : the_session.actor.key();
  const auto at = std::ranges::find_if(the_session.people, [&](const Person& p) { return p.key() == wished; });
  if (at != the_session.people.end())
    settle_on(*at);
  else if (!client().online())
    settle_on_liveliest();
  else if (!the_session.people.empty())
    settle_on(the_session.people.front());
}

// With a server the page begins when somebody has signed in, and waits where it is when he no longer is.
void follow_state() {
  const WorkerState& worker = client().state();
  if (worker.storage != "server") return;
  const bool in = worker.phase == WorkerState::Phase::ready;
  if (!in && worker.phase != WorkerState::Phase::signed_out) return;
  if (in == (the_session.stage == Stage::ready)) return;
  the_session.stage = in ? Stage::ready : Stage::opening;
  if (in) take_people(worker.person["roles"]);
  register_for_session();
}

void when_ready() {
  if (the_session.stage == Stage::ready) return;  // what was chosen early has happened meanwhile
  the_session.stage = client().state().fresh ? Stage::empty : Stage::ready;
  the_session.administrator = host().local_get("administrator");
  if (the_session.administrator.empty()) the_session.administrator = first_administrator;
  if (the_session.stage == Stage::ready) read_people();
  register_for_session();
}

void note_progress(std::string_view phase, std::int64_t done, std::int64_t total) {
  the_session.start.phase = phase;
  the_session.start.done = done;
  the_session.start.total = total;
}

void grant(std::string_view user, std::string_view role) {
  JsonObject payload;
  client().execute("grant_role", payload.put("user", user).put("role", role).take(), {});
}

void start_ended(const Answer& answer, bool empty) {
  the_session.start = {};
  if (the_session.stage == Stage::ready) return;  // chosen before it was known that there is something already
  if (!answer.ok) {
    if (answer.code != "cancelled") the_session.start.error = answer.detail.empty() ? answer.code : answer.detail;
    return;
  }
  const std::string administrator_now = answer.value["administrator"].text();
  the_session.administrator = administrator_now.empty() ? std::string(first_administrator) : administrator_now;
  host().local_set("administrator", the_session.administrator);
  host().local_set("actor", "");
  the_session.actor = {};
  the_session.stage = Stage::ready;
  host().ask_persistent();
  if (empty) {
    // One user a role, and a second administrator: whoever proposes a value may not approve it himself (CON-11).
    tell_actor(administrator(), {});
    grant("admin2", "administrator");
    grant("operations", "settlement_operations");
    grant("operations2", "settlement_operations");
    grant("finance", "finance");
    for (const std::string_view role : {"information_reviewer", "value_added_services", "risk_supervisor", "channel", "operations_manager"})
      grant(role, role);
    grant("shop", "shop");
    grant("auditor", "auditor");
  }
  read_people();
  register_for_session();
}

}  // namespace

std::string Person::actor_json() const {
  JsonObject actor;
  return actor.put("user", user).put("role", role).put("party", party).take();
}

Session& session() { return the_session; }
bool is_staff() { return !acts("merchant_user") && !acts("reseller_user") && !acts("shop"); }

bool never_begun() { return host().local_get("administrator").empty(); }

void begin_session() {
  client().on_state(follow_state);
  // Answered once the database is open, whatever it waited for until then.
  client().send("act_as", R"({"actor":null})", [](const Answer&) {
    // The answer may overtake `ready`, and only that says whether there is anything yet.
    if (client().state().phase != WorkerState::Phase::ready) return begin_session();
    when_ready();
  });
}

void read_people() {
  if (client().online()) {
    client().http("GET", "/v1/session", {}, [](const Answer& answer) {
      if (answer.ok) take_people(answer.value["roles"]);
    });
    return;
  }
  tell_actor(administrator(), {});
  client().query("users", "{}", [](const Answer& answer) { take_people(answer.value["rows"]); });
  if (!the_session.actor.user.empty()) tell_actor(the_session.actor, {});
}

void begin_demo() {
  the_session.start = {.running = true, .request = 0, .phase = "demo", .error = {}, .done = 0, .total = 0};
  the_session.start.request = client().start("demo", "{}", note_progress, [](const Answer& answer) { start_ended(answer, false); });
}

void begin_empty(std::string_view platform) {
  the_session.start = {.running = true, .request = 0, .phase = "empty", .error = {}, .done = 0, .total = 0};
  JsonObject params;
  params.put("platform", platform).put("administrator", first_administrator);
  the_session.start.request =
      client().start("empty", params.take(), note_progress, [](const Answer& answer) { start_ended(answer, true); });
}

void cancel_start() {
  if (the_session.start.running) client().cancel(the_session.start.request);
}

void act_as(std::string_view key) {
  const auto at = std::ranges::find_if(the_session.people, [&](const Person& p) { return p.key() == key; });
  if (at == the_session.people.end()) return;
  ui::clear_toasts();  // they were said to whoever acted before
  settle_on(*at);
  go(first_page_of(at->role));
}

}  // namespace ch::web::pages
