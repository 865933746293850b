// What the ten tables of chapter 05 share.
#include <algorithm>

#include "penalties/blocks.h"

namespace ch {

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

namespace {

// What a pack may ask for, of whichever kind (RSK-13).
std::vector<Question> any_kind_may_ask() {
  return {rule_breached(), evidence(), stated_amount(), details(), front_end(), landing_page_1(), landing_page_2()};
}

}  // namespace

Question front_end() {
  return {.name = "screenshot",
          .zh = "360视频推广前台截图",
          .en = "Screenshot of the video promotion's front end",
          .kind = AnswerKind::document};
}
Question landing_page_1() {
  return {.name = "landing_page_1", .zh = "争议账户落地页链接一", .en = "Landing page of the first account", .kind = AnswerKind::link};
}
Question landing_page_2() {
  return {.name = "landing_page_2", .zh = "争议账户落地页链接二", .en = "Landing page of the second account", .kind = AnswerKind::link};
}

// clang-format off: a table
Procedure penalty(PenaltyTable table) {
  const std::vector<std::string_view> copies = table.local_manager ? std::vector<std::string_view>{"local_channel_manager"} : std::vector<std::string_view>{};
  const Effect stops = runs("stops_refund", "停止未付的退款", "Stops a refund that is not paid", stops_refund);  // RSK-9
  const Effect amount = runs("decides_amount", "按阶梯定金额", "Decides the amount", decides_amount);
  const Effect takes = runs("takes_penalty", "从保证金扣款", "Takes it from the deposit", takes_penalty);
  const Effect notice = tells(table.notice, {"reseller"}, copies);
  const Effect renewal = opens("deposit_renewal").where(deposit_is_low);  // RSK-2
  const std::string_view told = table.applied_for ? "decide" : filed;  // the notice, from which the time for an appeal counts (RSK-12)
  const std::string_view after = table.appealable ? "taken" : "closed";
  const std::string_view first = table.confirmed ? "confirming" : after;
  const std::vector<Effect> decided = table.confirmed ? std::vector<Effect>{amount, notice} : std::vector<Effect>{amount, takes, notice, renewal};
  std::vector<Effect> at_filing = decided;
  at_filing.insert(at_filing.begin(), stops);

  std::vector<Step> steps;
  std::vector<Transition> ways;
  if (table.applied_for) {
    steps.push_back({.name = "deciding", .zh = "风险监察裁定", .en = "Being decided", .acts = Role::risk_supervisor});
    ways.push_back({"", filed, "deciding", "申请判罚", "Apply for a penalty", Trigger::person, {table.initiator}, table.form, is_about_a_client, {stops, tells(table.application, {"risk"})}, {}, false, true});
    ways.push_back({"deciding", "decide", first, "裁定判罚", "Decide", Trigger::person, {Role::risk_supervisor}, {rule_breached(), stated_amount()}, {}, decided, {filed}});
    ways.push_back({"deciding", "dismiss", "dismissed", "不予判罚", "Dismiss", Trigger::person, {Role::risk_supervisor}, {details()}, {}, {}, {filed}});
  } else {
    ways.push_back({"", filed, first, "提交判罚", "File the penalty", Trigger::person, {table.initiator}, table.form, is_about_a_client, std::move(at_filing)});
  }
  ways.front().by_policy = true;
  ways.front().may_ask = any_kind_may_ask();
  if (table.confirmed) {
    steps.push_back({.name = "confirming", .zh = "代理商确认", .en = "Confirmation", .acts = Role::reseller_user, .within = {"promo.penalty.confirm_working_days"}});
    ways.push_back({"confirming", "confirm", after, "确认判罚", "Confirm", Trigger::person, {Role::reseller_user}, {{.name = "confirmed_by", .zh = "确认人", .en = "Confirmed by"}, details()}, {},
                    {takes, tells("penalty_taken", {"reseller"}, copies), renewal}});
    ways.push_back({"confirming", overdue, after, "", "", Trigger::clock, {}, {}, {}, {takes, tells("penalty_deemed_confirmed", {"reseller"}, copies), renewal}});
  }
  if (table.appealable) {
    steps.push_back({.name = "taken", .zh = "已记账，申诉期内", .en = "Booked, open to appeal", .within = {"promo.penalty.appeal_working_days", DeadlineForm::within_working_days, told}});
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
  return {.id = table.id, .zh = table.zh, .en = table.en, .rules = table.rules, .pack = "promo", .steps = std::move(steps), .transitions = std::move(ways), .path = std::move(path),
          .values = std::move(values),
          .notes = {{"breach", "第几次违规", "Breach number"}, {"covered", "从保证金扣除", "Taken from the deposit", AnswerKind::money}, {"owed", "代理商欠缴", "Owed by the reseller", AnswerKind::money}, {"reversed", "申诉冲回", "Taken back on appeal", AnswerKind::money}, {"taken", "冲回款中扣缴其他欠缴的判罚", "Of it taken for what other penalties left owed", AnswerKind::money}, {"taken_of", "扣缴的判罚", "Penalties taken"}},
          .answers = table.answered ? Role::risk_supervisor : Role::clock, .answers_within = table.answered ? "promo.risk.answer_hours" : ""};
}

Procedure deposit(DepositTable table) {
  std::vector<Effect> booked{runs("books_deposit", "记入保证金", "Books the deposit", books_deposit), tells("deposit_booked", {"reseller"}, {"local_channel_manager"})};
  // What penalties were owed of it goes first; then a first payment may have left it short.
  booked.push_back(tells("deposit_taken", {"reseller"}, {"local_channel_manager"}).where(nothing_was_owed.otherwise()));
  booked.push_back(opens("deposit_renewal").where(table.again ? deposit_is_low : penalties_used_it_up));
  Procedure made{.id = table.id, .zh = table.zh, .en = table.en, .rules = table.rules, .pack = "promo",
          .steps =
              {
                  {.name = "booking", .zh = "财务登记到账", .en = "Wire to be booked", .acts = Role::finance},
                  {.name = "booked", .zh = "已缴纳", .en = "Paid in", .end = true},
                  {.name = "cancelled", .zh = "已取消", .en = "Cancelled", .end = true, .failed = true},
              },
          .transitions =
              {
                  std::move(table.filing),
                  {"booking", "book", "booked", "登记到账", "Book the wire", Trigger::person, {Role::finance}, {{.name = "wire", .zh = "来款（客户或代理商汇入的应缴全额）", .en = "Wire (the whole amount, from the client or its reseller)", .kind = AnswerKind::choice, .offers = wires_for_deposit}}, wire_pays_deposit,
                   std::move(booked), {filed}},
                  {"booking", "cancel", "cancelled", "取消", "Cancel", Trigger::person, {Role::risk_supervisor}, {details()}, {},
                   table.again ? std::vector<Effect>{} : std::vector<Effect>{runs("deposit_changed", "核对续费", "Looks at an open renewal", deposit_changed), opens("deposit_renewal").where(penalties_used_it_up)}},
              },
          .path = {"booking", "booked"},
          .values = {{"promo.deposit.required", PackNeed::Kind::money}},
          .notes = {{"taken", "其中扣缴欠缴的判罚", "Of it taken for what was owed", AnswerKind::money}, {"taken_of", "扣缴的判罚", "Penalties taken"}}};
  if (!table.again) return made;
  // Whatever changes the deposit meanwhile.
  const auto told = [](std::string_view message) { return tells(message, {"reseller"}, {"local_channel_manager"}); };
  made.steps.push_back({.name = "not_needed", .zh = "已无需补缴", .en = "Not needed any more", .end = true});
  made.transitions.push_back({"booking", "deposit_changed", "not_needed", "保证金变动", "Deposit changed", Trigger::event, {}, {}, deposit_is_whole, {told("renewal_not_needed")}});
  made.transitions.push_back({"booking", "deposit_changed", "booking", "保证金变动", "Deposit changed", Trigger::event, {}, {}, deposit_is_whole.otherwise(), {told("renewal_changed")}});
  return made;
}

// clang-format on

}  // namespace ch
