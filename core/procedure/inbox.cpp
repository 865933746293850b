#include "procedure/inbox.h"

#include <map>
#include <set>

#include "procedure/promises.h"
#include "procedure/tasks.h"

namespace ch {

namespace {

// One index read in order and in small pieces: his own tasks, or what is late of those below him.
class Stream {
 public:
  Stream(Reader& rows, std::string_view index, Key prefix) : rows_(rows), scan_{.index = index, .prefix = std::move(prefix), .limit = 64} {}
  void begin_after(const std::vector<std::int64_t>& after) {
    if (after.empty()) return;
    scan_.after = scan_.prefix;
    scan_.after += key_of(Instant{after[0]}, CaseId{after[1]});
  }
  const Case* head() {
    if (at_ < piece_.size()) return &piece_[at_];
    if (dry_) return nullptr;
    piece_ = rows_.list<Case>(scan_);
    at_ = 0;
    dry_ = static_cast<int>(piece_.size()) < scan_.limit;
    if (piece_.empty()) return nullptr;
    begin_after({piece_.back().inbox_at.ms, piece_.back().id.value});
    return &piece_.front();
  }
  void pop() { ++at_; }

 private:
  Reader& rows_;
  Scan scan_;
  std::vector<Case> piece_;
  std::size_t at_ = 0;
  bool dry_ = false;
};

using Place = std::pair<Instant, CaseId>;

// One's own tasks by one's own deadlines (RSK-11). Where another has promised an answer, the index has the time of the promise, which may
// be before the deadline: those few are found among what the other side sees, and stand where they belong.
class OwnTasks {
 public:
  OwnTasks(ReadContext& context, const std::vector<std::int64_t>& after)
      : context_(context), stream_(context.rows, "by_inbox", key_of(true, context.actor.role, context.actor.party)) {
    stream_.begin_after(after);
    std::set<Role> others;
    for (const Procedure* procedure : context.procedures->all())
      if (procedure->answers != Role::clock && procedure->answers != context.actor.role) others.insert(procedure->answers);
    for (const Role other : others)
      context.rows.scan<Case>({.index = "by_superior", .prefix = key_of(true, other)}, [&](const Case& one) {
        const Place place{place_for(context, one), one.id};
        const bool mine = one.acts == context.actor.role && one.acting == context.actor.party && displaced(one);
        if (mine && (after.empty() || Place{Instant{after[0]}, CaseId{after[1]}} < place)) displaced_.emplace(place, one);
        return true;
      });
  }
  const Case* head() {
    const Case* next = stream_.head();
    while (next && displaced(*next)) {
      stream_.pop();
      next = stream_.head();
    }
    from_displaced_ = !displaced_.empty() && (!next || displaced_.begin()->first < Place{next->inbox_at, next->id});
    return from_displaced_ ? &displaced_.begin()->second : next;
  }
  void pop() {
    if (from_displaced_)
      displaced_.erase(displaced_.begin());
    else
      stream_.pop();
  }

 private:
  bool displaced(const Case& one) const { return place_for(context_, one) != one.inbox_at; }

  ReadContext& context_;
  Stream stream_;
  std::map<Place, Case> displaced_;
  bool from_displaced_ = false;
};

}  // namespace

void each_in_inbox(ReadContext& context, const InboxScan& scan, FunctionRef<bool(const Case&)> take) {
  const Actor& actor = context.actor;
  OwnTasks own(context, scan.after);
  Stream below(context.rows, "by_superior", key_of(true, actor.role));
  below.begin_after(scan.after);
  while (true) {
    const Case* mine = own.head();
    const Case* late = below.head();
    if (!mine && !late) return;
    const bool first = mine && (!late || Place(place_for(context, *mine), mine->id) <= Place(late->inbox_at, late->id));
    const Case one = first ? *mine : *late;
    if (first)
      own.pop();
    else
      below.pop();
    if (scan.procedure && one.procedure != *scan.procedure) continue;
    const bool anothers = !one.claimed_by.empty() && one.claimed_by != actor.user && !stands_in(context, actor.user, one.claimed_by);
    if (first && anothers) continue;
    if (!take(one)) return;
  }
}

}  // namespace ch
