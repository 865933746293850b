// PRO-2: what can be wrong with a procedure's table, found when it is built and not when a case runs into it.
#include <algorithm>
#include <map>
#include <set>

#include "procedure/procedure.h"

namespace ch {

namespace {

using Names = std::set<std::string_view>;

// Everything that the transitions lead to from what is found; against them where `backwards`.
Names reached(const Procedure& procedure, Names found, bool backwards) {
  bool grew = true;
  while (grew) {
    grew = false;
    for (const Transition& one : procedure.transitions) {
      const std::string_view here = backwards ? one.to : one.from;
      const std::string_view there = backwards ? one.from : one.to;
      if (found.contains(here) && found.insert(there).second) grew = true;
    }
  }
  return found;
}

class Faults {
 public:
  Faults(const Procedure& procedure, const Procedures& all) : procedure_(procedure), all_(all) {}
  std::vector<std::string> find();

 private:
  void say(std::string_view what, const std::string& fault) {
    found_.push_back(std::string(procedure_.id) + ": " + std::string(what) + " " + fault);
  }
  void transitions();
  void start();
  void alternatives(const Transition& one, const Transition& other);
  void trigger(const Transition& one);
  void form(const Transition& one);
  void effects(const Transition& one);
  void deadline(const Step& step);
  void words();
  bool ever_happens(std::string_view what) const {
    return std::ranges::find(procedure_.transitions, what, &Transition::on) != procedure_.transitions.end();
  }

  const Procedure& procedure_;
  const Procedures& all_;
  Names steps_, ends_;
  std::vector<std::string> found_;
};

// One trigger may lead to two places only where one guard and its contrary decide, and both ask the same of the same people.
void Faults::alternatives(const Transition& one, const Transition& other) {
  const auto names = [](const std::vector<Question>& form) {
    std::vector<std::string_view> all;
    all.reserve(form.size());
    for (const Question& question : form) all.push_back(question.name);
    return all;
  };
  if (one.guard.name.empty() || one.guard.name != other.guard.name || one.guard.negated == other.guard.negated)
    return say(one.from, "has two transitions that compete for " + std::string(one.on));
  if (one.who != other.who || one.by != other.by || names(one.form) != names(other.form))
    say(one.from, "asks different things, or different people, by " + std::string(one.on));
}

void Faults::trigger(const Transition& one) {
  if ((one.on == overdue) != (one.by == Trigger::clock)) say(one.from, "has a transition of the clock that is no deadline's");
  if (one.by == Trigger::person && one.who.empty()) say(one.from, "has a transition that nobody may take: " + std::string(one.on));
  if (one.by != Trigger::person && !one.form.empty()) say(one.from, "asks something where nobody answers: " + std::string(one.on));
  for (const Role role : one.who) {
    if (role == Role::clock || enum_type<Role>().name_of(static_cast<std::int64_t>(role)).empty())
      say(one.from, "names a role that does not exist");
  }
  for (const std::string_view before : one.not_by)
    if (!ever_happens(before)) say(one.from, "forbids who did what never happens: " + std::string(before));
}

void Faults::form(const Transition& one) {
  Names seen;
  for (const Question& question : one.form) {
    if (!seen.insert(question.name).second) say(one.from, "asks twice for " + std::string(question.name));
    if ((question.kind == AnswerKind::choice) == (question.choices.empty() && question.offers == nullptr))
      say(one.from, "has a choice without choices, or choices without a choice: " + std::string(question.name));
    if (question.offers != nullptr && one.guard.holds == nullptr)
      say(one.from, "offers what no guard looks at: " + std::string(question.name));
    if (question.zh.empty() || question.en.empty()) say(one.from, "asks without words for " + std::string(question.name));
  }
}

void Faults::effects(const Transition& one) {
  for (const Effect& effect : one.does) {
    const std::string name(effect.name);
    if ((effect.kind == Effect::Kind::runs) != (effect.run != nullptr)) say(one.from, "does what nothing does: " + name);
    if (effect.kind == Effect::Kind::tells && effect.to.empty()) say(one.from, "tells nobody: " + name);
    if (effect.kind == Effect::Kind::opens && !all_.newest(name)) say(one.from, "opens a case of no procedure: " + name);
    const auto awaited = [&](const Procedure* other) {
      return std::ranges::find(other->transitions, effect.name, &Transition::on) != other->transitions.end();
    };
    if (effect.kind == Effect::Kind::signals && std::ranges::none_of(all_.all(), awaited))
      say(one.from, "tells what no case waits for: " + name);
  }
}

void Faults::transitions() {
  std::map<std::pair<std::string_view, std::string_view>, const Transition*> seen;
  for (const Transition& one : procedure_.transitions) {
    if (!one.from.empty() && !steps_.contains(one.from)) say(one.from, "is no step, but a transition starts there");
    if (!steps_.contains(one.to)) say(one.to, "is no step, but a transition leads there");
    if (ends_.contains(one.from)) say(one.from, "is an end, but a transition starts there");
    const auto [at, fresh] = seen.insert({{one.from, one.on}, &one});
    if (!fresh) {
      alternatives(*at->second, one);
    } else if (one.guard.negated) {
      say(one.from, "has only the contrary of a guard for " + std::string(one.on));
    }
    trigger(one);
    form(one);
    effects(one);
  }
}

void Faults::start() {
  std::size_t starts = 0;
  for (const Transition& one : procedure_.transitions) {
    if (!one.from.empty()) continue;
    ++starts;
    if (one.on != filed) say(one.on, "is no way to begin");
  }
  if (starts == 0) say(procedure_.id, "has no start");
}

void Faults::deadline(const Step& step) {
  const bool fires =
      std::ranges::any_of(procedure_.transitions, [&](const Transition& one) { return one.from == step.name && one.on == overdue; });
  const bool has_deadline = !step.within.policy.empty();
  if (has_deadline && !fires) say(step.name, "has a deadline without a transition");
  if (!has_deadline && fires) say(step.name, "has a deadline's transition without a deadline");
  if (!step.within.since.empty() && !ever_happens(step.within.since))
    say(step.name, "counts from what never happens: " + std::string(step.within.since));
  const std::string_view day = step.within.from_day;
  if (!day.empty()) {
    const Question* asked = procedure_.question(day);
    const Note* noted = procedure_.note(day);
    const bool is_day = asked ? asked->kind == AnswerKind::date : noted && noted->kind == AnswerKind::date;
    if (!is_day) say(step.name, "counts from an answer that is no day: " + std::string(day));
    if (!step.within.since.empty()) say(step.name, "counts from two things");
    if (!has_deadline) say(step.name, "counts no deadline from " + std::string(day));
  }
  if (step.superior != Role::clock && !has_deadline) say(step.name, "has a superior for what is never late");
  const bool answers_beside = procedure_.answers != Role::clock && procedure_.answers != step.acts;
  if (step.superior != Role::clock && answers_beside) say(step.name, "has a superior where who promises answers sees it");
}

void Faults::words() {
  const auto both = [&](std::string_view what, std::string_view zh, std::string_view en) {
    if (zh.empty() || en.empty()) say(what, "has no words");
  };
  both(procedure_.id, procedure_.zh, procedure_.en);
  for (const Step& step : procedure_.steps) both(step.name, step.zh, step.en);
  for (const Transition& one : procedure_.transitions) {
    if (one.by == Trigger::person) both(one.on, one.zh, one.en);
    if (!one.guard.name.empty()) both(one.guard.name, one.guard.zh, one.guard.en);
  }
}

std::vector<std::string> Faults::find() {
  for (const Step& step : procedure_.steps) {
    if (!steps_.insert(step.name).second) say(step.name, "stands there twice");
    if (step.end) ends_.insert(step.name);
  }
  start();
  transitions();
  words();
  const Names reachable = reached(procedure_, {std::string_view{}}, false);
  const Names ending = reached(procedure_, ends_, true);
  for (const Step& step : procedure_.steps) {
    if (!reachable.contains(step.name)) say(step.name, "is never reached");
    if (!ending.contains(step.name)) say(step.name, "leads to no end");
    deadline(step);
  }
  for (const std::string_view name : procedure_.path) {
    if (!steps_.contains(name)) say(name, "is no step, but on the usual way");
  }
  return std::move(found_);
}

}  // namespace

std::vector<std::string> faults(const Procedure& procedure, const Procedures& all) { return Faults(procedure, all).find(); }

}  // namespace ch
