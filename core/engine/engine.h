// The one door: everything that changes anything is a command and goes this way, once, without turning back:
//
//   decode -> seen before? -> may this actor? -> preflight -> preclaim -> apply -> invariants -> commit -> outcome
//
// Commands that come together share one flush; each has its own view and outcome, and one's refusal harms no other.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>

#include <nlohmann/json_fwd.hpp>

#include "engine/command.h"
#include "engine/query.h"
#include "engine/records.h"
#include "store/view.h"

namespace ch {

// As the host hands it over. It vouches for actor and now; id, name and payload are the client's (CON-7).
struct Envelope {
  Uuid id;
  std::string name;
  std::string payload;  // JSON
  Actor actor;
  Instant now;
};

struct Outcome {
  Uuid id;
  Band band = Band::retry;
  std::string code;  // "done", or of the refusal
  std::string rule;
  std::string field;
  std::vector<Arg> args;
  std::int64_t seq = 0;   // in the journal; 0 where it is not stored
  bool repeated = false;  // the stored outcome of an earlier delivery

  bool done() const { return band == Band::done; }
};
// Of a refusal; also of what never came to the engine.
Outcome outcome_of(const Uuid& id, const Refusal& refusal, std::int64_t seq = 0);

// A command that has been read: the engine's input, apart so that reading can be measured and done elsewhere.
struct Decoded {
  Uuid id;
  const Command* command = nullptr;
  std::shared_ptr<void> payload;
  std::string canonical;
  Actor actor;
  Instant now;
};

// What a command changed, before it counts.
struct Changed {
  std::span<const RowChange> rows;
  View& view;
  std::int64_t seq;  // that the command will have
  Date today;        // on which it is booked
};
// Each fault found is a sentence.
using Invariant = void (*)(const Changed& changed, std::vector<std::string>& faults);

// Looks at all that is stored, for audit: at each row of the types it asks for, once.
class WholeInvariant {
 public:
  virtual ~WholeInvariant() = default;
  virtual bool asks_for(const RecordType& type) const = 0;
  virtual void take(const RecordType& type, const void* row) = 0;
  virtual void finish(Reader& rows, std::vector<std::string>& faults) = 0;
};

// Where a journal ends, and its clock (CON-3).
struct JournalEnd {
  std::int64_t seq = 0;
  Hash hash{};
  Instant now{};
};

struct Catalogue {
  std::vector<Command> commands;
  std::vector<Query> queries;
  std::vector<Invariant> invariants;
  std::vector<std::unique_ptr<WholeInvariant> (*)()> whole_invariants;
  std::vector<const RecordType*> records;  // every table, in a fixed order
  std::span<const Migration> migrations;
  const Procedures* procedures = nullptr;
};

// Commands that share one flush. While a group is being written, the next is computed upon it; should its write fail, the next has failed
// too. An outcome is told once its group has ended, and in the order of groups: nobody hears of what could still be lost.
class Group {
 public:
  explicit Group(Reader& beneath) : view_(beneath) {}
  std::size_t size() const { return commands_.size(); }
  std::span<const Decoded> commands() const { return commands_; }
  bool has_to_be_written() const { return !failed_ && !view_.changes().empty(); }

 private:
  friend class Engine;
  View view_;
  std::vector<Decoded> commands_;
  std::vector<Outcome> outcomes_;
  std::optional<StoreError> failed_;
  JournalEnd end_;
};

class Engine {
 public:
  // The catalogue and the store outlive the engine.
  Engine(Store& store, const Catalogue& catalogue);
  // Migrates, and reads where the journal ends. Must succeed before anything else.
  Check open();

  Outcome execute(const Envelope& envelope);
  std::vector<Outcome> execute_group(std::span<const Envelope> envelopes);
  Result<Decoded> decode_command(const Envelope& envelope) const;
  // Of a payload that was read strictly already, as a part of something larger; the envelope's own is empty.
  Result<Decoded> decode_command(const Envelope& envelope, const nlohmann::json& payload) const;
  // What happens by itself: a timer, what follows a command, and what the host has done (SRV-5). Nobody outside has this door.
  Decoded by_clock(std::string_view name, std::string payload, Instant now, std::string_view seed) const;
  // All that follows at once, where nothing is being written.
  std::vector<Outcome> run(std::vector<Decoded> commands);

  // Upon a group that is being written, or (null) on what is committed.
  std::unique_ptr<Group> begin(Group* beneath);
  void add(Group& group, std::vector<Decoded> commands);
  // On any thread, while the engine computes the next group; nothing else of the engine may be asked meanwhile but that.
  void write(Group& group);
  // What it did counts from here on. Where its write failed, the engine reads again where the journal ends and answers from it, and so
  // for `above` later: the group that was computed upon it. Throws StoreError where the store cannot be read either.
  std::vector<Outcome> end(Group& group, Group* above);

  // Runs what is due, in due order. Nothing due: nothing is written. Returns how many commands ran. After a failure of the store it first
  // reads where the journal ends, as every command does.
  std::int64_t tick(Instant now);
  bool halted() const { return halted_; }
  // When the next timer is due; none where no timer runs or timers are halted.
  std::optional<Instant> next_due() const { return halted_ ? std::nullopt : next_due_; }

  // Would it be refused, and why? A dry run to the end; nothing changes.
  std::optional<Refusal> why_not(const Envelope& envelope);
  std::optional<Refusal> why_not(const Decoded& command);

  // JSON of the view.
  Result<std::string> query(std::string_view name, std::string_view params_json, const Actor& actor, Instant now);
  Result<std::string> query_on(Reader& rows, std::string_view name, std::string_view params_json, const Actor& actor, Instant now);
  // Whose rows a query asks for, where it asks for one party's alone.
  std::optional<std::int64_t> party_asked(std::string_view name, std::string_view params_json);
  const Query* find_query(std::string_view name) const;

  // Called after each flush with what changed: live queries, feed. With nothing: the store failed, and what it kept is not known.
  void on_flush(std::function<void(std::span<const RowChange>)> listener) { listener_ = std::move(listener); }

  Committed& rows() { return committed_; }
  const Catalogue& catalogue() const { return catalogue_; }
  // Of what is committed.
  std::int64_t last_seq() const { return committed_end_.seq; }
  Hash chain_head() const { return committed_end_.hash; }
  Instant last_now() const { return committed_end_.now; }

 private:
  Result<Decoded> decode_as(const Envelope& envelope, bool from_engine) const;  // the clock's actor is the engine's own
  Result<Decoded> decode_payload(const Envelope& envelope, const Command& command, const nlohmann::json& payload) const;
  Result<const Command*> command_of(const Envelope& envelope, bool from_engine) const;
  Check load();
  void compute(Group& group, FunctionRef<void()> work);
  void read_ahead(std::span<const Decoded> commands);
  std::vector<Outcome> lost(const Group& group);
  void run_due(View& group, Instant now);
  Outcome run_one(View& group, const Decoded& command);
  Result<Done> attempt(View& view, const Decoded& command, Instant now, std::vector<Entry>& entries);
  Check may(const Decoded& command, Reader& rows) const;
  std::optional<Outcome> seen_before(View& group, const Decoded& command);
  Outcome record(View& group, View& changes, const Decoded& command, Instant now, const Refusal* refusal, std::vector<Arg> args,
                 std::span<const Entry> entries);
  void follow_up(View& group, const Decoded& command, Instant now, const Refusal& refusal);
  void note_id(const Uuid& id);
  std::optional<Timer> first_timer(Reader& rows) const;
  void expect_timer(const Timer& timer);
  void note_timers(Reader& rows);
  void note_policies(const Sequence& sequence);
  const Command* find(std::string_view name) const;

  Store& store_;
  const Catalogue& catalogue_;
  Committed committed_;
  std::map<std::string_view, const Command*> commands_;
  std::map<std::string_view, const Query*> queries_;
  std::function<void(std::span<const RowChange>)> listener_;
  JournalEnd end_;  // of what is computed
  JournalEnd committed_end_;
  Instant last_seen_{};  // of the clock, since this engine was opened: quiet days that were ticked through are no jump (CON-3)
  // Every id of the journal that is above the floor is among the recent ones: ids that come in about their order are never looked up.
  std::set<Uuid> recent_ids_;
  Uuid ids_floor_{};
  std::int64_t policy_versions_ = 0;  // approved until now (CON-10)
  std::optional<Instant> next_due_;
  Key timers_after_;  // no timer stands at this position of by_due or before it: those that have run are not passed again
  bool halted_ = false;
  bool sound_ = false;  // it knows where the journal ends: reading that failed where it is not
};

// The ledger's, one function each: append-only, conservation, balances, floors, reversals, closed periods (LED-1, LED-3, LED-4, LED-12).
std::vector<Invariant> ledger_invariants();

std::vector<Command> tenant_commands();
std::vector<Query> tenant_queries();

}  // namespace ch
