// RSK-12: penalties are taken from the client's risk deposit; what it cannot cover is owed by the reseller that brought the client.
#include "penalties/money.h"

#include <algorithm>

#include "accounts/recharge/held_wires.h"
#include "api/codes.h"
#include "base/digits.h"
#include "base/fault.h"
#include "base/text.h"
#include "engine/journal.h"
#include "parties/parties.h"
#include "penalties/blocks.h"
#include "procedure/booking.h"
#include "procedure/history.h"
#include "procedure/messages.h"

namespace ch {

namespace {

// Of a penalty, for the program alone: the entries by which what was owed was taken later.
constexpr std::string_view later_entries = "taken_later";

Money amount_of(const Case& one) { return Money::parse(answer(one, "amount")).value(); }

// RSK-13: "1000.00,5000.00": the first time, the second; from then on the last.
Money on_ladder(std::string_view ladder, std::size_t earlier) {
  const std::vector<std::string_view> steps = parts_of(ladder);
  return steps.empty() ? Money{} : Money::parse(steps[std::min(earlier, steps.size() - 1)]).value_or(Money{});
}

std::size_t earlier_breaches(Context& context, const Case& one) {
  std::size_t count = 0;
  context.rows.scan<Case>({.index = "by_party", .prefix = key_of(one.party, one.procedure)}, [&](const Case& other) {
    if (other.id != one.id && other.step != "cancelled" && other.step != "dismissed" && other.step != "deciding") ++count;
    return true;
  });
  return count;
}

// The entry as it was posted, out of the journal.
Entry entry_of(Reader& rows, EntryId id) {
  const auto row = rows.get<JournalRow>(seq_of(id));
  require(row != nullptr, "LED-1: an entry that was posted is in the journal");
  for (Entry& entry : entries_of(*row))
    if (entry.id == id) return entry;
  throw Fault("LED-1: an entry is in its journal row");
}

// Left owed, oldest first.
std::vector<Penalty> owed_penalties(Reader& rows, PartyId client) {
  std::vector<Penalty> all;
  rows.scan<Case>({.index = "by_party", .prefix = key_of(client)}, [&](const Case& one) {
    if (!is_penalty(one)) return true;
    if (const auto kept = rows.get<Penalty>(one.id); kept && left_owed(*kept).positive()) all.push_back(*kept);
    return true;
  });
  std::ranges::sort(all, {}, [](const Penalty& one) { return one.entry.value; });
  return all;
}

// What was owed is taken back, and taken anew from the deposit (LED-1).
Check take_owed(Context& context, Penalty penalty, Money amount) {
  Case one = *context.rows.get<Case>(penalty.process);
  CH_TRY(context.ledger.reverse(entry_of(context.rows, penalty.entry), amount, context.today()));
  CH_TRY(context.ledger.post({.kind = EntryKind::penalty,
                              .business_date = context.today(),
                              .reference = one.subject,
                              .legs = {shrink(penalty.client, Book::deposit, amount), grow(platform_account, Book::revenue, amount)}}));
  penalty.covered += amount;
  penalty.owed -= amount;
  const std::string entry = std::to_string(context.ledger.entries().back().id.value), before = answer(one, later_entries);
  set_answer(one, later_entries, before.empty() ? entry : before + "," + entry);
  set_answer(one, "covered", penalty.covered.text());
  set_answer(one, "owed", penalty.owed.text());
  note(context, one, "owed_taken", amount.text());
  context.rows.put(one);
  context.rows.put(penalty);
  return {};
}

// RSK-12: what comes into the deposit, be it back, by an appeal or new, first pays what penalties could not take from it; the oldest first,
// since chapter 05 does not say which.
Check takes_owed(Context& context, Case& one, Money came) {
  Money left = came, taken;
  std::string of;
  for (const Penalty& penalty : owed_penalties(context.rows, one.party)) {
    const Money part = std::min(left, left_owed(penalty));
    if (!part.positive()) break;
    CH_TRY(take_owed(context, penalty, part));
    of += (of.empty() ? "" : ", ") + context.rows.get<Case>(penalty.process)->subject + " " + part.text();
    left -= part;
    taken += part;
  }
  if (!taken.positive()) return {};
  set_answer(one, "taken", taken.text());
  set_answer(one, "taken_of", of);
  return {};
}

// The penalty's own entry first, in which what was owed lies before what was covered, then what was taken later. What of it comes into
// the deposit pays what other penalties left owed.
Check take_back(Context& context, Case& one, const Penalty& kept, Money amount) {
  std::vector<EntryId> entries{kept.entry};
  for (const std::string_view later : parts_of(answer(one, later_entries))) entries.push_back(EntryId{digits::read(later).value()});
  const Money before = deposit_of(context.rows, one.party);
  Money left = amount;
  for (const EntryId id : entries) {
    const Entry entry = entry_of(context.rows, id);
    const auto reversal = context.rows.get<Reversal>(id);
    const Money part = std::min(left, debit_total(entry) - (reversal ? reversal->amount : Money{}));
    if (!part.positive()) continue;
    CH_TRY(context.ledger.reverse(entry, part, context.today()));
    left -= part;
  }
  require(left.is_zero(), "RSK-12: no more comes back than was taken");
  Penalty reversed = kept;
  reversed.reversed += amount;
  context.rows.put(reversed);
  return takes_owed(context, one, deposit_of(context.rows, one.party) - before);
}

}  // namespace

// What a bank has been given cannot be stopped any more.
Check stops_refund(Context& context, Case& one) {
  std::optional<CaseId> open;
  context.rows.scan<Case>({.index = "by_party", .prefix = key_of(one.party, std::string("deposit_refund"))}, [&](const Case& other) {
    if (other.is_open && !payment_under_way(context.rows, other.id)) open = other.id;
    return !open;
  });
  return open ? happen(context, *open, "penalty_filed", {.answers = {{"penalty", one.subject}}}) : Check{};
}

Check decides_amount(Context& context, Case& one) {
  const std::size_t earlier = earlier_breaches(context, one);
  set_answer(one, "breach", std::to_string(earlier + 1));
  if (!answer(one, "amount").empty()) return {};
  const Money amount = on_ladder(context.policies.text("promo." + one.procedure + ".ladder"), earlier);
  if (!amount.positive()) return refused("ladder_empty", "amount");
  set_answer(one, "amount", amount.text());
  return {};
}

Check takes_penalty(Context& context, Case& one) {
  if (context.rows.get<Penalty>(one.id)) return {};  // before the appeal
  const Money amount = amount_of(one) - Money::parse(answer(one, "reversed")).value_or(Money{});
  Penalty penalty{.process = one.id, .party = one.party, .client = ledger_account_of(context.rows, one.party)};
  penalty.reseller = ledger_account_of(context.rows, reseller_of(context.rows, one.party));
  penalty.covered = std::min(amount, deposit_of(context.rows, one.party));
  penalty.owed = amount - penalty.covered;
  Entry entry{.kind = EntryKind::penalty, .business_date = context.today(), .reference = one.subject};
  if (penalty.covered.positive()) {
    entry.legs.push_back(shrink(penalty.client, Book::deposit, penalty.covered));
    entry.legs.push_back(grow(platform_account, Book::revenue, penalty.covered));
  }
  if (penalty.owed.positive()) {
    entry.legs.push_back(grow(penalty.reseller, Book::owed, penalty.owed));
    entry.legs.push_back(grow(platform_account, Book::fees_due, penalty.owed));
  }
  CH_TRY(context.ledger.post(std::move(entry)));
  penalty.entry = context.ledger.entries().back().id;
  set_answer(one, "covered", penalty.covered.text());
  set_answer(one, "owed", penalty.owed.text());
  context.rows.put(penalty);
  return deposit_changed(context, one);
}

Check reverses_penalty(Context& context, Case& one) {
  set_answer(one, "reversed", amount_of(one).text());
  const auto kept = context.rows.get<Penalty>(one.id);
  if (!kept) return {};  // nothing was taken yet
  CH_TRY(take_back(context, one, *kept, kept->covered + kept->owed));
  return deposit_changed(context, one);
}

// The appeal says how much; where nothing was taken yet, only the rest is.
Check reduces_penalty(Context& context, Case& one) {
  Money part;
  context.rows.scan<Case>({.index = "by_about", .prefix = key_of(one.id), .descending = true}, [&](const Case& other) {
    if (other.procedure != "appeal") return true;
    part = Money::parse(answer(other, "taken_back")).value_or(Money{});
    return false;
  });
  require(part.positive(), "RSK-12: an appeal upheld in part says which part");
  set_answer(one, "reversed", part.text());
  const auto kept = context.rows.get<Penalty>(one.id);
  if (!kept) return takes_penalty(context, one);
  CH_TRY(take_back(context, one, *kept, part));
  return deposit_changed(context, one);
}

Check notes_outcome(Context& context, Case& one) {
  const auto penalty = context.rows.get<Case>(one.about);
  const std::string reversed = answer(*penalty, "reversed");
  set_answer(one, "penalty", penalty->subject);
  set_answer(one, "fined", answer(*penalty, "amount"));
  set_answer(one, "came_off", reversed.empty() ? Money{}.text() : reversed);
  return {};
}

Check books_deposit(Context& context, Case& one) {
  const auto wire = value_of_number(context.policies.text("credit.prefix.wire"), answer(one, "wire"));
  CH_TRY(credit_case(context, *context.rows.get<Wire>(WireId{wire.value()}), one.id, EntryKind::deposit_paid, one.subject,
                     grow(ledger_account_of(context.rows, one.party), Book::deposit, amount_of(one))));
  CH_TRY(takes_owed(context, one, amount_of(one)));
  return deposit_changed(context, one);
}

// ---- RSK-9: the money leaves the deposit when the refund is filed, so that it is promised once.

namespace {

Payee payee_of(Context& context, const Case& one) {
  return {answer(one, "bank"), context.rows.get<Party>(one.party)->name, answer(one, "account_number")};
}

Check move(Context& context, const Case& one, EntryKind kind, Book from, Book to) {
  const AccountId account = ledger_account_of(context.rows, one.party);
  return context.ledger.post({.kind = kind,
                              .business_date = context.today(),
                              .reference = one.subject,
                              .legs = {shrink(account, from, amount_of(one)), grow(account, to, amount_of(one))}});
}

}  // namespace

Check asks_for_refund(Context& context, Case& one) {
  CH_TRY(move(context, one, EntryKind::deposit_refund, Book::deposit, Book::withdrawal_in_progress));
  return asks_once_more(context, one);
}

Check asks_once_more(Context& context, Case& one) {
  ask_payout(context, one, ledger_account_of(context.rows, one.party), amount_of(one), payee_of(context, one));
  return {};
}

Check books_refund(Context& context, Case& one) {
  payout_paid(context, one.id, answer(one, "bank_reference"));
  return post_for(context,
                  {.kind = EntryKind::deposit_returned,
                   .reference = one.subject,
                   .legs = {shrink(ledger_account_of(context.rows, one.party), Book::withdrawal_in_progress, amount_of(one)),
                            shrink(platform_account, Book::cash_at_bank, amount_of(one))}},
                  Date::parse(answer(one, "booked")).value_or(context.today()));
}

Check names_penalty(Context& context, Case& one) {
  set_answer(one, "penalty", *stands_against(context.rows, one));
  return {};
}

Check refund_failed(Context& context, Case& one) { return payout_failed(context, one.id); }

Check keeps_deposit(Context& context, Case& one) {
  drop_payout(context, one.id);
  CH_TRY(move(context, one, EntryKind::deposit_refund_back, Book::withdrawal_in_progress, Book::deposit));
  CH_TRY(takes_owed(context, one, amount_of(one)));
  return deposit_changed(context, one);
}

std::vector<const RecordType*> penalty_records() { return {&record_type<Penalty>()}; }

}  // namespace ch
