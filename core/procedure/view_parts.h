// What the views of cases share.
#pragma once

#include "procedure/cases.h"

namespace ch {

CaseRow row_of(ReadContext& context, const Case& one);
// VER-3: the case that was found to have the same bank account: as it is noted, or as it was told by an event, which the one that was there
// first has alone. It may be of another company, so it is not for outside users.
std::optional<Case> noted_pair(ReadContext& context, const Case& one);
std::optional<Case> pair_of(ReadContext& context, const Case& one);
std::vector<QuestionView> form_view(ReadContext& context, const std::vector<Question>& form, const Case& one);
// What may be begun about it.
std::vector<BegunAboutView> opens_view(ReadContext& context, const Case& one);
MessageView message_view(const Outgoing& out);

}  // namespace ch
