#include "penalties/blocks.h"

#include <algorithm>
#include <array>

#include "accounts/checks.h"
#include "accounts/recharge/held_wires.h"
#include "api/codes.h"
#include "engine/records.h"
#include "parties/parties.h"
#include "penalties/money.h"
#include "procedure/booking.h"
#include "procedure/messages.h"
#include "procedure/tasks.h"

namespace ch {

bool is_penalty(const Case& one) { return one.procedure.starts_with("penalty_"); }

namespace {

Check about_a_client(ReadContext& context, const Case& one) { return is_client(context.rows, one.party); }

Check is_low(ReadContext& context, const Case& one) {
  CH_TRY(about_a_client(context, one));
  std::optional<std::string> open;
  context.rows.scan<Case>({.index = "by_party", .prefix = key_of(one.party, std::string("deposit_renewal"))}, [&](const Case& other) {
    if (other.is_open) open = other.subject;
    return !open;
  });
  if (open) return refused("renewal_open", "party", {{"number", *open}});
  const Money required = required_deposit(context.policies), held = deposit_of(context.rows, one.party);
  if (held >= required) return refused("deposit_enough", "party", {{"held", held.text()}, {"required", required.text()}});
  if (short_of_deposit(context.rows, context.policies, one.party).positive()) return {};
  return refused("deposit_coming", "party", {{"held", held.text()}, {"coming", coming_deposit(context.rows, one.party).text()}});
}

// Who may pay a client's deposit.
std::array<PartyId, 2> payers_of(Reader& rows, const Case& one) { return {one.party, reseller_of(rows, one.party)}; }

Check pays_deposit(ReadContext& context, const Case& one) {
  const auto wire = held_wire(context, answer(one, "wire"), payers_of(context.rows, one), Money::parse(answer(one, "amount")).value());
  return wire ? Check{} : std::unexpected(wire.error());
}

// What goes out does so once it was asked for, and one transfer pays one thing (LED-10).
Check refund_is_new(ReadContext& context, const Case& one) {
  CH_TRY(bank_day_fits(context, one, "booked", business_date(one.opened)));
  return payment_is_new(context, answer(one, "bank_reference"));
}

Check is_whole(ReadContext& context, const Case& one) {
  const Money required = required_deposit(context.policies), held = deposit_of(context.rows, one.party);
  if (!short_of_deposit(context.rows, context.policies, one.party, one.id).positive()) return {};
  return refused("deposit_short", "party", {{"held", held.text()}, {"required", required.text()}});
}

// RSK-9
Check none_against(ReadContext& context, const Case& one) {
  Check none;
  context.rows.scan<Case>({.index = "by_party", .prefix = key_of(one.party)}, [&](const Case& other) {
    if (!other.is_open || other.id == one.id) return true;
    if (is_penalty(other) || other.procedure == "appeal") none = refused("penalty_open", "party", {{"number", other.subject}});
    if (other.procedure == "deposit_refund") none = refused("refund_open", "party", {{"number", other.subject}});
    return none.has_value();
  });
  return none;
}

Check none_stands_against(ReadContext& context, const Case& one) {
  const auto number = stands_against(context.rows, one);
  return number ? refused("penalty_open", "party", {{"number", *number}}) : Check{};
}

// RSK-2: and it was a penalty that used it up, or is owed still: a client of whom nobody ever asked for a deposit is not short of one.
Check is_used_up(ReadContext& context, const Case& one) {
  CH_TRY(is_low(context, one));
  bool used = false;
  context.rows.scan<Case>({.index = "by_party", .prefix = key_of(one.party)}, [&](const Case& other) {
    if (!is_penalty(other)) return true;
    const auto kept = context.rows.get<Penalty>(other.id);
    used = kept && kept->covered + kept->owed > kept->reversed;
    return !used;
  });
  return used ? Check{}
              : refused("deposit_enough", "party",
                        {{"held", deposit_of(context.rows, one.party).text()}, {"required", required_deposit(context.policies).text()}});
}

Check none_was_taken(ReadContext&, const Case& one) {
  const std::string taken_of = answer(one, "taken_of");
  return taken_of.empty() ? Check{} : refused("penalty_open", "party", {{"number", taken_of}});
}

Check nothing_open(ReadContext& context, const Case& one) {
  CH_TRY(about_a_client(context, one));
  CH_TRY(none_against(context, one));
  const Money held = deposit_of(context.rows, one.party);
  const auto wanted = Money::parse(answer(one, "amount"));
  if (!wanted || *wanted > held) return refused("deposit_less", "amount", {{"held", held.text()}});
  return {};
}

// RSK-8, RSK-12: a penalty of this client that may be appealed, in time, and once.
Check appealable(ReadContext& context, const Case& one) {
  const auto about = one.about ? context.rows.get<Case>(one.about) : nullptr;
  if (!about || !is_penalty(*about) || about->party != one.party) return refused("not_a_penalty", "about");
  if (context.policies.number("promo." + about->procedure + ".appealable") == 0)
    return refused("no_appeal", "about", {{"number", about->subject}});
  const bool over = about->step == "taken" && is_left_to_the_clock(procedure_of(*context.procedures, *about), *about, context.now);
  if (!over && awaits(context.rows, *context.procedures, about->id, "appealed")) return {};
  return refused(about->step == "appealed" ? "appeal_open" : "appeal_too_late", "about", {{"number", about->subject}});
}

Check no_part(ReadContext& context, const Case& one) {
  return has_acted(context.rows, one.about, context.actor.user) ? refused("four_eyes", "process") : Check{};
}

Check less(ReadContext& context, const Case& one) {
  CH_TRY(no_part(context, one));
  const auto penalty = context.rows.get<Case>(one.about);
  const auto whole = Money::parse(answer(*penalty, "amount")), part = Money::parse(answer(one, "taken_back"));
  if (whole && part && *part < *whole) return {};
  return refused("more_than_penalty", "taken_back", {{"amount", answer(*penalty, "amount")}});
}

}  // namespace

std::optional<std::string> stands_against(Reader& rows, const Case& refund) {
  std::optional<std::string> number;
  rows.scan<Case>({.index = "by_party", .prefix = key_of(refund.party)}, [&](const Case& other) {
    const auto penalty = is_penalty(other) ? rows.get<Penalty>(other.id) : nullptr;
    const bool open = other.is_open && (is_penalty(other) || other.procedure == "appeal");
    if (open || (penalty && left_owed(*penalty).positive())) number = other.subject;
    return !number;
  });
  return number;
}

const Guard is_about_a_client{"is_about_a_client", "是代理商的客户", "A client of a reseller", about_a_client};
const Guard deposit_is_low{"deposit_is_low", "保证金低于应有额度", "Deposit below what is required", is_low};
const Guard penalties_used_it_up{"penalties_used_it_up", "判罚使保证金低于应有额度", "Used up by penalties below what is required",
                                 is_used_up};
const Guard nothing_is_open{"nothing_is_open", "没有未结的判罚或申诉", "No penalty and no appeal open", nothing_open};
const Guard no_penalty_is_open{"no_penalty_is_open", "没有未结的判罚或申诉", "No penalty and no appeal open", none_against};
const Guard nothing_stands_against{"nothing_stands_against", "没有未结的判罚或申诉，也无欠缴", "No penalty and no appeal open, none owed",
                                   none_stands_against};
const Guard nothing_was_owed{"nothing_was_owed", "没有扣缴欠缴", "Nothing was owed", none_was_taken};
const Guard deposit_is_whole{"deposit_is_whole", "保证金已足额", "Deposit as required", is_whole};
const Guard may_be_appealed{"may_be_appealed", "可以申诉", "May be appealed", appealable};
const Guard had_no_part_in_it{"had_no_part_in_it", "未参与该判罚", "Had no part in the penalty", no_part};
const Guard part_is_less{"part_is_less", "少于判罚金额", "Less than the penalty", less};
const Guard refund_may_be_paid{"refund_may_be_paid", "付款日期与流水号可信", "Date and reference can be", refund_is_new};
const Guard wire_pays_deposit{"wire_pays_deposit", "来款相符", "The wire is the one", pays_deposit};

std::vector<OfferedChoice> wires_for_deposit(ReadContext& context, const Case& one) {
  constexpr int most = 20;
  std::vector<OfferedChoice> offered;
  const auto amount = Money::parse(answer(one, "amount"));
  if (!amount) return offered;
  for (const Wire& wire : held_wires(context.rows, payers_of(context.rows, one), *amount, most)) {
    const std::string number = number_of(context.policies, "wire", wire.id.value);
    const std::string words = number + " · " + wire.payer_name + " · " + wire.booked.text() + " · " + wire.bank_reference;
    offered.push_back({number, words, words});
  }
  return offered;
}

}  // namespace ch
