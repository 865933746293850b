// What demo traffic is made with: the time it plays at, who acts, an agenda of what happens when, and the door to the engine.
#pragma once

#include <functional>
#include <map>

#include "demo/random.h"
#include "engine/engine.h"
#include "record/json_codec.h"

namespace ch {

struct DemoCounts {
  std::int64_t commands = 0;
  std::int64_t refused = 0;
  std::map<std::string, std::int64_t, std::less<>> codes;  // of outcomes and of queries' refusals
  std::vector<std::string> surprises;                      // where the tour met another outcome than its script says
};

constexpr Money yuan(std::int64_t amount) { return Money::fen(amount * 100); }
// "RequestRecharge" -> "request_recharge"
std::string command_name(std::string_view struct_name);
std::int64_t number_in(const Outcome& outcome, std::string_view arg);  // 0 where it is missing

class Stage {
 public:
  Stage(Engine& engine, std::uint64_t seed, Instant start, Instant end);

  static const Actor admin, admin2, ops, ops2, fin, auditor, shop;
  static Actor merchant(PartyId party);

  Engine& engine;
  Random random;
  Instant now;
  const Instant start, end;
  DemoCounts counts;
  std::string fault;

  using Then = std::function<void(const Outcome&)>;

  // Now, together with what else comes at about this time; `then` is called when it is durable.
  template <class P>
  void send(const Actor& actor, const P& payload, Then then = {}) {
    pending_.push_back({envelope(actor, payload), std::move(then)});
  }
  // Alone, and answered at once.
  template <class P>
  Outcome run(const Actor& actor, const P& payload) {
    return run_alone(envelope(actor, payload));
  }
  // The tour's: a sentence of its script.
  template <class P>
  Outcome done(const Actor& actor, const P& payload) {
    return expected(run(actor, payload), struct_type<P>().name, "done");
  }
  template <class P>
  Outcome refused(const Actor& actor, const P& payload, std::string_view code) {
    return expected(run(actor, payload), struct_type<P>().name, code);
  }
  template <class P>
  void asked(const Actor& actor, std::string_view query, const P& params, std::string_view code) {
    ask(actor, query, encode_text(params), code);
  }
  void ask(const Actor& actor, std::string_view query, const std::string& params, std::string_view code);
  Outcome run_alone(Envelope envelope);
  Outcome expected(Outcome outcome, std::string_view what, std::string_view code);
  template <class P>
  Envelope envelope(const Actor& actor, const P& payload) {
    return {next_id(), command_name(struct_type<P>().name), encode_text(payload), actor, now};
  }

  // Later than the end: never.
  void at(Instant when, std::function<void()> what);
  // What is due within a short time, as one flush. False: nothing is left.
  bool step();

 private:
  struct Pending {
    Envelope envelope;
    Then then;
  };
  Uuid next_id();
  void flush();
  void note(const Outcome& outcome);

  Random ids_;
  std::multimap<Instant, std::function<void()>> agenda_;
  std::vector<Pending> pending_;
};

// Office hours, Monday to Friday, 9:00 to 18:00: the first such moment at or after `when`.
Instant in_office(Instant when);

}  // namespace ch
