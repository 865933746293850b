// PRE-22, LED-8: the account's income and expense, with the running total and both of its parts.
#include <array>

#include "accounts/checks.h"
#include "accounts/queries.h"
#include "accounts/statement/stretch.h"

namespace ch {

namespace {

constexpr std::array statement_kinds{EntryKind::recharge,   EntryKind::owed_paid,         EntryKind::settlement, EntryKind::settled_refund,
                                     EntryKind::withdrawal, EntryKind::withdrawal_return, EntryKind::reversal};

PartyId party(const AskStatement& ask, Reader& rows) { return owner_of(rows, ask.account); }

Result<StatementView> run(const AskStatement& ask, ReadContext& context) {
  const auto account = account_of(context.rows, ask.account);
  if (!account) return std::unexpected(account.error());
  auto wanted_kinds = kinds_of(ask.kind, statement_kinds);
  if (!wanted_kinds) return std::unexpected(wanted_kinds.error());
  const auto stretch = stretch_of(context.rows, ask.from, ask.to, ask.as_of, ask.by);
  if (!stretch) return std::unexpected(stretch.error());
  const Wanted wanted{{Book::available, Book::frozen}, std::move(*wanted_kinds), ask.reference, [](const AccountEntry& entry) {
                        return entry.available.growth + entry.frozen.growth;
                      }};
  auto page = page_of(context, ask.account, wanted, *stretch, ask.cursor, ask.limit);
  if (!page) return std::unexpected(page.error());
  const StretchTotals totals = totals_of(context.rows, ask.account, *stretch);
  return StatementView{totals.opening, totals.closing, totals.income, totals.expense, std::move(page->rows), std::move(page->next)};
}

}  // namespace

Query statement_query() { return query<AskStatement, StatementView>("statement", party, run); }

}  // namespace ch
