// The desk of withdrawals (PRE-20): operations approve or refuse, finance pays.
#include <array>

#include "web/pages/account.h"
#include "web/pages/banners.h"
#include "web/pages/desks.h"
#include "web/pages/session.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

constexpr std::array withdrawal_states{"requested", "approved", "failed", "paid", "refused", "returned"};

void withdrawal_cells(const Data& row, std::vector<ui::Cell>& cells) {
  const std::string state = row["state"].text();
  const std::string due = row["due"].text();
  const bool late = is_past(due);
  cells = {{row["merchant"].text()},
           {row["number"].text()},
           time_cell(row["requested"].text()),
           {late ? until(due) + " " + std::string(tr("due.overdue")) : until(due),
            late ? Tone::bad : Tone::plain,
            {},
            until(due, TimeForm::date_time)},
           {row["amount"].text()},
           {state_word(state), state_tone(state)}};
}

}  // namespace

void draw_withdrawals_page(Route& route) {
  draw_banners(route);
  ui::page_title(tr("ask.withdrawals"));
  draw_desk(route,
            {.query = "withdrawals",
             .title = tr("ask.withdrawals"),
             .id = "withdrawal",
             .states = withdrawal_states,
             .waiting = 3,
             .first_state = acts("finance") ? "approved" : "requested",
             .columns = {column("col.merchant"), column("col.number", ColumnKind::muted), field_column("at", ColumnKind::time),
                         column("col.due", ColumnKind::time), column("col.sum", ColumnKind::money), column("col.state", ColumnKind::chip)},
             .cells = withdrawal_cells,
             .empty_title = tr("withdrawals.none"),
             .empty_body = tr("withdrawals.none_body"),
             .card = withdrawal_card});
}

}  // namespace ch::web::pages
