// RSK-2: what a client has deposited, what is short of what it should have, and that an open renewal asks for that.
#include "penalties/money.h"

#include <algorithm>

#include "engine/records.h"
#include "parties/parties.h"
#include "penalties/blocks.h"

namespace ch {

namespace {

std::optional<Case> open_renewal(Reader& rows, PartyId client) {
  std::optional<Case> renewal;
  rows.scan<Case>({.index = "by_party", .prefix = key_of(client, std::string("deposit_renewal"))}, [&](const Case& one) {
    if (one.is_open) renewal = one;
    return !renewal;
  });
  return renewal;
}

// None: it worked its amount out itself.
std::optional<Money> stated_when_filed(Reader& rows, const Case& renewal) {
  Case as_filed;
  rows.scan<CaseEvent>({.prefix = key_of(renewal.id), .limit = 1}, [&](const CaseEvent& event) {
    as_filed.answers = event.answers;
    return false;
  });
  return Money::parse(answer(as_filed, "amount"));
}

}  // namespace

Money deposit_of(Reader& rows, PartyId client) {
  const auto balance = rows.get<Balance>(ledger_account_of(rows, client), Book::deposit);
  return balance ? balance->amount : Money{};
}

Money required_deposit(const Policies& policies) { return policies.money("promo.deposit.required"); }

Money coming_deposit(Reader& rows, PartyId client, CaseId renewal) {
  Money coming;
  rows.scan<Case>({.index = "by_party", .prefix = key_of(client, std::string("deposit_payment"))}, [&](const Case& one) {
    if (one.is_open && (!renewal || one.id.value < renewal.value)) coming += Money::parse(answer(one, "amount")).value();
    return true;
  });
  return coming;
}

Money short_of_deposit(Reader& rows, const Policies& policies, PartyId client, CaseId renewal) {
  const Money there = deposit_of(rows, client) + coming_deposit(rows, client, renewal), required = required_deposit(policies);
  return required > there ? required - there : Money{};
}

Check asks_what_is_short(Context& context, Case& one) {
  if (answer(one, "amount").empty()) set_answer(one, "amount", short_of_deposit(context.rows, context.policies, one.party).text());
  return {};
}

Check deposit_changed(Context& context, Case& cause) {
  const auto renewal = open_renewal(context.rows, cause.party);
  if (!renewal) return {};
  const Money asked = Money::parse(answer(*renewal, "amount")).value();
  Money wanted = short_of_deposit(context.rows, context.policies, cause.party, renewal->id);
  if (const auto stated = stated_when_filed(context.rows, *renewal)) wanted = std::min(wanted, *stated);
  if (wanted == asked) return {};
  Entered changed{.note = cause.subject};
  if (wanted.positive()) changed.answers.push_back({"amount", wanted.text()});
  return happen(context, renewal->id, "deposit_changed", changed);
}

}  // namespace ch
