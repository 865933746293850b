// message_file: PRO-4, SRV-5. A message as a file, which a mail program opens as a draft.
#include "api/codes.h"
#include "procedure/commands.h"
#include "procedure/mail_text.h"
#include "procedure/sight.h"

namespace ch {

namespace {

// What is of no case has a merchant's address in it: for who sees to the outbox, and read by nobody else (CON-12).
bool may_read(const AskMessageFile& ask, const Actor& actor) {
  return ask.process || actor.role == Role::administrator || actor.role == Role::auditor;
}

Result<MessageFileView> run(const AskMessageFile& ask, ReadContext& context) {
  const auto process = context.rows.get<Case>(ask.process);
  if (process) CH_TRY(may_see(context, *process, "message_file"));
  const auto out = context.rows.get<Outgoing>(ask.message);
  if (!out || out->process != ask.process || out->kind != OutgoingKind::mail || !may_read(ask, context.actor))
    return refused("unknown_mail", "message");
  return MessageFileView{(process ? process->subject + "-" : "") + std::to_string(out->id) + ".eml",
                         mail_text(context.rows, *out, ask.language)};
}

}  // namespace

Query message_file_query() { return query<AskMessageFile, MessageFileView>("message_file", party_of_case<AskMessageFile>, run); }

}  // namespace ch
