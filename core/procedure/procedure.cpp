#include "procedure/procedure.h"

#include <algorithm>

#include "base/fault.h"
#include "procedure/sight.h"

namespace ch {

Effect runs(std::string_view name, std::string_view zh, std::string_view en, Check (*run)(Context& context, Case& one)) {
  return {.kind = Effect::Kind::runs, .name = name, .zh = zh, .en = en, .run = run};
}
Effect tells(std::string_view message, std::vector<std::string_view> to, std::vector<std::string_view> copies) {
  return {
      .kind = Effect::Kind::tells, .name = message, .zh = "发送消息", .en = "Message", .to = std::move(to), .copies = std::move(copies)};
}
Effect emits(std::string_view event, std::string_view zh, std::string_view en) {
  return {.kind = Effect::Kind::emits, .name = event, .zh = zh, .en = en};
}
Effect opens(std::string_view procedure) { return {.kind = Effect::Kind::opens, .name = procedure, .zh = "发起", .en = "Opens"}; }
Effect signals(std::string_view on) { return {.kind = Effect::Kind::signals, .name = on, .zh = "通知原工单", .en = "Tells its case"}; }

const Step& Procedure::step(std::string_view name) const {
  const auto found = std::ranges::find(steps, name, &Step::name);
  require(found != steps.end(), "PRO-2: a step that is named exists");
  return *found;
}

const Transition& Procedure::start() const {
  const auto found = std::ranges::find(transitions, std::string_view{}, &Transition::from);
  require(found != transitions.end(), "PRO-2: a procedure has a start");
  return *found;
}

const Question* Procedure::question(std::string_view name) const {
  for (const Transition& transition : transitions)
    for (const std::vector<Question>* questions : {&transition.form, &transition.may_ask})
      for (const Question& question : *questions)
        if (question.name == name) return &question;
  return nullptr;
}

const Note* Procedure::note(std::string_view name) const {
  const auto found = std::ranges::find(notes, name, &Note::name);
  return found == notes.end() ? nullptr : &*found;
}

std::string_view Procedure::words_of_answer(std::string_view name, bool chinese) const {
  if (const Question* asked = question(name)) return chinese ? asked->zh : asked->en;
  if (const Note* noted = note(name)) return chinese ? noted->zh : noted->en;
  return {};
}

Procedures::Procedures(std::vector<const Procedure*> all) : all_(std::move(all)) {
  for (const Procedure* one : all_) {
    needs_.emplace(one, needs_of(*one));
    named_.emplace(one, roles_named(*one, all_));
  }
}

const Procedure* Procedures::newest(std::string_view id) const {
  const Procedure* newest = nullptr;
  for (const Procedure* one : all_)
    if (one->id == id && (!newest || one->version > newest->version)) newest = one;
  return newest;
}

const Procedure* Procedures::find(std::string_view id, std::int64_t version) const {
  for (const Procedure* one : all_)
    if (one->id == id && one->version == version) return one;
  return nullptr;
}

}  // namespace ch
