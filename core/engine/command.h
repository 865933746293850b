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

// A function of one kind of payload, kept where only the engine knows which: R(const P&, Args...) as R(const void* payload, Args...).
// Two pointers, and one class for each signature: a std::function for each command and query would be a tenth of the page.
template <class Signature>
class OnPayload;
template <class R, class... Args>
class OnPayload<R(Args...)> {
 public:
  OnPayload() = default;
  template <class P>
  explicit OnPayload(R (*function)(const P&, Args...)) : function_(reinterpret_cast<Any>(function)) {
    call_ = [](Any any, const void* payload, Args... args) -> R {
      return reinterpret_cast<R (*)(const P&, Args...)>(any)(*static_cast<const P*>(payload), args...);
    };
  }
  explicit operator bool() const { return function_ != nullptr; }
  R operator()(const void* payload, Args... args) const { return call_(function_, payload, args...); }

 private:
  using Any = void (*)();
  Any function_ = nullptr;
  R (*call_)(Any any, const void* payload, Args... args) = nullptr;
};

struct Command {
  std::string_view name;
  const StructType* payload;
  std::shared_ptr<void> (*make)();  // an empty payload to decode into
  // Whose row the payload is about: the scope `own` compares it with the actor's party. None: only Scope::all may.
  OnPayload<PartyId(Reader& rows)> party;
  OnPayload<Check()> preflight;
  OnPayload<Check(ReadContext& context)> preclaim;
  OnPayload<Result<Done>(Context& context)> apply;
  // Where a refusal by a rule, or an internal fault, must leave a trace for a person (PRE-8, PRE-13).
  OnPayload<std::optional<FollowUp>(const Refusal& refusal, const Uuid& command)> when_refused;
  OnPayload<void(ReadAhead& ahead)> reads;
};

// CON-11: the refusal of whoever asked for it by name.
std::unexpected<Refusal> not_allowed(std::string_view asked, Role role);

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
  return {.name = name,
          .payload = &struct_type<P>(),
          .make = []() -> std::shared_ptr<void> { return std::make_shared<P>(); },
          .party = OnPayload<PartyId(Reader&)>(f.party),
          .preflight = OnPayload<Check()>(f.preflight),
          .preclaim = OnPayload<Check(ReadContext&)>(f.preclaim),
          .apply = OnPayload<Result<Done>(Context&)>(f.apply),
          .when_refused = OnPayload<std::optional<FollowUp>(const Refusal&, const Uuid&)>(f.when_refused),
          .reads = OnPayload<void(ReadAhead&)>(f.reads)};
}

}  // namespace ch
