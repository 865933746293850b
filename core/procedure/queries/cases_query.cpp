// cases: PRO-4. All cases, of one procedure or chapter, at one step, of one company, or by number; newest first. Of those that he sees who
// asks (CON-11).
#include "api/codes.h"
#include "base/text.h"
#include "engine/paging.h"
#include "procedure/commands.h"
#include "procedure/sight.h"
#include "procedure/view_parts.h"

namespace ch {

namespace {

constexpr int looked_at_most = 2'000;  // a page costs no more, however little of it fits

bool is_wanted(const AskCases& ask, ReadContext& context, const Case& one) {
  if (ask.procedure && one.procedure != *ask.procedure) return false;
  if (ask.rules && !procedure_of(*context.procedures, one).rules.starts_with(*ask.rules + "-")) return false;
  if (ask.step && one.step != *ask.step) return false;
  if (ask.party && one.party != *ask.party) return false;
  if (ask.number && one.subject != *ask.number) return false;
  return sees(context, one);
}

Scan scan_of(const AskCases& ask) {
  if (ask.number) return {.index = "by_subject", .prefix = key_of(*ask.number), .descending = true};
  if (ask.party && ask.procedure) return {.index = "by_party", .prefix = key_of(*ask.party, *ask.procedure), .descending = true};
  if (ask.party) return {.index = "by_party", .prefix = key_of(*ask.party), .descending = true};
  if (ask.procedure && ask.step) return {.index = "by_step", .prefix = key_of(*ask.procedure, *ask.step), .descending = true};
  return {.descending = true};
}

Result<CasesView> run(const AskCases& ask, ReadContext& context) {
  const auto limit = page_limit(ask.limit);
  CH_TRY(limit);
  const RecordType& type = record_type<Case>();
  Scan scan = scan_of(ask);
  CH_TRY(go_on_after(ask.cursor, type, scan));
  const RecordType::Index* index = scan.index.empty() ? nullptr : &type.index(scan.index);
  CasesView view;
  int looked_at = 0;
  Key last;
  context.rows.scan<Case>(scan, [&](const Case& one) {
    if (static_cast<int>(view.rows.size()) == *limit || looked_at == looked_at_most) return view.next = cursor_of(last), false;
    ++looked_at;
    last = position_in(type, index, &one);
    if (is_wanted(ask, context, one)) view.rows.push_back(row_of(context, one));
    return true;
  });
  return view;
}

}  // namespace

Query cases_query() { return query<AskCases, CasesView>("cases", nullptr, run); }

}  // namespace ch
