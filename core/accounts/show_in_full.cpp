// show_in_full: CON-12. Views mask what is not one's own; whoever needs it in full asks for it one by one. That it is a command is the
// audit trail: who, when and at what stand chained in the journal, with what he was shown.
#include "accounts/checks.h"
#include "accounts/commands.h"

namespace ch {

namespace {

std::string in_one_line(const std::vector<std::string>& texts) {
  std::string line;
  for (const std::string& text : texts) line += (line.empty() ? "" : ", ") + text;
  return line;
}

Result<std::vector<Arg>> shown(const ShowInFull& payload, Reader& rows) {
  switch (payload.what) {
    case Masked::withdrawal_account:
      if (const auto withdrawal = rows.get<Withdrawal>(WithdrawalId{payload.id}))
        return std::vector<Arg>{{"bank_account", withdrawal->account_number}};
      return refused("unknown_withdrawal", "id");
    case Masked::payer_account:
      if (const auto wire = rows.get<Wire>(WireId{payload.id})) return std::vector<Arg>{{"payer_account", wire->payer_account}};
      return refused("unknown_wire", "id");
    case Masked::contacts:
      if (const auto account = rows.get<PrepaidAccount>(AccountId{payload.id}))
        return std::vector<Arg>{{"emails", in_one_line(account->emails)}, {"phones", in_one_line(account->phones)}};
      return refused("unknown_account", "id");
  }
  return refused("unknown_account", "id");
}

Check preclaim(const ShowInFull& payload, ReadContext& context) {
  CH_TRY(shown(payload, context.rows));
  return {};
}

Result<Done> apply(const ShowInFull& payload, Context& context) {
  auto found = shown(payload, context.rows);
  CH_TRY(found);
  return Done{std::move(*found)};
}

}  // namespace

Command show_in_full_command() { return command<ShowInFull>("show_in_full", {.preclaim = preclaim, .apply = apply}); }

}  // namespace ch
