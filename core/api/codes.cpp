// The table of codes (CON-9), one line each. Words say what to do; {name} is the refusal's argument of that name.
#include "api/codes.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "api/written.h"

namespace ch {

namespace {

// clang-format off: one line each
constexpr CodeSpec table[] = {
    {"done", Band::done, "", "已完成。", "Done."},

    // what cannot be understood
    {"malformed_json", Band::malformed, "CON-9", "输入不是规范的 JSON（第 {line} 行第 {column} 列：{reason}），请修正后重发。", "The input is not strict JSON (line {line}, column {column}: {reason}); correct it and send it again."},
    {"malformed_field", Band::malformed, "CON-9", "{field}：{reason}。请修正后重发。", "{field}: {reason}. Correct it and send it again."},
    {"malformed_statement", Band::malformed, "LED-10", "银行对账单第 {line} 行第 {column} 列有误：{reason}（{field}）。尚未登记任何来款，请更正或重新下载后再导入。", "The bank's statement is wrong at line {line}, column {column}: {reason} ({field}). Nothing of it was taken; correct it or download it anew, then import it again."},
    {"malformed_xml", Band::malformed, "CON-9", "文件不是可接受的 XML（第 {line} 行第 {column} 列：{reason}）。尚未登记任何来款，请重新下载后再导入。", "The file is not XML that is accepted here (line {line}, column {column}: {reason}). Nothing of it was taken; download it anew and import it again."},
    {"malformed_csv", Band::malformed, "LED-10", "文件不是规范的 CSV（第 {line} 行第 {column} 列：{reason}）。尚未登记任何来款，请更正或重新下载后再导入。", "The file is not proper CSV (line {line}, column {column}: {reason}). Nothing of it was taken; correct it or download it anew, then import it again."},
    {"malformed_payment_status", Band::malformed, "LED-11", "付款状态报告第 {line} 行第 {column} 列有误：{reason}（{field}）。尚未登记任何结果，请重新下载后再导入。", "The payment status report is wrong at line {line}, column {column}: {reason} ({field}). Nothing of it was taken; download it anew, then import it again."},
    {"malformed_id", Band::malformed, "CON-7", "命令编号应为 UUIDv7，请由客户端重新生成。", "The command's id must be a UUIDv7; let the client make a new one."},
    {"malformed_cursor", Band::malformed, "CON-9", "翻页位置无效，请从第一页重新查询。", "The cursor is not one of ours; ask again from the first page."},
    {"unknown_command", Band::malformed, "CON-7", "没有名为 {name} 的命令，请核对命令表。", "There is no command named {name}; look it up in the command table."},
    {"unknown_query", Band::malformed, "CON-7", "没有名为 {name} 的查询，请核对查询表。", "There is no query named {name}; look it up in the query table."},
    {"page_limit", Band::malformed, "CON-9", "每页条数应为 1 到 500。", "Ask for 1 to 500 rows a page."},
    {"amount_not_positive", Band::malformed, "CON-9", "金额须大于 0.00，请重新填写。", "The amount must be above 0.00; enter it again."},
    {"amount_too_large", Band::malformed, "CON-9", "金额不能超过 {most}，请核对。", "The amount may be {most} at most; check it."},
    {"text_blank", Band::malformed, "CON-9", "此项不能为空，请填写。", "This must not be blank; fill it in."},
    {"text_too_long", Band::malformed, "CON-9", "此项最多 {most} 个字，请缩短。", "This may have {most} characters at most; shorten it."},
    {"text_control", Band::malformed, "CON-9", "此项含有换行或控制字符，请删除。", "This has a line break or control character in it; take it out."},
    {"text_unseen", Band::malformed, "CON-9", "此项含有改变书写方向或不可见的字符，读出来会与所写不同，请删除后重新输入。", "This has characters in it that nobody sees or that turn the writing around, so that it would read as something else; take them out."},

    // who may, and the door itself
    {"not_allowed", Band::not_allowed, "CON-11", "当前角色无权办理，请由有权限的人员办理。", "Your role may not do this; ask somebody whose role may."},
    {"id_reused", Band::malformed, "CON-7", "该命令编号已用于其他内容，请换新编号重发。", "This command id was used with other content; send it with a new id."},
    {"four_eyes", Band::not_allowed, "CON-11", "提交人或批准人不能自己办理下一步，请由另一位同事办理。", "Whoever filed or approved it may not do the next step himself; ask a colleague."},

    // the engine and the tenant
    {"no_such_grant", Band::not_allowed, "CON-11", "用户 {user} 没有这个角色，请联系管理员授权。", "User {user} does not hold this role; ask an administrator to grant it."},
    {"amount_overflow", Band::refused, "CON-1", "金额超出可记账的范围，请减小金额。", "The amounts leave the range that can be booked; use smaller ones."},
    {"time_out_of_range", Band::malformed, "CON-3", "时间须在 2000 年至 2199 年之间，请更正。", "Times lie between the years 2000 and 2199; correct it."},
    {"time_in_future", Band::malformed, "CON-3", "时间 {now} 晚于本机时钟（{clock}）。账套内的时间不会倒退，因此不接受未来时间，请更正；仅供培训的数据可加 --allow-future。", "{now} is later than this machine's clock ({clock}). Within a tenant time never goes back, so times to come are refused: correct it, or, for training data alone, add --allow-future."},
    {"internal_fault", Band::retry, "CON-9", "程序检查未通过，本次操作未生效，请联系技术人员（{detail}）。", "A check of the program failed and nothing was changed; tell the engineers ({detail})."},
    {"store_failed", Band::retry, "CON-9", "数据未能写入，未确认保存，请稍后重试。", "The data could not be written and is not confirmed; try again."},
    {"store_full", Band::retry, "CON-9", "存储空间不足，本次操作未保存，请清理空间后重试。", "The storage is full and nothing was saved; make room and try again."},
    {"schema_newer", Band::refused, "SRV-14", "数据由更新的版本写成（{found}，本程序 {known}），请更新程序。", "The data was written by a newer version ({found}; this program knows {known}); update the program."},
    {"schema_older", Band::refused, "SRV-14", "数据由较早的版本写成（{found}，本程序 {known}），查看类命令不会改动它。请先备份该文件，再用 exec 打开一次以升级。", "The data was written by an older version ({found}; this program writes {known}), and what only reads changes nothing. Copy the file, then open it once with exec, which brings it up to date."},
    {"schema_damaged", Band::refused, "LED-7", "{table}：数据与写入时不符，未作升级，也未作任何改动。请从备份恢复。", "{table}: the data is not as it was written, so it was not brought up to date, and nothing was changed; restore it from a backup."},
    {"no_tenant", Band::refused, "CON-11", "此文件中还没有账套，请核对路径，或先用 init 建立。", "There is no tenant in this file yet; check the path, or set one up with init."},
    {"already_set_up", Band::refused, "CON-11", "账套已建立，无需再次建立。", "The tenant is set up already; nothing is left to do."},
    {"pack_repeats", Band::malformed, "CON-10", "参数包中 {name} 重复，请只保留一个。", "The pack has {name} twice; keep one."},
    {"pack_incomplete", Band::malformed, "CON-10", "参数包缺少 {name} 或类型不符，请补全。", "The pack lacks {name}, or has it as another kind; complete it."},
    {"unknown_policy", Band::refused, "CON-10", "没有名为 {name} 的参数或版本，请核对。", "There is no policy value or version {name}; check the name."},
    {"policy_malformed", Band::refused, "CON-10", "参数值的格式不符（应为{kind}），请更正。", "The value is not of its kind ({kind}); correct it."},
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
    {"cash_short", Band::refused, "LED-3", "账面银行存款只有 {balance}，不足以支付 {amount}。请先登记尚未登记的来款；如银行账户里是平台自有资金，请登记该来款后“归入自有资金”。", "The books have {balance} at the bank, which does not cover {amount}. Take in the wires that have not been taken; where the money at the bank is the platform's own, take it in and keep it as ours."},
    {"below_floor_then", Band::refused, "LED-3", "{day}日终该账本（{book_zh}）只有 {balance}，该笔分录会低于下限，请改用更晚的业务日期。", "At the end of {day} the book ({book_en}) held {balance} only: the entry would break its floor; choose a later business date."},
    {"not_reversible", Band::refused, "LED-1", "该类分录不能冲正，请改用相应业务办理。", "Entries of this kind are not reversed; use the procedure that undoes them."},
    {"already_reversed", Band::refused, "LED-1", "该分录已冲正，无需再次冲正。", "This entry has been reversed already; nothing is left to do."},
    {"more_than_entry", Band::refused, "LED-1", "冲正金额超过原分录的剩余金额，请减小金额。", "That is more than is left of the entry; reverse less."},
    {"more_than_available", Band::refused, "LED-6", "金额超过可用余额，请减小金额或先充值。", "That is more than is available; take less or recharge first."},
    {"more_than_held", Band::refused, "LED-6", "金额超过该笔剩余冻结金额，请核对金额。", "That is more than is still held; check the amount."},
    {"too_many_entries", Band::refused, "LED-1", "一次命令产生的分录过多，请分批办理。", "One command made too many entries; do it in parts."},

    // merchants and opening
    {"unknown_party", Band::refused, "CON-8", "没有该商家，请核对编号。", "There is no such merchant; check its number."},
    {"unknown_account", Band::refused, "CON-8", "没有该预存账户，请核对编号。", "There is no such prepaid account; check its number."},
    {"client_registered", Band::refused, "RSK-1", "该代理商已登记名为“{name}”的客户（{code}），请直接使用。", "This reseller has a client of the name {name} already ({code}); use that one."},
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
    {"not_our_account", Band::malformed, "LED-10", "对账单所属账户为 {own_account}，不是我方收款账户（{ours}），不予登记。请核对是否拿错对账单；如确为我方账户，请由管理员将其加入参数 credit.receiving.more_accounts 后重新导入。", "The statement is of account {own_account}, and money comes in on {ours}: nothing is taken. Check that this is the right statement; if the account is ours too, have an administrator add it to the policy credit.receiving.more_accounts and import it again."},
    {"perhaps_taken", Band::refused, "LED-10", "银行没有给出流水号；同一天、同样金额和内容的来款已登记为 {number}，可能就是这一笔。请与 {number} 及银行核对；如确是另一笔款项，请以流水号 {by_hand} 人工登记。", "The bank gave no reference, and a wire of the same day, amount and text was taken as {number}: this may be the same one. Compare it with {number} and with the bank; if it is other money, take it by hand under the reference {by_hand}."},
    {"booked_out_of_range", Band::malformed, "LED-2", "银行记账日期须在 {earliest} 至 {latest} 之间，请核对银行对账单。", "The bank's booking date must lie between {earliest} and {latest}; check the bank's statement."},
    {"bank_line_pending", Band::retry, "LED-10", "银行尚未入账（{status}），本次不登记；入账后会在以后的对账单中再次出现，届时再导入。", "Pending at the bank ({status}) and not booked, so it is not taken; it will come again in a later statement when it is booked: import that one."},
    {"payment_not_decided", Band::retry, "LED-11", "银行尚未办结（{status}），本次不登记；办结后请导入新的报告或对账单。", "The bank has not decided yet ({status}), so nothing is taken; import its next report or its statement."},
    {"bank_line_debit", Band::refused, "LED-10", "这是支出，不作为来款登记，请人工核对。", "Money that went out is not taken as a wire; look at it by hand."},
    {"bank_line_reversal", Band::refused, "LED-10", "这是银行冲正，不作为来款登记，请人工核对。", "A reversal is not taken as a wire; look at it by hand."},
    {"wire_not_in_suspense", Band::refused, "PRE-5", "该笔来款不在待匹配状态，请刷新后查看。", "This wire is not in suspense; look at it again."},
    {"wire_of_other_payer", Band::refused, "RSK-1", "来款付款方“{payer}”既不是该客户，也不是其代理商，不能用于缴纳；请另选来款，或退回该来款。", "The wire's payer, {payer}, is neither the client nor its reseller; choose another wire, or return this one."},
    {"wire_of_party", Band::refused, "LED-10", "来款付款方“{payer}”是已登记的公司，该款项不是自有资金；请匹配或退回。", "The wire's payer, {payer}, is a registered company, so this is not our own money; match it, or return it."},
    {"wire_not_to_return", Band::refused, "PRE-5", "该笔来款不在退回清单中，请刷新后查看。", "This wire is not on the return list; look at it again."},
    {"match_other_payer", Band::refused, "PRE-5", "付款户名与该账户的注册名称不一致，不能入账，请退回来款。", "The payer's name is not this account's registered name; it is never credited: return the wire."},
    {"recharge_other_account", Band::refused, "PRE-5", "充值申请 {number} 不属于该账户，请重新选择。", "Recharge {number} is another account's; choose again."},

    // procedures and withdrawal
    {"wrong_step", Band::refused, "PRO-1", "{number} 当前处于“{at}”，不能办理此操作，请刷新后查看。", "{number} is at \"{at_en}\", where this cannot be done; look at it again."},
    {"unknown_case", Band::refused, "CON-8", "没有该工单，请核对编号。", "There is no such case; check its number."},
    {"unknown_withdrawal", Band::refused, "CON-8", "没有该提现申请，请核对编号。", "There is no such withdrawal; check its number."},
    {"withdrawal_above_available", Band::refused, "PRE-19", "提现金额超过可用余额 {available}，请减小金额。", "That is more than the {available} available; withdraw less."},
    {"payment_reference_reused", Band::refused, "PRE-20", "付款流水号 {bank_reference} 已用于 {number}，请核对银行回单。", "The payment reference {bank_reference} stands for {number}; check the bank's receipt."},
    {"unknown_batch", Band::refused, "LED-11", "没有该付款批次，请核对编号。", "There is no such batch of payments; check its number."},
    {"unknown_payment", Band::refused, "LED-11", "付款 {end_to_end} 不在任何付款批次中，请与银行核对。", "Payment {end_to_end} is in no batch of ours; ask the bank."},
    {"nothing_to_collect", Band::refused, "LED-11", "没有可付款的款项：提现须已批准，工单须已列入付款；都须不在其他批次中，且不是由本人批准或发起。", "Nothing can be paid now: a withdrawal has to be approved, or a case to wait for its payment, in no other batch, and not approved or filed by yourself."},
    {"unknown_message", Band::refused, "LED-11", "报告所述的报文 {message} 不是本租户交给银行的，未按其登记任何结果。请把报告导入其所属的租户，或与银行核对。", "The report is on message {message}, which this tenant did not give to the bank, so nothing that it says of the whole is taken. Import it into the tenant that it belongs to, or ask the bank."},
    {"payment_not_in_message", Band::refused, "LED-11", "本租户交给银行的报文 {message} 中没有付款 {end_to_end}，未登记其结果。请把报告导入其所属的租户，或与银行核对。", "There is no payment {end_to_end} in a message {message} of this tenant, so what is said of it is not taken. Import the report into the tenant that it belongs to, or ask the bank."},
    {"message_totals_differ", Band::refused, "LED-11", "报文 {message} 共 {payments} 笔、合计 {amount}，报告所述的原始笔数或合计与此不符，其整批结果未予登记，请与银行核对。", "Message {message} is of {payments} payments and {amount} in all, and the report states another number or sum, so what it says of the whole is not taken. Ask the bank."},
    {"payment_under_way", Band::refused, "LED-11", "{number} 已随付款批次 {batch} 交给银行，银行可能仍会付款；请等待银行结果，或在批次中登记付款 {end_to_end} 的结果。", "{number} was given to the bank in batch {batch}, which may pay it still: wait for what the bank says, or note in the batch what became of payment {end_to_end}."},
    {"payment_amount_differs", Band::refused, "LED-11", "付款 {end_to_end} 的金额应为 {amount}，与银行所述不符，请与银行核对。", "Payment {end_to_end} is of {amount}, and the bank tells of another amount; ask the bank."},
    {"payment_decided", Band::refused, "LED-11", "付款 {end_to_end} 已登记为“{result}”，与此结果不符，请人工与银行核对。", "Payment {end_to_end} has been taken as \"{result_en}\", and this says otherwise; ask the bank."},
    {"batch_held", Band::not_allowed, "CON-12", "付款文件含有完整账号，只给持有人 {user}；如需使用，请先接手该批次。", "The file shows bank accounts in full and goes to its holder, {user}, alone; take the batch over first."},
    {"batch_held_already", Band::refused, "LED-11", "该批次已由本人持有，无需接手。", "You hold this batch already; nothing is left to do."},
    {"unknown_notice", Band::refused, "CON-8", "没有该通知，请刷新后查看。", "There is no such notice; look again."},

    // campaigns
    {"unknown_campaign", Band::refused, "CON-8", "没有该活动，请核对编号。", "There is no such campaign; check its number."},
    {"unknown_offer", Band::refused, "CON-8", "没有该平台活动，请刷新后重新选择。", "The platform offers no such campaign; look again and choose another."},
    {"campaign_times", Band::malformed, "PRE-7", "活动须在开始之后结束，请重新选择开始日期和结束日期。", "A campaign ends after it starts; choose its first and last day again."},
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
    {"one_axis", Band::malformed, "LED-5", "记账时间与业务日期只能选其一，请去掉其中一个。", "Ask by booking time or by business date, one at a time; leave one out."},
    {"date_in_future", Band::refused, "LED-2", "业务日期不能晚于今天（{today}），请更正。", "The business date cannot be after today ({today}); correct it."},
    {"date_too_old", Band::refused, "LED-2", "业务日期不能早于 {earliest}，请更正。", "The business date cannot be before {earliest}; correct it."},
    {"period_closed", Band::refused, "LED-12", "该日期所在的会计期间已结账，请改用 {earliest} 或以后的日期。", "The period of this date is closed; use {earliest} or a later date."},
    {"before_opening", Band::refused, "LED-2", "业务日期早于账户开立日（{opened}），请更正。", "The business date is before the account was opened ({opened}); correct it."},
    {"not_the_next_period", Band::refused, "LED-12", "会计期间须按顺序结账，下一个是 {first} 至 {last}，请重新选择。", "Periods are closed in order; the next is {first} to {last}. Choose that one."},
    {"period_not_over", Band::refused, "LED-12", "该会计期间到 {last} 才结束，请在次日以后结账。", "This period ends on {last}; close it on a later day."},
    {"pocket_kind", Band::malformed, "GRP-1", "账本只能是优惠或专款专用，请更正。", "A pocket is promotional or earmarked; correct it."},
    {"pocket_without_items", Band::malformed, "GRP-1", "专款专用账本须注明可支付的费用项目，请补充。", "An earmarked pocket names the items that it may pay for; add them."},
    {"pocket_order", Band::malformed, "GRP-2", "使用顺序 {general} 是通用余额的位置，请换一个数。", "{general} is where general money stands in the order of use; choose another number."},
    {"pocket_source", Band::malformed, "GRP-1", "优惠由平台费用存入，专款专用由银行存款或该账户的可用余额存入，请更正来源账本。", "A promotional pocket is funded from the platform's costs, an earmarked one from cash at bank or from what its account has available; correct the source."},
    {"pocket_still_valid", Band::refused, "GRP-1", "该账本在 {last_day} 之前仍然有效，不能到期处理。", "This pocket is valid until {last_day}; it cannot expire before."},
    {"dates_reversed", Band::malformed, "CON-9", "开始日期晚于结束日期，请重新填写。", "The first date is after the last; enter them again."},
    {"sheet_too_long", Band::refused, "LED-8", "电子表格最多容纳 {most} 行，此流水有 {rows} 行。请缩短日期范围，或导出为其他格式。", "A spreadsheet takes {most} rows here, and this statement has {rows}. Choose fewer days, or another format."},
    {"statement_changed", Band::retry, "LED-8", "导出期间有一笔记到较早日期的分录，文件未写完，请重新导出。", "An entry for an earlier day was booked while the file was written, so it was given up; export again."},
    {"sheet_not_written", Band::retry, "LED-8", "电子表格未能写完，请腾出临时文件的空间后重试。", "The spreadsheet could not be written to its end; make room for temporary files and export again."},
    {"unknown_entry_kind", Band::malformed, "CON-9", "此处没有名为 {kind} 的类型；请从以下选择：{kinds}。", "There is no kind {kind} here; choose one of {kinds}."},
    {"not_a_book_of_it", Band::refused, "LED-8", "此账户可查的账本为 {books}，请从中选择一个。", "The books of this account are {books}; choose one of them."},
    // procedures
    {"unknown_procedure", Band::refused, "PRO-1", "没有名为 {name} 的流程（或该版本），请从流程列表中选择。", "There is no procedure {name}, or no such version; choose one from the list."},
    {"not_your_step", Band::not_allowed, "PRO-1", "这一步由{who}办理，请转告对方。", "This step is for: {who_en}; ask them."},
    {"claimed_by_other", Band::refused, "PRO-5", "{user} 已认领这项待办，请与其联系，或请其退回或转交。", "{user} has claimed this task; ask him to do it, return it or pass it on."},
    {"claimed_already", Band::refused, "PRO-5", "您已认领这项待办，可直接办理。", "You have claimed this task already; go on with it."},
    {"not_claimed", Band::refused, "PRO-5", "这项待办无人认领，无需退回。", "Nobody has claimed this task; nothing is to be returned."},
    {"cannot_take_it", Band::refused, "PRO-4", "{user} 不能办理这项待办，请另选同事。", "{user} cannot do this task; choose another colleague."},
    {"absence_half_said", Band::malformed, "PRO-4", "请同时填写代办人和最后一天，或都不填以取消委托。", "State both the delegate and the last day, or neither, to end the delegation."},
    {"not_absent", Band::refused, "PRO-4", "目前没有委托，无需取消。", "Nothing is delegated; nothing is to be ended."},
    {"case_over", Band::refused, "PRO-4", "工单 {number} 已结束，不能再办理。", "Case {number} is over; nothing more can be done on it."},
    {"answer_missing", Band::malformed, "PRO-1", "请填写“{question}”。", "Fill in: {question_en}."},
    {"answer_unknown", Band::malformed, "PRO-1", "这一步没有要求 {name}，请删除。", "This step does not ask for {name}; take it out."},
    {"answer_twice", Band::malformed, "PRO-1", "{name} 答复了两次，请只保留一次。", "{name} is answered twice; keep one of them."},
    {"answer_malformed", Band::malformed, "PRO-1", "“{question}”应为{form}，请更正。", "{question_en}: this must be {form_en}; correct it."},
    {"attachment_missing", Band::refused, "CON-13", "附件 {name} 的内容不在本机，请先用 attach 存入。", "The content of {name} is not here; keep it with `attach` first."},
    {"attachment_damaged", Band::refused, "CON-13", "附件 {name} 的内容与摘要、大小或类型不符，请重新存入。", "The content of {name} is not what its hash, size or type says; keep it anew."},
    {"nothing_masked", Band::refused, "CON-12", "这一项没有隐去的内容，无需查看。", "Nothing of this is masked; there is no need to ask."},
    {"unknown_document", Band::refused, "CON-13", "这件工单没有该附件，请核对。", "The case has no such document; check it."},
    {"unknown_mail", Band::refused, "PRO-4", "这件工单没有该邮件，请核对编号。", "The case has no such message; check its number."},
    {"document_refused", Band::malformed, "CON-13", "附件 {name} 不能接受：{reason}。请更换后重试。", "The document {name} is not accepted: {reason_en}. Choose another."},
    {"unknown_delivery", Band::refused, "SRV-5", "发件箱中没有编号为 {message} 的消息，请核对。", "The outbox has no message {message}; check its number."},
    {"delivery_over", Band::refused, "SRV-5", "该消息已送达或已放弃，无需再办理。", "This message has been delivered or dropped; nothing is left to do."},
    {"delivery_behind", Band::refused, "SRV-5", "该消息须等消息 {blocked_by} 先发出，请先处理那一条。", "This message goes out after message {blocked_by}; see to that one first."},
    {"delivery_overtaken", Band::refused, "SRV-5", "该次发送已登记。", "This attempt has been noted already."},
    {"delivery_no_address", Band::refused, "SRV-5", "该消息没有收件地址，请填写收件人。", "This message has no address to go to; state recipients."},
    {"delivery_not_addressed", Band::refused, "SRV-5", "发给系统的事件没有收件人，请删除。", "An event goes to a system and has no recipients; take them out."},
    {"recipients_count", Band::malformed, "SRV-5", "请填写 1 到 {most} 个收件人。", "State 1 to {most} recipients."},
    {"recipient_malformed", Band::malformed, "SRV-5", "“{recipient}”不是收件地址，请更正。", "{recipient} is no address; correct it."},
    {"too_many_cases", Band::malformed, "PRO-5", "每次可批量办理 1 到 {most} 件，请分批。", "Take 1 to {most} cases on together; split them."},
    {"not_in_bulk", Band::refused, "PRO-5", "这一步不能批量办理，请逐件办理。", "This step cannot be taken in bulk; do them one by one."},
    {"nothing_promised", Band::refused, "RSK-11", "这件工单没有等待您答复的留言，无需转出。", "No message on this case waits for your answer; nothing is to be handed on."},
    {"cases_stuck", Band::refused, "PRO-6", "工单 {number} 停在另一版流程没有的步骤 {step}，请先办理它。", "Case {number} is at step {step}, which the other version does not have; take it on first."},
    {"nothing_to_move", Band::refused, "PRO-6", "没有按这一版流程进行的工单，无需改用。", "No case runs on this version; nothing is to be moved."},
    {"pack_not_loaded", Band::refused, "CON-10", "尚未载入参数包 {pack}，请由管理员载入（load_pack）。", "The pack {pack} is not loaded; ask an administrator to load it (load_pack)."},
    {"pack_lacks", Band::refused, "CON-10", "已载入的参数包 {pack} 缺少 {name}，请由管理员再次载入（load_pack）以补上缺少的值。", "The pack {pack} that was loaded lacks {name}; ask an administrator to load it once more (load_pack), which adds what is missing."},
    {"pack_loaded", Band::refused, "CON-10", "参数包 {pack} 已载入，没有缺少的值；修改其中的值请提出参数变更。", "The pack {pack} is loaded and lacks nothing; to change a value of it, propose the change."},
    {"pack_foreign", Band::malformed, "CON-10", "{name} 不属于参数包 {pack}，请删除。", "{name} is none of the pack {pack}; take it out."},
    {"pack_unknown", Band::refused, "CON-10", "本程序没有使用参数包 {pack} 的流程，请核对名称。", "No procedure of this program uses a pack {pack}; check its name."},

    // resellers, clients and chapters 04 and 05
    {"emails_count", Band::malformed, "RSK-12", "请填写 1 到 {most} 个邮箱。", "State 1 to {most} e-mail addresses."},
    {"not_a_client", Band::refused, "VER-1", "对象须是代理商的企业客户，请重新选择。", "It must be about a company that is a client of a reseller; choose another."},
    {"bank_account_missing", Band::refused, "VER-1", "缺少开户银行或银行账号，不能通过；请以该原因拒绝。", "The bank or the account number is missing, so it cannot pass; refuse it for that reason."},
    {"same_bank_account", Band::refused, "VER-3", "该银行账号已由其他客户的工单 {number} 使用，须由人工处理。", "Another client's case {number} has this bank account; a person must look at both."},
    {"failed_before", Band::refused, "VER-5", "已是第二次付款失败。", "It has failed before."},
    {"points_failed", Band::refused, "VER-8", "第 {points} 点不符。", "Points {points} do not hold."},
    {"points_would_fail", Band::refused, "VER-7", "第 {points} 点不符{differ}。请核对填写；确有不符请将“以上各点确有不符，拒绝”选“是”后再提交。", "Points {points} do not hold{differ_en}. Check what was typed; if they do not hold indeed, answer yes to \"Points above do not hold: refuse it\"."},
    {"no_point_fails", Band::refused, "VER-7", "各点均与系统一致，不能以此拒绝；请核对第 1 点，或将“以上各点确有不符，拒绝”选“否”。", "Every point holds, so it cannot be refused for that; look at the first point again, or answer no to \"Points above do not hold: refuse it\"."},
    {"paid_on_impossible", Band::refused, "LED-2", "日期不可能是将来，也不能早于这一步开始之日，请更正。", "The date lies in the future, or before this step began; correct it."},
    {"deposit_enough", Band::refused, "RSK-2", "保证金 {held} 不低于应有的 {required}，无需续费。", "The deposit of {held} is not below the required {required}; nothing is to be renewed."},
    {"deposit_coming", Band::refused, "RSK-2", "保证金 {held}，待缴 {coming}，到账后已足额，无需续费。", "The deposit is {held}, and {coming} are to be paid in already, which is enough; nothing is to be renewed."},
    {"deposit_short", Band::refused, "RSK-2", "保证金 {held} 低于应有的 {required}。", "The deposit of {held} is below the required {required}."},
    {"renewal_open", Band::refused, "RSK-2", "续费工单 {number} 尚未办结，请先办理。", "The renewal {number} is still open; settle it first."},
    {"deposit_amount_differs", Band::refused, "RSK-1", "来款金额与应缴的 {amount} 不符，请核对，或取消后重新提交。", "The wire is not of the {amount} that was asked for; check it, or cancel and file it anew."},
    {"penalty_open", Band::refused, "RSK-9", "{number} 尚未办结，保证金暂不能退款。", "{number} is still open; until it is settled the deposit cannot be refunded."},
    {"refund_open", Band::refused, "RSK-9", "退款 {number} 尚未办结，请先办理。", "The refund {number} is still open; settle it first."},
    {"deposit_less", Band::refused, "RSK-9", "保证金只有 {held}，请减小退款金额。", "The deposit is {held} only; ask for less."},
    {"not_a_penalty", Band::refused, "RSK-8", "请选择该客户的一项判罚作为申诉对象。", "Choose a penalty of this client to appeal against."},
    {"no_appeal", Band::refused, "RSK-8, RSK-4", "判罚 {number} 按规定不可申诉。", "Penalty {number} is of a kind that cannot be appealed."},
    {"appeal_open", Band::refused, "RSK-8", "判罚 {number} 已在申诉中，请等待结果。", "An appeal against {number} is being decided; wait for it."},
    {"appeal_too_late", Band::refused, "RSK-12", "判罚 {number} 的申诉期已过或已有定论，不能再申诉。", "The time to appeal against {number} is over, or it is decided."},
    {"more_than_penalty", Band::refused, "RSK-12", "冲回金额须少于判罚的 {amount}；全部冲回请选“申诉成立”。", "Less than the penalty of {amount} may be taken back in part; for all of it, uphold the appeal."},
    {"step_overdue", Band::refused, "PRO-3", "工单 {number} 的期限 {due} 已过，由系统办理，不能再办这一步。", "The deadline {due} of case {number} has passed; the system takes it on, and this step can no longer be taken."},
    {"policy_unusable", Band::refused, "RSK-13", "参数 {name} 中的“{part}”不是可用的岗位或表单项，请联系管理员更正。", "In the policy {name}, \"{part}\" is no role or question that could be used; ask an administrator to correct it."},
    {"ladder_empty", Band::refused, "RSK-13", "该判罚没有设定阶梯金额，请填写判罚金额。", "This kind of penalty has no ladder; state the amount."},
};

// What is wrong with what could not be read: the words that {reason} stands for.
constexpr ReasonSpec reasons[] = {
    // JSON, XML, CSV as such
    {"empty", "内容为空", "it is empty"},
    {"too_long", "内容过长", "it is too long"},
    {"invalid_utf8", "不是有效的 UTF-8", "it is not valid UTF-8"},
    {"nul", "含有 U+0000", "it has U+0000 in it"},
    {"byte_order_mark", "开头不应有字节顺序标记", "it must not begin with a byte order mark"},
    {"syntax", "此处不符合语法", "the syntax is wrong here"},
    {"trailing", "结尾之后还有内容", "something follows after the end"},
    {"depth", "嵌套过深", "it is nested too deeply"},
    {"too_many", "项目过多", "there are too many"},
    {"duplicate_key", "同一名称出现了两次", "the same name stands here twice"},
    {"integer_range", "整数超出范围", "the integer is out of range"},
    {"floating_number", "不接受小数，金额应写成文本，如 \"12.34\"", "numbers with a fraction are not accepted; write an amount as text, such as \"12.34\""},
    {"encoding", "编码应为 UTF-8", "its encoding must be UTF-8"},
    {"doctype", "不接受文档类型声明", "a document type declaration is not accepted"},
    {"entity", "不接受此实体", "this entity is not accepted"},
    {"character", "含有不允许的字符", "a character is not allowed here"},
    {"name", "名称有误", "the name is wrong"},
    {"attribute", "属性有误", "the attribute is wrong"},
    {"duplicate_attribute", "同一属性出现了两次", "the same attribute stands here twice"},
    {"namespace", "命名空间未声明", "the namespace is not declared"},
    {"mismatch", "结束标记与开始标记不一致", "the end tag is not that of the start tag"},
    {"unclosed", "元素没有结束", "an element is not closed"},
    {"text_too_long", "文字过长", "the text is too long"},
    {"quote", "引号的位置有误", "a quotation mark stands where none may"},
    {"unclosed_quote", "引号没有结束", "a quotation mark is not closed"},
    {"cell_too_long", "单元格过长", "the cell is too long"},
    {"too_many_rows", "行数过多", "there are too many rows"},
    {"too_many_columns", "列数过多", "there are too many columns"},
    // one field
    {"missing_field", "缺少此字段", "it is missing"},
    {"unknown_field", "没有这个字段", "there is no such field"},
    {"not_an_object", "应为 JSON 对象", "it must be a JSON object"},
    {"not_a_list", "应为列表", "it must be a list"},
    {"not_an_integer", "应为整数", "it must be an integer"},
    {"not_a_boolean", "应为 true 或 false", "it must be true or false"},
    {"not_a_text", "应为一行文本", "it must be text of one line"},
    {"not_hex", "应为 {expected} 字节的十六进制", "it must be {expected} bytes in hexadecimal"},
    {"not_an_amount", "应为两位小数的金额文本，如 \"12.34\"", "it must be an amount as text with two decimals, such as \"12.34\""},
    {"not_an_instant", "应为 2000 年至 2199 年之间的时间，如 \"2026-02-10T12:00:00+08:00\"", "it must be a time between the years 2000 and 2199, such as \"2026-02-10T12:00:00+08:00\""},
    {"not_a_date", "应为日期，如 \"2026-02-10\"", "it must be a date, such as \"2026-02-10\""},
    {"not_a_ratio", "应为比率，如 \"12.5%\"", "it must be a ratio, such as \"12.5%\""},
    {"not_a_uuid", "应为 UUID，如 \"01890a5d-ac96-774b-bcce-b302099a8057\"", "it must be a UUID, such as \"01890a5d-ac96-774b-bcce-b302099a8057\""},
    {"not_one_of", "应为以下之一：{expected}", "it must be one of {expected}"},
    // a bank's statement
    {"not_camt053", "不是 camt.053 对账单", "it is no camt.053 statement"},
    {"version", "不支持此 camt.053 版本（支持 02 至 13）", "this version of camt.053 is not known (02 to 13 are)"},
    {"interim_report", "这是日间报告（camt.052），尚非最终账目，请导入 camt.053 对账单", "this is an interim report (camt.052), which is not final; import the camt.053 statement"},
    {"notification", "这是借贷记通知（camt.054），请导入含有同一笔账目的 camt.053 对账单", "this is a notification (camt.054); import the camt.053 statement that has the same entries"},
    {"not_pain002", "不是 pain.002 付款状态报告", "it is no pain.002 status report"},
    {"version_pain002", "不支持此 pain.002 版本（支持 03 至 14）", "this version of pain.002 is not known (03 to 14 are)"},
    {"status", "没有此付款状态", "there is no such status of a payment"},
    {"contradiction", "对整个报文与对其付款信息的说法相反", "what is said of the message and of its payment information is contrary"},
    {"duplicate_payment", "同一笔付款出现了两次", "the same payment stands here twice"},
    {"not_mt940", "不是 MT940 对账单", "it is no MT940 statement"},
    {"unexpected_field", "此处不应出现此字段", "this field does not belong here"},
    {"transaction_type", "缺少交易类型", "the type of the transaction is missing"},
    {"balance", "期初余额与各笔发生额之和不等于期末余额", "the balances and the movements do not agree"},
    {"currency", "币种应为 CNY", "its currency must be CNY"},
    {"amount", "金额有误", "the amount is wrong"},
    {"count", "笔数有误", "the number of payments is wrong"},
    {"direction", "借贷方向有误", "whether it came in or went out is wrong"},
    {"date", "日期有误", "the date is wrong"},
    {"reversal", "冲正标志应为 true 或 false", "the mark of a reversal must be true or false"},
    {"missing", "缺少此项", "this is missing"},
    {"batch_sum", "各笔明细之和与总额不一致", "its transactions do not add up to its amount"},
    {"duplicate_reference", "同一银行流水号出现了两次", "the same bank reference stands here twice"},
    {"column_map", "列的对应关系不完整：须指明 bank_reference、booked，以及 amount 或 credit 与 debit", "the columns named do not suffice: name bank_reference, booked, and either amount or both credit and debit"},
    {"headings", "没有找到此列标题", "this heading was not found"},
    {"cells", "该行的单元格与表头数目不同；含逗号的内容须加引号", "the row has not as many cells as there are headings; what has commas in it stands in quotes"},
    {"not_gb18030", "此处既不是有效的 UTF-8，也不是有效的 GB18030", "this is neither valid UTF-8 nor valid GB18030"},
    {"lines_after_end", "合计行之后仍有流水，请删去其间的小计行", "bank lines follow after a closing row; take out the subtotals between them"},
    {"repeated", "此项出现了两次", "this stands here twice"},
    {"mixed", "文字与下级元素混在一处", "text stands beside elements here"},
    {"duplicate_heading", "此列标题出现了两次", "this heading stands there twice"},
    // a policy's value
    {"money", "两位小数的金额，如 12.34", "an amount with two decimals, such as 12.34"},
    {"number", "整数", "an integer"},
    {"text", "文本", "text"},
    {"ratio", "比率，如 12.5%", "a ratio, such as 12.5%"},
    {"prefix", "编号前缀：大写字母或汉字，不含空白、连字符和不可见字符，不以数字结尾", "a prefix of numbers: capitals or other letters without blanks, hyphens and what shows nothing, and no digit at its end"},
    {"prefix_of_two", "与 {name} 不会混淆的编号前缀", "a prefix that is not confused with that of {name}"},
    {"prefix_in_use", "{prefix}：已发出的编号带有此前缀，不能更改", "{prefix}, which numbers that people have seen bear: it stays"},
};
// clang-format on

// What an argument is, its name says: a reference, an order's number or somebody's own words may look like an amount or a day.
constexpr std::string_view amounts[] = {"alert_value", "amount", "available", "balance",     "breaker_value", "fee",
                                        "frozen",      "held",   "high",      "least",       "left",          "low",
                                        "most",        "owed",   "settled",   "withdrawing", "paid"};
constexpr std::string_view days[] = {"earliest", "latest"};
constexpr std::string_view instants[] = {"clock", "now"};
constexpr std::string_view ends[] = {"ends"};

// Some names stand for something else in another code (a text may have `most` so many characters), so the value has to fit too.
std::string shown(const Arg& arg, Language language) {
  const auto is_one_of = [&](std::span<const std::string_view> names) { return std::ranges::find(names, arg.name) != names.end(); };
  if (is_one_of(amounts))
    if (const auto amount = Money::parse(arg.value)) return written(*amount);
  if (is_one_of(days))
    if (const auto day = Date::parse(arg.value)) return written(*day, language);
  if (is_one_of(instants))
    if (const auto at = Instant::parse(arg.value)) return written(*at, language);
  if (is_one_of(ends))
    if (const auto at = Instant::parse(arg.value)) return written_end(*at, language);
  return arg.value;
}

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

std::span<const ReasonSpec> reason_specs() { return reasons; }

const ReasonSpec* reason_spec(std::string_view reason) {
  const auto found = std::ranges::find(reasons, reason, &ReasonSpec::reason);
  return found == std::end(reasons) ? nullptr : found;
}

std::unexpected<Refusal> refused(std::string_view code, std::string_view field, std::vector<Arg> args) {
  const CodeSpec* spec = code_spec(code);
  if (spec == nullptr) stop("a code that is not in the table", code);
  return std::unexpected(Refusal{std::string(code), spec->band, std::string(spec->rule), std::string(field), std::move(args)});
}

std::string words(const Refusal& refusal, Language language) {
  const CodeSpec* spec = code_spec(refusal.code);
  if (spec == nullptr) return refusal.code;
  const bool zh = language == Language::zh;
  std::vector<Arg> args = refusal.args;
  // A person's own reason is an argument of that name too, of other codes.
  if (refusal.code.starts_with("malformed_") || refusal.code == "policy_malformed") {
    for (Arg& arg : args) {
      const ReasonSpec* known = arg.name == "reason" || arg.name == "kind" ? reason_spec(arg.value) : nullptr;
      if (known) arg.value = fill(zh ? known->zh : known->en, refusal.args, language);
    }
  }
  const std::string_view whole = zh ? "整条内容" : "The whole";
  args.push_back({"field", refusal.field.empty() ? std::string(whole) : refusal.field});
  return fill(zh ? spec->zh : spec->en, args, language);
}

std::string fill(std::string_view words, std::span<const Arg> args, Language language) {
  std::string filled;
  while (!words.empty()) {
    const auto open = words.find('{');
    const auto close = open == std::string_view::npos ? open : words.find('}', open);
    if (close == std::string_view::npos) break;
    filled += words.substr(0, open);
    const std::string_view name = words.substr(open + 1, close - open - 1);
    for (const Arg& arg : args) {
      if (arg.name == name) {
        filled += shown(arg, language);
        break;
      }
    }
    words.remove_prefix(close + 1);
  }
  return filled += words;
}

}  // namespace ch
