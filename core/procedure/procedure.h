// What a procedure is (流程, PRO-1): a table of plain data, one line a step, one line a transition, that reads like the manual's own
// flow chart. Forms, deadlines, roles, guards and effects all stand in it; nothing about a procedure is anywhere else.
//
// One file per procedure, in the folder `procedures` of its chapter's module; `const Procedure& NAME()` in NAME.cpp is all it takes.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/roles.h"
#include "base/deadline.h"
#include "base/outcome.h"

namespace ch {

struct Context;
struct ReadContext;
struct Case;

// What a form asks for. Kept with the case under `name`; what is asked again replaces what was said before.
enum class AnswerKind : std::uint8_t { text, money, date, yes_no, choice, link, document };
BOOST_DESCRIBE_ENUM(AnswerKind, text, money, date, yes_no, choice, link, document)
struct Choice {
  std::string_view name, zh, en;
};
struct OfferedChoice {
  std::string name, zh, en;
};
struct Question {
  std::string_view name, zh, en;
  AnswerKind kind = AnswerKind::text;
  bool optional = false;
  std::vector<Choice> choices = {};  // of a choice
  // Or of one whose choices are what there is just now; then the guard says whether what was chosen holds.
  std::vector<OfferedChoice> (*offers)(ReadContext& context, const Case& one) = nullptr;
  std::string_view known = {};  // an answer, or a value that the procedure knows, shown beside and compared with (VER-7)
  bool sensitive = false;       // CON-12: masked
};

// By when (CON-5): so many as the policy value says, counted from entering the step, from when `since` last happened, or from the day
// that was answered to `from_day`.
struct Limit {
  std::string_view policy = {};  // empty: no deadline
  DeadlineForm form = DeadlineForm::within_working_days;
  std::string_view since = {};
  std::string_view from_day = {};
};

struct Step {
  std::string_view name, zh, en;
  Role acts = Role::clock;  // who must act while a case is here; the clock: nobody, something is waited for
  Limit within = {};
  Role superior = Role::clock;  // who else sees it once it is late (PRO-4); the clock: nobody
  bool end = false;
  bool failed = false;  // an end, or a place, that is not what its user wanted
};

// A named predicate over the case as it would be, with what was just entered. Its refusal says why it does not hold.
struct Guard {
  std::string_view name = {}, zh = {}, en = {};  // no name: none
  Check (*holds)(ReadContext& context, const Case& one) = nullptr;
  bool negated = false;
  Guard otherwise() const {
    Guard other = *this;
    other.negated = !negated;
    return other;
  }
};

// What a transition does, in the order in which it stands there, in the same transaction.
struct Effect {
  enum class Kind : std::uint8_t {
    runs,     // a named block of the chapter: postings, holds, what else only it knows
    tells,    // a message by template, to and copied to groups of the pack (chapter 05)
    emits,    // an event that goes out to another system
    opens,    // a sub-case of the procedure named, about this one
    signals,  // the case that this one is about: there it has happened
  };
  Kind kind;
  std::string_view name, zh, en;  // the block's, template's, event's or procedure's
  std::vector<std::string_view> to = {}, copies = {};
  Check (*run)(Context& context, Case& one) = nullptr;
  Guard when = {};  // only where it holds
  Effect where(Guard guard) const {
    Effect other = *this;
    other.when = guard;
    return other;
  }
};
Effect runs(std::string_view name, std::string_view zh, std::string_view en, Check (*run)(Context& context, Case& one));
Effect tells(std::string_view message, std::vector<std::string_view> to, std::vector<std::string_view> copies = {});
Effect emits(std::string_view event, std::string_view zh, std::string_view en);
Effect opens(std::string_view procedure);
Effect signals(std::string_view on);

// What sets a transition off.
enum class Trigger : std::uint8_t {
  person,   // somebody of `who`, by the page, with the form
  command,  // a command of its own, that the chapter has
  event,    // the bank, another case, another system
  clock,    // the deadline of `from` has passed; `on` is then `overdue`
};

inline constexpr std::string_view overdue = "overdue", filed = "filed";

struct Transition {
  std::string_view from;  // empty: here a case begins, and `on` is `filed`
  std::string_view on, to;
  std::string_view zh = {}, en = {};  // what a button says
  Trigger by = Trigger::person;
  std::vector<Role> who = {};
  std::vector<Question> form = {};
  Guard guard = {};
  std::vector<Effect> does = {};
  std::vector<std::string_view> not_by = {};  // CON-11: nobody who did one of these before
  bool bulk = false;                          // PRO-5: many at once, where the manual has it
  bool asks = false;                          // RSK-11: who promises answers is asked for one by this
  bool by_policy = false;                     // RSK-13: of the start: the pack says who, and what of `form` and `may_ask` is asked for
  std::vector<Question> may_ask = {};
  bool (*about)(const Case& other) = nullptr;  // of the start: it names another case, one of these; its guard asks for no answers then
};

// What the system itself notes among the answers: shown under these words, and what has none is shown to nobody.
struct Note {
  std::string_view name, zh, en;
  AnswerKind kind = AnswerKind::text;
  bool inside = false;  // not for outside users: it may be of another company
};

// A value that a pack has to have (CON-10).
struct PackNeed {
  std::string name;
  enum class Kind : std::uint8_t { number, text, money } kind;
};

struct Procedure {
  std::string_view id, zh, en;
  std::string_view rules;
  std::string_view pack;     // whose values it needs: "promo"
  std::int64_t version = 1;  // PRO-6: a changed table is a new version, and the old one stays beside it while cases run on it
  std::vector<Step> steps;
  std::vector<Transition> transitions;
  std::vector<std::string_view> path;  // the steps of the usual way, for progress
  std::vector<PackNeed> values = {};   // what its guards and blocks ask the pack for
  std::vector<Note> notes = {};        // what its blocks note on a case, in words
  // RSK-11: who promises an answer to what the other side writes, and within how many hours (a policy value).
  Role answers = Role::clock;
  std::string_view answers_within = {};

  const Step& step(std::string_view name) const;
  const Transition& start() const;
  bool by_command() const { return start().by == Trigger::command; }  // it begins by one of its own, whose number it bears
  const Question* question(std::string_view name) const;
  const Note* note(std::string_view name) const;                                // null: it is noted for the program alone
  std::string_view words_of_answer(std::string_view name, bool chinese) const;  // a question's, else a note's
};

// All of it: by when, words of messages, groups of people, the prefix of its numbers, and `values`.
std::vector<PackNeed> needs_of(const Procedure& procedure);

// All that a program knows, every version.
class Procedures {
 public:
  explicit Procedures(std::vector<const Procedure*> all);
  const Procedure* newest(std::string_view id) const;  // null: there is none
  const Procedure* find(std::string_view id, std::int64_t version) const;
  std::span<const Procedure* const> all() const { return all_; }
  // needs_of, put together once: each filing asks for all of them.
  std::span<const PackNeed> needs(const Procedure& procedure) const { return needs_.at(&procedure); }
  // roles_named, put together once too: each row of a list asks (CON-11).
  bool names(const Procedure& procedure, Role role) const { return named_.at(&procedure).contains(role); }

 private:
  std::vector<const Procedure*> all_;
  std::map<const Procedure*, std::vector<PackNeed>> needs_;
  std::map<const Procedure*, std::set<Role>> named_;
};

// PRO-2: empty where the table is sound; else each fault in words. What it asks its pack for is looked at when the pack is loaded.
std::vector<std::string> faults(const Procedure& procedure, const Procedures& all);

}  // namespace ch
