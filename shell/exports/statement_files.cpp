#include "exports/statement_files.h"

#include "api/codes.h"

namespace ch {

Result<std::unique_ptr<StatementFile>> statement_file(ExportFormat format, const StatementHead& head, Language language, PieceOut out) {
  if (format != ExportFormat::xlsx) return text_statement(format, head, language, std::move(out));
  if (head.rows > sheet_rows_most)
    return refused("sheet_too_long", {}, {{"most", std::to_string(sheet_rows_most)}, {"rows", std::to_string(head.rows)}});
  return statement_xlsx(head, language, std::move(out));
}

}  // namespace ch
