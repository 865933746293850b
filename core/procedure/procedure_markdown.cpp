#include "procedure/procedure_markdown.h"

#include "api/role_names.h"
#include "procedure/chart_words.h"

namespace ch {

namespace {

class TextWriter {
 public:
  TextWriter(const Procedure& procedure, Language language, const PolicyNumber& number)
      : procedure_(procedure), zh_(language == Language::zh), language_(language), number_(number) {}
  std::string all();

 private:
  std::string_view say(std::string_view zh, std::string_view en) const { return zh_ ? zh : en; }
  std::string role(Role role) const;
  std::string roles(const std::vector<Role>& who) const;
  std::string step_name(std::string_view name) const;
  std::string steps() const;
  std::string way(const Transition& one) const;
  std::string form(const Transition& one) const;
  std::string question(const Question& one) const;
  std::string effect(const Effect& one) const;
  void item(std::string& out, std::string_view name, const std::string& text) const;

  const Procedure& procedure_;
  const bool zh_;
  const Language language_;
  const PolicyNumber& number_;
};

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : std::string(between)) + part;
  return out;
}

std::string code(std::string_view name) { return "`" + std::string(name) + "`"; }

std::string names(const std::vector<std::string_view>& all) {
  std::vector<std::string> parts;
  parts.reserve(all.size());
  for (const std::string_view one : all) parts.push_back(code(one));
  return joined(parts, ", ");
}

std::string TextWriter::role(Role role) const {
  const Words words = words_of(role);
  return std::string(say(words.zh, words.en));
}

std::string TextWriter::roles(const std::vector<Role>& who) const {
  std::vector<std::string> parts;
  parts.reserve(who.size());
  for (const Role one : who) parts.push_back(role(one));
  return joined(parts, say("、", ", "));
}

std::string TextWriter::step_name(std::string_view name) const {
  if (name.empty()) return std::string(say("开始", "Start"));
  const Step& step = procedure_.step(name);
  return std::string(say(step.zh, step.en));
}

std::string TextWriter::steps() const {
  std::string out = std::string(say("## 步骤\n\n| 步骤 | | 由谁 | 期限 | 逾期上报 |\n",
                                    "## Steps\n\n| step | | who acts | deadline | when late, also |\n")) +
                    "| --- | --- | --- | --- | --- |\n";
  for (const Step& step : procedure_.steps) {
    std::string who = step.end ? std::string(say(step.failed ? "终点（未达成）" : "终点", step.failed ? "an end, not wanted" : "an end"))
                      : step.acts == Role::clock ? std::string(say("无人，等待", "nobody: waits"))
                                                 : role(step.acts);
    std::string until;
    if (!step.within.policy.empty()) {
      const std::string limit = limit_words(step.within, language_, number_);
      until = limit + (limit.empty() ? "" : " ") + code(step.within.policy);
      if (!step.within.since.empty()) until += std::string(say("，自 ", ", from ")) + code(step.within.since);
      until += from_words(procedure_, step.within, language_);
    }
    out += "| " + std::string(say(step.zh, step.en)) + " | " + code(step.name) + " | " + who + " | " + until + " | " +
           (step.superior == Role::clock ? "" : role(step.superior)) + " |\n";
  }
  return out;
}

std::string TextWriter::question(const Question& one) const {
  std::string text = std::string(say(one.zh, one.en)) + " " + code(one.name);
  std::vector<std::string> notes;
  switch (one.kind) {
    case AnswerKind::text:
      break;
    case AnswerKind::money:
      notes.emplace_back(say("金额", "amount"));
      break;
    case AnswerKind::date:
      notes.emplace_back(say("日期", "date"));
      break;
    case AnswerKind::yes_no:
      notes.emplace_back(say("是或否", "yes or no"));
      break;
    case AnswerKind::link:
      notes.emplace_back(say("链接", "link"));
      break;
    case AnswerKind::document:
      notes.emplace_back(say("文件", "document"));
      break;
    case AnswerKind::choice: {
      std::vector<std::string> choices;
      choices.reserve(one.choices.size());
      for (const Choice& choice : one.choices) choices.emplace_back(say(choice.zh, choice.en));
      notes.push_back(joined(choices, say("、", ", ")));
      break;
    }
  }
  if (one.optional) notes.emplace_back(say("可不填", "optional"));
  if (!one.known.empty()) notes.push_back(std::string(say("对照 ", "compared with ")) + code(one.known));
  if (one.sensitive) notes.emplace_back(say("遮盖显示", "masked"));
  if (!notes.empty()) text += std::string(say("（", " (")) + joined(notes, say("；", "; ")) + std::string(say("）", ")"));
  return text;
}

std::string TextWriter::form(const Transition& one) const {
  std::vector<std::string> parts;
  parts.reserve(one.form.size());
  for (const Question& asked : one.form) parts.push_back(question(asked));
  return joined(parts, say("；", "; "));
}

std::string TextWriter::effect(const Effect& one) const {
  using enum Effect::Kind;
  std::string text;
  switch (one.kind) {
    case runs:
      text = std::string(say(one.zh, one.en)) + " " + code(one.name);
      break;
    case tells:
      text = std::string(say("发信 ", "message ")) + code(one.name) + std::string(say(" 给 ", " to ")) + names(one.to);
      if (!one.copies.empty()) text += std::string(say("，抄送 ", ", copies to ")) + names(one.copies);
      break;
    case emits:
      text = std::string(say("发出事件 ", "event ")) + code(one.name);
      break;
    case opens:
      text = std::string(say("发起流程 ", "opens ")) + code(one.name);
      break;
    case signals:
      text = std::string(say("告知相关流程 ", "tells the case it is about: ")) + code(one.name);
      break;
  }
  if (!one.when.name.empty())
    text += std::string(say("（若：", " (where: ")) + guard_words(one.when, language_) + std::string(say("）", ")"));
  return text;
}

void TextWriter::item(std::string& out, std::string_view name, const std::string& text) const {
  if (!text.empty()) out += "- " + std::string(name) + std::string(say("：", ": ")) + text + "\n";
}

std::string TextWriter::way(const Transition& one) const {
  std::string out = "### " + step_name(one.from) + " → " + step_name(one.to) + std::string(say("：", ": ")) +
                    transition_words(procedure_, one, language_, number_) + "\n\n";
  std::string by;
  switch (one.by) {
    case Trigger::person:
      by = roles(one.who);
      break;
    case Trigger::command:
      by = roles(one.who) + std::string(say("，以命令", ", by a command"));
      break;
    case Trigger::event:
      by = say("外部事件", "an event");
      break;
    case Trigger::clock:
      by = say("期限已过", "the deadline has passed");
      break;
  }
  item(out, say("由", "By"), by + " " + code(one.on));
  item(out, say("条件", "Where"), one.guard.name.empty() ? "" : guard_words(one.guard, language_) + " " + code(one.guard.name));
  item(out, say("填写", "Asks"), form(one));
  item(out, say("不得由做过以下各项的人", "Not by who did"), names(one.not_by));
  if (one.bulk) out += "- " + std::string(say("可批量", "Many at once")) + "\n";
  std::vector<std::string> effects;
  effects.reserve(one.does.size());
  for (const Effect& done : one.does) effects.push_back(effect(done));
  item(out, say("随即", "Does"), joined(effects, say("；", "; ")));
  return out;
}

std::string TextWriter::all() {
  std::string out = "# " + std::string(say(procedure_.zh, procedure_.en)) + "\n\n" + code(procedure_.id) + " · " +
                    std::string(say("版本 ", "version ")) + std::to_string(procedure_.version) + " · " + std::string(procedure_.rules) +
                    "\n\n" + steps() + "\n" + std::string(say("## 流转", "## Ways")) + "\n";
  for (const Transition& one : procedure_.transitions) out += "\n" + way(one);
  return out;
}

}  // namespace

std::string procedure_markdown(const Procedure& procedure, Language language, const PolicyNumber& number) {
  return TextWriter(procedure, language, number).all();
}

}  // namespace ch
