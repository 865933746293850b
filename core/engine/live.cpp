#include "engine/live.h"

#include "engine/journal.h"

namespace ch {

namespace {

constexpr std::int64_t everybody = -1;

// Notes what a query reads: the parties of the rows found; for what was not found and for scans, the party asked for.
class Watching final : public Reader {
 public:
  Watching(Reader& below, std::int64_t party, std::set<std::pair<const RecordType*, std::int64_t>>& read)
      : below_(below), party_(party), read_(read) {}
  Row find(const RowRef& named) override {
    Row row = below_.find(named);
    read_.emplace(named.type, row ? named.type->party_of(row.get()) : missing(*named.type));
    return row;
  }
  void each_in(const RecordType& type, const Scan& scan, FunctionRef<bool(const Row&)> take) override {
    read_.emplace(&type, missing(type));
    below_.each_in(type, scan, [&](const Row& row) {
      read_.emplace(&type, type.party_of(row.get()));
      return take(row);
    });
  }

 private:
  // A row that comes to be will be of the party asked for, or of a table that has no parties.
  std::int64_t missing(const RecordType& type) const { return type.party_field ? party_ : 0; }
  Reader& below_;
  std::int64_t party_;
  std::set<std::pair<const RecordType*, std::int64_t>>& read_;
};

}  // namespace

Live::Live(Engine& engine) : engine_(engine) {
  engine.on_flush([this](std::span<const RowChange> changes) { touched(changes); });
}

void Live::touched(std::span<const RowChange> changes) {
  if (changes.empty())
    for (auto& [id, subscription] : subscriptions_) subscription.stale = true;
  std::set<std::pair<const RecordType*, std::int64_t>> written;
  for (const RowChange& change : changes) {
    // The ledger's postings bear no party; who shows them also reads the balance that moves with them.
    if (change.type->table.append_only) continue;
    const Row& row = change.after ? change.after : change.before;
    if (row) written.emplace(change.type, change.type->party_of(row.get()));
  }
  for (auto& [id, subscription] : subscriptions_)
    for (const auto& [type, party] : written)
      subscription.stale = subscription.stale || subscription.read.contains({type, party}) || subscription.read.contains({type, everybody});
}

Result<std::string> Live::run(Subscription& subscription, Instant now) {
  subscription.read.clear();
  subscription.stale = true;  // and stays so where the store fails on the way
  // A query of scope `own` asks for its actor's party; one over all parties is touched by any of them.
  const bool one_party = subscription.actor.party && subscription.actor.role != Role::reseller_user;  // whose clients' rows are his too
  const std::int64_t party =
      one_party ? subscription.actor.party.value : engine_.party_asked(subscription.name, subscription.params).value_or(everybody);
  Watching watching(engine_.rows(), party, subscription.read);
  auto view = engine_.query_on(watching, subscription.name, subscription.params, subscription.actor, now);
  subscription.stale = false;
  return view;
}

Result<std::string> Live::subscribe(std::int64_t id, std::string name, std::string params_json, Actor actor, Instant now) {
  Subscription made{std::move(name), std::move(params_json), std::move(actor), {}, {}, false};
  auto view = run(made, now);
  if (!view) return view;
  made.last = *view;
  subscriptions_.insert_or_assign(id, std::move(made));
  return view;
}

std::vector<Live::Update> Live::updates(Instant now) {
  std::vector<Update> all;
  for (auto& [id, subscription] : subscriptions_) {
    if (!subscription.stale) continue;
    auto view = run(subscription, now);
    if (view && *view == subscription.last) continue;
    subscription.last = view ? *view : std::string();
    all.push_back({id, std::move(view)});
  }
  return all;
}

}  // namespace ch
