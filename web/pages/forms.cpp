#include "web/pages/forms.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/text.h"
#include "web/host.h"
#include "web/pages/choice.h"
#include "web/pages/form_values.h"
#include "web/pages/live.h"
#include "web/pages/session.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

struct Sent {
  bool busy = false;
  std::optional<Data> done;  // the outcome
  std::string payload, id;   // kept while it is not known how it ended: asked again by the same id (CON-7)
  std::map<std::string, std::string, std::less<>> at_field;
  std::string message;
  std::string focus;               // the field that gets it when the form is drawn next
  std::vector<std::string> later;  // WEB-14: payloads of what is done a part at a time, the next one last
  std::size_t parts = 0;
};
std::map<std::string, Sent, std::less<>> sent;

std::string key_of(std::string_view command, std::string_view subject) {
  return std::string(command) + (subject.empty() ? "" : "/") + std::string(subject);
}

// The name of the field that it is about; none: it is about none.
std::string take_refusal(const CommandForm& form, Sent& to, const Refusal& refusal) {
  std::string words = refusal.message.empty() ? tr_code("err.", refusal.code) : refusal.message;
  std::string field = refusal.field.substr(0, refusal.field.find('/'));
  // What the core calls by its name in the command has another on the form.
  const auto own = std::ranges::find(form.fields, field, &FormField::name);
  if (own != form.fields.end() && words.starts_with(refusal.field)) words.replace(0, refusal.field.size(), own->label);
  if (field.empty())
    to.message = words;
  else
    to.at_field[field] = words;
  return field;
}

void look_again(const CommandForm& form, Sent& to) {
  const auto first = std::ranges::find_if(form.fields, [&](const FormField& field) { return to.at_field.contains(field.name); });
  if (first != form.fields.end()) to.focus = first->name;
  ui::say(to.at_field.size() == 1 ? std::string_view(to.at_field.begin()->second)
          : to.message.empty()    ? tr("form.look_again")
                                  : std::string_view(to.message),
          true);
}

// What nobody minds in a field, so that the others can be asked about.
std::string harmless(const FormField& field) {
  if (!field.required || field.ask == Ask::list || !field.initial.empty()) return field.initial;
  if (!field.choices.empty()) return field.choices.front().value;
  return field.ask == Ask::money ? "1.00" : field.ask == Ask::date || field.ask == Ask::day_start ? today() : "—";
}

// CON-9: a refusal is about one field. What the core has to say of the others is asked for, until it says nothing new.
void ask_about_others(const CommandForm& form, Typed typed, const std::string& key, const std::string& refused) {
  const auto field = std::ranges::find(form.fields, refused, &FormField::name);
  if (field == form.fields.end() || form.fields.size() < 2) return look_again(form, sent[key]);
  if (field->ask == Ask::document) return look_again(form, sent[key]);  // no file is harmless
  typed[refused] = harmless(*field);
  const Written now = written(form, typed);
  if (!now.wrong.empty()) return look_again(form, sent[key]);
  client().why_not(form.command, now.payload, [form, typed, key](const Answer& answer) {
    Sent& to = sent[key];
    const Refusal refusal = refusal_of(answer.value);
    const std::string other = refusal.field.substr(0, refusal.field.find('/'));
    if (other.empty() || to.at_field.contains(other)) return look_again(form, to);
    ask_about_others(form, typed, key, take_refusal(form, to, refusal));
  });
}

// A command that can end in several ways says how it did: an order's fee may be owed, its message wait, a wire go back.
void say_done(const CommandForm& form, const Data& outcome) {
  if (outcome_arg(outcome, "repeated") == "1")
    return ui::toast(form.again.empty() ? tr("form.repeated", {{"what", form.title}}) : form.again);
  const std::string end = form.command + "." + (outcome_arg(outcome, "waiting") == "1" ? "waiting" : outcome_arg(outcome, "state"));
  const std::string words = tr_code("done.", end);
  if (words != end) return ui::toast(words, end == "take_wire.credited" ? Tone::good : Tone::warn);
  ui::toast(form.done.empty() ? tr("form.done", {{"what", form.title}}) : form.done);
}

// What is ticked, so many at a time: each part is done or refused by itself, and the page tells how far it is (WEB-14).
std::vector<std::string> parts_of_payload(const CommandForm& form, const Typed& typed) {
  constexpr std::size_t at_a_time = 25;
  const auto list = std::ranges::find(form.fields, Ask::some_of, &FormField::ask);
  if (list == form.fields.end()) return {};
  std::vector<std::string> chosen, parts;
  for (const ui::Choice& choice : list->choices)
    if (!is_left_out(typed.at(list->name), choice.value)) chosen.push_back(choice.value);
  for (std::size_t at = 0; at < chosen.size(); at += at_a_time) {
    Typed part = typed;
    std::vector<std::string> others;
    for (const ui::Choice& choice : list->choices) {
      const auto place = static_cast<std::size_t>(std::ranges::find(chosen, choice.value) - chosen.begin());
      if (place < at || place >= std::min(at + at_a_time, chosen.size())) others.push_back(choice.value);
    }
    part[list->name] = joined(others);
    parts.push_back(written(form, part).payload);
  }
  std::ranges::reverse(parts);
  return parts;
}

void send(const CommandForm& form, const Typed& typed, const std::string& key, const std::string& text);

void submit(const CommandForm& form, ui::Form& values, const std::string& key) {
  Sent& now = sent[key];
  now.at_field.clear();
  now.message.clear();
  Typed typed;
  for (const FormField& field : form.fields) typed[field.name] = values.value(field.name);
  auto [text, wrong] = written(form, typed);
  now.at_field = std::move(wrong);
  if (!now.at_field.empty()) return look_again(form, now);
  if (text != now.payload) now.id.clear();
  now.payload = text;
  now.later = parts_of_payload(form, typed);
  now.parts = now.later.size();
  if (now.parts > 1) {
    text = std::move(now.later.back());
    now.id.clear();
  }
  if (now.parts > 0) now.later.pop_back();
  send(form, typed, key, text);
}

void send(const CommandForm& form, const Typed& typed, const std::string& key, const std::string& text) {
  sent[key].busy = true;
  const std::string id = client().execute(
      form.command, text,
      [form, typed, key](const Answer& answer) {
        Sent& to = sent[key];
        to.busy = false;
        if (!answer.ok) {
          to.message = tr_code("err.", answer.code);
          return ui::say(to.message, true);
        }
        to.id.clear();
        if (is_done(answer.value) && !to.later.empty()) {
          const std::string next = std::move(to.later.back());
          to.later.pop_back();
          return send(form, typed, key, next);
        }
        to.payload.clear();
        if (is_done(answer.value)) {
          to.done = answer.value;
          if (std::string party = outcome_arg(answer.value, "party"); form.command == "register_merchant" && !party.empty())
            last_party() = std::move(party);
          return say_done(form, answer.value);
        }
        ask_about_others(form, typed, key, take_refusal(form, to, refusal_of(answer.value)));
      },
      sent[key].id);
  sent[key].id = id;
}

bool draw_choices(const ui::Field& f, const FormField& field, std::string& left_out) {
  ui::Scope scope(field.name);
  ui::small(f.label);
  bool changed = false;
  for (const ui::Choice& choice : field.choices) {
    const bool before = !is_left_out(left_out, choice.value);
    bool taken = before;
    ui::checkbox({.key = choice.value, .label = choice.label}, taken);
    if (taken == before) continue;
    changed = true;
    std::vector<std::string> lines = split_lines(left_out);
    std::erase_if(lines, [&](const std::string& line) { return line.empty() || line == choice.value; });
    if (!taken) lines.push_back(choice.value);
    left_out = joined(lines);
  }
  if (!f.error.empty()) ui::banner("error", f.error, Tone::bad);
  return changed;
}

// CON-13: what was chosen comes with its hash; the draft keeps that. It comes in a later frame, so it is found here by the field.
std::map<std::string, std::string, std::less<>> files_chosen;

bool draw_document(const ui::Field& f, std::string& chosen) {
  ui::Scope scope(f.key);
  const std::string at(f.key);
  bool changed = false;
  if (const auto found = files_chosen.find(at); found != files_chosen.end()) {
    chosen = std::exchange(found->second, {});
    files_chosen.erase(found);
    changed = true;
  }
  const Data file = Data::parse(chosen);
  ui::small(std::string(f.label) + " · " + std::string(f.required ? tr("common.required") : tr("common.optional")));
  {
    ui::Line line(10);
    if (ui::button(file.empty() ? tr("form.choose_file") : tr("form.other_file"),
                   {.key = "choose", .small = true, .name = named(tr("form.choose_file"), f.label), .files = true}))
      client().choose_document([at](const Data& file, const std::string& code) {
        if (code.empty())
          files_chosen[at] = file.json();
        else
          ui::toast(tr_code("err.", code), Tone::bad);
      });
    if (!file.empty()) ui::text(file["name"].text() + " · " + bytes(file["size"].integer()));
  }
  ui::small(f.help.empty() ? tr("form.document_help") : f.help);
  if (!f.error.empty()) ui::banner("error", f.error, Tone::bad);
  return changed;
}

bool draw_field(const FormField& field, ui::Form& values, const std::string& error, bool focus) {
  std::string& value = values.value(field.name, field.initial);
  const ui::Field f{
      .key = field.name, .label = field.label, .help = field.help, .error = error, .required = field.required, .focus = focus};
  switch (field.ask) {
    case Ask::area:
      return ui::text_area(f, value);
    case Ask::money:
      return ui::money_field(f, value);
    case Ask::date:
    case Ask::day_start:
    case Ask::day_end:
      return ui::date_field(f, value);
    case Ask::choice_number:
    case Ask::choice:
      return ui::select(f, value, field.choices);
    case Ask::some_of:
      return draw_choices(f, field, value);
    case Ask::document:
      return draw_document(f, value);
    case Ask::account:
    case Ask::party:
    case Ask::client:
    case Ask::process: {
      ui::Field choice = f;
      const std::vector<std::string> names = names_of(*whom(field.ask), trimmed(value));
      choice.suggestions = names;
      return ui::text_field(choice, value);
    }
    case Ask::list: {
      std::vector<std::string> lines = split_lines(value);
      const bool changed = ui::multi_text(f, lines, field.most, field.keyboard);
      if (changed) value = joined(lines);
      return changed;
    }
    default:
      return ui::text_field(f, value);
  }
}

// The outcome, in the pass after it was done.
std::optional<Data> draw(const CommandForm& form, const std::string& key) {
  ui::Form values("form." + key);
  Sent& now = sent[key];
  if (now.done) {
    const Data outcome = *now.done;
    now = {};
    values.clear();
    return outcome;
  }
  if (!form.intro.empty()) ui::text(form.intro, Tone::muted);
  if (form.above) form.above();
  std::map<std::string, std::string, std::less<>> left = now.at_field;
  for (const FormField& field : form.fields) {
    const auto error = left.find(field.name);
    const std::string words = error == left.end() ? std::string{} : error->second;
    if (error != left.end()) left.erase(error);
    if (draw_field(field, values, words, now.focus == field.name)) now.at_field.erase(field.name);
  }
  now.focus.clear();
  if (!now.message.empty()) ui::banner("message", now.message, Tone::bad);
  for (const auto& [field, words] : left) ui::banner(field, words, Tone::bad);  // of a field that is not on the form
  ui::gap(4);
  ui::Line line;
  if (ui::button(form.submit.empty() ? form.title : form.submit,
                 {.look = form.look, .enabled = !now.busy, .why_not = tr("form.sending"), .key = "submit", .submit = true}))
    submit(form, values, key);
  if (now.busy && now.parts > 1) {
    const std::size_t done = now.parts - now.later.size() - 1;
    if (ui::progress(tr("form.sending"), static_cast<std::int64_t>(done), static_cast<std::int64_t>(now.parts), !now.later.empty()))
      now.later.clear();  // what is on its way ends; nothing follows it
  } else if (now.busy) {
    ui::small(tr("form.sending"));
  }
  return std::nullopt;
}

}  // namespace

bool is_done(const Data& outcome) { return outcome["code"].text() == "done" || outcome["band"].text() == "done" || outcome["done"].flag(); }

std::string& last_party() {
  static std::string party;
  return party;
}

std::string outcome_arg(const Data& outcome, std::string_view name) {
  const Data args = outcome["args"].empty() ? outcome["result"] : outcome["args"];
  if (args.is_object()) return args[name].text();
  for (std::size_t i = 0; i < args.size(); ++i)
    if (args.at(i)["name"].text() == name) return args.at(i)["value"].text();
  return {};
}

bool inline_form(const CommandForm& form) { return draw(form, key_of(form.command, form.subject)).has_value(); }

bool form_open(const Route& route, std::string_view command) { return route.param("form") == command; }

void open_form(Route& route, std::string_view command, std::string_view subject) {
  route.set("form", command);
  route.set("of", subject);
}

void leave_form(Route& route) {
  const std::string key = key_of(route.param("form"), route.param("of"));
  if (const auto at = sent.find(key); at != sent.end()) {
    if (at->second.busy) return;
    sent.erase(at);
  }
  ui::Form values("form." + key);
  values.clear();
  open_form(route, {});
}

void form_dialog(Route& route, const CommandForm& form) {
  if (!form_open(route, form.command) || route.param("of") != form.subject) return;
  static int drawn = -1;  // one pass draws it once, though two regions may show what it is about
  if (std::exchange(drawn, live_pass_number()) == live_pass_number()) return;
  bool open = true;
  std::optional<Data> outcome;
  constexpr float usual = 520, wide = 1040;
  if (ui::Dialog dialog(form.command, form.title, open, form.beside ? wide : usual); dialog) {
    std::optional<ui::Columns> columns;
    if (form.beside) {
      columns.emplace(std::initializer_list<float>{1, 1});
      {
        const ui::Beside stays;
        form.beside();
      }
      columns->next();
    }
    outcome = draw(form, key_of(form.command, form.subject));
  }
  if (!open || outcome) open_form(route, {});
  if (outcome && form.then) form.then(route, *outcome);
}

Gate gate_of(const Data& action) {
  Gate gate;
  gate.known = !action["command"].empty();
  const std::string code = action["code"].text();
  gate.enabled = code.empty();
  gate.allowed = code != "not_allowed" && code != "no_such_grant";
  if (!gate.enabled) gate.why = words_of(action);
  return gate;
}

Gate gate_of(const Data& actions, std::string_view command) {
  for (std::size_t i = 0; i < actions.size(); ++i)
    if (actions.at(i)["command"].text() == command) return gate_of(actions.at(i));
  return {};
}

void form_button(Route& route, std::string_view label, std::string_view command, const Gate& gate, ui::Look look, std::string_view subject,
                 bool small) {
  if (!gate.allowed) return;
  const std::string key = key_of(command, subject);
  if (ui::button(label, {.look = look, .enabled = gate.enabled, .why_not = gate.why, .key = key, .small = small}))
    open_form(route, command, subject);
}

void run_now(std::string_view key, std::string_view command, const std::string& payload, std::string done_words,
             std::function<void(const Data&)> then) {
  Sent& now = sent[std::string(key)];
  if (now.busy) return;
  now.busy = true;
  client().execute(command, payload, [key = std::string(key), words = std::move(done_words), then = std::move(then)](const Answer& answer) {
    sent.erase(key);
    if (answer.ok && is_done(answer.value)) {
      if (!words.empty()) ui::toast(words);
      if (then) then(answer.value);
      return;
    }
    const Refusal refusal = refusal_of(answer.value);
    ui::toast(!refusal.message.empty() ? refusal.message : tr_code("err.", answer.ok ? refusal.code : answer.code), Tone::bad);
  });
}

namespace {

std::map<std::string, std::string> shown_in_full;

// Whoever acts next sees nothing of it.
std::string shown_key(std::string_view what, std::string_view id) {
  return session().actor.key() + "." + std::string(what) + "." + std::string(id);
}

}  // namespace

std::string masked_or_shown(std::string_view masked, std::string_view what, std::string_view id) {
  const auto found = shown_in_full.find(shown_key(what, id));
  return found == shown_in_full.end() ? std::string(masked) : found->second;
}

namespace {

// `arg` names the value in the command's answer.
void reveal_button(std::string_view label, std::string_view command, const std::string& payload, const std::string& shown,
                   std::string arg) {
  if (shown_in_full.contains(shown)) return;
  const std::string key = key_of(command, shown);
  if (!ui::button(label, {.look = ui::Look::secondary, .key = key, .small = true})) return;
  run_now(key, command, payload, {},
          [shown, arg = std::move(arg)](const Data& outcome) { shown_in_full[shown] = outcome_arg(outcome, arg); });
}

}  // namespace

void show_in_full_button(std::string_view what, std::string_view id, std::string_view arg) {
  if (!acts("settlement_operations") && !acts("finance")) return;
  JsonObject payload;
  payload.put("what", what).put_json("id", std::string(id));
  reveal_button(tr("cmd.show_in_full"), "show_in_full", payload.take(), shown_key(what, id), std::string(arg));
}

void show_answer_button(std::string_view process, const std::string& name, std::string_view label) {
  JsonObject payload;
  payload.put_json("process", std::string(process)).put("name", name);
  reveal_button(named(tr("cmd.show_in_full"), label), "show_answer", payload.take(), shown_key(name, process), "answer");
}

void now_button(std::string_view label, std::string_view command, const std::string& payload, const Gate& gate, ui::Look look,
                std::string_view subject, bool small, std::string_view name) {
  if (!gate.allowed) return;
  const std::string key = key_of(command, subject);
  const auto at = sent.find(key);
  const bool busy = at != sent.end() && at->second.busy;
  const std::string_view why = busy ? tr("form.sending") : std::string_view(gate.why);
  if (ui::button(label, {.look = look, .enabled = gate.enabled && !busy, .why_not = why, .key = key, .small = small, .name = name}))
    run_now(key, command, payload, command == "open_account" ? std::string(tr("home.opened")) : tr("form.done", {{"what", label}}));
}

}  // namespace ch::web::pages
