// PRE-21: freezes, releases, settlements, settled refunds and what is owed.
#include <array>

#include "accounts/checks.h"
#include "accounts/queries.h"
#include "accounts/statement/stretch.h"

namespace ch {

namespace {

constexpr std::array order_kinds{EntryKind::hold, EntryKind::release,        EntryKind::settlement, EntryKind::settled_refund,
                                 EntryKind::owed, EntryKind::owed_cancelled, EntryKind::owed_paid};

// As the merchant feels it: what leaves available, or what is held of it, or what is owed, is negative.
Money felt(const AccountEntry& entry) {
  const auto& [available, frozen, owed] = entry.in;
  if (!available.growth.is_zero()) return available.growth;
  return frozen.growth.is_zero() ? -owed.growth : frozen.growth;
}

PartyId party(const AskOrderTransactions& ask, Reader& rows) { return owner_of(rows, ask.account); }

Result<TransactionsView> run(const AskOrderTransactions& ask, ReadContext& context) {
  const auto account = account_of(context.rows, ask.account);
  if (!account) return std::unexpected(account.error());
  auto wanted_kinds = kinds_of(ask.kind, order_kinds);
  if (!wanted_kinds) return std::unexpected(wanted_kinds.error());
  const auto stretch = stretch_of(context.rows, ask.from, ask.to, ask.as_of, ask.by);
  if (!stretch) return std::unexpected(stretch.error());
  const Wanted wanted{{Book::available, Book::frozen, Book::owed}, std::move(*wanted_kinds), ask.reference, felt};
  auto page = page_of(context, ask.account, wanted, *stretch, ask.cursor, ask.limit);
  if (!page) return std::unexpected(page.error());
  // Postings belong to no party, balances do: so that a live list hears of what was posted.
  balance_of(context.rows, ask.account, Book::owed);
  balance_of(context.rows, ask.account, Book::frozen);
  return TransactionsView{std::move(page->rows), std::move(page->next)};
}

}  // namespace

Query order_transactions_query() { return query<AskOrderTransactions, TransactionsView>("order_transactions", party, run); }

}  // namespace ch
