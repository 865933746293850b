// Whose turn it is (PRO-4, PRO-5): who may act on a case, what he has claimed, and who stands in for him.
#pragma once

#include "procedure/cases.h"

namespace ch {

// Of which company outside users must act; none where staff do.
PartyId acting_party(Reader& rows, Role acts, PartyId about);

// CON-11: has he done this before on the case, or anything at all where nothing is named?
bool has_acted(Reader& rows, CaseId one, const std::string& user, std::string_view what = {});

// Refusals not_your_step (with who must act), claimed_by_other, four_eyes (CON-11).
Check may_act(ReadContext& context, const Case& one, const Transition& transition);
Check may_begin(ReadContext& context, const Procedure& procedure);

// Is it his turn among others, and has no other claimed it? Refusals not_your_step, claimed_by_other, case_over.
Check may_take_on(ReadContext& context, const Case& one);
// The superior of whoever is late does not: what he claimed, those who are to do it would see no more.
Check may_claim(ReadContext& context, const Case& one);

// Does `user` stand in for him today?
bool stands_in(ReadContext& context, const std::string& user, const std::string& absent);

}  // namespace ch
