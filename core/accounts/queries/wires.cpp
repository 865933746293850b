// wires: the desk of settlement operations (PRE-5): what waits for a person, and for whom it could be meant. Newest first.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "engine/paging.h"
#include "accounts/pending.h"
#include "accounts/queries.h"
#include "accounts/queries/view_parts.h"

namespace ch {

namespace {

void fill_candidates(WireRow& row, ReadContext& context, const Wire& wire) {
  const std::string prefix = context.policies.text("credit.prefix.remark");
  const std::vector<RechargeId> codes = codes_in(wire.remark, prefix);
  for (const Recharge& one : meant_by(context.rows, wire, prefix)) {
    const auto party = context.rows.get<Party>(one.party);
    const bool amount = one.amount == wire.amount;
    bool code = false;
    for (const RechargeId named : codes) code = code || named == one.id;
    row.candidates.push_back({.recharge = one.id,
                              .account = one.account,
                              .number = number_of(context.policies, "recharge", one.id.value),
                              .merchant = party ? party->name : std::string{},
                              .amount = one.amount,
                              .reason_zh = amount && code ? "户名、金额与附言相符"
                                           : amount       ? "户名与金额相符"
                                           : code         ? "户名与附言相符"
                                                          : "户名相符",
                              .reason_en = amount && code ? "Name, amount and remark agree"
                                           : amount       ? "Name and amount agree"
                                           : code         ? "Name and remark agree"
                                                          : "The name agrees"});
  }
}

void fill_actions(WireRow& row, ReadContext& context, const Wire& wire) {
  if (wire.state == WireState::return_due)
    add_action(row.actions, confirm_wire_returned_command(), ConfirmWireReturned{wire.id, "—"}, context);
  if (wire.state == WireState::return_due || wire.state == WireState::suspense)
    add_action(row.actions, keep_wire_command(), KeepWire{wire.id, OwnMoney::own_funds, "—"}, context);
  if (wire.state != WireState::suspense) return;
  if (const auto account = wire.party ? account_of_party(context.rows, wire.party) : std::nullopt) {
    MatchWire match{wire.id, account->id, std::nullopt};
    if (!row.candidates.empty()) match = {wire.id, row.candidates.front().account, row.candidates.front().recharge};
    add_action(row.actions, match_wire_command(), match, context);
  }
  add_action(row.actions, return_wire_command(), ReturnWire{wire.id, "—"}, context);
}

WireRow wire_row(ReadContext& context, const Wire& wire) {
  WireRow row{.wire = wire.id,
              .number = number_of(context.policies, "wire", wire.id.value),
              .bank_reference = wire.bank_reference,
              .payer_name = wire.payer_name,
              .payer_account = masked(wire.payer_account),
              .remark = wire.remark,
              .booked = wire.booked,
              .amount = wire.amount,
              .state = wire.state,
              .reason_zh = wire_reason_zh(wire),
              .reason_en = wire_reason_en(wire)};
  if (wire.state == WireState::suspense && wire.party) fill_candidates(row, context, wire);
  fill_actions(row, context, wire);
  return row;
}

Result<WiresView> run(const AskWires& ask, ReadContext& context) {
  const auto limit = page_limit(ask.limit);
  CH_TRY(limit);
  Scan scan{.descending = true, .limit = *limit + 1};
  const RecordType& type = record_type<Wire>();
  if (ask.state) {
    scan.index = "by_state";
    scan.prefix = key_of(*ask.state);
  }
  CH_TRY(go_on_after(ask.cursor, type, scan));
  std::vector<Wire> found = context.rows.list<Wire>(scan);
  WiresView view;
  if (static_cast<int>(found.size()) > *limit) {
    found.pop_back();
    view.next = cursor_of(position_in(type, ask.state ? &type.index("by_state") : nullptr, &found.back()));
  }
  for (const Wire& wire : found) view.rows.push_back(wire_row(context, wire));
  return view;
}

}  // namespace

Query wires_query() { return query<AskWires, WiresView>("wires", nullptr, run); }

}  // namespace ch
