#include "support/statements.h"

#include "accounts/statement/statement_export.h"
#include "exports/statement_files.h"

namespace ch::test {

Exported exported(Env& env, const Actor& actor, AskStatementFile ask, const std::function<void()>& between_steps) {
  StatementExport pages(*env.engine, ask, actor, env.now);
  std::unique_ptr<StatementFile> file;
  Exported made;
  const auto keep = [&](const Check& done) {
    if (!done) made.refused = done.error().code;
    return done.has_value();
  };
  for (;;) {
    auto step = pages.next();
    if (!step) return made.refused = step.error().code, made;
    if (step->head) {
      made.head = *step->head;
      auto begun = statement_file(ask.format, made.head, ask.language, [&](std::string_view piece) { made.bytes += piece; });
      if (!begun) return made.refused = begun.error().code, made;
      file = std::move(*begun);
    }
    for (StatementRow& row : step->rows) {
      if (!keep(file->row(row))) return made;
      made.rows.push_back(std::move(row));
    }
    if (step->last) break;
    if (between_steps) between_steps();
  }
  keep(file->end());
  return made;
}

}  // namespace ch::test
