// The paths of chapters 04 and 05: a history a procedure, in which a case takes each way from its start to each of its ends.
#include "golden/history.h"
#include "procedure/cases.h"

namespace ch::test {

namespace {

const Actor reviewer{"review", Role::information_reviewer, {}}, value_added{"vas", Role::value_added_services, {}};
const Actor risk{"risk", Role::risk_supervisor, {}}, risk2{"risk2", Role::risk_supervisor, {}}, channel{"channel", Role::channel, {}};

const char* const document_marks = "doc:";  // an answer that is a document: "doc:receipt.png"

// Drives cases of one procedure through the recorder.
class Cases {
 public:
  explicit Cases(Recorder& r) : r_(r) {
    r_.active("50000.00");  // a bank account that can pay
    r_.ok(r_.admin, "load_pack", pack("promo"));
    for (const Actor& actor : {reviewer, value_added, risk, risk2, channel})
      r_.ok(r_.admin, "grant_role", {{"user", actor.user}, {"role", enum_type<Role>().name_of(static_cast<std::int64_t>(actor.role))}});
    const auto party =
        r_.ok(r_.ops, "register_reseller", {{"name", "示例代理甲"}, {"code", "D1"}, {"emails", {"owner@reseller.example"}}}, "party");
    reseller = {"dealer", Role::reseller_user, {party}};
    r_.ok(r_.admin, "grant_role", {{"user", reseller.user}, {"role", "reseller_user"}, {"party", party}});
    new_client();
  }

  void new_client() {
    ++clients_;
    client_ = r_.ok(
        r_.ops, "register_client",
        {{"name", "示例客户" + std::to_string(clients_)}, {"code", "K" + std::to_string(clients_)}, {"reseller", reseller.party.value}},
        "party");
  }
  std::int64_t file(const Actor& actor, const std::string& procedure, const json& answers = json::object(), std::int64_t about = 0) {
    json payload{{"procedure", procedure}, {"party", client_}};
    if (about) payload["about"] = about;
    put(payload, answers);
    return at_ = r_.ok(actor, "file_case", payload, "process");
  }
  void step(const Actor& actor, const std::string& from, const std::string& on, const json& answers = json::object()) {
    step_of(at_, actor, from, on, answers);
  }
  void step_of(std::int64_t process, const Actor& actor, const std::string& from, const std::string& on,
               const json& answers = json::object()) {
    json payload{{"process", process}, {"step", from}, {"on", on}};
    put(payload, answers);
    r_.ok(actor, "step_case", payload);
  }
  void book(const std::string& amount) {  // a deposit, by a wire of the client's
    const auto wire = r_.wire("示例客户" + std::to_string(clients_), amount);
    step(r_.fin, "booking", "book", {{"wire", readable_number("T", wire)}});
  }
  void days(std::int64_t days) {  // a day at a time: longer would be a jump of the clock
    for (std::int64_t i = 0; i < days; ++i) r_.hours(24);
  }
  std::int64_t at() const { return at_; }
  Actor reseller;

 private:
  static void put(json& payload, const json& answers) {
    payload["answers"] = json::array();
    payload["documents"] = json::array();
    for (const auto& [name, value] : answers.items()) {
      const std::string text = value.get<std::string>();
      if (text.starts_with(document_marks))
        payload["documents"].push_back(
            {{"question", name}, {"hash", hex(sha256(text))}, {"size", 1'000}, {"type", "image/png"}, {"name", text.substr(4)}});
      else
        payload["answers"].push_back({{"name", name}, {"value", text}});
    }
  }

  Recorder& r_;
  std::int64_t client_ = 0, clients_ = 0, at_ = 0;
};

void verification(Recorder& r) {
  Cases c(r);
  int account = 0;
  const auto order = [&](const std::string& number = "") {
    c.new_client();
    c.file(c.reseller, "corporate_verification",
           {{"order_no", "SO-1"},
            {"bank", "示例银行"},
            {"account_number", number.empty() ? "62220000" + std::to_string(1000 + ++account) : number}});
  };
  const auto paying = [&] {
    order();
    c.step(reviewer, "review", "pass");
    c.step(value_added, "passed", "batch");
  };
  const auto checked = [&](const std::string& frame, const std::string& amount) {
    paying();
    const std::string day = r.today();
    c.step(r.fin, "paying", "paid", {{"bank_reference", "V" + std::to_string(account)}, {"paid_on", day}});
    c.step(c.reseller, "receipt", "file_receipt", {{"receipt", "doc:receipt.png"}});
    json points{{"point_1", frame},
                {"payer_name", "示例平台（杭州）有限公司"},
                {"payee_name", "示例客户" + std::to_string(account + 1)},
                {"receipt_bank", "示例银行"},
                {"receipt_account", "62220000" + std::to_string(1000 + account)},
                {"receipt_amount", amount},
                {"receipt_date", day}};
    if (frame == "no") points["refuse"] = "yes";
    c.step(value_added, "check", "check", points);
  };
  order();  // VER-2
  c.step(reviewer, "review", "refuse", {{"reason", "not_a_company"}});
  checked("yes", "0.01");  // VER-8
  checked("no", "0.10");
  paying();  // VER-4, VER-5: by the bank, twice
  for (int time = 1; time <= 2; ++time) {
    const auto batch = r.ok(r.fin, "collect_payments", {{"process", c.at()}}, "batch");
    r.ok(r.fin, "reject_payment", {{"end_to_end", "PB00000" + std::to_string(batch) + "-0001"}, {"reason", "户名不符"}});
    if (time == 1) c.step(c.reseller, "resubmit", "account", {{"bank", "示例银行"}, {"account_number", "777"}});
  }
  paying();  // failed once, then paid by the bank, and no receipt in the month (VER-6)
  c.step(r.fin, "paying", "failed", {{"failure", "户名不符"}});
  c.step(c.reseller, "resubmit", "account", {{"bank", "示例银行"}, {"account_number", "888"}});
  const auto batch = r.ok(r.fin, "collect_payments", {{"process", c.at()}}, "batch");
  r.ok(r.fin, "confirm_payment", {{"end_to_end", "PB00000" + std::to_string(batch) + "-0001"}, {"bank_reference", "VB-1"}});
  paying();  // not filed anew (VER-5)
  c.step(r.fin, "paying", "failed", {{"failure", "户名不符"}});
  for (const char* next : {"999", "888"}) {  // filed anew: fails again; is somebody else's account
    paying();
    c.step(r.fin, "paying", "failed", {{"failure", "户名不符"}});
    c.step(c.reseller, "resubmit", "account", {{"bank", "示例银行"}, {"account_number", next}});
    if (std::string_view(next) == "999") c.step(r.fin, "paying", "failed", {{"failure", "户名不符"}});
  }
  paying();  // noted as failed, and paid after all
  c.step(r.fin, "paying", "failed", {{"failure", "户名不符"}});
  c.step(r.fin, "resubmit", "paid_after_all", {{"bank_reference", "V98"}, {"paid_on", r.today()}});
  paying();  // nobody checks the receipt in time
  c.step(r.fin, "paying", "paid", {{"bank_reference", "V99"}, {"paid_on", r.today()}});
  c.step(c.reseller, "receipt", "file_receipt", {{"receipt", "doc:receipt.png"}});
  paying();  // VER-3: a pair, one released and one refused
  const auto first = c.at();
  const std::string same = "62220000" + std::to_string(1000 + account);
  order(same);
  c.step(reviewer, "review", "pass");
  c.step(value_added, "passed", "batch");
  c.step_of(first, value_added, "held", "release");
  c.step(value_added, "held", "refuse", {{"reason", "same_bank_account"}});
  c.days(40);  // the first payment is late, the receipt's month ends
}

void deposit_payment(Recorder& r) {
  Cases c(r);
  c.file(risk, "deposit_payment", {{"amount", "10000.00"}});
  c.book("10000.00");
  c.file(risk, "deposit_payment", {{"amount", "1.00"}});
  c.step(risk, "booking", "cancel");
}

void deposit(Cases& c, const std::string& amount) {
  c.file(risk, "deposit_payment", {{"amount", amount}});
  c.book(amount);
}

void deposit_renewal(Recorder& r) {
  Cases c(r);
  deposit(c, "2000.00");
  c.file(risk, "deposit_renewal");
  c.book("8000.00");
  c.file(risk, "penalty_cross_region", {{"rule", "规范"}, {"evidence", "doc:e.png"}});  // opens one
  c.step_of(c.at() + 1, risk, "booking", "cancel");
  const auto penalty = c.file(risk, "penalty_cross_region", {{"rule", "规范"}, {"evidence", "doc:e.png"}, {"amount", "1000.00"}});
  c.file(c.reseller, "appeal", {{"reason", "情况说明"}}, penalty);  // part comes back: the renewal asks for less
  c.step(risk2, "deciding", "uphold_partly", {{"taken_back", "400.00"}, {"grounds", "减轻"}});
  c.file(risk, "penalty_cross_region", {{"rule", "规范"}, {"evidence", "doc:e.png"}, {"amount", "100.00"}});  // and for more
  c.new_client();
  deposit(c, "10000.00");
  const auto other = c.file(risk, "penalty_cross_region", {{"rule", "规范"}, {"evidence", "doc:e.png"}, {"amount", "1000.00"}});
  c.file(c.reseller, "appeal", {{"reason", "情况说明"}}, other);  // all of it: nothing is to be paid in any more
  c.step(risk2, "deciding", "uphold", {{"grounds", "证据不足"}});
  const auto last = c.file(risk, "penalty_cross_region", {{"rule", "规范"}, {"evidence", "doc:e.png"}, {"amount", "1000.00"}});
  c.file(c.reseller, "appeal", {{"reason", "情况说明"}}, last);
  c.step(risk2, "deciding", "reject", {{"grounds", "事实清楚"}});
}

void deposit_refund(Recorder& r) {
  Cases c(r);
  deposit(c, "3000.00");
  const json asked{{"amount", "1000.00"}, {"bank", "示例银行"}, {"account_number", "6222000011110193"}};
  c.file(c.reseller, "deposit_refund", asked);
  c.step(r.fin, "paying", "paid", {{"booked", r.today()}, {"bank_reference", "RF1"}});
  c.file(c.reseller, "deposit_refund", asked);
  const auto batch = r.ok(r.fin, "collect_payments", json::object(), "batch");
  r.ok(r.fin, "confirm_payment", {{"end_to_end", "PB00000" + std::to_string(batch) + "-0001"}, {"bank_reference", "RF2"}});
  c.file(c.reseller, "deposit_refund", asked);
  c.step(r.fin, "paying", "failed", {{"failure", "户名不符"}});
  c.step(c.reseller, "failed", "account", {{"bank", "示例银行"}, {"account_number", "6222000011110194"}});
  const auto second = r.ok(r.fin, "collect_payments", json::object(), "batch");
  r.ok(r.fin, "reject_payment", {{"end_to_end", "PB00000" + std::to_string(second) + "-0001"}, {"reason", "户名不符"}});
  c.step(c.reseller, "failed", "keep");
  c.file(c.reseller, "deposit_refund", asked);  // noted as failed, and paid after all
  c.step(r.fin, "paying", "failed", {{"failure", "户名不符"}});
  c.step(r.fin, "failed", "paid_after_all", {{"booked", r.today()}, {"bank_reference", "RF3"}});
  for (const bool failed : {false, true}) {  // stopped by a penalty
    c.new_client();
    deposit(c, failed ? "1001.00" : "1002.00");
    c.file(c.reseller, "deposit_refund", asked);
    if (failed) c.step(r.fin, "paying", "failed", {{"failure", "户名不符"}});
    c.file(risk, "penalty_cross_region", {{"rule", "规范"}, {"evidence", "doc:e.png"}, {"amount", "100.00"}});
  }
  c.new_client();  // fails at the bank while a penalty is open, of which some is owed
  deposit(c, "1003.00");
  c.file(c.reseller, "deposit_refund", asked);
  const auto third = r.ok(r.fin, "collect_payments", json::object(), "batch");
  c.file(risk, "penalty_cross_region", {{"rule", "规范"}, {"evidence", "doc:e.png"}, {"amount", "100.00"}});
  r.ok(r.fin, "reject_payment", {{"end_to_end", "PB00000" + std::to_string(third) + "-0001"}, {"reason", "户名不符"}});
  c.new_client();  // an appeal puts one's money back, and that pays what another was owed
  deposit(c, "1004.00");
  const auto upheld = c.file(risk, "penalty_cross_region", {{"rule", "规范"}, {"evidence", "doc:e.png"}, {"amount", "1004.00"}});
  c.file(risk, "penalty_online_compensation", {{"rule", "规范"}, {"evidence", "doc:e.png"}, {"amount", "100.00"}});
  c.step(c.reseller, "confirming", "confirm", {{"confirmed_by", "负责人"}});
  c.file(c.reseller, "appeal", {{"reason", "情况说明"}}, upheld);
  c.step(risk2, "deciding", "uphold", {{"grounds", "证据不足"}});
  for (const std::string how : {"uphold_partly", "reject"}) {
    const auto fined = c.file(risk, "penalty_cross_region", {{"rule", "规范"}, {"evidence", "doc:e.png"}, {"amount", "10.00"}});
    c.file(c.reseller, "appeal", {{"reason", "情况说明"}}, fined);
    json answers{{"grounds", "复核"}};
    if (how == "uphold_partly") answers["taken_back"] = "1.00";
    c.step(risk2, "deciding", how, answers);
  }
}

// Every kind of penalty, by each way that its table has.
void penalty(Recorder& r, const std::string& kind, bool confirmed, bool appealable, bool applied_for) {
  Cases c(r);
  deposit(c, "20000.00");
  const auto begin = [&](const std::string& amount) {
    if (!applied_for) return c.file(risk, kind, {{"rule", "规范 3.2"}, {"evidence", "doc:e.png"}, {"amount", amount}});
    c.file(channel, kind,
           {{"screenshot", "doc:s.png"}, {"landing_page_1", "https://a.example/1"}, {"landing_page_2", "https://b.example/2"}});
    c.step(risk, "deciding", "decide", {{"rule", "规范 3.2"}, {"amount", amount}});
    return c.at();
  };
  const auto appealed = [&](std::int64_t penalty, const std::string& how) {
    c.file(c.reseller, "appeal", {{"reason", "情况说明"}}, penalty);
    json answers{{"grounds", "复核"}};
    if (how == "uphold_partly") answers["taken_back"] = "100.00";
    c.step(risk2, "deciding", how, answers);
  };
  const auto confirm = [&] {
    if (confirmed) c.step(c.reseller, "confirming", "confirm", {{"confirmed_by", "负责人"}});
  };
  begin("300.00");
  confirm();
  if (confirmed) begin("300.00");  // nobody confirms it
  if (applied_for) {
    c.file(channel, kind,
           {{"screenshot", "doc:s.png"}, {"landing_page_1", "https://a.example/1"}, {"landing_page_2", "https://b.example/2"}});
    c.step(risk, "deciding", "dismiss");
  }
  for (const char* how : {"uphold", "uphold_partly", "reject"}) {
    if (!appealable) break;
    const auto taken = begin("300.00");
    confirm();
    appealed(taken, how);
    if (confirmed) appealed(begin("300.00"), how);  // before it is confirmed
  }
  c.days(20);
}

void review_violation(Recorder& r) { penalty(r, "penalty_review_violation", true, true, false); }
void online_compensation(Recorder& r) { penalty(r, "penalty_online_compensation", true, false, false); }
void illegitimate_development(Recorder& r) { penalty(r, "penalty_illegitimate_development", true, true, true); }
void placement_breach(Recorder& r) { penalty(r, "penalty_placement_breach", true, true, false); }
void cpt(Recorder& r) { penalty(r, "penalty_cpt", true, true, false); }
void cross_region(Recorder& r) { penalty(r, "penalty_cross_region", false, true, false); }

constexpr Path all[] = {
    {"corporate_verification", "VER-1 to VER-10", verification},
    {"deposit_payment", "RSK-1", deposit_payment},
    {"deposit_renewal", "RSK-2", deposit_renewal},
    {"deposit_refund", "RSK-9", deposit_refund},
    {"penalty_review_violation", "RSK-3, RSK-8, RSK-12", review_violation},
    {"penalty_online_compensation", "RSK-4", online_compensation},
    {"penalty_illegitimate_development", "RSK-5, RSK-8, RSK-12", illegitimate_development},
    {"penalty_placement_breach", "RSK-6, RSK-8, RSK-12", placement_breach},
    {"penalty_cpt", "RSK-7, RSK-8, RSK-12", cpt},
    {"penalty_cross_region", "RSK-10, RSK-8, RSK-12", cross_region},
};

}  // namespace

std::span<const Path> case_paths() { return all; }

}  // namespace ch::test
