#include "demo/case_tour.h"

#include "demo/pictures.h"
#include "procedure/cases.h"

namespace ch {

namespace {

const Actor reviewer{"xu", Role::information_reviewer, {}}, value_added{"zeng", Role::value_added_services, {}};
const Actor value_added_2{"zeng2", Role::value_added_services, {}}, risk{"feng", Role::risk_supervisor, {}};
const Actor risk_2{"feng2", Role::risk_supervisor, {}}, channel{"qu", Role::channel, {}}, manager{"jing", Role::operations_manager, {}};
constexpr std::int64_t nothing = 999'999'999;  // a number that no case has

AttachedDocument document(std::string_view question, const std::string& name) {
  const DemoPicture& picture = demo_picture(question == "receipt" ? "receipt" : "screenshot");
  return {std::string(question), std::string(picture.hash), picture.size, "image/png", name};
}

}  // namespace

void CaseTour::begin(Date first, Date last) {
  const auto scene = [&](std::int64_t day, std::int32_t hour, void (CaseTour::*play)()) {
    stage_.at(at_time(first.plus_days(day), hour), [this, play] {
      if (stage_.fault.empty()) (this->*play)();  // else what it stands on is not there
    });
  };
  for (const auto play : {&CaseTour::set_up, &CaseTour::parties, &CaseTour::verifications}) scene(0, 9, play);
  scene(0, 14, &CaseTour::verification_results);
  scene(0, 15, &CaseTour::deposits);
  scene(0, 16, &CaseTour::penalties);
  scene(1, 10, &CaseTour::receipts);
  scene(1, 11, &CaseTour::appeals);
  scene(1, 14, &CaseTour::refunds);
  scene(1, 15, &CaseTour::talk);
  scene(2, 10, &CaseTour::tasks);
  scene(2, 11, &CaseTour::refusals);
  scene(2, 14, &CaseTour::all_appeals);
  scene(2, 15, &CaseTour::left_standing);
  // Within the time to appeal when the demo is opened.
  stage_.at(at_time(last.plus_days(-2), 10), [this] {
    if (stage_.fault.empty()) may_be_appealed();
  });
}

void CaseTour::set_up() {
  stage_.refused(Stage::ops, FileCase{.procedure = "appeal", .party = PartyId{1}}, "pack_not_loaded");
  LoadPack wrong = pack_;
  wrong.pack = "nothing";
  for (PackValue& value : wrong.values) value.name.replace(0, pack_.pack.size(), "nothing");
  stage_.refused(Stage::admin, wrong, "pack_unknown");
  wrong = pack_;
  wrong.values.push_back({"other.value", PolicyKind::text, "x", {}, {}, ""});
  stage_.refused(Stage::admin, wrong, "pack_foreign");
  stage_.done(Stage::admin, pack_);
  stage_.refused(Stage::admin, pack_, "pack_loaded");
  for (const Actor& actor : {reviewer, value_added, value_added_2, risk, risk_2, channel, manager})
    stage_.done(Stage::admin, GrantRole{actor.user, actor.role, {}});
}

void CaseTour::parties() {
  stage_.refused(Stage::ops, RegisterReseller{"示例代理（华东）有限公司", "D0001", {}}, "emails_count");
  const Outcome made = stage_.done(Stage::ops, RegisterReseller{"示例代理（华东）有限公司", "D0001", {"office@reseller.example"}});
  reseller_ = PartyId{number_in(made, "party")};
  dealer_ = {"dealer-0001", Role::reseller_user, reseller_};
  stage_.done(Stage::admin, GrantRole{dealer_.user, dealer_.role, reseller_});
  one_ = client();
}

PartyId CaseTour::client() {
  const std::string number = std::to_string(++clients_);
  const Outcome made = stage_.done(dealer_, RegisterClient{"示例客户" + number + "（上海）科技有限公司", "K000" + number, reseller_});
  return PartyId{number_in(made, "party")};
}

FileCase CaseTour::filing(std::string_view procedure, PartyId about, std::vector<Said> answers) const {
  return {.procedure = std::string(procedure), .party = about, .answers = std::move(answers)};
}

CaseId CaseTour::file(const Actor& actor, std::string_view procedure, PartyId about, std::vector<Said> answers, bool with_document,
                      CaseId case_about) {
  FileCase payload = filing(procedure, about, std::move(answers));
  if (case_about) payload.about = case_about;
  if (with_document) payload.documents.push_back(document("evidence", "违规截图.png"));
  return CaseId{number_in(stage_.done(actor, payload), "process")};
}

StepCase CaseTour::taking(CaseId one, std::string_view on, std::vector<Said> answers) const {
  const auto stands = stage_.engine.rows().get<Case>(one);
  return {.process = one, .step = stands ? stands->step : "", .on = std::string(on), .answers = std::move(answers)};
}

void CaseTour::take(const Actor& actor, CaseId one, std::string_view on, std::vector<Said> answers, std::string_view with) {
  StepCase payload = taking(one, on, std::move(answers));
  if (!with.empty()) payload.documents.push_back(document(with, std::string(with) + ".png"));
  stage_.done(actor, payload);
}

void CaseTour::not_taken(const Actor& actor, CaseId one, std::string_view on, std::vector<Said> answers, std::string_view code) {
  stage_.refused(actor, taking(one, on, std::move(answers)), code);
}

// A new client's, taken as far as `until`.
CaseId CaseTour::verification(std::string account, std::string_view until) {
  const CaseId one =
      file(dealer_, "corporate_verification", client(),
           {{"order_no", "SO-" + std::to_string(clients_)}, {"bank", "示例银行上海分行"}, {"account_number", std::move(account)}});
  if (until == "review") return one;
  take(reviewer, one, "pass");
  if (until != "passed") take(value_added, one, "batch");
  return one;
}

void CaseTour::verifications() {
  verification("6222000000000001", "review");
  verification("6222000000000002", "passed");
  for (int i = 3; i < 10; ++i) verifications_.push_back(verification("622200000000000" + std::to_string(i), "paying"));
  verification("6222000000000003", "paying");  // somebody else's: both are held (VER-3)
  const CaseId refused = file(dealer_, "corporate_verification", one_, {{"order_no", "SO-0"}});
  not_taken(reviewer, refused, "pass", {}, "bank_account_missing");
  not_taken(reviewer, refused, "refuse", {{"reason", "because"}}, "answer_malformed");
  not_taken(reviewer, refused, "refuse", {{"reason", "no_bank_account"}, {"colour", "red"}}, "answer_unknown");
  take(reviewer, refused, "refuse", {{"reason", "no_bank_account"}});
}

void CaseTour::verification_results() {
  const auto paid = [&](std::size_t i) { return std::vector<Said>{{"bank_reference", "VT-" + std::to_string(i)}, {"paid_on", today()}}; };
  not_taken(Stage::fin, verifications_[1], "paid", {{"bank_reference", "VT-1"}, {"paid_on", "2199-01-01"}}, "paid_on_impossible");
  for (const std::size_t i : {1U, 2U, 3U}) take(Stage::fin, verifications_[i], "paid", paid(i));
  not_taken(Stage::fin, verifications_[4], "paid", paid(3), "payment_reference_reused");
  for (const std::size_t i : {4U, 5U}) take(Stage::fin, verifications_[i], "failed", {{"failure", "户名不符"}});
  take(dealer_, verifications_[4], "account", {{"bank", "示例银行"}, {"account_number", "6222000000000099"}});
  take(Stage::fin, verifications_[4], "failed", {{"failure", "账号不存在"}});  // again: refused
}

void CaseTour::receipts() {
  StepCase payload = taking(verifications_[1], "file_receipt", {});
  stage_.refused(dealer_, payload, "answer_missing");
  payload.documents.push_back(document("receipt", "receipt.png"));
  payload.documents.front().type = "text/html";
  stage_.refused(dealer_, payload, "document_refused");
  for (const std::size_t i : {1U, 2U, 3U}) take(dealer_, verifications_[i], "file_receipt", {}, "receipt");
  const auto points = [&](CaseId one, const char* frame, const char* amount, const char* refuse) -> std::vector<Said> {
    const Case stands = *stage_.engine.rows().get<Case>(one);
    return {{"point_1", frame},
            {"payer_name", answer(stands, "paying_company")},
            {"payee_name", answer(stands, "client_name")},
            {"receipt_bank", answer(stands, "bank")},
            {"receipt_account", answer(stands, "account_number")},
            {"receipt_amount", amount},
            {"receipt_date", answer(stands, "paid_on")},
            {"refuse", refuse}};
  };
  const CaseId first = verifications_[1], second = verifications_[2];
  not_taken(value_added, first, "check", points(first, "yes", "0.10", ""), "points_would_fail");  // mistyped
  not_taken(value_added, first, "check", points(first, "yes", "0.01", "yes"), "no_point_fails");
  take(value_added, first, "check", points(first, "yes", "0.01", ""));
  take(value_added, second, "check", points(second, "no", "0.01", "yes"));
}

std::vector<Said> CaseTour::wire(PartyId from, Money amount) {
  const std::string payer = stage_.engine.rows().get<Party>(from)->name;
  const std::string reference = "RD-" + std::to_string(++wires_);
  const Outcome taken = stage_.done(Stage::fin, TakeWire{reference, business_date(stage_.now), amount, payer, "6222000011113333", ""});
  for (const Arg& arg : taken.args)
    if (arg.name == "number") return {{"wire", arg.value}};
  return {};
}

void CaseTour::deposit(PartyId about, Money amount) {
  const CaseId one = file(risk, "deposit_payment", about, {{"amount", amount.text()}});
  take(Stage::fin, one, "book", wire(about, amount));
}

void CaseTour::deposits() {
  const CaseId asked = file(risk, "deposit_payment", one_, {{"amount", "10000.00"}});
  not_taken(Stage::fin, asked, "book", wire(one_, yuan(9'000)), "deposit_amount_differs");
  not_taken(Stage::fin, asked, "book", wire(client(), yuan(10'000)), "wire_of_other_payer");
  stage_.refused(risk, filing("deposit_renewal", one_, {}), "deposit_coming");
  take(risk, asked, "cancel");
  deposit(one_, yuan(12'000));
  stage_.refused(risk, filing("deposit_renewal", one_, {}), "deposit_enough");
}

CaseId CaseTour::penalty(std::string_view procedure, PartyId about, std::string amount) {
  std::vector<Said> answers{{"rule", "推广服务规范 3.2"}};
  if (!amount.empty()) answers.push_back({"amount", std::move(amount)});
  return file(risk, procedure, about, std::move(answers), true);
}

void CaseTour::penalties() {
  for (const char* kind : {"penalty_review_violation", "penalty_online_compensation", "penalty_placement_breach", "penalty_cpt"})
    penalties_.push_back(penalty(kind, one_));
  penalties_.push_back(penalty("penalty_cross_region", one_));
  for (const CaseId one : {penalties_[0], penalties_[1]}) take(dealer_, one, "confirm", {{"confirmed_by", "负责人"}});
  take(risk, application(one_), "dismiss");
  const CaseId decided = application(one_);
  take(risk, decided, "decide", {{"rule", "渠道管理办法"}});
  penalties_.push_back(decided);
  stage_.refused(risk, filing("penalty_cpt", reseller_, {{"rule", "规范"}}), "answer_missing");
  FileCase wrong = filing("penalty_cpt", reseller_, {{"rule", "规范"}});
  wrong.documents.push_back(document("evidence", "x.png"));
  stage_.refused(risk, wrong, "not_a_client");
}

void CaseTour::appeals() {
  const auto appeal = [&](CaseId against) { return file(dealer_, "appeal", one_, {{"reason", "情况说明"}}, false, against); };
  const auto refused = [&](CaseId against, std::string_view code) {
    FileCase payload = filing("appeal", one_, {{"reason", "情况说明"}});
    payload.about = against;
    stage_.refused(dealer_, payload, code);
  };
  refused(CaseId{nothing}, "not_a_penalty");
  refused(penalties_[1], "no_appeal");
  const CaseId first = appeal(penalties_[0]);
  refused(penalties_[0], "appeal_open");
  not_taken(risk, first, "uphold", {{"grounds", "复核"}}, "four_eyes");
  take(risk_2, first, "uphold", {{"grounds", "证据不足"}});
  refused(penalties_[0], "appeal_too_late");
  const CaseId second = appeal(penalties_[2]);
  not_taken(risk_2, second, "uphold_partly", {{"taken_back", "999999.00"}, {"grounds", "减轻"}}, "more_than_penalty");
  take(risk_2, second, "uphold_partly", {{"taken_back", "1000.00"}, {"grounds", "减轻"}});
  take(risk_2, appeal(penalties_[4]), "reject", {{"grounds", "事实清楚"}});
  appeal(penalties_[3]);  // still being decided
}

void CaseTour::refunds() {
  const PartyId other = client();
  deposit(other, yuan(500));
  const auto refund = [&](PartyId about, std::string amount) {
    return filing("deposit_refund", about, {{"amount", std::move(amount)}, {"bank", "示例银行"}, {"account_number", "6222000000000500"}});
  };
  stage_.refused(dealer_, refund(one_, "1.00"), "penalty_open");
  stage_.refused(dealer_, refund(other, "501.00"), "deposit_less");
  const auto filed_now = [&](std::string amount) {
    return CaseId{number_in(stage_.done(dealer_, refund(other, std::move(amount))), "process")};
  };
  const CaseId first = filed_now("100.00");
  take(Stage::fin, first, "paid", {{"booked", today()}, {"bank_reference", "RF-1"}});
  const CaseId second = filed_now("100.00");
  take(Stage::fin, second, "failed", {{"failure", "户名不符"}});
  take(dealer_, second, "keep");
  const CaseId third = filed_now("100.00");
  stage_.refused(dealer_, refund(other, "100.00"), "refund_open");
  take(Stage::fin, third, "failed", {{"failure", "户名不符"}});
  const PartyId fined = client();
  deposit(fined, yuan(400));
  stage_.done(dealer_, refund(fined, "300.00"));
  penalty("penalty_cross_region", fined, "100.00");  // stops it (RSK-9)
}

void CaseTour::talk() {
  const CaseId one = penalties_[5];
  stage_.refused(risk, HandOnCase{one, "技术部"}, "nothing_promised");
  stage_.done(dealer_, WriteOnCase{one, "请说明处罚依据", {}});
  stage_.done(risk, WriteOnCase{one, "见渠道管理办法第三条", {}});
  stage_.done(dealer_, WriteOnCase{one, "前台展示异常，请核对", {}});
  stage_.done(risk, HandOnCase{one, "技术部"});
  stage_.done(dealer_, WriteOnCase{penalties_[3], "请尽快复核", {}});  // answered by nobody: the clock says so (RSK-11)
}

void CaseTour::tasks() {
  const CaseId one = verifications_[3];  // at the receipt check
  stage_.refused(value_added, ReturnCase{one}, "not_claimed");
  stage_.done(value_added, ClaimCase{one});
  stage_.refused(value_added, ClaimCase{one}, "claimed_already");
  stage_.refused(value_added_2, ClaimCase{one}, "claimed_by_other");
  stage_.refused(value_added, PassCase{one, "nobody", {}}, "cannot_take_it");
  stage_.done(value_added, PassCase{one, value_added_2.user, "请代为核查"});
  stage_.done(value_added_2, ReturnCase{one});
  stage_.refused(reviewer, ClaimCase{one}, "not_your_step");
  stage_.refused(value_added, ClaimCase{verifications_[2]}, "case_over");
  stage_.done(value_added, ShowAnswer{verifications_[2], "account_number"});
  stage_.refused(value_added, ShowAnswer{verifications_[2], "bank"}, "nothing_masked");
  stage_.refused(value_added, SetAbsence{value_added_2.user, {}}, "absence_half_said");
  stage_.refused(value_added, SetAbsence{}, "not_absent");
  stage_.done(value_added, SetAbsence{value_added_2.user, business_date(stage_.now).plus_days(2)});
}

void CaseTour::refusals() {
  stage_.refused(Stage::ops, filing("nothing", one_, {}), "unknown_procedure");
  stage_.refused(value_added, ClaimCase{CaseId{nothing}}, "unknown_case");
  stage_.refused(value_added, StepCases{{}, "passed", "batch", {}, {}}, "too_many_cases");
  const CaseId reviewing = verification("6222000000000011", "review");
  stage_.refused(reviewer, StepCases{{std::to_string(reviewing.value)}, "review", "pass", {}, {}}, "not_in_bulk");
  take(reviewer, reviewing, "pass");
  stage_.done(value_added, StepCases{{std::to_string(reviewing.value)}, "passed", "batch", {}, {}});
  stage_.refused(Stage::admin, MoveCases{"appeal", 1, 2}, "unknown_procedure");
}

// Every kind that may be appealed against, once upheld and once rejected.
void CaseTour::all_appeals() {
  const PartyId about = client();
  deposit(about, yuan(20'000));
  const auto decided = [&](std::string_view kind) {
    if (kind != "penalty_illegitimate_development") return penalty(kind, about, "100.00");
    const CaseId one = application(about);
    take(risk, one, "decide", {{"rule", "渠道管理办法"}, {"amount", "100.00"}});
    return one;
  };
  const auto against = [&](std::string_view kind) {
    return file(dealer_, "appeal", about, {{"reason", "情况说明"}}, false, decided(kind));
  };
  for (const char* kind : {"penalty_review_violation", "penalty_placement_breach", "penalty_cpt", "penalty_cross_region",
                           "penalty_illegitimate_development"}) {
    take(risk_2, against(kind), "uphold", {{"grounds", "证据不足"}});
    take(risk_2, against(kind), "reject", {{"grounds", "事实清楚"}});
  }
  const PartyId whole = client();
  deposit(whole, yuan(10'000));
  const CaseId taken = penalty("penalty_cross_region", whole, "500.00");  // opens a renewal, which is not needed any more (RSK-2)
  take(risk_2, file(dealer_, "appeal", whole, {{"reason", "情况说明"}}, false, taken), "uphold", {{"grounds", "本区客户"}});
}

CaseId CaseTour::application(PartyId about) {
  FileCase asked = filing("penalty_illegitimate_development", about,
                          {{"landing_page_1", "https://a.example/landing"}, {"landing_page_2", "https://b.example/landing"}});
  asked.documents.push_back(document("screenshot", "视频推广前台.png"));
  return CaseId{number_in(stage_.done(channel, asked), "process")};
}

// Penalties that nobody has confirmed yet, and a deposit that has run low.
void CaseTour::left_standing() {
  const PartyId low = client();
  deposit(low, yuan(1'500));
  const CaseId taken = penalty("penalty_cpt", low, "800.00");
  take(dealer_, taken, "confirm", {{"confirmed_by", "负责人"}});  // opens a renewal (RSK-2)
  stage_.refused(risk, filing("deposit_renewal", low, {}), "renewal_open");
  const auto renewal = [&] {
    return stage_.engine.rows().list<Case>(
        {.index = "by_party", .prefix = key_of(low, std::string("deposit_renewal")), .descending = true, .limit = 1})[0];
  };
  take(Stage::fin, renewal().id, "book", wire(low, *Money::parse(answer(renewal(), "amount"))));
  penalty("penalty_cross_region", low, "300.00");  // low again
  take(risk, renewal().id, "cancel");
  for (const char* kind : {"penalty_review_violation", "penalty_online_compensation", "penalty_placement_breach"})
    penalty(kind, low, "100.00");
  take(dealer_, penalty("penalty_cpt", low, "200.00"), "confirm", {{"confirmed_by", "负责人"}});  // and a renewal is open
  file(risk, "deposit_payment", client(), {{"amount", "10000.00"}});
  application(low);
}

void CaseTour::may_be_appealed() {
  const PartyId about = client();
  deposit(about, yuan(12'000));
  take(dealer_, penalty("penalty_cpt", about, "1000.00"), "confirm", {{"confirmed_by", "负责人"}});
}

}  // namespace ch
