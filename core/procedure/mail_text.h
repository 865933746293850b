// A message as mail programs know it (RFC 5322): the file that a person downloads, and what goes out by SMTP (PRO-4, SRV-5).
#pragma once

#include "api/language.h"
#include "procedure/records.h"
#include "store/view.h"

namespace ch {

// Without `from` it is a draft, which a mail program opens to be sent. A message has the same id however often it goes out.
std::string mail_text(Reader& rows, const Outgoing& out, Language language, std::string_view from = {});
// Of a message or an event, among all tenants.
std::string delivery_id(Reader& rows, const Outgoing& out);

}  // namespace ch
