// set_settlement_profile: the wire bank account that comes into force for a merchant (PRE-1). Its name is judged where it counts:
// at opening and at each withdrawal; here it is taken as the supplier system states it.
#include "accounts/checks.h"
#include "accounts/commands.h"

namespace ch {

namespace {

bool bank_account_fits(std::string_view number) {
  if (number.size() < 8 || number.size() > 30) return false;
  for (const char c : number) {
    if (c < '0' || c > '9') return false;
  }
  return true;
}

PartyId party(const SetSettlementProfile& payload, Reader&) { return payload.party; }

Check preflight(const SetSettlementProfile& payload) {
  CH_TRY(text_fits(payload.bank, "bank", 100));
  CH_TRY(text_fits(payload.account_name, "account_name", 100));
  if (!bank_account_fits(payload.account_number)) return refused("bank_account_malformed", "account_number");
  return {};
}

Check preclaim(const SetSettlementProfile& payload, ReadContext& context) {
  CH_TRY(party_of(context.rows, payload.party));
  return {};
}

Result<Done> apply(const SetSettlementProfile& payload, Context& context) {
  context.rows.put(SettlementProfile{payload.party, payload.bank, payload.account_name, payload.account_number, context.now});
  return Done{};
}

}  // namespace

Command set_settlement_profile_command() {
  return command<SetSettlementProfile>("set_settlement_profile",
                                       {.party = party, .preflight = preflight, .preclaim = preclaim, .apply = apply});
}

}  // namespace ch
