// document: CON-13. What a case's document is, for whoever may see the case; the host then gives its content.
#include "api/codes.h"
#include "procedure/commands.h"
#include "procedure/sight.h"

namespace ch {

namespace {

Result<DocumentView> run(const AskDocument& ask, ReadContext& context) {
  if (const auto one = context.rows.get<Case>(ask.process)) CH_TRY(may_see(context, *one, "document"));
  std::optional<DocumentView> found;
  context.rows.scan<CaseDocument>({.prefix = key_of(ask.process)}, [&](const CaseDocument& one) {
    if (one.hash == ask.hash) found = DocumentView{one.question, one.hash, one.type, one.name, one.size};
    return !found;
  });
  if (!found) return refused("unknown_document", "hash");
  return *found;
}

}  // namespace

Query document_query() { return query<AskDocument, DocumentView>("document", party_of_case<AskDocument>, run); }

}  // namespace ch
