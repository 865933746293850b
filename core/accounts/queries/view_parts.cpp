#include "accounts/queries/view_parts.h"

#include <algorithm>

#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/pending.h"
#include "accounts/procedures.h"
#include "api/written.h"

namespace ch {

namespace {

// Stands where a person has yet to write: enough for the question whether he may.
const std::string to_be_written = "—";

void add_withdrawal_actions(ReadContext& context, const Withdrawal& withdrawal, std::vector<ActionView>& actions) {
  switch (withdrawal.state) {
    case WithdrawalState::requested:
      add_action(actions, approve_withdrawal_command(), ApproveWithdrawal{withdrawal.id}, context);
      add_action(actions, refuse_withdrawal_command(), RefuseWithdrawal{withdrawal.id, to_be_written}, context);
      break;
    case WithdrawalState::approved:
      add_action(actions, pay_withdrawal_command(), PayWithdrawal{withdrawal.id, to_be_written}, context);
      add_action(actions, fail_withdrawal_command(), FailWithdrawal{withdrawal.id, to_be_written}, context);
      break;
    case WithdrawalState::failed:
      add_action(actions, retry_withdrawal_command(), RetryWithdrawal{withdrawal.id}, context);
      add_action(actions, return_withdrawal_command(), ReturnWithdrawal{withdrawal.id, to_be_written}, context);
      [[fallthrough]];
    case WithdrawalState::returned:
      add_action(actions, pay_withdrawal_after_all_command(), PayWithdrawalAfterAll{withdrawal.id, to_be_written, {}}, context);
      break;
    default:
      break;
  }
}

constexpr int wires_shown = 6;

// Those that may be meant for it and are not credited: of its amount first, then the newest.
std::vector<Wire> uncredited_wires(ReadContext& context, const Recharge& recharge) {
  std::vector<Wire> wires;
  if (recharge.state == RechargeState::credited) return wires;
  const auto take = [&](const Wire& wire) {
    if (wire.state != WireState::credited && std::ranges::find(wires, wire.id, &Wire::id) == wires.end()) wires.push_back(wire);
  };
  if (is_pending(recharge)) {
    const std::string& prefix = context.policies.text("credit.prefix.remark");
    const Key held = key_of(recharge.party, WireState::suspense), exact = key_of(recharge.party, WireState::suspense, recharge.amount);
    const auto take_meant = [&](const Wire& wire) {
      if (is_meant_for(context.rows, wire, recharge, prefix)) take(wire);
      return true;
    };
    context.rows.scan<Wire>({.index = "by_party_amount", .prefix = exact, .descending = true, .limit = wires_shown}, take_meant);
    context.rows.scan<Wire>({.index = "by_party", .prefix = held, .descending = true, .limit = wires_shown}, take_meant);
  }
  if (recharge.wire)
    if (const auto wire = context.rows.get<Wire>(WireId{*recharge.wire})) take(*wire);
  if (wires.size() > wires_shown) wires.resize(wires_shown);
  return wires;
}

// As things stand now, and of this request: what was said of the wire when it came may be true of other requests only.
WireNote why_not_credited(ReadContext& context, const Wire& wire, const Recharge& recharge) {
  if (wire.state != WireState::suspense) return {wire_reason_zh(wire), wire_reason_en(wire)};
  if (wire.amount != recharge.amount)
    return {"金额与本申请的 " + written(recharge.amount) + " 不一致，需人工核对",
            "Its amount is not the " + written(recharge.amount) + " of this request; a person looks at it"};
  if (!meant_exactly(context.rows, {&recharge.party, 1}, recharge.amount, {}).decided) {
    const WireReason& several = *wire_reason("wire_ambiguous");
    return {std::string(several.zh), std::string(several.en)};
  }
  return {"金额相符，待人工确认", "The amount agrees; a person confirms it"};
}

std::vector<HoldingWire> held_by(ReadContext& context, const Recharge& recharge) {
  constexpr int counted = 100;
  std::vector<HoldingWire> views;
  for (const Wire& wire : uncredited_wires(context, recharge)) {
    const WireNote why = why_not_credited(context, wire, recharge);
    HoldingWire& view = views.emplace_back(HoldingWire{.wire = wire.id,
                                                       .number = number_of(context.policies, "wire", wire.id.value),
                                                       .amount = wire.amount,
                                                       .state = wire.state,
                                                       .zh = why.zh,
                                                       .en = why.en,
                                                       .meant_for = 1});
    if (wire.state != WireState::suspense) continue;
    const auto meant = meant_by(context.rows, wire, context.policies.text("credit.prefix.remark"), counted);
    view.meant_for = std::min<std::int64_t>(counted, static_cast<std::int64_t>(meant.size()));
  }
  return views;
}

// The step of a request in suspense bears the wire that brought it there, and so does the one before; another may hold it by now.
std::vector<StepView> steps_of(ReadContext& context, const Recharge& recharge, std::span<const HoldingWire> wires) {
  std::vector<StepView> steps = progress(context.rows, recharge_procedure(), recharge.process);
  if (recharge.state != RechargeState::in_suspense || wires.empty()) return steps;
  for (StepView& step : steps) {
    if (step.step == "waiting") step.note.clear();
    if (step.step == "in_suspense") step.note = wires.front().number;
  }
  return steps;
}

}  // namespace

AccountRow account_row(ReadContext& context, const PrepaidAccount& account) {
  const auto party = context.rows.get<Party>(account.party);
  const auto balance = [&](Book book) { return balance_of(context.rows, account.id, book); };
  return {.account = account.id,
          .party = account.party,
          .number = number_of(context.policies, "account", account.id.value),
          .name = party ? party->name : std::string{},
          .supplier = party ? party->supplier : std::string{},
          .state = account.state,
          .blocked = account.blocked,
          .available = balance(Book::available),
          .frozen = balance(Book::frozen),
          .owed = balance(Book::owed),
          .withdrawing = balance(Book::withdrawal_in_progress)};
}

WireNote wire_note(ReadContext& context, const Recharge& recharge) {
  const std::vector<Wire> wires = uncredited_wires(context, recharge);
  if (wires.empty()) return {};
  const Wire& wire = wires.front();
  const std::string what = number_of(context.policies, "wire", wire.id.value) + " · " + written(wire.amount) + " · ";
  const WireNote why = why_not_credited(context, wire, recharge);
  return {what + why.zh, what + why.en};
}

RechargeView recharge_view(ReadContext& context, const Recharge& recharge) {
  const auto party = context.rows.get<Party>(recharge.party);
  const WireNote note = wire_note(context, recharge);
  std::vector<HoldingWire> wires = held_by(context, recharge);
  RechargeView view{.recharge = recharge.id,
                    .account = recharge.account,
                    .number = number_of(context.policies, "recharge", recharge.id.value),
                    .amount = recharge.amount,
                    .state = recharge.state,
                    .requested = recharge.requested,
                    .remark_code = recharge.remark_code,
                    .payer_name = party ? party->name : std::string{},
                    .receiving_bank = context.policies.text("credit.receiving.bank"),
                    .receiving_name = context.policies.text("credit.receiving.name"),
                    .receiving_account = context.policies.text("credit.receiving.account"),
                    .contact = context.policies.text("credit.contact.zh"),
                    .contact_en = context.policies.text("credit.contact.en"),
                    .wire_note = note.zh,
                    .wire_note_en = note.en,
                    .steps = steps_of(context, recharge, wires)};
  view.held_by = std::move(wires);
  if (is_pending(recharge)) add_action(view.actions, cancel_recharge_command(), CancelRecharge{recharge.id}, context);
  return view;
}

WithdrawalView withdrawal_view(ReadContext& context, const Withdrawal& withdrawal) {
  const auto party = context.rows.get<Party>(withdrawal.party);
  const auto process = context.rows.get<Case>(withdrawal.process);
  WithdrawalView view{
      .withdrawal = withdrawal.id,
      .account = withdrawal.account,
      .number = number_of(context.policies, "withdrawal", withdrawal.id.value),
      .account_number = number_of(context.policies, "account", withdrawal.account.value),
      .merchant = party ? party->name : std::string{},
      .amount = withdrawal.amount,
      .state = withdrawal.state,
      .requested = withdrawal.requested,
      .requested_by = withdrawal.requested_by,
      .approved_by = withdrawal.approved_by,
      .bank = withdrawal.bank,
      .bank_account = sees_unmasked(context.actor, withdrawal.party) ? withdrawal.account_number : masked(withdrawal.account_number),
      .reason = withdrawal.reason,
      .bank_reference = withdrawal.bank_reference,
      .due = process ? process->due : std::nullopt,
      .steps = progress(context.rows, withdrawal_procedure(), withdrawal.process)};
  add_withdrawal_actions(context, withdrawal, view.actions);
  return view;
}

FundsRow funds_row(ReadContext& context, const Recharge& recharge) {
  const WireNote note = wire_note(context, recharge);
  return {.kind = "recharge",
          .id = recharge.id.value,
          .number = number_of(context.policies, "recharge", recharge.id.value),
          .at = recharge.requested,
          .amount = recharge.amount,
          .state = name_of(recharge.state),
          .note = note.zh,
          .note_en = note.en};
}

FundsRow funds_row(ReadContext& context, const Withdrawal& withdrawal) {
  const auto process = context.rows.get<Case>(withdrawal.process);
  return {.kind = "withdrawal",
          .id = withdrawal.id.value,
          .number = number_of(context.policies, "withdrawal", withdrawal.id.value),
          .at = withdrawal.requested,
          .amount = withdrawal.amount,
          .state = name_of(withdrawal.state),
          .note = withdrawal.reason,
          .note_en = withdrawal.reason,
          .due = process ? process->due : std::nullopt};
}

std::int64_t unread_notices(Reader& rows, AccountId account) {
  std::int64_t unread = 0;
  constexpr int newest = 100;
  rows.scan<Notice>(Scan{.index = "by_account", .prefix = key_of(account, NoticeChannel::in_app), .descending = true, .limit = newest},
                    [&](const Notice& notice) { return unread += notice.read ? 0 : 1, true; });
  return unread;
}

}  // namespace ch
