// What a case has been through: answers, what happened with all that came of it, messages, cases beside it.
#include "web/client.h"
#include "web/host.h"
#include "web/pages/cases.h"
#include "web/pages/session.h"

namespace ch::web::pages {

namespace {

void add_part(std::string& to, const std::string& part) {
  if (part.empty()) return;
  to += (to.empty() ? "" : "\n") + part;
}

std::string labelled(std::string_view label, std::string_view value) { return tr("button.named", {{"label", label}, {"what", value}}); }

// All that came with it, a line each: the note, what was entered and filed, what it posted and sent.
std::string details_of(const Data& happened) {
  std::string all = happened["note"].text();
  const Data answers = happened["answers"];
  for (std::size_t i = 0; i < answers.size(); ++i)
    if (const std::string value = answer_words(answers.at(i)); !value.empty() && answers.at(i)["kind"].text() != "document")
      add_part(all, labelled(words_of(answers.at(i)), value));
  const Data documents = happened["documents"];
  for (std::size_t i = 0; i < documents.size(); ++i)
    add_part(all, labelled(tr("case.document"), documents.at(i)["name"].text() + " · " + bytes(documents.at(i)["size"].integer())));
  const Data posted = happened["posted"];
  for (std::size_t i = 0; i < posted.size(); ++i)
    add_part(all, labelled(tr("case.posted"), words_of(posted.at(i)) + " ¥" + money(posted.at(i)["amount"].text())));
  const Data sent = happened[language() == Language::zh ? "sent" : "sent_en"];
  for (std::size_t i = 0; i < sent.size(); ++i) add_part(all, labelled(tr("case.sent"), sent.at(i).text()));
  return all;
}

std::string what_happened(const Data& happened) {
  const std::string to = words_of(happened, "to_");
  return words_of(happened) + (to.empty() ? "" : " → " + to);
}

std::string in_a_row(const Data& texts) {
  std::string out;
  for (std::size_t i = 0; i < texts.size(); ++i) out += std::string(i > 0 ? tr("list.comma") : "") + texts.at(i).text();
  return out;
}

void save_message(const Data& message, const std::string& process) {
  JsonObject ask;
  ask.put_json("process", process).put_json("message", message["id"].text()).put("language", language() == Language::zh ? "zh" : "en");
  client().query("message_file", ask.take(), [](const Answer& answer) {
    if (answer.ok) host().save_text(answer.value["name"].text(), "message/rfc822", answer.value["content"].text());
  });
}

void shown_message(const Data& message, const std::string& process) {
  ui::Card card(in_language(message, "subject"), false);
  const std::vector<ui::Pair> pairs{{std::string(tr("case.recipients")), in_a_row(message["recipients"])},
                                    {std::string(tr("case.copies")), in_a_row(message["copies"])}};
  ui::key_values(std::span(pairs).first(message["copies"].size() > 0 ? 2 : 1));
  ui::text(in_language(message, "body"));
  if (message["kind"].text() == "mail" && ui::button(tr("case.save_message"), {.key = "eml", .small = true}))
    save_message(message, process);
}

}  // namespace

void case_answers(const Data& view) {
  const std::string process = view["row"]["process"].text();
  std::vector<ui::Pair> pairs;
  std::vector<Data> masked;
  for (std::size_t i = 0; i < view["answers"].size(); ++i) {
    const Data answer = view["answers"].at(i);
    std::string value = answer_words(answer);
    if (value.empty()) continue;
    if (answer["masked"].flag()) {
      value = masked_or_shown(value, answer["name"].text(), process);
      masked.push_back(answer);
    }
    pairs.push_back({words_of(answer), std::move(value)});
  }
  ui::Card card(tr("case.answers"), view["related"].size() == 0);  // else those stand under it
  if (pairs.empty()) return ui::small(tr("case.no_answers"));
  ui::key_values(pairs);
  if (masked.empty() || acts("auditor") || acts("administrator")) return;
  ui::Line line(8);
  for (const Data& answer : masked) show_answer_button(process, answer["name"].text(), words_of(answer));
}

void case_history(const Data& view) {
  const Data history = view["history"];
  ui::Card card(tr("case.history"));
  ui::table({.key = "history",
             .label = tr("case.history"),
             .columns = {field_column("at", ColumnKind::time), column("case.by", ColumnKind::muted), column("case.what"),
                         column("case.details", ColumnKind::prose)},
             .rows = static_cast<std::int64_t>(history.size()),
             .cells =
                 [&](std::int64_t i, std::vector<ui::Cell>& cells) {
                   const Data one = history.at(history.size() - 1 - static_cast<std::size_t>(i));  // the newest first
                   const std::string user = one["user"].text();
                   cells = {time_cell(one["at"].text()),
                            {words_of(one, "role_") + (user.empty() ? "" : " · " + user)},
                            {what_happened(one)},
                            {details_of(one)}};
                 },
             .empty_title = tr("case.history"),
             .empty_body = tr("case.no_answers")});
}

void case_messages(Route& route, const Data& view) {
  const Data messages = view["messages"];
  if (messages.size() == 0) return;
  ui::Card card(tr("case.messages"));
  const auto at = [&](std::int64_t i) { return messages.at(static_cast<std::size_t>(i)); };
  const ui::TableEvents events =
      ui::table({.key = "messages",
                 .label = tr("case.messages"),
                 .columns = {field_column("at", ColumnKind::time), column("case.subject"), column("case.recipients", ColumnKind::muted)},
                 .rows = static_cast<std::int64_t>(messages.size()),
                 .cells =
                     [&](std::int64_t i, std::vector<ui::Cell>& cells) {
                       const Data one = at(i);
                       const bool mail = one["kind"].text() == "mail";
                       cells = {time_cell(one["at"].text()),
                                {mail ? in_language(one, "subject") : labelled(tr("case.event"), one["name"].text())},
                                {in_a_row(one["recipients"])}};
                     },
                 .row_action = true,
                 .is_open = [&](std::int64_t i) { return at(i)["id"].text() == route.param("show"); },
                 .detail = [&](std::int64_t i) { shown_message(at(i), view["row"]["process"].text()); }});
  if (events.opened >= 0) route.set("show", at(events.opened)["id"].text() == route.param("show") ? "" : at(events.opened)["id"].text());
}

void case_related(const Data& view) {
  const Data related = view["related"];
  if (related.size() == 0) return;
  ui::Card card(tr("case.related"));
  for (std::size_t i = 0; i < related.size(); ++i) {
    const Data one = related.at(i);
    ui::Line line(8);
    ui::link(one["number"].text() + " · " + words_of(one), case_address(one["process"].text()));
    ui::chip(words_of(one, "step_"));
  }
}

}  // namespace ch::web::pages
