// Documents of a case (CON-13): known by their content's hash; the host keeps the content.
#pragma once

#include "procedure/cases.h"

namespace ch {

// What a content is, by itself: its hash, and its type by its own first bytes, whatever its name says. No type: none that is taken.
struct ContentLook {
  std::string hash;
  std::string_view type;
};
ContentLook look_at_content(std::string_view content);

// With the newest event of the case.
void keep_documents(Context& context, const Case& one, const std::vector<AttachedDocument>& documents);
// Refusal document_refused: size, type or name.
Check document_fits(const AttachedDocument& document, const Policies& policies);

}  // namespace ch
