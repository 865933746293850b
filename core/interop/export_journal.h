// The journal for others: plain-text accounting (hledger, ledger, beancount) and CSV, written as it is read, so that its length
// costs no memory (LED-8, LED-9).
#pragma once

#include "api/export_format.h"
#include "api/ids.h"
#include "base/function_ref.h"
#include "ledger/ledger.h"
#include "store/store.h"

namespace ch {

// Takes each piece of the text, in order, with how much of the work it ends, in percent. Answering false ends the export.
using TextOut = FunctionRef<bool(std::string_view, int percent)>;

struct ExportedCount {
  std::int64_t entries = 0;
  std::int64_t postings = 0;
  bool complete = true;  // false: `out` wanted no more
};

// In any format but XLSX: a journal outgrows a sheet, and half of one would be no journal.
// `account_prefix` as readable numbers have it (CON-8); `title` names the book.
ExportedCount export_journal(Store& store, ExportFormat format, std::string_view title, std::string_view account_prefix,
                             const TextOut& out);

// "Liabilities:Merchant:A000317:Available", "Assets:Platform:CashAtBank": what all three programs read, in ASCII.
std::string plain_text_account(AccountId account, Book book, std::string_view account_prefix);

}  // namespace ch
