// Documents of a case (CON-13): known by their content's hash; the host keeps the content.
#pragma once

#include "procedure/cases.h"

namespace ch {

// With the newest event of the case.
void keep_documents(Context& context, const Case& one, const std::vector<AttachedDocument>& documents);
// Refusal document_refused: size, type or name.
Check document_fits(const AttachedDocument& document, const Policies& policies);

}  // namespace ch
