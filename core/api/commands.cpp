// The role table (CON-11): one row a command, one row a query. What is not here does not exist; who is not in a row may not.
#include "api/commands.h"

#include "api/books.h"
#include "api/cases.h"
#include "api/payments.h"

namespace ch {

namespace {

constexpr Permission merchant{Role::merchant_user, Scope::own};
constexpr Permission operations{Role::settlement_operations, Scope::all};
constexpr Permission finance{Role::finance, Scope::all};
constexpr Permission administrator{Role::administrator, Scope::all};
constexpr Permission auditor{Role::auditor, Scope::all};
constexpr Permission shop{Role::shop, Scope::all};
constexpr Permission the_clock{Role::clock, Scope::all};
constexpr Permission reseller{Role::reseller_user, Scope::own};
constexpr Permission reviewer{Role::information_reviewer, Scope::all};
constexpr Permission value_added{Role::value_added_services, Scope::all};
constexpr Permission risk{Role::risk_supervisor, Scope::all};
constexpr Permission channel{Role::channel, Scope::all};
constexpr Permission manager{Role::operations_manager, Scope::all};
// What these are shown and may list is theirs by the query itself.
constexpr Permission reseller_lists{Role::reseller_user, Scope::all};

// Home shows a merchant or reseller user what is his, whoever he is; so it needs no party in its question.
constexpr Permission merchant_home{Role::merchant_user, Scope::all};

template <class P>
CommandSpec row(std::string_view name, std::vector<Permission> who, std::string_view rules, std::string_view zh, std::string_view en) {
  return {name, &struct_type<P>(), std::move(who), rules, zh, en};
}
template <class P, class V>
QuerySpec ask(std::string_view name, std::vector<Permission> who, std::string_view rules, std::string_view zh, std::string_view en) {
  return {name, &struct_type<P>(), &struct_type<V>(), std::move(who), rules, zh, en};
}

// clang-format off: one line each
std::vector<CommandSpec> make_commands() {
  const std::vector<Permission> case_staff{reviewer, value_added, finance, risk, channel, manager, operations};
  std::vector<Permission> on_cases = case_staff;
  on_cases.push_back(reseller);
  return {
      // the tenant
      row<Bootstrap>("bootstrap", {administrator}, "CON-10, CON-11", "建立账套", "Set up the tenant"),
      row<GrantRole>("grant_role", {administrator}, "CON-11", "授予角色", "Grant a role"),
      row<RevokeRole>("revoke_role", {administrator}, "CON-11", "收回角色", "Revoke a role"),
      row<ProposePolicy>("propose_policy", {administrator}, "CON-10", "提出参数变更", "Propose a policy value"),
      row<ApprovePolicy>("approve_policy", {administrator}, "CON-10, CON-11", "批准参数变更", "Approve a policy value"),
      row<RejectPolicy>("reject_policy", {administrator}, "CON-10", "否决参数变更", "Reject a policy value"),
      row<HaltClock>("halt_clock", {the_clock}, "CON-3", "时钟前跳，定时暂停", "Halt timers after a jump of the clock"),
      row<ClosePeriod>("close_period", {finance}, "LED-12", "结账", "Close the period"),
      row<ConfirmClock>("confirm_clock", {administrator}, "CON-3", "确认时钟前跳", "Confirm the clock"),

      // merchants and their account
      row<RegisterMerchant>("register_merchant", {operations}, "PRE-1", "登记商家", "Register a merchant"),
      row<SetSettlementProfile>("set_settlement_profile", {merchant, operations}, "PRE-1", "维护结算账户", "Set the settlement profile"),
      row<OpenAccount>("open_account", {merchant}, "PRE-1", "立即开通", "Open now"),
      row<SetAlerts>("set_alerts", {merchant}, "PRE-2, PRE-14", "预警设置", "Alert settings"),
      row<BlockAccount>("block_account", {operations}, "PRE-3", "停用账户", "Block the account"),
      row<UnblockAccount>("unblock_account", {operations}, "PRE-3", "恢复账户", "Unblock the account"),
      row<CloseAccount>("close_account", {merchant, operations}, "PRE-3", "销户", "Close the account"),

      // recharge
      row<RequestRecharge>("request_recharge", {merchant}, "PRE-4", "充值", "Recharge"),
      row<CancelRecharge>("cancel_recharge", {merchant}, "PRE-4", "取消充值", "Cancel the recharge"),
      row<TakeWire>("take_wire", {operations, finance}, "PRE-5, LED-10", "登记来款", "Take in a wire"),
      row<MatchWire>("match_wire", {operations}, "PRE-5", "匹配来款", "Match the wire"),
      row<ReturnWire>("return_wire", {operations}, "PRE-5", "退回来款", "Return the wire"),
      row<KeepWire>("keep_wire", {finance}, "LED-10", "归入自有资金", "Keep the wire as ours"),
      row<ConfirmWireReturned>("confirm_wire_returned", {finance}, "PRE-5", "确认已退回", "Confirm the return"),

      // campaigns
      row<OfferCampaign>("offer_campaign", {operations}, "PRE-7", "发布平台活动", "Offer a campaign"),
      row<EnrollCampaign>("enroll_campaign", {merchant}, "PRE-7", "报名活动", "Enroll"),
      row<CreateCampaign>("create_campaign", {merchant}, "PRE-7", "创建活动", "Create a campaign"),
      row<EndCampaign>("end_campaign", {merchant, operations}, "PRE-7", "提前结束活动", "End the campaign"),
      row<StartCampaignDue>("start_campaign_due", {the_clock}, "PRE-7", "活动到期开始", "Campaign start falls due"),
      row<EndCampaignDue>("end_campaign_due", {the_clock}, "PRE-7", "活动到期结束", "Campaign end falls due"),
      row<SweepCampaigns>("sweep_campaigns", {the_clock}, "PRE-16", "检查中止的活动", "Sweep suspended campaigns"),
      row<SuspendBelowBreaker>("suspend_below_breaker", {the_clock}, "PRE-14", "熔断默认值变更后检查", "Look again after the default breaker value changed"),
      row<RepeatLowBalanceAlert>("repeat_low_balance_alert", {the_clock}, "PRE-17", "重复余额预警", "Repeat the low-balance alert"),

      // orders
      row<FreezeOrder>("freeze_order", {shop}, "PRE-8, PRE-9, PRE-15", "订单冻结", "Freeze an order's fee"),
      row<ReleaseOrder>("release_order", {shop}, "PRE-10", "订单解冻", "Release an order's fee"),
      row<SettleOrder>("settle_order", {shop}, "PRE-11", "订单结算", "Settle an order"),
      row<RefundOrder>("refund_order", {shop}, "PRE-12", "结算退款", "Refund a settled order"),
      row<RecordOrderException>("record_order_exception", {the_clock}, "PRE-8, PRE-13", "记录订单异常", "Record an order exception"),
      row<ExpireWaitingMessage>("expire_waiting_message", {the_clock}, "PRE-13", "等待消息到期", "A waiting message expires"),
      row<RetryException>("retry_exception", {operations}, "PRE-8, PRE-13", "重试异常", "Retry the exception"),
      row<ResolveException>("resolve_exception", {operations}, "PRE-8, PRE-13", "处理异常", "Resolve the exception"),

      // withdrawal
      row<RequestWithdrawal>("request_withdrawal", {merchant}, "PRE-19", "提现", "Withdraw"),
      row<ApproveWithdrawal>("approve_withdrawal", {operations}, "PRE-20, CON-11", "批准提现", "Approve the withdrawal"),
      row<RefuseWithdrawal>("refuse_withdrawal", {operations}, "PRE-20", "拒绝提现", "Refuse the withdrawal"),
      row<PayWithdrawal>("pay_withdrawal", {finance}, "PRE-20, CON-11", "确认已付款", "Confirm the payment"),
      row<PayWithdrawalAfterAll>("pay_withdrawal_after_all", {finance}, "PRE-20, CON-11, LED-10", "登记其实已付款", "Paid after all"),
      row<FailWithdrawal>("fail_withdrawal", {finance}, "PRE-20", "登记付款失败", "Record a failed payment"),
      row<RetryWithdrawal>("retry_withdrawal", {finance}, "PRE-20", "重新付款", "Retry the payment"),
      row<ReturnWithdrawal>("return_withdrawal", {operations, finance}, "PRE-20", "退回提现", "Return the money"),

      // payments out
      row<CollectPayments>("collect_payments", {finance}, "LED-11, PRE-20, CON-11", "生成付款批次", "Collect payments"),
      row<TakeOverBatch>("take_over_batch", {finance}, "LED-11, CON-12", "接手付款批次", "Take the batch over"),
      row<ConfirmPayment>("confirm_payment", {finance}, "LED-11, PRE-20", "登记银行已付款", "Take a payment as made"),
      row<RejectPayment>("reject_payment", {finance}, "LED-11, PRE-20", "登记银行拒付", "Take a payment as rejected"),

      row<ShowInFull>("show_in_full", {operations, finance}, "CON-12", "查看完整信息", "Show in full"),
      row<ReadNotice>("read_notice", {merchant}, "PRE-18", "标为已读", "Mark as read"),
      // procedures: who may take which step stands in each procedure's table
      row<ShowAnswer>("show_answer", case_staff, "CON-12", "查看工单完整信息", "Show an answer in full"),
      row<FileCase>("file_case", on_cases, "PRO-1", "发起工单", "File a case"),
      row<StepCase>("step_case", on_cases, "PRO-1", "办理工单", "Take a case on"),
      row<StepCases>("step_cases", case_staff, "PRO-5", "批量办理", "Take cases on together"),
      row<WriteOnCase>("write_on_case", on_cases, "PRO-4, RSK-11", "在工单上留言", "Write on a case"),
      row<HandOnCase>("hand_on_case", case_staff, "RSK-11", "转其他团队答复", "Hand on to another team"),
      row<ClaimCase>("claim_case", on_cases, "PRO-5", "认领", "Claim a task"),
      row<ReturnCase>("return_case", on_cases, "PRO-5", "退回待办", "Return a task"),
      row<PassCase>("pass_case", on_cases, "PRO-4, PRO-5", "转交", "Pass a task on"),
      row<SetAbsence>("set_absence", case_staff, "PRO-4", "委托代办", "Delegate while absent"),
      row<MoveCases>("move_cases", {administrator}, "PRO-6", "改用另一版流程", "Move cases to another version"),
      row<BreakPromise>("break_promise", {the_clock}, "RSK-11", "答复承诺到期", "A promised answer falls due"),
      row<LoadPack>("load_pack", {administrator}, "CON-10", "载入参数包", "Load a pack"),
      // what goes out
      row<NoteDelivery>("note_delivery", {the_clock}, "SRV-5", "登记发送结果", "Note what became of a delivery"),
      row<RetryDelivery>("retry_delivery", {administrator}, "SRV-5", "重新发送", "Send again"),
      row<DropDelivery>("drop_delivery", {administrator}, "SRV-5", "放弃发送", "Drop the delivery"),
      row<RegisterReseller>("register_reseller", {operations, channel}, "RSK-12", "登记代理商", "Register a reseller"),
      row<RegisterClient>("register_client", {operations, channel, reseller}, "VER-1", "登记客户", "Register a client"),
      row<MarkCaseOverdue>("mark_case_overdue", {the_clock}, "PRO-3", "工单逾期", "A case is overdue"),
  };
}

std::vector<QuerySpec> make_queries() {
  const std::vector<Permission> everyone{merchant, operations, finance, administrator, auditor};
  const std::vector<Permission> staff{operations, finance, administrator, auditor};
  const std::vector<Permission> case_staff{reviewer, value_added, finance, risk, channel, manager, operations, administrator, auditor};
  std::vector<Permission> with_cases = case_staff, one_case = case_staff;
  with_cases.push_back(reseller_lists);
  one_case.push_back(reseller);
  std::vector<Permission> with_home = with_cases;
  with_home.push_back(merchant_home);
  std::vector<Permission> with_shop = everyone;
  with_shop.push_back(shop);
  return {
      ask<AskHome, HomeView>("home", with_home, "PRE-1, PRO-5", "首页", "Home"),
      ask<AskAccounts, AccountsView>("accounts", staff, "PRE-3", "商家账户", "Accounts"),
      ask<AskParties, PartiesView>("parties", staff, "PRE-1", "商家", "Merchants"),
      ask<AskAccount, AccountView>("account", everyone, "PRE-1, PRE-3", "账户", "Account"),
      ask<AskBalanceHistory, BalanceHistoryView>("balance_history", everyone, "LED-5", "余额走势", "Balance history"),
      ask<AskStatement, StatementView>("statement", everyone, "PRE-22, LED-8", "账户流水", "Account statement"),
      ask<AskOrderTransactions, TransactionsView>("order_transactions", everyone, "PRE-21", "交易流水：冻结与结算", "Freezes and settlements"),
      ask<AskFundsTransactions, FundsTransactionsView>("funds_transactions", everyone, "PRE-21", "交易流水：充值与提现", "Recharges and withdrawals"),
      ask<AskRecharge, RechargeView>("recharge", everyone, "PRE-4, PRE-5", "充值进度", "Recharge"),
      ask<AskWithdrawal, WithdrawalView>("withdrawal", everyone, "PRE-20", "提现进度", "Withdrawal"),
      ask<AskCampaigns, CampaignsView>("campaigns", with_shop, "PRE-7", "营销活动", "Campaigns"),
      ask<AskOrder, OrderView>("order", with_shop, "PRE-8", "订单", "Order"),
      ask<AskExceptions, ExceptionsView>("exceptions", everyone, "PRE-8, PRE-13", "异常", "Exceptions"),
      ask<AskWires, WiresView>("wires", staff, "PRE-5", "来款", "Wires"),
      ask<AskWithdrawals, WithdrawalsView>("withdrawals", staff, "PRE-20", "提现审批", "Withdrawals"),
      ask<AskPaymentBatches, PaymentBatchesView>("payment_batches", staff, "LED-11", "付款批次", "Payment batches"),
      ask<AskPaymentBatch, PaymentBatchView>("payment_batch", staff, "LED-11", "付款批次明细", "Payment batch"),
      ask<AskPaymentFile, PaymentFileView>("payment_file", {finance, auditor}, "LED-11, CON-12", "付款文件", "Payment file"),
      ask<AskBankFile, BankFileView>("bank_file", staff, "LED-10, LED-11", "银行文件所涉账务", "What a bank's file is about"),
      ask<AskNotices, NoticesView>("notices", everyone, "PRE-18", "通知", "Notices"),
      ask<AskPolicies, PoliciesView>("policies", staff, "CON-10", "参数", "Policies"),
      ask<AskUsers, UsersView>("users", {administrator, auditor}, "CON-11", "用户与角色", "Users and roles"),
      ask<AskTrialBalance, TrialBalanceView>("trial_balance", {operations, finance, auditor}, "LED-5, LED-12", "试算平衡", "Trial balance"),
      ask<AskProcedures, ProceduresView>("procedures", with_cases, "PRO-1", "流程", "Procedures"),
      ask<AskInbox, InboxView>("inbox", with_cases, "PRO-5", "我的工作", "My work"),
      ask<AskCases, CasesView>("cases", with_cases, "PRO-4", "工单", "Cases"),
      ask<AskCase, CaseView>("case", one_case, "PRO-3, PRO-4", "工单详情", "Case"),
      ask<AskCaseFigures, CaseFiguresView>("case_figures", case_staff, "PRO-9", "流程指标", "Figures of a procedure"),
      ask<AskWorkFigures, WorkFiguresView>("work_figures", with_cases, "PRO-9", "按时率", "On time"),
      ask<AskDocument, DocumentView>("document", one_case, "CON-13", "附件", "Document"),
      ask<AskMessageFile, MessageFileView>("message_file", one_case, "PRO-4", "邮件文件", "Message as a file"),
      ask<AskCaseLog, CaseLogView>("case_log", case_staff, "PRO-9", "流程日志（XES）", "Case log (XES)"),
      ask<AskOutbox, OutboxView>("outbox", {administrator, auditor}, "SRV-5", "待发消息", "Outbox"),
      ask<AskMovableCases, MovableView>("movable_cases", {administrator, auditor}, "PRO-6", "可改用另一版流程的工单", "Cases that could move"),
      ask<AskClients, ClientsView>("clients", with_cases, "RSK-12", "代理商与客户", "Resellers and clients"),
      ask<AskPeriods, PeriodsView>("periods", {operations, finance, auditor}, "LED-12", "会计期间", "Accounting periods"),
  };
}

// clang-format on

template <class Spec>
const Spec* find_in(std::span<const Spec> specs, std::string_view name) {
  for (const Spec& spec : specs) {
    if (spec.name == name) return &spec;
  }
  return nullptr;
}

}  // namespace

std::span<const CommandSpec> command_specs() {
  static const std::vector<CommandSpec> table = make_commands();
  return table;
}
const CommandSpec* command_spec(std::string_view name) { return find_in(command_specs(), name); }
std::span<const QuerySpec> query_specs() {
  static const std::vector<QuerySpec> table = make_queries();
  return table;
}
const QuerySpec* query_spec(std::string_view name) { return find_in(query_specs(), name); }

}  // namespace ch
