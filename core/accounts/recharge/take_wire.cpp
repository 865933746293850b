// take_wire: PRE-5. A credit line of the bank's statement; money that came in is always taken, and what becomes of it is decided here:
// credited, on the return list, or in suspense for a person.
#include <algorithm>

#include "accounts/bank_day.h"
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/pending.h"
#include "api/made_reference.h"
#include "api/our_accounts.h"
#include "base/text.h"

namespace ch {

namespace {

Check preflight(const TakeWire& payload) {
  CH_TRY(text_fits(payload.bank_reference, "bank_reference", 64));
  CH_TRY(amount_fits(payload.amount));
  // What the bank may leave out is not asked for: the money is there.
  CH_TRY(optional_text_fits(payload.payer_name, "payer_name", 200));
  CH_TRY(optional_text_fits(payload.payer_account, "payer_account", 64));
  CH_TRY(optional_text_fits(payload.own_account.value_or(""), "own_account", 64));
  return optional_text_fits(payload.remark, "remark", 1'000);
}

bool same_line(const Wire& wire, const TakeWire& line) {
  return wire.booked == line.booked && wire.amount == line.amount && wire.payer_name == line.payer_name &&
         wire.payer_account == line.payer_account && wire.remark == line.remark;
}

OurAccounts our_accounts(const Policies& policies) {
  return {policies.text("credit.receiving.account"), policies.text("credit.receiving.more_accounts")};
}

// What a line is known by, in the form in which it is compared and kept: its account under our number, however the bank writes it.
struct Known {
  OurAccounts accounts;
  std::string own_account, reference;
  Known(const TakeWire& line, const Policies& policies)
      : accounts(our_accounts(policies)),
        own_account(accounts.ours(line.own_account.value_or(""))),
        reference(normal_reference(line.bank_reference)) {
    if (own_account.empty()) own_account = normal_reference(line.own_account.value_or(""));
  }
};

// Another account of ours may have the same reference for other money. One that is not said may be any. What was taken earlier may have
// been kept as the bank wrote it.
bool may_be_of(const Wire& wire, const Known& known) {
  return known.own_account.empty() || wire.own_account.empty() || known.accounts.same(wire.own_account, known.own_account);
}

std::optional<Wire> taken(Reader& rows, const Known& known, const TakeWire& line) {
  std::optional<Wire> found;
  const auto look = [&](const std::string& reference) {
    rows.scan<Wire>(Scan{.index = "by_bank_reference", .prefix = key_of(reference)}, [&](const Wire& wire) {
      if (may_be_of(wire, known)) found = wire;
      return !found || !same_line(*found, line);
    });
  };
  look(known.reference);
  // At first what was made up had the second part alone.
  if (const auto beginning = beginning_of_alike(known.reference); beginning && !found)
    look(known.reference.substr(0, known.reference.find('-') + 1) + known.reference.substr(beginning->size()));
  return found;
}

// A batch that was taken as one wire is not taken again as its parts, nor the other way about ("E2" and "E2#1").
bool taken_otherwise(Reader& rows, const Known& known) {
  const auto mark = known.reference.rfind('#');
  const bool part = mark != std::string::npos;
  // Of a whole, any of its parts: the first may have been money that went out.
  const Scan others = part ? Scan{.index = "by_bank_reference", .prefix = key_of(known.reference.substr(0, mark))}
                           : Scan{.index = "by_bank_reference", .from = key_of(known.reference + "#"), .to = key_of(known.reference + "$")};
  bool found = false;
  rows.scan<Wire>(others, [&](const Wire& wire) {
    found = may_be_of(wire, known);
    return !found;
  });
  return found;
}

// A bank may list a day in another order the next time, so that a line to which it gave no reference has another made-up one. On any one
// statement each of those alike stands once: what is beyond as many as were taken is new, and of what is not, nobody can tell but a person.
// What he takes by hand under the reference with "-H" behind it counts with them.
Check new_among_alike(Reader& rows, const Known& known, const TakeWire& line, const Policies& policies) {
  const auto beginning = beginning_of_alike(known.reference);
  if (!beginning) return {};
  std::optional<Wire> first;
  std::int64_t count = 0;
  const Scan alike{
      .index = "by_bank_reference", .from = key_of(*beginning), .to = key_of(beginning->substr(0, beginning->size() - 1) + ".")};
  rows.scan<Wire>(alike, [&](const Wire& wire) {
    if (!may_be_of(wire, known)) return true;
    if (!first) first = wire;
    ++count;
    return true;
  });
  if (count < line.among_alike.value_or(1)) return {};
  return refused("perhaps_taken", "bank_reference",
                 {{"bank_reference", line.bank_reference},
                  {"number", number_of(policies, "wire", first->id.value)},
                  {"by_hand", line.bank_reference + "-H"}});
}

// Money on an account that is not ours was paid to somebody else. Not kept: once an account is among ours, the line may be sent again.
Check on_our_account(const TakeWire& line, const OurAccounts& accounts) {
  const std::string stated = line.own_account.value_or("");
  if (accounts.none() || account_digits(stated).empty() || !accounts.ours(stated).empty()) return {};
  return refused("not_our_account", "own_account", {{"own_account", stated}, {"ours", accounts.listed()}});
}

// LED-10: each line is taken once, however often statements repeat it.
Check preclaim(const TakeWire& payload, ReadContext& context) {
  const Known known(payload, context.policies);
  const auto earlier = taken(context.rows, known, payload);
  if (earlier ? !same_line(*earlier, payload) : taken_otherwise(context.rows, known))
    return refused("bank_reference_reused", "bank_reference", {{"bank_reference", payload.bank_reference}});
  if (earlier) return {};
  CH_TRY(on_our_account(payload, known.accounts));
  CH_TRY(booked_fits(payload.booked, context.today()));
  return new_among_alike(context.rows, known, payload, context.policies);
}

Result<Done> answer(const Context& context, const Wire& wire, bool repeated) {
  Done done{{{"wire", std::to_string(wire.id.value)},
             {"number", number_of(context.policies, "wire", wire.id.value)},
             {"state", std::string(enum_type<WireState>().name_of(static_cast<std::int64_t>(wire.state)))}}};
  if (repeated) done.args.push_back({"repeated", "1"});
  return done;
}

// The request on whose progress a wire of another payer shows: the one that its remark names, else the only one of its amount.
std::optional<Recharge> shown_on(Reader& rows, const Wire& wire, const std::vector<RechargeId>& codes) {
  for (const RechargeId code : codes) {
    if (const auto named = rows.get<Recharge>(code); named && named->state == RechargeState::waiting) return *named;
  }
  const auto same_amount =
      rows.list<Recharge>(Scan{.index = "by_state", .prefix = key_of(RechargeState::waiting, wire.amount), .limit = 2});
  if (same_amount.size() == 1) return same_amount.front();
  return std::nullopt;
}

Check post_intake(Context& context, const Wire& wire, EntryKind kind, Book book) {
  std::vector<Leg> legs{grow(platform_account, Book::cash_at_bank, wire.amount), grow(platform_account, book, wire.amount)};
  const Date day = bank_day(context, wire.booked, legs);
  return context.ledger.post(
      {.kind = kind, .business_date = day, .reference = number_of(context.policies, "wire", wire.id.value), .legs = std::move(legs)});
}

Check to_return_list(Context& context, Wire& wire, const std::vector<RechargeId>& codes) {
  wire.state = WireState::return_due;
  wire.reason = "wire_other_payer";
  wire.returned_by = context.actor.user;
  CH_TRY(post_intake(context, wire, EntryKind::wire_return_due, Book::returns_due));
  context.rows.put(wire);
  if (auto recharge = shown_on(context.rows, wire, codes)) {
    recharge->wire = wire.id.value;
    context.rows.put(*recharge);
    tell_not_credited(context, *context.rows.get<PrepaidAccount>(recharge->account), wire);
  }
  return {};
}

Check to_suspense(Context& context, Wire& wire, std::string_view reason) {
  wire.state = WireState::suspense;
  wire.reason = reason;
  CH_TRY(post_intake(context, wire, EntryKind::wire_suspense, Book::suspense));
  context.rows.put(wire);
  if (!wire.party) return {};
  link_new_wire(context, wire);
  if (const auto account = account_of_party(context.rows, wire.party); account && account->state != AccountState::closed)
    tell_not_credited(context, *account, wire);
  return {};
}

Check take_known(Context& context, Wire& wire, const std::vector<PartyId>& payers, const std::vector<RechargeId>& codes) {
  std::vector<PartyId> with_account;
  for (const PartyId payer : payers) {
    const auto account = account_of_party(context.rows, payer);
    if (account && account->state != AccountState::closed) with_account.push_back(payer);
  }
  wire.party = with_account.empty() ? payers.front() : with_account.front();
  if (with_account.empty()) return to_suspense(context, wire, "wire_no_account");
  const Meant meant = meant_exactly(context.rows, with_account, wire.amount, codes);
  if (meant.decided) {
    const PrepaidAccount account = *context.rows.get<PrepaidAccount>(meant.decided->account);
    return credit_wire(context, wire, account, *meant.decided, false);
  }
  bool some_pending = false;
  // Of several suppliers under one name, it is held for the first that waits for this amount.
  for (auto payer = with_account.rbegin(); payer != with_account.rend(); ++payer) {
    some_pending = some_pending || some_pending_recharge(context.rows, *payer).has_value();
    if (meant.some && meant_exactly(context.rows, {&*payer, 1}, wire.amount, {}).some) wire.party = *payer;
  }
  return to_suspense(context, wire, meant.some ? "wire_ambiguous" : some_pending ? "wire_other_amount" : "wire_no_request");
}

Result<Done> apply(const TakeWire& payload, Context& context) {
  // As the bank wrote them, they stand in the journal.
  const Known known(payload, context.policies);
  if (auto earlier = taken(context.rows, known, payload)) {
    if (earlier->own_account.empty() && payload.own_account) {  // now it is known
      earlier->own_account = known.own_account;
      context.rows.put(*earlier);
    }
    return answer(context, *earlier, true);
  }
  Wire wire;
  wire.own_account = known.own_account;
  wire.id = context.next<WireTag>("wire");
  wire.bank_reference = known.reference;
  wire.booked = payload.booked;
  wire.amount = payload.amount;
  wire.payer_name = payload.payer_name;
  wire.payer_account = payload.payer_account;
  wire.remark = payload.remark;

  const std::vector<RechargeId> codes = codes_in(payload.remark, context.policies.text("credit.prefix.remark"));
  const std::vector<PartyId> payers = parties_named(context.rows, payload.payer_name);
  if (!payers.empty()) {
    CH_TRY(take_known(context, wire, payers, codes));
  } else if (normal_text(payload.payer_name).empty()) {
    CH_TRY(to_suspense(context, wire, "wire_payer_unknown"));
  } else {
    CH_TRY(to_return_list(context, wire, codes));
  }
  return answer(context, wire, false);
}

}  // namespace

Command take_wire_command() { return command<TakeWire>("take_wire", {.preflight = preflight, .preclaim = preclaim, .apply = apply}); }

}  // namespace ch
