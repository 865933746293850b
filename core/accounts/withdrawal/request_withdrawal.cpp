// request_withdrawal: PRE-19. The amount leaves available at once, so that it cannot be spent while it waits.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/movements.h"
#include "accounts/procedures.h"

namespace ch {

namespace {

PartyId party(const RequestWithdrawal& payload, Reader& rows) { return owner_of(rows, payload.account); }

Check preflight(const RequestWithdrawal& payload) { return amount_fits(payload.amount); }

Check preclaim(const RequestWithdrawal& payload, ReadContext& context) {
  const auto account = account_of(context.rows, payload.account);
  CH_TRY(account);
  CH_TRY(may_use(context.rows, *account, context.policies));
  const auto merchant = party_of(context.rows, account->party);
  CH_TRY(merchant);
  CH_TRY(profile_in_force(context.rows, *merchant, context.policies));  // it is paid to the bound account, which is the merchant's own
  const Money available = balance_of(context.rows, payload.account, Book::available);
  if (payload.amount > available) return refused("withdrawal_above_available", "amount", {{"available", available.text()}});
  return {};
}

Result<Done> apply(const RequestWithdrawal& payload, Context& context) {
  PrepaidAccount account = *context.rows.get<PrepaidAccount>(payload.account);
  const SettlementProfile profile = *context.rows.get<SettlementProfile>(account.party);
  Withdrawal withdrawal;
  withdrawal.id = context.next<WithdrawalTag>("withdrawal");
  withdrawal.account = account.id;
  withdrawal.party = account.party;
  withdrawal.amount = payload.amount;
  withdrawal.requested = context.now;
  withdrawal.requested_by = context.actor.user;
  withdrawal.bank = profile.bank;
  withdrawal.account_name = profile.account_name;
  withdrawal.account_number = profile.account_number;
  const std::string number = number_of(context.policies, "withdrawal", withdrawal.id.value);
  withdrawal.process = open_case(context, withdrawal_procedure(), number, account.id, account.party);
  context.rows.put(withdrawal);

  CH_TRY(context.ledger.post(
      {.kind = EntryKind::withdrawal,
       .business_date = context.today(),
       .reference = number,
       .legs = {shrink(account.id, Book::available, payload.amount), grow(account.id, Book::withdrawal_in_progress, payload.amount)}}));
  ++account.open_withdrawals;
  after_movement(context, account, false);
  return Done{{{"withdrawal", std::to_string(withdrawal.id.value)}, {"number", number}}};
}

}  // namespace

Command request_withdrawal_command() {
  return command<RequestWithdrawal>("request_withdrawal", {.party = party, .preflight = preflight, .preclaim = preclaim, .apply = apply});
}

}  // namespace ch
