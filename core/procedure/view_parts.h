// What the views of cases share.
#pragma once

#include "procedure/cases.h"

namespace ch {

CaseRow row_of(ReadContext& context, const Case& one);
std::vector<QuestionView> form_view(ReadContext& context, const std::vector<Question>& form, const Case& one);
MessageView message_view(const Outgoing& out);

}  // namespace ch
