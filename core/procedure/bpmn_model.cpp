#include "procedure/bpmn_model.h"

#include <algorithm>
#include <map>

#include "procedure/chart_words.h"

namespace ch {

namespace {

using Ways = std::vector<const Transition*>;

bool by_hand(const Transition& one) { return one.by == Trigger::person || one.by == Trigger::command; }

class Modeller {
 public:
  Modeller(const Procedure& procedure, Language language, const PolicyNumber& number)
      : procedure_(procedure), zh_(language == Language::zh), language_(language), number_(number) {}
  BpmnModel make();

 private:
  std::size_t lane_of(Role role);
  Role lane_of_end(const Step& step) const;
  std::size_t add(BpmnElement element);
  BpmnFlow& connect(std::size_t from, std::size_t to);
  std::vector<Ways> triggers(std::string_view step) const;
  bool is_task(std::string_view step) const;
  std::size_t arrivals(std::string_view step) const;

  void add_start();
  void add_step(const Step& step);
  void add_task(const Step& step, std::size_t lane);
  void add_waiting(const Step& step, std::size_t lane);
  void say_when(BpmnElement& event, const Step& step, const Transition& one) const;
  void add_edge_event(const Step& step, std::size_t task, const Ways& ways);
  void leave(std::size_t from, const Ways& ways, const std::string& condition, bool named);
  void fulfil();
  std::string duration(const Limit& limit) const;
  std::string event_id(const Transition& one) const;

  // A flow to a step, known before the step's element is.
  struct Promise {
    std::size_t flow;
    std::string_view step;
  };

  const Procedure& procedure_;
  const bool zh_;
  const Language language_;
  const PolicyNumber& number_;
  BpmnModel model_;
  std::map<std::string_view, std::size_t> entry_;  // where one comes in to a step
  std::vector<Promise> promises_;
};

std::string effects_of(const Transition& one, bool zh) {
  std::string text;
  for (const Effect& effect : one.does) {
    const std::string words(zh ? effect.zh : effect.en), name(effect.name);
    text += (text.empty() ? "" : "; ") + (words.empty() ? name : words + " (" + name + ")");
  }
  return text;
}

std::string form_of(const Ways& ways, bool zh) {
  std::string text;
  for (const Transition* one : ways)
    for (const Question& question : one->form) text += (text.empty() ? "" : "; ") + std::string(zh ? question.zh : question.en);
  return text;
}

std::string variable(std::string_view name) { return "${environment.variables." + std::string(name) + "}"; }

std::size_t Modeller::lane_of(Role role) {
  const auto at = std::ranges::find(model_.lanes, role);
  if (at != model_.lanes.end()) return static_cast<std::size_t>(at - model_.lanes.begin());
  model_.lanes.push_back(role);
  return model_.lanes.size() - 1;
}

// With whoever leads there, on the usual way if possible.
Role Modeller::lane_of_end(const Step& step) const {
  const Transition* found = nullptr;
  for (const Transition& one : procedure_.transitions) {
    if (one.to != step.name) continue;
    if (!found || std::ranges::contains(procedure_.path, one.from)) found = &one;
  }
  if (!found || found->from.empty()) return procedure_.start().who.empty() ? Role::clock : procedure_.start().who.front();
  return procedure_.step(found->from).acts;
}

std::size_t Modeller::add(BpmnElement element) {
  model_.elements.push_back(std::move(element));
  return model_.elements.size() - 1;
}

BpmnFlow& Modeller::connect(std::size_t from, std::size_t to) {
  model_.flows.push_back({.id = "flow_" + std::to_string(model_.flows.size() + 1), .from = from, .to = to});
  return model_.flows.back();
}

// The transitions out of a step, by what sets them off: one, or a guard's two.
std::vector<Ways> Modeller::triggers(std::string_view step) const {
  std::vector<Ways> all;
  for (const Transition& one : procedure_.transitions) {
    if (one.from != step) continue;
    const auto same = std::ranges::find_if(all, [&](const Ways& ways) { return ways.front()->on == one.on; });
    if (same == all.end())
      all.push_back({&one});
    else
      same->push_back(&one);
  }
  return all;
}

bool Modeller::is_task(std::string_view step) const {
  return std::ranges::any_of(procedure_.transitions, [&](const Transition& one) { return one.from == step && by_hand(one); });
}

// How many flows will lead into it. A task that is late and stays leads nowhere.
std::size_t Modeller::arrivals(std::string_view step) const {
  return static_cast<std::size_t>(std::ranges::count_if(procedure_.transitions, [&](const Transition& one) {
    return one.to == step && !(one.by == Trigger::clock && one.from == step && is_task(step));
  }));
}

std::string Modeller::event_id(const Transition& one) const {
  return (one.from.empty() ? "start" : std::string(one.from)) + "_" + std::string(one.on);
}

// Working days are no unit of BPMN: they stand as days, and the documentation says what they are.
std::string Modeller::duration(const Limit& limit) const {
  const auto count = number_ ? number_(limit.policy) : std::nullopt;
  if (!count) {
    std::string name(limit.policy);
    std::ranges::replace(name, '.', '_');
    return variable(name);
  }
  const std::string n = std::to_string(*count);
  switch (limit.form) {
    case DeadlineForm::within_hours:
      return "PT" + n + "H";
    case DeadlineForm::within_weeks:
      return "P" + n + "W";
    case DeadlineForm::within_months:
      return "P" + n + "M";
    default:
      return "P" + n + "D";
  }
}

// Where a guard decides there is a gateway first; the contrary is what it does otherwise.
void Modeller::leave(std::size_t from, const Ways& ways, const std::string& condition, bool named) {
  const Transition& first = *ways.front();
  const std::string words = named ? transition_words(procedure_, first, language_, number_) : "";
  const auto promise = [&](std::size_t element, const Transition& one) -> BpmnFlow& {
    promises_.push_back({model_.flows.size(), one.to});
    BpmnFlow& flow = connect(element, 0);
    flow.documentation = effects_of(one, zh_);
    return flow;
  };
  if (ways.size() == 1) {
    BpmnFlow& flow = promise(from, first);
    flow.name = words;
    flow.condition = condition;
    return;
  }
  const std::string question = std::string(zh_ ? first.guard.zh : first.guard.en) + (zh_ ? "？" : "?");
  const std::size_t gateway = add({BpmnKind::exclusive, "guard_" + event_id(first), question, "", model_.elements[from].lane});
  BpmnFlow& to_gateway = connect(from, gateway);
  to_gateway.name = words;
  to_gateway.condition = condition;
  for (const Transition* one : ways) {
    BpmnFlow& flow = promise(gateway, *one);
    flow.name = one->guard.negated ? (zh_ ? "否" : "No") : (zh_ ? "是" : "Yes");
    if (one->guard.negated)
      model_.elements[gateway].otherwise = flow.id;
    else
      flow.condition = variable(one->guard.name);
  }
}

void Modeller::add_start() {
  const Transition& first = procedure_.start();
  const std::size_t lane = lane_of(first.who.empty() ? Role::clock : first.who.front());
  const std::size_t start = add({BpmnKind::start, "start", std::string(zh_ ? first.zh : first.en), form_of({&first}, zh_), lane});
  for (const Ways& ways : triggers("")) leave(start, ways, "", false);
}

// What an event waits for: the end of the step's time, or something of that name.
void Modeller::say_when(BpmnElement& event, const Step& step, const Transition& one) const {
  if (one.by != Trigger::clock) {
    event.message = one.on;
    return;
  }
  event.duration = duration(step.within);
  event.documentation = limit_words(step.within, language_, number_);
  if (!event.documentation.empty()) event.documentation += from_words(procedure_, step.within, language_);
}

void Modeller::add_edge_event(const Step& step, std::size_t task, const Ways& ways) {
  const Transition& one = *ways.front();
  const bool timer = one.by == Trigger::clock, stays = timer && one.to == step.name;
  const std::string words = transition_words(procedure_, one, language_, number_);
  BpmnElement event{timer ? BpmnKind::edge_timer : BpmnKind::edge_message, "event_" + event_id(one), words, "", model_.elements[task].lane};
  event.task = task;
  event.interrupting = !stays;
  say_when(event, step, one);
  const std::size_t at = add(std::move(event));
  if (!stays) return leave(at, ways, "", false);
  const std::size_t noted =
      add({BpmnKind::end, "noted_" + event_id(one), zh_ ? "已逾期，仍可办" : "Late, goes on", "", model_.elements[task].lane});
  connect(at, noted);
}

void Modeller::add_task(const Step& step, std::size_t lane) {
  Ways asked;
  std::vector<Ways> by_hands, events;
  for (Ways& ways : triggers(step.name)) {
    if (by_hand(*ways.front())) {
      asked.push_back(ways.front());
      by_hands.push_back(std::move(ways));
    } else {
      events.push_back(std::move(ways));
    }
  }
  const std::size_t task =
      add({BpmnKind::user_task, "step_" + std::string(step.name), std::string(zh_ ? step.zh : step.en), form_of(asked, zh_), lane});
  entry_.try_emplace(step.name, task);
  // The edge's events come first: they sit on the task. What they lead to comes with them.
  for (const Ways& ways : events) add_edge_event(step, task, ways);
  if (by_hands.size() == 1) return leave(task, by_hands.front(), "", false);
  const std::string question = zh_ ? "如何办理？" : "Which way?";
  const std::size_t gateway = add({BpmnKind::exclusive, "way_" + std::string(step.name), question, "", lane});
  connect(task, gateway);
  for (const Ways& ways : by_hands) leave(gateway, ways, variable(event_id(*ways.front())), true);
}

void Modeller::add_waiting(const Step& step, std::size_t lane) {
  const std::vector<Ways> all = triggers(step.name);
  std::optional<std::size_t> gateway;
  if (all.size() > 1) {
    gateway = add({BpmnKind::event_based, "step_" + std::string(step.name), std::string(zh_ ? step.zh : step.en), "", lane});
    entry_.try_emplace(step.name, *gateway);
  }
  for (const Ways& ways : all) {
    const Transition& one = *ways.front();
    const bool timer = one.by == Trigger::clock;
    BpmnElement event{timer ? BpmnKind::timer : BpmnKind::message, "event_" + event_id(one),
                      transition_words(procedure_, one, language_, number_), "", lane};
    say_when(event, step, one);
    const std::size_t at = add(std::move(event));
    if (gateway)
      connect(*gateway, at);
    else
      entry_.try_emplace(step.name, at);
    leave(at, ways, "", false);
  }
}

void Modeller::add_step(const Step& step) {
  const std::size_t lane = lane_of(step.end ? lane_of_end(step) : step.acts);
  if (arrivals(step.name) > 1) {
    const std::size_t merging = add({BpmnKind::merging, "to_" + std::string(step.name), "", "", lane});
    entry_[step.name] = merging;
    connect(merging, merging + 1);  // the step's own element comes next
  }
  if (step.end)
    entry_.try_emplace(step.name, add({BpmnKind::end, "step_" + std::string(step.name), std::string(zh_ ? step.zh : step.en), "", lane}));
  else if (is_task(step.name))
    add_task(step, lane);
  else
    add_waiting(step, lane);
}

void Modeller::fulfil() {
  for (const Promise& one : promises_) model_.flows[one.flow].to = entry_.at(one.step);
}

BpmnModel Modeller::make() {
  add_start();
  for (const Step& step : procedure_.steps) add_step(step);
  fulfil();
  return std::move(model_);
}

}  // namespace

BpmnModel bpmn_model(const Procedure& procedure, Language language, const PolicyNumber& number) {
  return Modeller(procedure, language, number).make();
}

}  // namespace ch
