// notices: PRE-18. What was told about an account, newest first, one row an event; the words are the pack's, with what was kept.
#include <algorithm>
#include <limits>

#include "accounts/checks.h"
#include "engine/paging.h"
#include "accounts/queries.h"
#include "accounts/queries/view_parts.h"
#include "base/text.h"

namespace ch {

namespace {

PartyId party(const AskNotices& ask, Reader& rows) { return owner_of(rows, ask.account); }

std::vector<Arg> args_of(const Notice& notice) {
  std::vector<Arg> args;
  for (const std::string& pair : notice.args) {
    const auto equals = pair.find('=');
    if (equals != std::string::npos) args.push_back({pair.substr(0, equals), pair.substr(equals + 1)});
  }
  return args;
}

std::string shown_recipient(const ReadContext& context, const Notice& notice) {
  if (sees_unmasked(context.actor, notice.party)) return notice.recipient;
  switch (notice.channel) {
    case NoticeChannel::email:
      return masked_email(notice.recipient);
    case NoticeChannel::phone:
      return masked(notice.recipient);
    default:
      return notice.recipient;
  }
}

NoticeRow row_of(const ReadContext& context, const Notice& notice) {
  const std::string words = "notice." + name_of(notice.about);
  const std::vector<Arg> args = args_of(notice);
  const auto rendered = [&](const char* part, Language language) {
    return fill(context.policies.text(words + part + name_of(language)), args, language);
  };
  return {.notice = notice.id,
          .sent = {{notice.channel, shown_recipient(context, notice)}},
          .subject_zh = rendered(".subject.", Language::zh),
          .subject_en = rendered(".subject.", Language::en),
          .body_zh = rendered(".body.", Language::zh),
          .body_en = rendered(".body.", Language::en),
          .at = notice.at,
          .read = notice.read};
}

// The inbox is told first, then each address: the copies of an event are numbered between its notice and the next one.
void add_copies(ReadContext& context, AccountId account, std::int64_t below, std::vector<NoticeRow>& rows) {
  for (const NoticeChannel channel : {NoticeChannel::email, NoticeChannel::phone}) {
    const Scan copies{.index = "by_account",
                      .prefix = key_of(account, channel),
                      .from = key_of(rows.back().notice),
                      .to = key_of(below),
                      .descending = true};
    auto row = rows.begin();
    context.rows.scan<Notice>(copies, [&](const Notice& copy) {
      while (copy.id < row->notice) ++row;
      return row->sent.push_back({copy.channel, shown_recipient(context, copy)}), true;
    });
  }
}

Result<std::int64_t> below_of(const std::optional<std::string>& cursor) {
  const auto ids = ids_of_cursor(cursor);
  CH_TRY(ids);
  return ids->empty() ? std::numeric_limits<std::int64_t>::max() : ids->front();
}

Result<NoticesView> run(const AskNotices& ask, ReadContext& context) {
  CH_TRY(account_of(context.rows, ask.account));
  const auto below = below_of(ask.cursor);
  CH_TRY(below);
  const auto limit = page_limit(ask.limit);
  CH_TRY(limit);
  const Scan newest{.index = "by_account",
                    .prefix = key_of(ask.account, NoticeChannel::in_app),
                    .to = key_of(*below),
                    .descending = true,
                    .limit = *limit + 1};
  NoticesView view;
  context.rows.scan<Notice>(newest, [&](const Notice& notice) {
    if (static_cast<int>(view.rows.size()) == *limit) return view.next = cursor_of(key_of(view.rows.back().notice)), false;
    return view.rows.push_back(row_of(context, notice)), true;
  });
  if (!view.rows.empty()) add_copies(context, ask.account, *below, view.rows);
  return view;
}

}  // namespace

Query notices_query() { return query<AskNotices, NoticesView>("notices", party, run); }

}  // namespace ch
