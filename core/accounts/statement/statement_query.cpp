// PRE-22, LED-8: the account's income and expense, with the running total and both of its parts; or what went through one of its books.
#include <array>

#include "accounts/checks.h"
#include "accounts/queries.h"
#include "accounts/queries/view_parts.h"
#include "accounts/statement/stretch.h"
#include "ledger/pockets.h"

namespace ch {

namespace {

constexpr std::array statement_kinds{EntryKind::recharge,   EntryKind::owed_paid,         EntryKind::settlement, EntryKind::settled_refund,
                                     EntryKind::withdrawal, EntryKind::withdrawal_return, EntryKind::reversal};

// The ledger's word on whose it is: a pocket has an owner too. The platform's account is nobody's, so of it the scope `own` sees nothing.
PartyId party(const AskStatement& ask, Reader& rows) {
  const auto account = rows.get<LedgerAccount>(ask.account);
  return account ? account->party : PartyId{};
}

// Of an account of the ledger: a merchant's, a pocket of one, or the platform's own (LED-3).
std::vector<Book> books_of(Reader& rows, AccountId account) {
  if (const auto pocket = rows.get<Pocket>(account)) return {pocket->book};
  std::vector<Book> books;
  const BookOf of = account == platform_account ? BookOf::platform : BookOf::merchant;
  for (const BookInfo& book : all_books())
    if (book.of == of) books.push_back(book.book);
  return books;
}

// Which book is asked for; none: available and frozen together, which only a merchant's account has. Refusals unknown_account,
// not_a_book_of_it.
Result<std::optional<Book>> book_asked(const AskStatement& ask, Reader& rows) {
  if (!rows.get<LedgerAccount>(ask.account)) return refused("unknown_account", "account");
  if (!ask.book && rows.get<PrepaidAccount>(ask.account)) return std::nullopt;
  std::string names;
  for (const Book book : books_of(rows, ask.account)) {
    const std::string name = name_of(book);
    if (ask.book == name) return book;
    names += (names.empty() ? "" : ", ") + name;
  }
  return refused("not_a_book_of_it", "book", {{"books", std::move(names)}});
}

Wanted total_wanted() {
  return {.books = {Book::available, Book::frozen},
          .kinds = {statement_kinds.begin(), statement_kinds.end()},
          .reference = {},
          .amount = [](const AccountEntry& entry) { return entry.in[0].growth + entry.in[1].growth; }};
}

Wanted one_wanted(Book book) {
  Wanted wanted{.books = {book}, .kinds = {}, .reference = {}, .amount = [](const AccountEntry& entry) { return entry.in[0].growth; }};
  for (const EntryKindInfo& kind : all_entry_kinds()) wanted.kinds.push_back(kind.kind);
  return wanted;
}

Result<StatementView> run(const AskStatement& ask, ReadContext& context) {
  const auto book = book_asked(ask, context.rows);
  CH_TRY(book);
  Wanted wanted = *book ? one_wanted(**book) : total_wanted();
  auto kinds = kinds_of(ask.kind, wanted.kinds);
  CH_TRY(kinds);
  wanted.kinds = std::move(*kinds);
  wanted.reference = ask.reference;
  const auto stretch = stretch_of(context.rows, ask.from, ask.to, ask.as_of, ask.by);
  CH_TRY(stretch);
  auto page = page_of(context, ask.account, wanted, *stretch, ask.cursor, ask.limit);
  if (!page) return std::unexpected(page.error());
  const StretchEnds ends = ends_of(context.rows, ask.account, wanted.books, *stretch);
  StatementView view{ends.opening, ends.closing, {}, {}, std::move(page->rows), std::move(page->next)};
  if (*book) {
    balance_of(context.rows, ask.account, **book);  // so that a live statement hears of what was posted
    return view;
  }
  const StretchTurnover turnover = turnover_of(context.rows, ask.account, *stretch);
  view.income = turnover.income;
  view.expense = turnover.expense;
  return view;
}

}  // namespace

Query statement_query() { return query<AskStatement, StatementView>("statement", party, run); }

}  // namespace ch
