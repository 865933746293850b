// A statement's file in whatever format is asked for (LED-8).
#pragma once

#include "interop/statement_file.h"

namespace ch {

// The rows that a sheet has room for: its 1,048,576 less the headings, the balances and the sums. In the browser the whole sheet lies in
// memory until it is packed, so there it is fewer.
#ifdef __EMSCRIPTEN__
inline constexpr std::int64_t sheet_rows_most = 200'000;
#else
inline constexpr std::int64_t sheet_rows_most = 1'048'570;
#endif

// A number of a spreadsheet is a double, of which programs show 15 digits: up to here (in fen) the amount is that number exactly.
// What is beyond stands in its cell as text.
inline constexpr std::int64_t sheet_fen_most = 999'999'999'999'999;

// Refusals: sheet_too_long; and of XLSX's rows and end, sheet_not_written.
Result<std::unique_ptr<StatementFile>> statement_file(ExportFormat format, const StatementHead& head, Language language, PieceOut out);

// One sheet: headings that stay in sight, the opening balance, the rows, what a filter leaves out, sums and the closing balance.
std::unique_ptr<StatementFile> statement_xlsx(const StatementHead& head, Language language, PieceOut out);

}  // namespace ch
