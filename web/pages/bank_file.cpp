#include "web/pages/bank_file.h"

#include <utility>

#include "web/host.h"
#include "web/pages/session.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

struct Taking {
  Data told;  // the last that was heard
  std::string whose;
};
Taking taking;

[[nodiscard]] bool file_running() { return taking.told["state"].text() == "running"; }

Tone result_tone(const std::string& result) {
  return result == "taken"                              ? Tone::good
         : result == "refused"                          ? Tone::bad
         : result == "pending" || result == "not_taken" ? Tone::warn
                                                        : Tone::muted;
}

std::string line_words(const Data& line) {
  std::string why = refusal_of(line).message;
  for (const char* more : {"other_side", "remark"})
    if (const std::string value = line[more].text(); !value.empty()) why += (why.empty() ? "" : " · ") + value;
  return why;
}

void file_sums(const Data& sums) {
  ui::Line line(16);
  for (const auto& [name, label] : {std::pair{"taken", Key("bank_file.taken")}, std::pair{"known", Key("bank_file.known")},
                                    std::pair{"refused", Key("bank_file.refused")}, std::pair{"not_taken", Key("bank_file.not_taken")},
                                    std::pair{"pending", Key("bank_file.pending")}})
    ui::fact(tr(label), count(sums[name].integer()), sums[name].integer() > 0 ? result_tone(name) : Tone::muted);
}

void file_lines(const Data& lines) {
  ui::table({.key = "bank_file",
             .label = tr("bank_file.lines"),
             .columns = columns({{"bank_file.line", ColumnKind::number},
                                 {"bank_file.what"},
                                 {"col.number", ColumnKind::muted},
                                 {"col.sum", ColumnKind::money},
                                 {"bank_file.result", ColumnKind::chip},
                                 {"bank_file.why", ColumnKind::prose}}),
             .rows = static_cast<std::int64_t>(lines.size()),
             .cells =
                 [&](std::int64_t i, std::vector<ui::Cell>& cells) {
                   const Data line = lines.at(static_cast<std::size_t>(i));
                   const std::string result = line["result"].text();
                   cells = {{line["line"].integer() > 0 ? line["line"].text() : std::string{}},
                            {tr_code("bank_file.", line["what"].text())},
                            {line["value"].text()},
                            {line["amount"].text()},
                            {tr_code("bank_file.", result), result_tone(result)},
                            {line_words(line)}};
                 },
             .empty_title = tr("bank_file.none"),
             .empty_body = tr("bank_file.none")});
}

}  // namespace

void bank_file_button() {
  if (!acts("finance") && !acts("settlement_operations")) return;
  if (!ui::button(tr("bank_file.take"), {.enabled = !file_running(), .why_not = tr("err.busy"), .key = "bank_file", .files = true})) return;
  bank_file_told = [](std::string_view json) {
    taking.told = Data::parse(json);
    const std::string state = taking.told["state"].text();
    if (state != "running") ui::say(tr_code("bank_file.", state), state == "failed");
  };
  taking.whose = session().actor.key();
  host().take_bank_file(session().actor.actor_json());
}

void bank_file_card() {
  const Data& told = taking.told;
  if (!told.is_object() || taking.whose != session().actor.key()) return;
  const std::string state = told["state"].text();
  ui::Card card(tr("bank_file.title", {{"file", told["file"].text()}}));
  if (file_running()) {
    if (ui::progress(tr("bank_file.running"), told["done"].integer(), told["total"].integer())) host().stop_bank_file();
    return;
  }
  if (state == "failed") {
    const std::string why = refusal_of(told["why"]).message;
    ui::banner("failed", why.empty() ? tr_code("err.", told["code"].text()) : why, Tone::bad);
  }
  if (state == "failed" && told["lines"].size() == 0)
    ui::text(tr("bank_file.nothing"), Tone::muted);
  else {
    if (state != "done") ui::text(tr("bank_file.in_part"), Tone::muted);
    file_sums(told["sums"]);
    file_lines(told["lines"]);
  }
  ui::gap(4);
  if (ui::button(tr("bank_file.close"), {.key = "bank_file_close", .small = true})) taking.told = {};
}

}  // namespace ch::web::pages
