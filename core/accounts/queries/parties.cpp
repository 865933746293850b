// parties: every merchant that is registered, with an account or without, found by name or supplier (PRE-1).
#include "accounts/checks.h"
#include "engine/paging.h"
#include "accounts/queries.h"
#include "api/views.h"
#include "engine/records.h"

namespace ch {

namespace {

Result<PartiesView> run(const AskParties& ask, ReadContext& context) {
  Scan scan;
  CH_TRY(go_on_after(ask.cursor, record_type<Party>(), scan));
  const auto limit = page_limit(ask.limit);
  CH_TRY(limit);
  PartiesView view;
  context.rows.scan<Party>(scan, [&](const Party& party) {
    if (ask.search && !party.name.contains(*ask.search) && !party.supplier.contains(*ask.search)) return true;
    if (static_cast<int>(view.rows.size()) == *limit) {
      view.next = cursor_of(key_of(view.rows.back().party));
      return false;
    }
    view.rows.push_back({party.id, party.name, party.supplier});
    return true;
  });
  return view;
}

}  // namespace

Query parties_query() { return query<AskParties, PartiesView>("parties", nullptr, run); }

}  // namespace ch
