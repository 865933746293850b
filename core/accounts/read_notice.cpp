// read_notice: PRE-18. A line of the in-app inbox has been seen; seen twice, nothing more happens.
#include "accounts/checks.h"
#include "accounts/commands.h"

namespace ch {

namespace {

PartyId party(const ReadNotice& payload, Reader& rows) {
  const auto notice = rows.get<Notice>(payload.notice);
  return notice ? notice->party : PartyId{};
}

Check preclaim(const ReadNotice& payload, ReadContext& context) {
  const auto notice = context.rows.get<Notice>(payload.notice);
  if (!notice || notice->channel != NoticeChannel::in_app) return refused("unknown_notice", "notice");
  return {};
}

Result<Done> apply(const ReadNotice& payload, Context& context) {
  Notice notice = *context.rows.get<Notice>(payload.notice);
  notice.read = true;
  context.rows.put(notice);
  return Done{};
}

}  // namespace

Command read_notice_command() { return command<ReadNotice>("read_notice", {.party = party, .preclaim = preclaim, .apply = apply}); }

}  // namespace ch
