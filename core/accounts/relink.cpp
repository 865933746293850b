// PRE-5: which pending requests stand in suspense, and by which wire. A payer may have thousands of wires in suspense, so none is looked
// at whose place among them a look into an index tells.
#include <algorithm>

#include "accounts/checks.h"
#include "accounts/pending.h"
#include "accounts/procedures.h"
#include "procedure/procedure.h"

namespace ch {

namespace {

void link(Context& context, Recharge recharge, std::optional<WireId> wire) {
  const RechargeState state = wire ? RechargeState::in_suspense : RechargeState::waiting;
  std::optional<std::int64_t> shown = recharge.wire;
  if (wire) {
    shown = wire->value;
  } else if (shown) {
    // A wire on its way back stays on the request's progress; one that went to another request has nothing to do with it.
    const auto earlier = context.rows.get<Wire>(WireId{*shown});
    if (!earlier || (earlier->state != WireState::return_due && earlier->state != WireState::returned)) shown.reset();
  }
  if (state == recharge.state && shown == recharge.wire) return;
  if (state != recharge.state) {
    advance(context, recharge_procedure(), recharge.process, wire ? "wire_held" : "wire_gone",
            wire ? number_of(context.policies, "wire", wire->value) : std::string{});
  }
  recharge.state = state;
  recharge.wire = shown;
  context.rows.put(recharge);
}

Scan newest_held(PartyId party, int most) {
  return {.index = "by_party", .prefix = key_of(party, WireState::suspense), .descending = true, .limit = most};
}

std::optional<WireId> newest_held_of(Reader& rows, PartyId party, Money amount) {
  std::optional<WireId> newest;
  rows.scan<Wire>({.index = "by_party_amount", .prefix = key_of(party, WireState::suspense, amount), .descending = true, .limit = 1},
                  [&](const Wire& wire) { return newest = wire.id, false; });
  return newest;
}

// The pending requests of a party, each with the newest wire that is found to be meant for it.
class Links {
 public:
  Links(Context& context, PartyId party) : rows_(context.rows), party_(party), prefix_(context.policies.text("credit.prefix.remark")) {
    for (Recharge& recharge : pending_recharges(rows_, party)) pending_.push_back({std::move(recharge), {}});
    for (const One& one : pending_) amounts_.push_back(one.recharge.amount);
    std::ranges::sort(amounts_);
    amounts_.erase(std::ranges::unique(amounts_).begin(), amounts_.end());
  }

  void find() {
    std::vector<std::optional<WireId>> newest;
    newest.reserve(amounts_.size());
    for (const Money amount : amounts_) newest.push_back(newest_held_of(rows_, party_, amount));
    for (One& one : pending_) {
      const auto at = std::ranges::lower_bound(amounts_, one.recharge.amount) - amounts_.begin();
      one.wire = newest[static_cast<std::size_t>(at)];
    }
    // The wires of no request's amount. Few such wires, or few newer than all that matters: whichever is the case, the look is short.
    for (int most = 16; !look_by_amount(most) && !look_from_newest(most);) most *= 4;
  }

  void put(Context& context) const {
    for (const One& one : pending_) link(context, one.recharge, one.wire);
  }

 private:
  struct One {
    Recharge recharge;
    std::optional<WireId> wire;
  };

  static void raise(One& one, WireId wire) {
    if (!one.wire || *one.wire < wire) one.wire = wire;
  }

  // A wire of no request's amount is meant for the requests whose codes it bears. True where it bears none of them: it is meant for all.
  bool take(const Wire& wire) {
    bool named = false;
    for (const RechargeId code : codes_in(wire.remark, prefix_)) {
      const auto one = std::ranges::lower_bound(pending_, code, {}, [](const One& each) { return each.recharge.id; });
      if (one == pending_.end() || one->recharge.id != code) continue;
      raise(*one, wire.id);
      named = true;
    }
    if (!named)
      for (One& one : pending_) raise(one, wire.id);
    return !named;
  }

  // Between the requests' amounts. False where there are more than that many.
  bool look_by_amount(int most) {
    int seen = 0;
    Key from;
    for (std::size_t i = 0; i <= amounts_.size() && seen <= most; ++i) {
      Scan gap{.index = "by_party_amount", .prefix = key_of(party_, WireState::suspense), .from = from, .limit = most + 1 - seen};
      if (i < amounts_.size()) gap.to = key_of(amounts_[i]);
      rows_.scan<Wire>(gap, [&](const Wire& wire) { return take(wire), ++seen, true; });
      if (i < amounts_.size()) from = key_of(amounts_[i] + Money::fen(1));
    }
    return seen <= most;
  }

  // From the newest down to one that is meant for all, or to where every request has a newer one. False where that is further down.
  bool look_from_newest(int most) {
    int seen = 0;
    bool found = false;
    rows_.scan<Wire>(newest_held(party_, most), [&](const Wire& wire) {
      ++seen;
      const auto no_newer = [&](const One& one) { return !one.wire || *one.wire < wire.id; };
      found = std::ranges::none_of(pending_, no_newer) || (!std::ranges::binary_search(amounts_, wire.amount) && take(wire));
      return !found;
    });
    return found || seen < most;
  }

  Reader& rows_;
  PartyId party_;
  std::string prefix_;
  std::vector<One> pending_;    // by id
  std::vector<Money> amounts_;  // of them, each once
};

bool some_pending_of(Reader& rows, PartyId party, Money amount) { return meant_exactly(rows, {&party, 1}, amount, {}).some; }

// Was it meant for every request, before one of them went?
bool meant_for_all(Context& context, const Wire& wire, const Recharge& gone) {
  if (wire.state != WireState::suspense || wire.party != gone.party || wire.amount == gone.amount) return false;
  if (some_pending_of(context.rows, gone.party, wire.amount)) return false;
  const auto codes = codes_in(wire.remark, context.policies.text("credit.prefix.remark"));
  return std::ranges::none_of(codes, [&](RechargeId code) {
    const auto one = context.rows.get<Recharge>(code);
    return code == gone.id || (one && is_pending(*one) && one->party == gone.party);
  });
}

}  // namespace

void link_new_wire(Context& context, const Wire& wire) {
  for (const Recharge& meant : meant_by(context.rows, wire, context.policies.text("credit.prefix.remark"))) link(context, meant, wire.id);
}

void relink_without(Context& context, const Recharge& was) {
  // No wire was meant for it, so none is free for others. Or the newest that was is meant for all: then they have it, or a newer one.
  if (was.state == RechargeState::waiting) return;
  if (was.wire)
    if (const auto wire = context.rows.get<Wire>(WireId{*was.wire}); wire && meant_for_all(context, *wire, was)) return;
  relink(context, was.party);
}

void relink(Context& context, PartyId party) {
  bool some_held = false;
  context.rows.scan<Wire>(newest_held(party, 1), [&](const Wire&) { return some_held = true, false; });
  if (!some_held) {  // what waits goes on waiting, and is not looked at
    auto linked = context.rows.list<Recharge>({.index = "by_party_state", .prefix = key_of(party, RechargeState::in_suspense)});
    std::ranges::sort(linked, {}, &Recharge::id);
    for (const Recharge& one : linked) link(context, one, std::nullopt);
    return;
  }
  Links links(context, party);
  links.find();
  links.put(context);
}

}  // namespace ch
