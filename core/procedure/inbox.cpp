#include "procedure/inbox.h"

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

}  // namespace

void each_in_inbox(ReadContext& context, const InboxScan& scan, FunctionRef<bool(const Case&)> take) {
  const Actor& actor = context.actor;
  Stream own(context.rows, "by_inbox", key_of(true, actor.role, actor.party));
  Stream below(context.rows, "by_superior", key_of(true, actor.role));
  own.begin_after(scan.after);
  below.begin_after(scan.after);
  while (true) {
    const Case* mine = own.head();
    const Case* late = below.head();
    if (!mine && !late) return;
    const bool first = mine && (!late || std::pair(mine->inbox_at, mine->id) <= std::pair(late->inbox_at, late->id));
    const Case one = first ? *mine : *late;
    (first ? own : below).pop();
    if (scan.procedure && one.procedure != *scan.procedure) continue;
    const bool anothers = !one.claimed_by.empty() && one.claimed_by != actor.user && !stands_in(context, actor.user, one.claimed_by);
    if (first && anothers) continue;
    if (!take(one)) return;
  }
}

}  // namespace ch
