// What the pages of cases share: addresses, deadlines in words, forms made from what a procedure asks.
#include "base/instant.h"
#include "web/host.h"
#include "web/pages/cases.h"

namespace ch::web::pages {

namespace {

constexpr std::int64_t minute_ms = 60'000, hour_ms = 60 * minute_ms, day_ms = 24 * hour_ms;

// "24:00" of "2026年11月24日 24:00".
std::string clock_of(const std::string& due) {
  const std::string words = until(due, TimeForm::date_time);
  return words.substr(words.rfind(' ') + 1);
}

std::string day_in_words(const std::string& due, Instant at) {
  const std::string last = business_date(Instant{at.ms - 1}).text();  // midnight closes the day before it
  if (last == today()) return tr("due.today", {{"time", clock_of(due)}});
  if (last == days_ago(-1)) return tr("due.tomorrow", {{"time", clock_of(due)}});
  return date(last, last.substr(0, 4) == today().substr(0, 4) ? TimeForm::month_day : TimeForm::date);
}

Ask question_ask(const std::string& kind) {
  if (kind == "money") return Ask::money;
  if (kind == "date") return Ask::date;
  if (kind == "yes_no" || kind == "choice") return Ask::choice;
  return kind == "document" ? Ask::document : Ask::text;
}

std::vector<ui::Choice> question_choices(const Data& question) {
  if (question["kind"].text() == "yes_no") return {{"yes", std::string(tr("common.yes"))}, {"no", std::string(tr("common.no"))}};
  std::vector<ui::Choice> choices;
  const Data named = question["choices"];
  for (std::size_t i = 0; i < named.size(); ++i) choices.push_back({named.at(i)["name"].text(), words_of(named.at(i))});
  return choices;
}

}  // namespace

std::string time_span(std::int64_t ms) {
  if (ms < hour_ms) return tr("span.minutes", {{"n", count(ms / minute_ms)}});
  if (ms < 2 * day_ms) return tr("span.hours", {{"n", count(ms / hour_ms)}});
  return tr("span.days", {{"n", count(ms / day_ms)}});
}

std::string case_address(std::string_view process) { return "#/case/" + std::string(process); }

void to_case(Route& route, std::string_view process) { route = Route::parse(case_address(process)); }

namespace {

Due due_at(const std::string& due, bool late) {
  const auto at = Instant::parse(due);
  if (!at) return {std::string(tr("due.none")), Tone::plain};
  const std::int64_t now = host().now_ms();
  if (late || at->ms <= now) {
    const std::string words = tr("due.late_by", {{"time", time_span(std::max(minute_ms, now - at->ms))}});
    return {words, Tone::bad, words};
  }
  Due out{day_in_words(due, *at), Tone::plain, tr("due.left", {{"time", time_span(std::max(minute_ms, at->ms - now))}})};
  if (business_date(Instant{at->ms - 1}).text() == today()) out.tone = Tone::warn;
  return out;
}

ui::Cell cell_of(const Due& due, const std::string& at) {
  return {due.words, due.tone, {}, at.empty() ? std::string{} : until(at, TimeForm::date_time)};
}

}  // namespace

Due due_of(const Data& row) {
  if (!row["open"].flag()) return {};  // nobody is waited for
  Due out = due_at(row["due"].text(), row["late"].flag());
  if (row["provisional"].flag() && out.tone != Tone::bad) out.words += tr("due.provisional");
  return out;
}

ui::Cell due_cell(const Data& row) { return cell_of(due_of(row), row["due"].text()); }

ui::Cell promise_cell(const Data& row) {
  const std::string promised = row["promised"].text();
  return promised.empty() ? ui::Cell{} : cell_of(due_at(promised, false), promised);
}

std::vector<FormField> fields_of(const Data& form, bool with_note) {
  std::vector<FormField> fields;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const Data question = form.at(i);
    const std::string known = question["known"].text();
    fields.push_back({.name = question["name"].text(),
                      .label = words_of(question),
                      .ask = question_ask(question["kind"].text()),
                      .required = !question["optional"].flag(),
                      .help = known.empty() ? std::string{} : tr("case.known", {{"value", known}}),
                      .choices = question_choices(question),
                      .keyboard = question["kind"].text() == "link" ? "url" : "text",
                      .answer = true});
  }
  if (with_note) fields.push_back({.name = "note", .label = std::string(tr("case.note")), .ask = Ask::area, .required = false});
  return fields;
}

std::string answer_words(const Data& answer) {
  if (words_of(answer).empty()) return {};
  const std::string kind = answer["kind"].text();
  const std::string value = answer["value"].text();
  if (kind == "money") return "¥" + money(value);
  if (kind == "date") return date(value);
  if (kind == "yes_no") return std::string(value == "yes" ? tr("common.yes") : tr("common.no"));
  if (kind == "document") return std::string(tr("case.filed_document"));
  const std::string choice = words_of(answer, "choice_");
  return choice.empty() ? value : choice;
}

}  // namespace ch::web::pages
