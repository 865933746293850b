// Messages and events that go out (chapter 05, SRV-5): written from the pack's templates when they are sent, and kept on the case.
#pragma once

#include "procedure/cases.h"

namespace ch {

// To groups: "reseller" and "client" are the case's own, every other is the pack's list of addresses, "PACK.mail.GROUP".
void send_message(Context& context, const Procedure& procedure, const Case& one, const Effect& effect);
void send_event(Context& context, const Procedure& procedure, const Case& one, std::string_view event);

// The reseller of a client; a reseller is its own. None: the party has none.
PartyId reseller_of(Reader& rows, PartyId party);

}  // namespace ch
