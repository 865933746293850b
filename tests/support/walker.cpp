#include "support/walker.h"

#include "payments/batches.h"
#include "procedure/cases.h"

namespace ch::test {

Actor Walker::somebody(Role role) {
  const bool other = random_.below(2) == 0;
  switch (role) {
    case Role::reseller_user:
      return env_.reseller;
    case Role::information_reviewer:
      return env_.reviewer;
    case Role::value_added_services:
      return env_.value_added;
    case Role::finance:
      return other ? env_.finance : env_.finance2;
    case Role::risk_supervisor:
      return other ? env_.risk : env_.risk2;
    case Role::channel:
      return env_.channel;
    default:
      return env_.manager;
  }
}

// One of what the form offers; at times there is nothing to offer, until what was asked for comes.
std::string Walker::wire_for(const Case& one) {
  const std::string payer = env_.engine->rows().get<Party>(one.party)->name;
  // A renewal stays open for a while, so that appeals meet it.
  const bool right = random_.below(8) < (one.procedure == "deposit_renewal" ? 1 : 7);
  return arg(env_.wire(payer, right ? answer(one, "amount") : "77.00"), "number");
}

std::string Walker::answer_to(const Case& one, const Question& question) {
  if (!question.known.empty() && random_.below(8) != 0) return answer(one, question.known);
  switch (question.kind) {
    case AnswerKind::money:
      return std::to_string(100 * (1 + random_.below(20))) + ".00";
    case AnswerKind::date:
      return business_date(env_.now).plus_days(-random_.below(2)).text();
    case AnswerKind::yes_no:
      return random_.below(8) == 0 ? "no" : "yes";
    case AnswerKind::choice:
      if (question.offers != nullptr) return wire_for(one);
      return std::string(question.choices[static_cast<std::size_t>(random_.below(std::ssize(question.choices)))].name);
    case AnswerKind::link:
      return "https://landing.example/" + std::to_string(random_.below(100));
    case AnswerKind::document:
      return {};
    case AnswerKind::text:
      if (question.name == "bank_reference") return "BK-" + std::to_string(++wires_);
      // Few accounts, so that some are shared.
      return question.name == "account_number" ? "62220000" + std::to_string(1'000 + random_.below(9))
                                               : "文字 " + std::to_string(random_.below(100));
  }
  return {};
}

json Walker::answers(const Case& one, const std::vector<Question>& form) {
  json all = json::object();
  for (const Question& question : form) {
    if (question.optional && random_.below(3) == 0) continue;
    const std::string name(question.name);
    if (question.kind == AnswerKind::document)
      all[name] = document(name + ".png");
    else
      all[name] = answer_to(one, question);
  }
  return all;
}

void Walker::run(const Actor& actor, const std::string& name, const json& payload) {
  if (env_.tried(actor, name, payload).done()) ++taken_;
}

std::vector<Case> Walker::open_cases() {
  std::vector<Case> open;
  env_.engine->rows().scan<Case>({.descending = true, .limit = 60}, [&](const Case& one) {
    if (one.is_open && env_.engine->catalogue().procedures->newest(one.procedure)->pack == "promo") open.push_back(one);
    return true;
  });
  return open;
}

void Walker::file_something() {
  if (clients_.empty() || (clients_.size() < 12 && random_.below(3) == 0))
    clients_.push_back(env_.new_client("示例客户" + std::to_string(clients_.size())));
  const auto all = env_.engine->catalogue().procedures->all();
  // The longest, and what comes about seldom, more often than the others.
  constexpr const char* often[] = {
      "corporate_verification", "corporate_verification", "penalty_illegitimate_development", "appeal", "appeal",
      "deposit_payment",        "deposit_refund"};
  const std::int64_t which = random_.below(9);
  const Procedure& procedure = which < std::ssize(often) ? *env_.engine->catalogue().procedures->newest(often[which])
                                                         : *all[static_cast<std::size_t>(random_.below(std::ssize(all)))];
  if (procedure.by_command()) return;
  std::int64_t client = clients_[static_cast<std::size_t>(random_.below(std::ssize(clients_)))];
  std::int64_t about = 0;
  if (procedure.id == "appeal") {
    for (const Case& one : open_cases()) {
      if (!one.procedure.starts_with("penalty_") || random_.below(2) == 0) continue;
      about = one.id.value;
      client = one.party.value;
      break;
    }
    if (!about) return;
  }
  const Transition& start = procedure.start();
  const Role role = start.who[static_cast<std::size_t>(random_.below(std::ssize(start.who)))];
  run(somebody(role), "file_case", env_.filing(std::string(procedure.id), answers(Case{}, start.form), about, client));
}

void Walker::step_something() {
  const std::vector<Case> open = open_cases();
  if (open.empty()) return;
  const Case& one = open[static_cast<std::size_t>(random_.below(std::ssize(open)))];
  if (one.procedure == "deposit_renewal" && random_.below(4) != 0) return;  // its wire takes its time; meanwhile appeals are decided
  std::vector<const Transition*> ways;
  for (const Transition& way : env_.engine->catalogue().procedures->newest(one.procedure)->transitions)
    if (way.from == one.step && way.by == Trigger::person) ways.push_back(&way);
  if (ways.empty()) return;
  const Transition& way = *ways[static_cast<std::size_t>(random_.below(std::ssize(ways)))];
  const Role role = way.who[static_cast<std::size_t>(random_.below(std::ssize(way.who)))];
  run(somebody(role), "step_case", env_.stepping(one.id.value, std::string(way.on), answers(one, way.form)));
}

void Walker::bank_answers() {
  if (random_.below(2) == 0) run(somebody(Role::finance), "collect_payments", json::object());
  std::vector<std::string> given;
  env_.engine->rows().scan<Payment>({}, [&](const Payment& payment) {
    if (payment.state == PaymentState::given) given.push_back(end_to_end_of(payment));
    return true;
  });
  for (const std::string& one : given) {
    if (random_.below(3) != 0)
      run(somebody(Role::finance), "confirm_payment", {{"end_to_end", one}, {"bank_reference", "BK-" + std::to_string(++wires_)}});
    else
      run(somebody(Role::finance), "reject_payment", {{"end_to_end", one}, {"reason", "户名不符"}});
  }
}

void Walker::time_passes() {
  const Date today = business_date(env_.now);
  env_.ends(today.plus_days(random_.below(8) == 0 ? 33 : random_.below(3)));
}

void Walker::go() {
  const std::int64_t what = random_.below(20);
  if (what < 5) return file_something();
  if (what < 15) return step_something();
  if (what < 17) return bank_answers();
  if (what < 18) {
    const auto open = open_cases();
    if (open.empty()) return;
    const Case& one = open[static_cast<std::size_t>(random_.below(std::ssize(open)))];
    return run(somebody(random_.below(2) ? Role::reseller_user : Role::risk_supervisor), "write_on_case",
               {{"process", one.id.value}, {"text", "请说明"}, {"documents", json::array()}});
  }
  time_passes();
}

void add_walked(Engine& engine, std::map<std::string, Walked>& by_procedure) {
  engine.rows().scan<Case>({}, [&](const Case& one) {
    Walked& walked = by_procedure[one.procedure];
    std::string last;
    engine.rows().scan<CaseEvent>({.prefix = key_of(one.id)}, [&](const CaseEvent& event) {
      for (const Transition& way : engine.catalogue().procedures->newest(one.procedure)->transitions) {
        if (way.from != event.from_step || way.on != event.happened || way.to != event.to_step) continue;
        const std::string taken = event.from_step + ">" + event.happened + ">" + event.to_step;
        walked.transitions.insert(taken);
        if (!last.empty()) walked.pairs.insert(last + " " + taken);
        last = taken;
        break;
      }
      return true;
    });
    return true;
  });
}

namespace {

std::string missing(const std::set<std::string>& wanted, const std::set<std::string>& seen) {
  std::string all;
  for (const std::string& one : wanted)
    if (!seen.contains(one)) all += "\n" + one;
  return all;
}

std::string name_of(const Transition& way) { return std::string(way.from) + ">" + std::string(way.on) + ">" + std::string(way.to); }

}  // namespace

void check_walked(const Procedure& procedure, const Walked& walked, const std::set<std::string>& impossible) {
  INFO(procedure.id);
  std::set<std::string> transitions, pairs;
  for (const Transition& one : procedure.transitions) {
    if (!impossible.contains(name_of(one))) transitions.insert(name_of(one));
    for (const Transition& next : procedure.transitions)
      if (const std::string pair = name_of(one) + " " + name_of(next); next.from == one.to && !impossible.contains(pair))
        pairs.insert(pair);
  }
  CHECK(missing(transitions, walked.transitions) == "");
  CHECK(missing(pairs, walked.pairs) == "");
}

}  // namespace ch::test
