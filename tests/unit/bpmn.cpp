// Procedures as BPMN (PRO-7). What other programs make of it is tested in tests/procedures.
#include "procedure/bpmn.h"

#include <catch_amalgamated.hpp>

#include "house/house.h"
#include "procedure/procedure_markdown.h"

using namespace ch;

namespace {

std::optional<std::int64_t> five(std::string_view) { return 5; }

bool has(std::string_view xml, const std::string& part) { return xml.contains(part); }

}  // namespace

TEST_CASE("PRO-7: BPMN has every end, every event and deadline, and a condition for every way that somebody chooses") {
  for (const Procedure* one : house_procedures().all()) {
    const std::string xml = bpmn_of(*one, Language::zh, five);
    INFO(one->id);
    for (const Step& step : one->steps)
      if (step.end) CHECK(has(xml, "<bpmn:endEvent id=\"step_" + std::string(step.name) + "\""));
    for (const Transition& transition : one->transitions) {
      INFO(transition.from << " " << transition.on);
      const std::string id = std::string(transition.from) + "_" + std::string(transition.on);
      const bool by_itself = transition.by == Trigger::event || transition.by == Trigger::clock;
      if (by_itself) CHECK(has(xml, "id=\"event_" + id + "\""));
      if (transition.by == Trigger::event) CHECK(has(xml, "<bpmn:message id=\"message_" + std::string(transition.on) + "\""));
      if (transition.guard.negated) CHECK(has(xml, "${environment.variables." + std::string(transition.guard.name) + "}"));
      for (const Effect& effect : transition.does) CHECK(has(xml, std::string(effect.name)));
    }
  }
}

TEST_CASE("PRO-7: a deadline that leads on ends the task, one that stays does not") {
  const std::string xml = bpmn_of(*house_procedures().newest("corporate_verification"), Language::zh, five);
  const auto event = [&](const std::string& id) {
    const auto at = xml.find("id=\"" + id + "\"");
    return xml.substr(at, xml.find('>', at) - at);
  };
  CHECK(has(event("event_receipt_overdue"), "cancelActivity=\"true\""));
  CHECK(has(event("event_check_overdue"), "cancelActivity=\"false\""));
  CHECK(has(xml, ">P5M<"));  // months
  CHECK(has(xml, ">P5D<"));  // working days, as days
  CHECK(has(xml, "<bpmn:documentation>5 个工作日</bpmn:documentation>"));
}

TEST_CASE("PRO-7, VER-6: BPMN and text say from which day a deadline counts") {
  const Procedure& verification = *house_procedures().newest("corporate_verification");
  CHECK(has(bpmn_of(verification, Language::zh, five), "5 个月，自付款日期起"));
  CHECK(has(bpmn_of(verification, Language::en, five), "5 months, from: Paid on"));
  CHECK(has(procedure_markdown(verification, Language::zh, five), "5 个月 `promo.verification.receipt_months`，自付款日期起"));
  CHECK(has(procedure_markdown(verification, Language::en, five), "5 months `promo.verification.receipt_months`, from: Paid on"));
}

TEST_CASE("PRO-7: without a pack a deadline is a variable, and the same table gives the same BPMN") {
  const Procedure& withdrawal = *house_procedures().newest("withdrawal");
  CHECK(has(bpmn_of(withdrawal, Language::en), "${environment.variables.credit_withdrawal_approval_working_days}"));
  CHECK(bpmn_of(withdrawal, Language::en, five) == bpmn_of(withdrawal, Language::en, five));
}
