#include "penalties/blocks.h"

#include <algorithm>

#include "api/codes.h"
#include "engine/records.h"
#include "parties/parties.h"
#include "penalties/money.h"
#include "procedure/booking.h"
#include "procedure/tasks.h"

namespace ch {

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
  return held < required ? Check{} : refused("deposit_enough", "party", {{"held", held.text()}, {"required", required.text()}});
}

Check came_whole(ReadContext& context, const Case& one) {
  CH_TRY(bank_day_fits(context, one, "booked"));
  if (answer(one, "received") == answer(one, "amount")) return {};
  return refused("deposit_amount_differs", "received", {{"amount", answer(one, "amount")}});
}

// What goes out does so once it was asked for.
Check possible_refund_day(ReadContext& context, const Case& one) {
  return bank_day_fits(context, one, "booked", business_date(one.opened));
}

bool is_penalty(const Case& one) { return one.procedure.starts_with("penalty_"); }

// RSK-9
Check nothing_open(ReadContext& context, const Case& one) {
  CH_TRY(about_a_client(context, one));
  std::optional<std::string> open;
  context.rows.scan<Case>({.index = "by_party", .prefix = key_of(one.party)}, [&](const Case& other) {
    const bool stands_against = is_penalty(other) || other.procedure == "appeal" || other.procedure == "deposit_refund";
    if (other.is_open && stands_against) open = other.subject;
    return !open;
  });
  if (open) return refused("penalty_open", "party", {{"number", *open}});
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

const Guard is_about_a_client{"is_about_a_client", "是代理商的客户", "A client of a reseller", about_a_client};
const Guard deposit_is_low{"deposit_is_low", "保证金低于应有额度", "Deposit below what is required", is_low};
const Guard nothing_is_open{"nothing_is_open", "没有未结的判罚或申诉", "No penalty and no appeal open", nothing_open};
const Guard may_be_appealed{"may_be_appealed", "可以申诉", "May be appealed", appealable};
const Guard had_no_part_in_it{"had_no_part_in_it", "未参与该判罚", "Had no part in the penalty", no_part};
const Guard part_is_less{"part_is_less", "少于判罚金额", "Less than the penalty", less};
const Guard refund_day_is_possible{"refund_day_is_possible", "付款日期可信", "The date can be", possible_refund_day};
const Guard whole_amount_came{"whole_amount_came", "到账金额相符", "The whole amount came", came_whole};

}  // namespace ch
