#include "penalties/blocks.h"

#include <algorithm>

#include "api/codes.h"
#include "engine/records.h"
#include "parties/parties.h"
#include "penalties/money.h"

namespace ch {

namespace {

Check about_a_client(ReadContext& context, const Case& one) {
  const auto party = context.rows.get<Party>(one.party);
  return party && party->kind == PartyKind::client ? Check{} : refused("not_a_client", "party");
}

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
  CH_TRY(day_is_possible.holds(context, one));
  if (answer(one, "received") == answer(one, "amount")) return {};
  return refused("deposit_amount_differs", "received", {{"amount", answer(one, "amount")}});
}

Check possible_day(ReadContext& context, const Case& one) {
  const auto day = Date::parse(answer(one, "booked"));
  return day && *day > context.today() ? refused("paid_on_impossible", "booked") : Check{};
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
  if (awaits(context.rows, *context.procedures, about->id, "appealed")) return {};
  return refused(about->step == "appealed" ? "appeal_open" : "appeal_too_late", "about", {{"number", about->subject}});
}

Check no_part(ReadContext& context, const Case& one) {
  bool part = false;
  context.rows.scan<CaseEvent>({.prefix = key_of(one.about)}, [&](const CaseEvent& event) {
    part = event.user_name == context.actor.user;
    return !part;
  });
  return part ? refused("four_eyes", "process") : Check{};
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
const Guard day_is_possible{"day_is_possible", "日期可信", "The date can be", possible_day};
const Guard whole_amount_came{"whole_amount_came", "到账金额相符", "The whole amount came", came_whole};

Question rule_breached() { return {.name = "rule", .zh = "违反的规则", .en = "Rule breached"}; }
Question evidence() { return {.name = "evidence", .zh = "违规证据", .en = "Evidence", .kind = AnswerKind::document}; }
Question stated_amount() {
  return {.name = "amount",
          .zh = "判罚金额（不填则按阶梯）",
          .en = "Amount (empty: by the ladder)",
          .kind = AnswerKind::money,
          .optional = true};
}
Question details() { return {.name = "detail", .zh = "说明", .en = "Details", .optional = true}; }

// clang-format off: a table
Procedure penalty(PenaltyTable table) {
  const std::vector<std::string_view> copies = table.local_manager ? std::vector<std::string_view>{"local_channel_manager"} : std::vector<std::string_view>{};
  const Effect amount = runs("decides_amount", "按阶梯定金额", "Decides the amount", decides_amount);
  const Effect takes = runs("takes_penalty", "从保证金扣款", "Takes it from the deposit", takes_penalty);
  const Effect notice = tells(table.notice, {"reseller"}, copies);
  const Effect renewal = opens("deposit_renewal").where(deposit_is_low);  // RSK-2
  const std::string_view told = table.applied_for ? "decide" : filed;  // the notice, from which the time for an appeal counts (RSK-12)
  const std::string_view after = table.appealable ? "taken" : "closed";
  const std::string_view first = table.confirmed ? "confirming" : after;
  const std::vector<Effect> decided = table.confirmed ? std::vector<Effect>{amount, notice} : std::vector<Effect>{amount, takes, notice, renewal};

  std::vector<Step> steps;
  std::vector<Transition> ways;
  if (table.applied_for) {
    steps.push_back({.name = "deciding", .zh = "风险监察裁定", .en = "Being decided", .acts = Role::risk_supervisor});
    ways.push_back({"", filed, "deciding", "申请判罚", "Apply for a penalty", Trigger::person, {table.initiator}, table.form, is_about_a_client, {tells(table.application, {"risk"})}, {}, false, true});
    ways.push_back({"deciding", "decide", first, "裁定判罚", "Decide", Trigger::person, {Role::risk_supervisor}, {rule_breached(), stated_amount()}, {}, decided, {filed}});
    ways.push_back({"deciding", "dismiss", "dismissed", "不予判罚", "Dismiss", Trigger::person, {Role::risk_supervisor}, {details()}, {}, {}, {filed}});
  } else {
    ways.push_back({"", filed, first, "提交判罚", "File the penalty", Trigger::person, {table.initiator}, table.form, is_about_a_client, decided});
  }
  if (table.confirmed) {
    steps.push_back({.name = "confirming", .zh = "代理商确认", .en = "Confirmation", .acts = Role::reseller_user, .within = {"promo.penalty.confirm_working_days"}});
    ways.push_back({"confirming", "confirm", after, "确认判罚", "Confirm", Trigger::person, {Role::reseller_user}, {{.name = "confirmed_by", .zh = "确认人", .en = "Confirmed by"}, details()}, {},
                    {takes, tells("penalty_taken", {"reseller"}, copies), renewal}});
    ways.push_back({"confirming", overdue, after, "", "", Trigger::clock, {}, {}, {}, {takes, tells("penalty_deemed_confirmed", {"reseller"}, copies), renewal}});
  }
  if (table.appealable) {
    steps.push_back({.name = "taken", .zh = "已扣款，申诉期内", .en = "Taken, open to appeal", .within = {"promo.penalty.appeal_working_days", DeadlineForm::within_working_days, told}});
    steps.push_back({.name = "appealed", .zh = "申诉中", .en = "Under appeal"});
    if (table.confirmed) ways.push_back({"confirming", "appealed", "appealed", "代理商申诉", "Appealed", Trigger::event});
    ways.push_back({"taken", "appealed", "appealed", "代理商申诉", "Appealed", Trigger::event});
    ways.push_back({"taken", overdue, "closed", "", "", Trigger::clock});
    ways.push_back({"appealed", "upheld", "cancelled", "申诉成立", "Upheld", Trigger::event, {}, {}, {}, {runs("reverses_penalty", "冲回判罚", "Reverses it", reverses_penalty)}});
    ways.push_back({"appealed", "upheld_partly", "closed", "申诉部分成立", "Upheld in part", Trigger::event, {}, {}, {}, {runs("reduces_penalty", "冲回一部分", "Reverses a part", reduces_penalty), renewal}});
    ways.push_back({"appealed", "rejected", "closed", "申诉驳回", "Rejected", Trigger::event, {}, {}, {}, {takes, renewal}});
  }
  steps.push_back({.name = "closed", .zh = "判罚生效", .en = "In force", .end = true});
  if (table.appealable) steps.push_back({.name = "cancelled", .zh = "判罚撤销", .en = "Cancelled", .end = true, .failed = true});
  if (table.applied_for) steps.push_back({.name = "dismissed", .zh = "不予判罚", .en = "Dismissed", .end = true, .failed = true});

  std::vector<std::string_view> path;
  for (const std::string_view name : {"deciding", "confirming", "taken", "closed"})
    if (std::ranges::find(steps, name, &Step::name) != steps.end()) path.push_back(name);
  std::vector<PackNeed> values{{"promo." + std::string(table.id) + ".ladder", PackNeed::Kind::text},
                               {"promo." + std::string(table.id) + ".appealable", PackNeed::Kind::number},
                               {"promo.deposit.required", PackNeed::Kind::money}};
  const bool promises = table.id != std::string_view("penalty_cross_region");  // RSK-11: RSK-3 to RSK-8
  return {.id = table.id, .zh = table.zh, .en = table.en, .rules = table.rules, .pack = "promo", .steps = std::move(steps), .transitions = std::move(ways), .path = std::move(path),
          .values = std::move(values), .answers = promises ? Role::risk_supervisor : Role::clock, .answers_within = promises ? "promo.risk.answer_hours" : ""};
}

// clang-format on

}  // namespace ch
