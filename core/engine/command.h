// A command as the engine runs it: its public face (api/commands.h) and its three functions.
//
//   const Command open_account = command<OpenAccount>({.preflight = .., .preclaim = .., .apply = ..});
//
// One command, one file. The table of all is engine/commands.cpp.
#pragma once

#include "api/commands.h"
#include "engine/context.h"

namespace ch {

// A command that the engine runs by itself after this one, as Role::clock.
struct FollowUp {
  std::string command;
  std::string payload_json;
};

// What a command will look for, as far as its payload and the day tell: where the store is far, a group's rows are asked for together
// before it runs. A name too many or too few costs time and nothing else.
struct ReadAhead {
  Date today;
  std::vector<RowName>& names;
  template <class T, class... KeyValues>
  void row(const KeyValues&... key) {
    names.push_back({&record_type<T>(), key_of(key...)});
  }
};

struct Command {
  std::string_view name;
  const StructType* payload;
  std::shared_ptr<void> (*make)();  // an empty payload to decode into
  // Whose row the payload is about: the scope `own` compares it with the actor's party. None: only Scope::all may.
  std::function<PartyId(const void* payload, Reader& rows)> party;
  std::function<Check(const void* payload)> preflight;
  std::function<Check(const void* payload, ReadContext& context)> preclaim;
  std::function<Result<Done>(const void* payload, Context& context)> apply;
  // Where a refusal by a rule, or an internal fault, must leave a trace for a person (PRE-8, PRE-13).
  std::function<std::optional<FollowUp>(const void* payload, const Refusal& refusal, const Uuid& command)> when_refused;
  std::function<void(const void* payload, ReadAhead& ahead)> reads;
};

// CON-11, Scope::own: of the actor's company, or of a client of it where that is a reseller.
bool is_own(Reader& rows, PartyId row, PartyId actor);

// Permission, preflight and preclaim: what can be known without trying. None: it may be tried.
std::optional<Refusal> why_not(const Command& command, const void* payload, ReadContext& context);
// The same for a view, with the words.
ActionView action_view(const Command& command, const void* payload, ReadContext& context);

template <class P>
struct CommandFunctions {
  PartyId (*party)(const P&, Reader&) = nullptr;
  Check (*preflight)(const P&) = nullptr;
  Check (*preclaim)(const P&, ReadContext&) = nullptr;
  Result<Done> (*apply)(const P&, Context&) = nullptr;
  std::optional<FollowUp> (*when_refused)(const P&, const Refusal&, const Uuid& command) = nullptr;
  void (*reads)(const P&, ReadAhead&) = nullptr;
};

template <class P>
Command command(std::string_view name, CommandFunctions<P> f) {
  Command made{name, &struct_type<P>(), []() -> std::shared_ptr<void> { return std::make_shared<P>(); }, {}, {}, {}, {}, {}, {}};
  const auto as = [](const void* payload) -> const P& { return *static_cast<const P*>(payload); };
  if (f.party) made.party = [=](const void* payload, Reader& rows) { return f.party(as(payload), rows); };
  if (f.preflight) made.preflight = [=](const void* payload) { return f.preflight(as(payload)); };
  if (f.preclaim) made.preclaim = [=](const void* payload, ReadContext& context) { return f.preclaim(as(payload), context); };
  made.apply = [=](const void* payload, Context& context) { return f.apply(as(payload), context); };
  if (f.when_refused)
    made.when_refused = [=](const void* payload, const Refusal& refusal, const Uuid& id) {
      return f.when_refused(as(payload), refusal, id);
    };
  if (f.reads) made.reads = [=](const void* payload, ReadAhead& ahead) { f.reads(as(payload), ahead); };
  return made;
}

}  // namespace ch
