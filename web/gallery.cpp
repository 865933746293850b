// Every widget on sample data: what the tests of the page drive and photograph. Not part of the app.
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "imgui.h"
#include "web/app.h"
#include "web/host.h"

namespace ch::web {

namespace {

using namespace ch::ui;

constexpr Instant now{1795212120000};  // 2026-11-20

bool zh() { return language() == Language::zh; }
std::string_view both(std::string_view chinese, std::string_view english) { return zh() ? chinese : english; }
std::string own(std::string_view chinese, std::string_view english) { return std::string(both(chinese, english)); }

std::string amount(std::int64_t fen) {
  const std::int64_t size = fen < 0 ? -fen : fen;
  std::string part = std::to_string(size % 100);
  if (part.size() < 2) part.insert(0, "0");
  return (fen < 0 ? "-" : "") + std::to_string(size / 100) + "." + part;
}

std::vector<Point> balances() {
  std::vector<Point> points;
  std::int64_t value = 520000;
  for (std::int64_t i = 0; i < 60; ++i) {
    value += (i % 13 == 5 ? 260000 : 0) - (i * 7919 % 31) * 1000;
    if (value < 42000) value = 42000;
    points.push_back({business_date(now).plus_days(i - 59).text(), amount(value)});
  }
  return points;
}

struct Row {
  std::string_view zh, en, order, money, balance, state_zh, state_en;
  Tone tone;
};
constexpr std::array<Row, 6> rows{{
    {"冻结", "Freeze", "O-88121", "-1200.00", "2850.00", "冻结中", "Frozen", Tone::accent},
    {"解冻", "Release", "O-88090", "150.00", "4050.00", "售前退货", "Returned", Tone::plain},
    {"提现", "Withdrawal", "W-0231", "-1200.00", "3900.00", "待审批", "Awaiting approval", Tone::warn},
    {"充值", "Recharge", "R-2026-1175", "3000.00", "5100.00", "已入账", "Credited", Tone::good},
    {"结算退款", "Settled refund", "O-87455", "100.00", "2100.00", "已完成", "Done", Tone::good},
    {"冻结", "Freeze", "O-87990", "-2900.00", "2000.00", "冻结中", "Frozen", Tone::accent},
}};

struct State {
  bool recharge = false;
  int tab = 0;
  int presses = 0;
  std::int64_t opened = -1;
  int sort = 0;
  bool descending = true;
  bool agree = false;
  std::vector<std::string> mails;
  std::int64_t done = 40;
  std::int64_t many = 500;
  int page = 1;
} state;

void recharge_dialog() {
  if (Dialog dialog("recharge", both("充值", "Recharge"), state.recharge); dialog) {
    Form form("recharge");
    text(both("款项须由同名对公账户汇出，到账后自动入账。",
              "Send the wire from the company account of the same name; it is credited on arrival."),
         Tone::muted);
    std::string& typed = form.value("amount");
    const std::string canonical = parse_money(typed).amount;
    const bool low = !typed.empty() && (canonical.size() < 7 || canonical < "3000.00");
    money_field({.key = "amount",
                 .label = both("充值金额", "Amount"),
                 .help = both("最低 3,000.00 元", "At least 3,000.00"),
                 .error = low ? both("不能少于 3,000.00 元", "Must be at least 3,000.00") : std::string_view{},
                 .required = true},
                typed);
    text_field({.key = "note", .label = both("备注", "Note"), .max_length = 200}, form.value("note"));
    Line line;
    line.spring();
    if (button(tr("common.cancel"), {.key = "cancel"})) state.recharge = false;
    if (button(both("提交申请", "Submit"), {.look = Look::primary,
                                            .enabled = !typed.empty() && !low,
                                            .why_not = both("请先填写金额", "Enter an amount first"),
                                            .key = "submit"})) {
      form.clear();
      state.recharge = false;
      toast(both("充值申请已提交", "Recharge requested"));
    }
  }
}

void statement() {
  std::vector<Column> columns{{own("时间", "Time"), ColumnKind::time, true},
                              {own("类型", "Type")},
                              {own("单号", "Order"), ColumnKind::muted},
                              {own("活动", "Campaign")},
                              {own("收支", "In and out"), ColumnKind::signed_money, true},
                              {own("可用余额", "Available"), ColumnKind::money},
                              {own("状态", "State"), ColumnKind::chip}};
  const TableEvents events = table({.key = "statement",
                                    .label = both("账户流水", "Statement"),
                                    .columns = columns,
                                    .rows = static_cast<std::int64_t>(rows.size()),
                                    .total = 48,
                                    .cells =
                                        [](std::int64_t i, std::vector<Cell>& cells) {
                                          const Row& r = rows[static_cast<std::size_t>(i)];
                                          cells = {{written(now.plus_minutes(-150 * i), language(), TimeForm::short_time)},
                                                   {own(r.zh, r.en)},
                                                   {.text = std::string(r.order), .href = "#/forms?order=" + std::string(r.order)},
                                                   {i % 3 == 2 ? "" : own("双11 白条免息", "Double 11")},
                                                   {std::string(r.money)},
                                                   {std::string(r.balance)},
                                                   {own(r.state_zh, r.state_en), r.tone}};
                                        },
                                    .sort_column = state.sort,
                                    .descending = state.descending,
                                    .row_action = true});
  if (events.opened >= 0) state.opened = events.opened;
  if (events.sort_column >= 0) state.sort = events.sort_column, state.descending = events.descending;
}

void draw_account(Route& route) {
  {
    Line line;
    page_title(both("示例家居（杭州）有限公司", "Sample Home (Hangzhou) Co., Ltd."));
    chip(both("已激活", "Active"), Tone::good);
    small(both("供应商 S-20418 · 预存账户 A-000317", "Supplier S-20418 · Account A-000317"));
    line.spring();
    if (button(both("预警设置", "Alerts"), {.key = "alerts"})) ++state.presses;
    (void)button(both("提现", "Withdraw"),
                 {.enabled = false,
                  .why_not = both("有待缴费 1,300.00，缴清后才能提现", "1,300.00 is owed; pay it before withdrawing"),
                  .key = "withdraw"});
    if (button(both("充值", "Recharge"), {.look = Look::primary, .key = "recharge"})) state.recharge = true;
  }
  {
    Columns columns({1, 1, 1, 1}, 760, 2);
    metric(both("可用余额", "Available"), "2850.00", both("高于预警值 2,000.00", "Above the alert value 2,000.00"));
    columns.next();
    metric(both("冻结中", "Frozen"), "4100.00", both("2 笔订单待完成", "2 orders under way"));
    columns.next();
    metric(both("待缴费", "Owed"), "0.00", both("可报名活动、可提现", "May enroll and withdraw"), Tone::good);
    columns.next();
    metric(both("提现处理中", "Withdrawing"), "1200.00", both("等待运营审批 · 剩 1 个工作日", "Awaiting approval · 1 working day left"));
  }
  {
    Columns columns({2, 1}, 860);
    {
      Card card;
      static const std::vector<Point> points = balances();
      balance_chart({.key = "balance",
                     .title = both("可用余额趋势", "Available over time"),
                     .note = both("近 60 天", "Last 60 days"),
                     .points = points,
                     .threshold = "1000.00",
                     .threshold_name = own("熔断值", "Breaker value")});
    }
    columns.next();
    {
      Card card(both("充值 R-2026-1187", "Recharge R-2026-1187"));
      const std::array<Step, 4> steps{
          {{own("提交申请", "Requested"), own("11月20日 10:12 · 5,000.00", "20 Nov 10:12 · 5,000.00"), StepState::done},
           {own("等待银行汇款", "Waiting for the wire"),
            own("付款户名须为“示例家居（杭州）有限公司”，金额须为 5,000.00，附言 QH1187",
                "From “Sample Home (Hangzhou) Co., Ltd.”, exactly 5,000.00, remark QH1187"),
            StepState::now},
           {own("到账核对", "Matching"), {}, StepState::todo},
           {own("入账", "Credited"), {}, StepState::todo}}};
      stepper(both("充值进度", "Progress of the recharge"), steps);
    }
  }
  {
    Card card;
    const std::array<std::string_view, 4> names{both("账户流水", "Statement"), both("交易：冻结与结算", "Freezes and settlements"),
                                                both("充值与提现", "Recharges and withdrawals"), both("营销活动", "Campaigns")};
    if (const std::string_view wanted = route.param("tab"); !wanted.empty()) state.tab = wanted[0] - '0';
    const int before = state.tab;
    state.tab = tabs(both("明细", "Details"), names, state.tab);
    if (state.tab != before) route.set("tab", std::to_string(state.tab));
    if (state.tab == 0)
      statement();
    else
      empty_state(both("还没有记录", "Nothing here yet"),
                  both("充值入账后，这里会显示每一笔变动。", "Once a recharge is credited, every movement shows here."));
  }
  recharge_dialog();
}

void draw_forms(Route&) {
  page_title(both("表单", "Forms"));
  Columns columns({1, 1}, 720);
  {
    Card card(both("联系人", "Contact"));
    Form form("contact");
    text_field({.key = "name",
                .label = both("户名", "Account name"),
                .help = both("须与营业执照一致；生僻字如 𠮷 可用", "As registered; rare characters such as 𠮷 work"),
                .required = true},
               form.value("name"));
    const bool wrong = form.value("mail").find('@') == std::string::npos && !form.value("mail").empty();
    text_field({.key = "mail",
                .label = both("邮箱", "E-mail"),
                .error = wrong ? both("邮箱须含 @", "An e-mail address has an @") : std::string_view{},
                .autocomplete = "email"},
               form.value("mail"));
    money_field({.key = "amount", .label = both("金额", "Amount"), .help = both("最低 3,000.00 元", "At least 3,000.00")},
                form.value("amount"));
    date_field({.key = "from", .label = both("起始日期", "From")}, form.value("from"));
    const std::array<Choice, 3> kinds{
        {{"freeze", own("冻结", "Freeze")}, {"release", own("解冻", "Release")}, {"settle", own("结算", "Settle")}}};
    select({.key = "kind", .label = both("类型", "Type")}, form.value("kind"), kinds);
    text_area({.key = "reason", .label = both("说明", "Reason")}, form.value("reason"));
    checkbox({.key = "agree", .label = both("已阅读并同意预存账户服务条款", "I have read the terms of the prepaid account")}, state.agree);
    Line line;
    (void)button(both("保存", "Save"), {.look = Look::primary, .key = "save"});
    if (button(both("清空", "Clear"), {.key = "clear"})) form.clear();
    if (button(both("删除", "Delete"), {.look = Look::danger, .key = "delete"})) toast(both("已删除", "Deleted"), Tone::bad);
  }
  columns.next();
  {
    Card card(both("预警", "Alerts"));
    multi_text({.key = "mails", .label = both("预警邮箱", "Alert e-mail"), .help = both("最多 3 个", "Up to 3")}, state.mails, 3, "email");
    divider();
    const std::array<Pair, 3> pairs{{{own("开户行", "Bank"), own("示例银行杭州分行", "Sample Bank, Hangzhou")},
                                     {own("账号", "Number"), "**** **** 0193"},
                                     {own("状态", "State"), own("有效", "In force"), Tone::good}}};
    key_values(pairs);
    banner("memory",
           both("此窗口不保存数据：浏览器不允许使用本地文件系统。关闭后一切都会消失。",
                "Nothing is kept in this window: the browser refuses local files. All is gone when it closes."),
           Tone::warn);
    if (progress(both("导入流水", "Import"), state.done, 100)) state.done = 0, toast(both("导入已取消", "Import cancelled"), Tone::warn);
    state.page = pagination(state.page, 9);
    link(both("查看账户", "Go to the account"), "#/account");
  }
}

void draw_many(Route&) {
  page_title(both("大表", "A large table"));
  Card card;
  const TableEvents events =
      table({.key = "many",
             .label = both("大表", "A large table"),
             .columns = {{own("编号", "Number")}, {own("说明", "Words")}, {own("金额", "Amount"), ColumnKind::money}},
             .rows = state.many,
             .total = 100000,
             .cells = [](std::int64_t i, std::vector<Cell>& cells) {
               cells = {{"N-" + std::to_string(i + 1)}, {own("第", "row ") + std::to_string(i + 1)}, {amount(i * 137)}};
             }});
  if (events.more) state.many = 100000;
}

// A page that goes round the widgets, to prove that the tests would notice.
void draw_raw(Route&) {
  page_title(both("原生按钮", "A raw button"));
  ImGui::Button("raw");
}
void draw_nameless(Route&) {
  page_title(both("无名按钮", "A nameless button"));
  (void)button("", {.key = "nameless"});
}

}  // namespace

void register_pages(App& app) {
  app.add({"account", [] { return own("商家账户", "Accounts"); }, draw_account});
  app.add({"forms", [] { return own("表单", "Forms"); }, draw_forms, {}, [] { return std::string("12"); }});
  app.add({"many", [] { return own("大表", "Large table"); }, draw_many, [] { return own("系统", "System"); }});
  app.add({"raw", {}, draw_raw});
  app.add({"nameless", {}, draw_nameless});
  app.set_roles([] { return std::vector<Choice>{{"merchant", own("商家", "Merchant")}, {"operations", own("运营", "Operations")}}; },
                [](const std::string&) {});
  app.set_role("operations");
  app.set_status([] { return std::pair{own("已保存在本机", "Saved on this device"), Tone::good}; });
}

}  // namespace ch::web

extern "C" __attribute__((used, export_name("ch_gallery_presses"))) int ch_gallery_presses() { return ch::web::state.presses; }
extern "C" __attribute__((used, export_name("ch_gallery_opened"))) int ch_gallery_opened() {
  return static_cast<int>(ch::web::state.opened);
}
