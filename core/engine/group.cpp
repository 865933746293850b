// How commands become durable together: computed, written, ended (SRV-13).
#include "api/codes.h"
#include "base/fault.h"
#include "engine/engine.h"

namespace ch {

std::vector<Outcome> Engine::run(std::vector<Decoded> commands) {
  if (commands.empty()) return {};
  Group group(committed_);
  add(group, std::move(commands));
  write(group);
  return end(group, nullptr);
}

std::unique_ptr<Group> Engine::begin(Group* beneath) {
  return beneath ? std::make_unique<Group>(beneath->view_) : std::make_unique<Group>(committed_);
}

void Engine::compute(Group& group, FunctionRef<void()> work) {
  if (group.failed_) return;
  try {
    if (!sound_) static_cast<void>(load());
    work();
    group.end_ = end_;
  } catch (const StoreError& error) {
    group.failed_ = error;
  }
}

void Engine::add(Group& group, std::vector<Decoded> commands) {
  const std::size_t before = group.size();
  group.commands_.insert(group.commands_.end(), std::make_move_iterator(commands.begin()), std::make_move_iterator(commands.end()));
  compute(group, [&] {
    const std::span added = std::span<const Decoded>(group.commands_).subspan(before);
    read_ahead(added);
    for (const Decoded& command : added) {
      run_due(group.view_, command.now);
      group.outcomes_.push_back(run_one(group.view_, command));
    }
  });
}

void Engine::write(Group& group) {
  if (!group.has_to_be_written()) return;
  try {
    committed_.write(group.view_.changes());
  } catch (const StoreError& error) {
    group.failed_ = error;
  }
}

std::vector<Outcome> Engine::end(Group& group, Group* above) {
  if (group.failed_) {
    if (above) above->failed_ = group.failed_;
    return lost(group);
  }
  committed_.take(group.view_.changes());
  committed_end_ = group.end_;
  if (above) above->view_.stand_on(committed_);
  if (listener_ && group.has_to_be_written()) listener_(group.view_.changes());
  return std::move(group.outcomes_);
}

// Unknown what is kept: read again where the journal ends, and answer from it.
std::vector<Outcome> Engine::lost(const Group& group) {
  sound_ = false;
  if (Check loaded = load(); !loaded) throw StoreError(*group.failed_);
  View fresh(committed_);
  std::vector<Outcome> outcomes;
  for (const Decoded& command : group.commands_) {
    const auto seen = seen_before(fresh, command);
    const auto refusal = refused(group.failed_->full() ? "store_full" : "store_failed", "", {{"detail", group.failed_->what()}});
    outcomes.push_back(seen ? *seen : outcome_of(command.id, refusal.error()));
  }
  return outcomes;
}

}  // namespace ch
