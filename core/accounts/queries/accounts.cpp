// accounts: every prepaid account, found by name, supplier or number.
#include "accounts/checks.h"
#include "engine/paging.h"
#include "accounts/queries.h"
#include "accounts/queries/view_parts.h"

namespace ch {

namespace {

bool found_by(const AccountRow& row, std::string_view search) {
  return row.name.find(search) != std::string::npos || row.supplier.find(search) != std::string::npos ||
         row.number.find(search) != std::string::npos;
}

Result<AccountsView> run(const AskAccounts& ask, ReadContext& context) {
  Scan scan;
  CH_TRY(go_on_after(ask.cursor, record_type<PrepaidAccount>(), scan));
  const auto limit = page_limit(ask.limit);
  CH_TRY(limit);
  AccountsView view;
  context.rows.scan<PrepaidAccount>(scan, [&](const PrepaidAccount& account) {
    AccountRow row = account_row(context, account);
    if (ask.search && !found_by(row, *ask.search)) return true;
    if (static_cast<int>(view.rows.size()) == *limit) {
      view.next = cursor_of(key_of(view.rows.back().account));
      return false;
    }
    view.rows.push_back(std::move(row));
    return true;
  });
  return view;
}

}  // namespace

Query accounts_query() { return query<AskAccounts, AccountsView>("accounts", nullptr, run); }

}  // namespace ch
