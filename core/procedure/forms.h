// What is entered into a form, against what it asks for (CON-9): each answer in the form in which it is kept.
#pragma once

#include "procedure/cases.h"

namespace ch {

// Refusals answer_missing, answer_unknown, answer_malformed, document_refused, with the question as field.
Result<Entered> read_form(const std::vector<Question>& form, const std::vector<Said>& answers,
                          const std::vector<AttachedDocument>& documents, const Policies& policies);

}  // namespace ch
