// The table of codes (CON-9), one line each. Words say what to do; {name} is the refusal's argument of that name.
#include "api/codes.h"

#include <cstdio>
#include <cstdlib>

namespace ch {

namespace {

// clang-format off: one line each
constexpr CodeSpec table[] = {
    {"done", Band::done, "", "已完成。", "Done."},

    // what cannot be understood
    {"malformed_json", Band::malformed, "CON-9", "输入不是规范的 JSON（第 {line} 行第 {column} 列，{reason}），请修正后重发。", "The input is not strict JSON (line {line}, column {column}: {reason}); correct it and send it again."},
    {"malformed_field", Band::malformed, "CON-9", "字段 {field} 不符合要求（{reason}），请修正后重发。", "Field {field} does not fit ({reason}); correct it and send it again."},
    {"malformed_id", Band::malformed, "CON-7", "命令编号应为 UUIDv7，请由客户端重新生成。", "The command's id must be a UUIDv7; let the client make a new one."},
    {"malformed_cursor", Band::malformed, "CON-9", "翻页位置无效，请从第一页重新查询。", "The cursor is not one of ours; ask again from the first page."},
    {"unknown_command", Band::malformed, "CON-7", "没有名为 {name} 的命令，请核对命令表。", "There is no command named {name}; look it up in the command table."},
    {"unknown_query", Band::malformed, "CON-7", "没有名为 {name} 的查询，请核对查询表。", "There is no query named {name}; look it up in the query table."},
    {"page_limit", Band::malformed, "CON-9", "每页条数应为 1 到 500。", "Ask for 1 to 500 rows a page."},
    {"amount_not_positive", Band::malformed, "CON-9", "金额须大于 0.00，请重新填写。", "The amount must be above 0.00; enter it again."},
    {"amount_too_large", Band::malformed, "CON-9", "金额不能超过 {most}，请分次办理。", "The amount may be {most} at most; split it."},
    {"text_blank", Band::malformed, "CON-9", "此项不能为空，请填写。", "This must not be blank; fill it in."},
    {"text_too_long", Band::malformed, "CON-9", "此项最多 {most} 个字，请缩短。", "This may have {most} characters at most; shorten it."},
    {"text_control", Band::malformed, "CON-9", "此项含有换行或控制字符，请删除。", "This has a line break or control character in it; take it out."},

    // who may, and the door itself
    {"not_allowed", Band::not_allowed, "CON-11", "当前角色无权办理，请由有权限的人员办理。", "Your role may not do this; ask somebody whose role may."},
    {"id_reused", Band::malformed, "CON-7", "该命令编号已用于其他内容，请换新编号重发。", "This command id was used with other content; send it with a new id."},
    {"four_eyes", Band::not_allowed, "CON-11", "提交人或批准人不能自己办理下一步，请由另一位同事办理。", "Whoever filed or approved it may not do the next step himself; ask a colleague."},

    // the engine and the tenant
    {"no_such_grant", Band::not_allowed, "CON-11", "用户 {user} 没有这个角色，请联系管理员授权。", "User {user} does not hold this role; ask an administrator to grant it."},
    {"amount_overflow", Band::refused, "CON-1", "金额超出可记账的范围，请减小金额。", "The amounts leave the range that can be booked; use smaller ones."},
    {"time_out_of_range", Band::malformed, "CON-3", "时间须在 2000 年至 2199 年之间，请更正。", "Times lie between the years 2000 and 2199; correct it."},
    {"internal_fault", Band::retry, "CON-9", "程序检查未通过，本次操作未生效，请联系技术人员（{detail}）。", "A check of the program failed and nothing was changed; tell the engineers ({detail})."},
    {"store_failed", Band::retry, "CON-9", "数据未能写入，未确认保存，请稍后重试。", "The data could not be written and is not confirmed; try again."},
    {"store_full", Band::retry, "CON-9", "存储空间不足，本次操作未保存，请清理空间后重试。", "The storage is full and nothing was saved; make room and try again."},
    {"schema_newer", Band::refused, "SRV-14", "数据由更新的版本写成（{found}，本程序 {known}），请更新程序。", "The data was written by a newer version ({found}; this program knows {known}); update the program."},
    {"text_malformed", Band::malformed, "CON-9", "此项不能为空，且不超过 {most} 字节，请更正。", "This must not be blank and may have {most} bytes at most; correct it."},
    {"already_set_up", Band::refused, "CON-11", "账套已建立，无需再次建立。", "The tenant is set up already; nothing is left to do."},
    {"pack_repeats", Band::malformed, "CON-10", "参数包中 {name} 重复，请只保留一个。", "The pack has {name} twice; keep one."},
    {"pack_incomplete", Band::malformed, "CON-10", "参数包缺少 {name} 或类型不符，请补全。", "The pack lacks {name}, or has it as another kind; complete it."},
    {"unknown_policy", Band::refused, "CON-10", "没有名为 {name} 的参数或版本，请核对。", "There is no policy value or version {name}; check the name."},
    {"policy_malformed", Band::refused, "CON-10", "参数值的格式不符（应为 {kind}），请更正。", "The value is not of its kind ({kind}); correct it."},
    {"policy_out_of_range", Band::refused, "CON-10", "参数值须在 {low} 与 {high} 之间，请更正。", "The value must lie between {low} and {high}; correct it."},
    {"effective_in_past", Band::refused, "CON-10", "生效日期不能早于今天，请选择今天或以后。", "It cannot take effect in the past; choose today or later."},
    {"policy_change_open", Band::refused, "CON-10", "该参数已有待决定或待生效的变更，请先处理。", "A change of this value waits for a decision or for its day; settle that first."},
    {"policy_decided", Band::refused, "CON-10", "该变更已有决定，无需再办理。", "This change has been decided already."},
    {"role_not_grantable", Band::refused, "CON-11", "该角色只属于系统，不能授予用户。", "This role is the system's own and cannot be granted."},
    {"party_does_not_fit_role", Band::refused, "CON-11", "外部用户须指明所属公司，平台人员不应填写。", "Outside users need the company they belong to; staff have none."},
    {"own_role", Band::refused, "CON-11", "不能更改自己的角色，请由另一位管理员办理。", "Nobody changes his own roles; ask another administrator."},
    {"role_held", Band::refused, "CON-11", "该用户已有此角色。", "The user holds this role already."},
    {"role_not_held", Band::refused, "CON-11", "该用户没有此角色，请核对。", "The user does not hold this role; check it."},
    {"clock_not_halted", Band::refused, "CON-3", "时钟未暂停，无需确认。", "The clock is not halted; there is nothing to confirm."},

    // the ledger
    {"below_floor", Band::refused, "LED-3", "账本余额不足，该笔分录会低于下限，请核对金额。", "The book does not hold that much: the entry would break its floor; check the amount."},
    {"not_reversible", Band::refused, "LED-1", "该类分录不能冲正，请改用相应业务办理。", "Entries of this kind are not reversed; use the procedure that undoes them."},
    {"already_reversed", Band::refused, "LED-1", "该分录已冲正，无需再次冲正。", "This entry has been reversed already; nothing is left to do."},
    {"more_than_entry", Band::refused, "LED-1", "冲正金额超过原分录的剩余金额，请减小金额。", "That is more than is left of the entry; reverse less."},
    {"more_than_available", Band::refused, "LED-6", "金额超过可用余额，请减小金额或先充值。", "That is more than is available; take less or recharge first."},
    {"more_than_held", Band::refused, "LED-6", "金额超过该笔剩余冻结金额，请核对金额。", "That is more than is still held; check the amount."},
    {"too_many_entries", Band::refused, "LED-1", "一次命令产生的分录过多，请分批办理。", "One command made too many entries; do it in parts."},

    // merchants and opening
    {"unknown_party", Band::refused, "CON-8", "没有该商家，请核对编号。", "There is no such merchant; check its number."},
    {"unknown_account", Band::refused, "CON-8", "没有该预存账户，请核对编号。", "There is no such prepaid account; check its number."},
    {"supplier_taken", Band::refused, "PRE-1", "供应商编号 {supplier} 已登记，请核对编号。", "Supplier {supplier} is registered already; check the number."},
    {"no_settlement_profile", Band::refused, "PRE-1", "结算资料中没有有效的电汇银行账户。请任选一种方式维护后再办理：由采销在供应商系统维护（{menu_buyer}）；或自行维护（{menu_supplier}，{link}）。", "The settlement profile has no wire bank account in force. Get one in either way, then come back: through your buyer in the supplier system ({menu_buyer_en}), or by yourself ({menu_supplier_en}, {link})."},
    {"profile_name_differs", Band::refused, "PRE-1", "结算账户户名“{account_name}”与公司注册名称“{registered}”不一致，请先更正结算资料中的户名。", "The account name \"{account_name}\" is not the registered name \"{registered}\"; correct the name in the settlement profile first."},
    {"bank_account_malformed", Band::refused, "PRE-1", "银行账号应为 8 至 30 位数字，请核对。", "A bank account number has 8 to 30 digits; check it."},
    {"already_open", Band::refused, "PRE-1", "已开通预存账户 {number}，可直接使用。", "The prepaid account {number} is open already; use it."},
    {"account_closed", Band::refused, "PRE-3", "账户 {number} 已销户，请联系{contact}。", "Account {number} is closed; ask {contact_en}."},

    // alerts
    {"alerts_not_set", Band::refused, "PRE-2", "请先完成预警设置（余额预警值、熔断金额和联系人）。", "Set the alerts first: low-balance value, circuit-breaker value and contacts."},
    {"breaker_below_default", Band::refused, "PRE-14", "熔断金额不能低于系统默认值 {least}，请调高。", "The circuit-breaker value may not be below the default of {least}; raise it."},
    {"contacts_missing", Band::refused, "PRE-2", "请至少填写一个邮箱或手机号，用于接收通知。", "Give at least one e-mail address or phone number for the notices."},
    {"too_many_contacts", Band::refused, "PRE-2", "最多可填 {emails} 个邮箱和 {phones} 个手机号（合计不超过 {all} 个），请减少。", "There may be {emails} e-mail addresses and {phones} phone numbers at most ({all} in all); take some out."},
    {"email_malformed", Band::refused, "PRE-2", "邮箱地址格式不正确，请核对。", "This is no e-mail address; check it."},
    {"phone_malformed", Band::refused, "PRE-2", "手机号格式不正确，请填写 6 至 15 位数字，可带区号。", "This is no phone number; give 6 to 15 digits, with a leading + for other countries."},
    {"contact_repeated", Band::refused, "PRE-2", "同一联系方式填写了两次，请删除一个。", "The same contact stands here twice; take one out."},

    // states of the account
    {"account_not_active", Band::refused, "PRE-3", "账户尚未激活，请先完成首笔充值。", "The account is not active yet; make the first recharge."},
    {"account_blocked", Band::refused, "PRE-3", "账户已停用（{reason}），请联系{contact}。", "The account is blocked ({reason}); ask {contact_en}."},
    {"already_blocked", Band::refused, "PRE-3", "账户已处于停用状态，无需再次停用。", "The account is blocked already; nothing is left to do."},
    {"not_blocked", Band::refused, "PRE-3", "账户未停用，无需恢复。", "The account is not blocked; nothing is left to do."},
    {"closing_money_left", Band::refused, "PRE-3", "销户前账户须清零：可用 {available}，冻结 {frozen}，提现处理中 {withdrawing}。请先提现并等待订单完成。", "An account is closed at zero: available {available}, frozen {frozen}, withdrawal in progress {withdrawing}. Withdraw, and wait for the orders to end."},
    {"closing_recharge_open", Band::refused, "PRE-3", "还有未完成的充值 {number}，请先取消或等待入账。", "Recharge {number} is under way; cancel it or wait for its wire."},
    {"closing_campaign_open", Band::refused, "PRE-3", "活动“{title}”尚未结束，请先结束活动。", "The campaign \"{title}\" has not ended; end it first."},
    {"owed_open", Band::refused, "PRE-9", "尚有待缴费 {owed}，请先充值缴清。", "{owed} is owed; recharge to pay it first."},

    // recharge and wires
    {"unknown_recharge", Band::refused, "CON-8", "没有该充值申请，请核对编号。", "There is no such recharge; check its number."},
    {"recharge_below_minimum", Band::refused, "PRE-4", "单笔充值不低于 {least}，请调高金额。", "A recharge is {least} at least; raise the amount."},
    {"unknown_wire", Band::refused, "CON-8", "没有该笔来款，请核对编号。", "There is no such wire; check its number."},
    {"bank_reference_reused", Band::refused, "LED-10", "银行流水号 {bank_reference} 已登记为其他内容，请核对银行对账单。", "The bank reference {bank_reference} was taken with other content; check the bank statement."},
    {"wire_not_in_suspense", Band::refused, "PRE-5", "该笔来款不在待匹配状态，请刷新后查看。", "This wire is not in suspense; look at it again."},
    {"wire_not_to_return", Band::refused, "PRE-5", "该笔来款不在退回清单中，请刷新后查看。", "This wire is not on the return list; look at it again."},
    {"match_other_payer", Band::refused, "PRE-5", "付款户名与该账户的注册名称不一致，不能入账，请退回来款。", "The payer's name is not this account's registered name; it is never credited: return the wire."},
    {"recharge_other_account", Band::refused, "PRE-5", "充值申请 {number} 不属于该账户，请重新选择。", "Recharge {number} is another account's; choose again."},

    // procedures and withdrawal
    {"wrong_step", Band::refused, "PRO-1", "{number} 当前处于“{at}”，不能办理此操作，请刷新后查看。", "{number} is at \"{at_en}\", where this cannot be done; look at it again."},
    {"unknown_case", Band::refused, "CON-8", "没有该工单，请核对编号。", "There is no such case; check its number."},
    {"unknown_withdrawal", Band::refused, "CON-8", "没有该提现申请，请核对编号。", "There is no such withdrawal; check its number."},
    {"withdrawal_above_available", Band::refused, "PRE-19", "提现金额超过可用余额 {available}，请减小金额。", "That is more than the {available} available; withdraw less."},
    {"payment_reference_reused", Band::refused, "PRE-20", "付款流水号 {bank_reference} 已用于提现 {number}，请核对银行回单。", "The payment reference {bank_reference} stands for withdrawal {number}; check the bank's receipt."},
    {"unknown_notice", Band::refused, "CON-8", "没有该通知，请刷新后查看。", "There is no such notice; look again."},

    // campaigns
    {"unknown_campaign", Band::refused, "CON-8", "没有该活动，请核对编号。", "There is no such campaign; check its number."},
    {"unknown_offer", Band::refused, "CON-8", "没有该平台活动，请刷新后重新选择。", "The platform offers no such campaign; look again and choose another."},
    {"campaign_times", Band::malformed, "PRE-7", "活动结束时间须晚于开始时间，请重新填写。", "A campaign ends after it starts; enter the times again."},
    {"campaign_over", Band::refused, "PRE-7", "活动结束时间 {ends} 已过，请选择尚未结束的时间。", "The campaign's end, {ends}, has passed; choose one that is yet to come."},
    {"already_enrolled", Band::refused, "PRE-7", "已报名该活动（{number}），无需重复报名。", "You are enrolled already ({number}); nothing is left to do."},
    {"campaign_ended", Band::refused, "PRE-7", "活动“{title}”已结束，无需再次结束。", "The campaign \"{title}\" has ended already; nothing is left to do."},
    {"campaign_not_running", Band::refused, "PRE-8", "活动“{title}”未在进行中，该订单不能在此活动下冻结，请核对订单所属活动。", "The campaign \"{title}\" is not running, so no order is frozen under it; check which campaign the order belongs to."},

    // orders
    {"unknown_order", Band::refused, "PRE-13", "尚未收到订单 {order} 的冻结消息，请核对订单号或等待商城发送。", "No freeze of order {order} has come; check its number, or wait for the shop to send it."},
    {"order_known", Band::refused, "PRE-13", "订单 {order} 已登记为其他活动或费用（{fee}），请与商城核对。", "Order {order} is known with another campaign or fee ({fee}); check with the shop."},
    {"order_completed", Band::refused, "PRE-10", "订单 {order} 已完成，不能再解冻，请改用结算退款。", "Order {order} is completed and cannot be released; refund it."},
    {"order_released", Band::refused, "PRE-11", "订单 {order} 的费用已全部解冻，不能再结算，请与商城核对。", "All of order {order} has been released, so nothing is left to settle; check with the shop."},
    {"more_than_settled", Band::refused, "PRE-12", "退款超过该订单可退的已结算金额 {settled}，请减小金额。", "That is more than the {settled} that was settled and not yet refunded; refund less."},
    {"counterpart_missing", Band::refused, "PRE-13", "{hours} 小时内没有收到该订单的冻结消息，请与商城核对后重试或登记处理结果。", "The order's freeze did not come within {hours} hours; check with the shop, then retry or record what was done."},
    {"unknown_exception", Band::refused, "CON-8", "没有该异常，请核对编号。", "There is no such exception; check its number."},
    {"exception_not_open", Band::refused, "PRE-13", "该异常已处理，无需再次处理。", "This exception has been dealt with; nothing is left to do."},

    // what queries ask
    {"days_out_of_range", Band::malformed, "CON-9", "天数应为 1 到 400，请重新填写。", "Ask for 1 to 400 days."},
    {"dates_reversed", Band::malformed, "CON-9", "开始日期晚于结束日期，请重新填写。", "The first date is after the last; enter them again."},
    {"unknown_entry_kind", Band::malformed, "CON-9", "此处没有名为 {kind} 的类型，请从列表中选择。", "There is no kind {kind} here; choose one of the list."},
};
// clang-format on

[[noreturn]] void stop(const char* why, std::string_view code) {
  std::fprintf(stderr, "%s: %.*s\n", why, static_cast<int>(code.size()), code.data());
  std::abort();
}

}  // namespace

std::span<const CodeSpec> code_specs() { return table; }

const CodeSpec* code_spec(std::string_view code) {
  for (const CodeSpec& spec : table) {
    if (spec.code == code) return &spec;
  }
  return nullptr;
}

std::unexpected<Refusal> refused(std::string_view code, std::string_view field, std::vector<Arg> args) {
  const CodeSpec* spec = code_spec(code);
  if (spec == nullptr) stop("a code that is not in the table", code);
  return std::unexpected(Refusal{std::string(code), spec->band, std::string(spec->rule), std::string(field), std::move(args)});
}

std::string words(const Refusal& refusal, Language language) {
  const CodeSpec* spec = code_spec(refusal.code);
  if (spec == nullptr) return refusal.code;
  std::vector<Arg> args = refusal.args;
  args.push_back({"field", refusal.field});
  return fill(language == Language::zh ? spec->zh : spec->en, args);
}

std::string fill(std::string_view words, std::span<const Arg> args) {
  std::string filled;
  while (!words.empty()) {
    const auto open = words.find('{');
    const auto close = open == std::string_view::npos ? open : words.find('}', open);
    if (close == std::string_view::npos) break;
    filled += words.substr(0, open);
    const std::string_view name = words.substr(open + 1, close - open - 1);
    for (const Arg& arg : args) {
      if (arg.name == name) {
        filled += arg.value;
        break;
      }
    }
    words.remove_prefix(close + 1);
  }
  return filled += words;
}

}  // namespace ch
