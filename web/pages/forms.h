// Commands given by form: the fields are described once; drafts survive a reload, the address says which form is open,
// and a refusal lands at the field that it names (CON-9, WEB-6).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "web/app.h"
#include "web/client.h"

namespace ch::web::pages {

enum class Ask : unsigned char {
  text,
  area,
  money,
  date,
  day_start,  // a date that is sent as the instant at which it begins
  day_end,    // … at which it ends
  choice,
  choice_number,
  number,
  account,  // one, chosen by name; sent as its id
  party,    // a merchant, likewise
  client,   // a reseller or a client of one, likewise
  process,  // a case, chosen by its number
  list,
  digits,    // an account number of a bank, which prints it in groups; sent bare
  some_of,   // of the choices those that are ticked, at first all; sent as a list
  document,  // a file that is chosen; sent among the command's documents, by its content's hash (CON-13)
};

struct FormField {
  std::string name;
  std::string label;
  Ask ask = Ask::text;
  bool required = true;
  std::string help = {};
  std::string initial = {};
  std::vector<ui::Choice> choices = {};
  std::size_t most = 3;                // of a list
  std::string_view keyboard = "text";  // of a list
  bool send_empty = false;             // left blank, it is sent as an empty text
  bool answer = false;                 // sent among the command's answers, by its name, as text
};

struct CommandForm {
  std::string command;       // also its name in the address: ?form=
  std::string subject = {};  // ?of=
  std::string title;
  std::string intro = {};
  std::vector<FormField> fields;
  std::vector<std::pair<std::string, std::string>> fixed = {};  // name and JSON
  ui::Look look = ui::Look::primary;
  std::string submit = {};  // what the button says; none: the title
  std::string done = {};    // said when it is done; none: the title
  std::string again = {};   // said when it had been done before; none: the title
  bool takes_answers = false, takes_documents = false;
  std::function<void()> above = {};                                  // drawn over the fields
  std::function<void()> beside = {};                                 // drawn beside them: the dialog is wide then
  std::function<void(Route& route, const Data& outcome)> then = {};  // after it was done in a dialog: where to go
};

// The form's fields and its button, on the page itself. True in the pass after it was done.
bool inline_form(const CommandForm& form);
// The same in a dialog, shown while the address says so.
void form_dialog(Route& route, const CommandForm& form);
[[nodiscard]] bool form_open(const Route& route, std::string_view command);
// The dialog that the address has is of something that is over: it closes, once it is known how what was sent from it ended.
void leave_form(Route& route);
void open_form(Route& route, std::string_view command, std::string_view subject = {});

// What a view says of an action: may it be done now, and if not, why.
struct Gate {
  bool known = false;
  bool enabled = true;
  bool allowed = true;  // for this role at all
  std::string why;
};
[[nodiscard]] Gate gate_of(const Data& actions, std::string_view command);
[[nodiscard]] Gate gate_of(const Data& action);

// A button for a command that opens its form; disabled with the reason where a view says so. Nothing if the role may
// never.
void form_button(Route& route, std::string_view label, std::string_view command, const Gate& gate, ui::Look look = ui::Look::secondary,
                 std::string_view subject = {}, bool small = false);
// A button that gives the command at once; `name` is said instead of the label where several have the same.
void now_button(std::string_view label, std::string_view command, const std::string& payload, const Gate& gate,
                ui::Look look = ui::Look::secondary, std::string_view subject = {}, bool small = false, std::string_view name = {});
void run_now(std::string_view key, std::string_view command, const std::string& payload, std::string done_words,
             std::function<void(const Data& outcome)> then = {});

// CON-12: what a view masks, and behind it, for whoever may, a button that asks for it in full. Such a look is a command and stands in the
// journal; what it answered is shown until the page is left. `what` and `id` are the command's, `arg` names the value in its answer.
[[nodiscard]] std::string masked_or_shown(std::string_view masked, std::string_view what, std::string_view id);
void show_in_full_button(std::string_view what, std::string_view id, std::string_view arg);
// The same of an answer of a case.
void show_answer_button(std::string_view process, const std::string& name, std::string_view label);

[[nodiscard]] bool is_done(const Data& outcome);
// The merchant registered last, which the next forms begin with.
[[nodiscard]] std::string& last_party();
[[nodiscard]] std::string outcome_arg(const Data& outcome, std::string_view name);

}  // namespace ch::web::pages
