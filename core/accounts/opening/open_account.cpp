// open_account: PRE-1. One prepaid account a merchant, for ever; the ledger's account has the same id.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/pending.h"
#include "accounts/procedures.h"

namespace ch {

namespace {

PartyId party(const OpenAccount& payload, Reader&) { return payload.party; }

Check preclaim(const OpenAccount& payload, ReadContext& context) {
  const Result<Party> merchant = party_of(context.rows, payload.party);
  CH_TRY(merchant);
  const auto open = account_of_party(context.rows, payload.party);
  if (open) {
    CH_TRY(not_closed(*open, context.policies));
    return refused("already_open", "party", {{"number", number_of(context.policies, "account", open->id.value)}});
  }
  return profile_in_force(context.rows, *merchant, context.policies);
}

Result<Done> apply(const OpenAccount& payload, Context& context) {
  PrepaidAccount account;
  account.id = context.next<AccountTag>("account");
  account.party = payload.party;
  account.opened_by = context.actor.user;
  account.opened = context.now;
  const std::string number = number_of(context.policies, "account", account.id.value);
  account.process = open_case(context, account_opening_procedure(), number, account.id, account.party);
  context.ledger.open_account(account.id, account.party, context.now);
  context.rows.put(account);
  return Done{{{"account", std::to_string(account.id.value)}, {"number", number}}};
}

}  // namespace

Command open_account_command() { return command<OpenAccount>("open_account", {.party = party, .preclaim = preclaim, .apply = apply}); }

}  // namespace ch
