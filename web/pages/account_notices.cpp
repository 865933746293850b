// The inbox of an account: what was told to whom (PRE-18).
#include "web/pages/account.h"
#include "web/pages/forms.h"
#include "web/pages/lists.h"
#include "web/pages/session.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

// By which ways it was told, each once; or every address that it went to.
std::string told(const Data& notice, bool addresses) {
  std::string words;
  std::string last;
  for (std::size_t i = 0; i < notice["sent"].size(); ++i) {
    const Data one = notice["sent"].at(i);
    const std::string channel = tr_code("channel.", one["channel"].text());
    if (!addresses && channel == last) continue;
    if (!words.empty()) words += addresses ? " · " : tr("list.comma");
    words += channel;
    if (addresses) words += " " + one["to"].text();
    last = channel;
  }
  return words;
}

void shown_notice(const Data& notice) {
  ui::Card card(words_of(notice, "subject_"));
  ui::text(words_of(notice, "body_"));
  ui::small(when(notice["at"].text(), TimeForm::date_time) + " · " + told(notice, true));
  ui::Line line;
  JsonObject payload;
  payload.put_json("notice", notice["notice"].text());
  if (acts("merchant_user") && !notice["read"].flag())
    now_button(tr("cmd.read_notice"), "read_notice", payload.take(), {}, ui::Look::secondary, notice["notice"].text(), true);
}

}  // namespace

void account_notices(Route& route, const std::string& account) {
  JsonObject ask;
  ask.put_json("account", account);
  const LiveView& view = live_list(route, "notices", ask);
  if (nothing_yet(view)) return;
  const Data rows = view.view["rows"];
  const ui::TableEvents events =
      ui::table({.key = "notices",
                 .label = tr("ask.notices"),
                 .columns = {column("col.subject"), field_column("at", ColumnKind::time), column("col.channel", ColumnKind::muted),
                             column("col.state", ColumnKind::chip)},
                 .rows = static_cast<std::int64_t>(rows.size()),
                 .cells =
                     [&](std::int64_t i, std::vector<ui::Cell>& cells) {
                       const Data row = rows.at(static_cast<std::size_t>(i));
                       const bool read = row["read"].flag();
                       cells = {{words_of(row, "subject_")},
                                time_cell(row["at"].text()),
                                {told(row, false)},
                                {std::string(read ? tr("notice.read") : tr("notice.unread")), read ? Tone::plain : Tone::accent}};
                     },
                 .partial = !all_shown(route, view.view),
                 .busy = view.earlier,
                 .row_action = true,
                 .is_open = [&](std::int64_t i) { return rows.at(static_cast<std::size_t>(i))["notice"].text() == route.param("show"); },
                 .detail = [&](std::int64_t i) { shown_notice(rows.at(static_cast<std::size_t>(i))); },
                 .empty_title = tr("notices.none"),
                 .empty_body = tr("notices.none_body")});
  if (events.opened >= 0) toggle_shown(route, rows.at(static_cast<std::size_t>(events.opened))["notice"].text());
  more_rows(route, view.view);
}

}  // namespace ch::web::pages
