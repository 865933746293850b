// CON-11: who of the staff sees which case. The tables are written by hand from the chapters, and every reader of cases is held to them.
#include "procedure/sight.h"

#include <algorithm>
#include <set>

#include "house/house.h"
#include "support/promo.h"

using namespace ch;
using namespace ch::test;

namespace {

constexpr std::pair<char, Role> staff[] = {{'A', Role::administrator},         {'U', Role::auditor},
                                           {'O', Role::settlement_operations}, {'F', Role::finance},
                                           {'V', Role::information_reviewer},  {'E', Role::value_added_services},
                                           {'K', Role::risk_supervisor},       {'N', Role::channel},
                                           {'G', Role::operations_manager}};

// Whose work it is, besides auditors and administrators, who read all.
const std::map<std::string, std::string> seen_by{
    {"account_opening", "O"},
    {"recharge", "O"},
    {"withdrawal", "OF"},
    {"campaign", "O"},
    {"exception", "O"},
    {"corporate_verification", "VEFG"},  // VER-8: the operations manager once a receipt's check is late
    {"deposit_payment", "KF"},
    {"deposit_renewal", "KF"},
    {"deposit_refund", "F"},
    {"penalty_review_violation", "KN"},  // RSK-8: the channel appeals for its clients, so it reads what it appeals against
    {"penalty_online_compensation", "KN"},
    {"penalty_illegitimate_development", "KN"},
    {"penalty_placement_breach", "KN"},
    {"penalty_cpt", "KN"},
    {"penalty_cross_region", "KN"},
    {"appeal", "KN"},
};

bool expected(const std::string& procedure, char role) { return ("AU" + seen_by.at(procedure)).contains(role); }

json note(std::int64_t process) {
  json attached = document("附注.png");
  attached["question"] = "";
  return {{"process", process}, {"text", "附注"}, {"documents", {attached}}};
}

void deposit(Promo& env) {
  const auto process = env.file(env.risk, "deposit_payment", {{"amount", "10000.00"}});
  env.take(env.finance, process, "book", {{"wire", arg(env.wire("示例科技（上海）有限公司", "10000.00"), "number")}});
}

// A tenant with cases of many procedures, and of each role somebody who has had none of them in hand.
struct House {
  Promo env;
  std::map<std::int64_t, std::string> cases;  // and the procedure of each
  std::map<std::string, std::int64_t> one_of;

  House() {
    for (const auto& [letter, role] : staff)
      env.ok(env.admin, "grant_role",
             {{"user", onlooker(letter).user}, {"role", enum_type<Role>().name_of(static_cast<std::int64_t>(role))}});
    env.campaign(env.rich);
    env.ok(env.rich.user, "request_withdrawal", {{"account", env.rich.account}, {"amount", "1.00"}});
    const json order{{"order_no", "SO-1"}, {"bank", "示例银行"}, {"account_number", "6222000000000001"}};
    const auto refused = env.file(env.reseller, "corporate_verification", order);
    env.take(env.reviewer, refused, "refuse", {{"reason", "papers_do_not_fit"}});
    for (int i = 0; i < 5; ++i) env.file(env.reseller, "corporate_verification", order);
    deposit(env);
    const json offence{{"rule", "规范 3"}, {"evidence", document("违规截图.png")}, {"amount", "6000.00"}};
    const auto penalty = env.file(env.risk, "penalty_cpt", offence);  // and so a renewal of the deposit (RSK-2)
    env.take(env.reseller, penalty, "confirm", {{"confirmed_by", "负责人"}});
    env.file(env.reseller, "appeal", {{"reason", "证据不足"}}, penalty);
    env.engine->rows().scan<Case>({}, [&](const Case& one) {
      cases.emplace(one.id.value, one.procedure);
      one_of.emplace(one.procedure, one.id.value);
      return true;
    });
  }
  Actor onlooker(char letter) const {
    return {std::string("onlooker-") + letter, std::ranges::find(staff, letter, &std::pair<char, Role>::first)->second, {}};
  }
  // What the query is refused with; empty: it is answered.
  std::string code(const Actor& who, const std::string& query, const json& ask) {
    const auto view = env.engine->query(query, ask.dump(), who, env.now);
    return view ? "" : view.error().code;
  }
  std::vector<std::int64_t> listed(const Actor& who, json ask) {
    std::vector<std::int64_t> ids;
    for (;;) {
      const json page = env.query(who, "cases", ask);
      for (const json& row : page["rows"]) ids.push_back(row["process"]);
      if (page["next"] == "") return ids;
      CHECK(page["rows"].size() == ask["limit"]);
      ask["cursor"] = page["next"];
    }
  }
};

}  // namespace

TEST_CASE("CON-11: of every procedure the roles that its table names are those that the chapters name, cell by cell") {
  const Procedures& all = house_procedures();
  std::set<std::string> named;
  for (const Procedure* procedure : all.all()) {
    INFO(procedure->id);
    named.insert(std::string(procedure->id));
    REQUIRE(seen_by.contains(std::string(procedure->id)));
    for (const auto& [letter, role] : staff) {
      if (letter == 'A' || letter == 'U') continue;  // they read all, whatever it names
      INFO(letter);
      CHECK(all.names(*procedure, role) == expected(std::string(procedure->id), letter));
    }
  }
  CHECK(named.size() == seen_by.size());
}

TEST_CASE("CON-11: a case, its documents and messages, its log and its figures are shown to whose work they are, and to nobody else") {
  House house;
  Promo& env = house.env;
  const std::vector<std::string> tried{"account_opening", "recharge",        "withdrawal",      "campaign", "corporate_verification",
                                       "penalty_cpt",     "deposit_payment", "deposit_renewal", "appeal"};
  for (const std::string& procedure : tried) {
    INFO(procedure);
    REQUIRE(house.one_of.contains(procedure));
    const std::int64_t process = house.one_of[procedure];
    const bool merchants = env.at(process).party == env.rich.user.party;
    if (env.at(process).is_open) env.ok(merchants ? env.ops : env.reseller, "write_on_case", note(process));
    const json seen = env.query(env.auditor, "case", {{"process", process}});
    for (const auto& [letter, role] : staff) {
      INFO(letter);
      const Actor who = house.onlooker(letter);
      const std::string answer = expected(procedure, letter) ? "" : "not_allowed";
      CHECK(house.code(who, "case", {{"process", process}}) == answer);
      CHECK(house.code(who, "case_figures", {{"procedure", procedure}}) == answer);
      CHECK(house.listed(who, {{"procedure", procedure}, {"limit", 2}}).empty() == !answer.empty());
      CHECK(house.listed(who, {{"number", env.at(process).subject}, {"limit", 2}}).empty() == !answer.empty());
      const json log = env.query(who, "case_log", {{"procedure", procedure}, {"language", "zh"}});
      CHECK((log["cases"] == 0) == !answer.empty());
      CHECK((log["events"] == 0) == !answer.empty());
      for (const json& happened : seen["history"])
        for (const json& attached : happened["documents"])
          CHECK(house.code(who, "document", {{"process", process}, {"hash", attached["hash"]}}) == answer);
      for (const json& mail : seen["messages"])
        if (mail["kind"] == "mail")
          CHECK(house.code(who, "message_file", {{"process", process}, {"message", mail["id"]}, {"language", "zh"}}) == answer);
      for (const json& row : env.query(who, "procedures", json::object())["rows"])
        if (row["procedure"] == procedure) CHECK(row["sees_all"] == answer.empty());
      if (letter == 'A' || letter == 'U') continue;  // they write nothing here
      if (!answer.empty()) {
        env.refused(who, "show_answer", {{"process", process}, {"name", "account_number"}}, "not_allowed");
        env.refused(who, "write_on_case", note(process), "not_allowed");
      }
    }
  }
}

TEST_CASE("CON-11: lists, their pages, the log and the inbox have just what may be read one by one") {
  House house;
  Promo& env = house.env;
  std::vector<Actor> all{env.ops,     env.finance, env.reviewer, env.value_added, env.risk,
                         env.channel, env.manager, env.reseller, env.auditor};
  for (const auto& [letter, role] : staff) all.push_back(house.onlooker(letter));
  for (const Actor& who : all) {
    INFO(who.user);
    std::vector<std::int64_t> may;
    for (const auto& [process, procedure] : house.cases)
      if (house.code(who, "case", {{"process", process}}).empty()) may.push_back(process);
    std::vector<std::int64_t> listed = house.listed(who, {{"limit", 3}});
    std::ranges::reverse(listed);
    CHECK(listed == may);
    if (!who.party) CHECK(env.query(who, "case_log", {{"language", "zh"}})["cases"] == static_cast<std::int64_t>(may.size()));
    const json inbox = env.query(who, "inbox", json::object());
    for (const json& row : inbox["rows"]) CHECK(std::ranges::contains(may, row["process"].get<std::int64_t>()));
    for (const std::int64_t process : may)
      for (const json& other : env.query(who, "case", {{"process", process}})["related"])
        CHECK(std::ranges::contains(may, other["process"].get<std::int64_t>()));
  }
  // Who books the renewal is not shown the penalty that it came of.
  const std::int64_t renewal = house.one_of["deposit_renewal"];
  CHECK(env.query(env.risk, "case", {{"process", renewal}})["related"].size() == 1);
  CHECK(env.query(house.onlooker('F'), "case", {{"process", renewal}})["related"].empty());
}

TEST_CASE("CON-11: who has had a case in hand goes on seeing it, in whatever role he comes") {
  House house;
  Promo& env = house.env;
  const std::int64_t penalty = house.one_of["penalty_cpt"], verification = house.one_of["corporate_verification"];
  const Actor moved{env.reviewer.user, Role::settlement_operations, {}};  // he works elsewhere now
  env.ok(env.admin, "grant_role", {{"user", moved.user}, {"role", "settlement_operations"}});
  CHECK(house.code(moved, "case", {{"process", verification}}).empty());  // he refused it
  CHECK(house.code(moved, "case_figures", {{"procedure", "corporate_verification"}}) == "not_allowed");
  CHECK(house.listed(moved, {{"procedure", "corporate_verification"}, {"limit", 2}}) == std::vector{verification});
  CHECK(house.code(moved, "case", {{"process", penalty}}) == "not_allowed");
  const Actor filer{env.risk.user, Role::information_reviewer, {}};
  env.ok(env.admin, "grant_role", {{"user", filer.user}, {"role", "information_reviewer"}});
  CHECK(house.code(filer, "case", {{"process", penalty}}).empty());
  // What was passed to him is his to read before he has done anything.
  const auto waiting = std::ranges::find_if(house.cases, [&](const auto& one) { return env.at(one.first).step == "review"; })->first;
  const Actor handed{"handed", Role::channel, {}};
  env.ok(env.admin, "grant_role", {{"user", "handed"}, {"role", "channel"}});
  env.ok(env.admin, "grant_role", {{"user", "handed"}, {"role", "information_reviewer"}});
  CHECK(house.code(handed, "case", {{"process", waiting}}) == "not_allowed");
  env.ok(env.reviewer, "pass_case", {{"process", waiting}, {"user", "handed"}});
  CHECK(house.code(handed, "case", {{"process", waiting}}).empty());
}

TEST_CASE("RSK-13, CON-11: whom the pack says to begin a penalty sees it, and not the appeal that it awaits") {
  Promo env({{"promo.penalty_cpt.initiator", "operations_manager"}});
  deposit(env);
  const Actor colleague{"colleague", Role::operations_manager, {}};
  env.ok(env.admin, "grant_role", {{"user", "colleague"}, {"role", "operations_manager"}});
  const auto penalty = env.file(env.manager, "penalty_cpt", {{"rule", "规范 3"}, {"evidence", document("a.png")}, {"amount", "10.00"}});
  const auto appeal = env.file(env.reseller, "appeal", {{"reason", "证据不足"}}, penalty);
  const json row = env.query(colleague, "case", {{"process", penalty}})["row"];
  CHECK((row["awaits"] == 0 && row["awaits_number"] == ""));
  CHECK(row["who_en"] == "Risk supervision");
  CHECK(env.query(colleague, "cases", {{"procedure", "penalty_cpt"}})["rows"].size() == 1);
  CHECK(env.query_refused(colleague, "case", {{"process", appeal}}) == "not_allowed");
  CHECK(env.query(env.risk, "case", {{"process", penalty}})["row"]["awaits"] == appeal);
}

TEST_CASE(
    "CON-11: every group of people that a table tells is the case's own, has its role, or is the local channel manager's, who has none") {
  const std::set<std::string_view> known{"reseller", "client", "risk", "finance", "local_channel_manager"};
  for (const Procedure* procedure : house_procedures().all())
    for (const Transition& transition : procedure->transitions)
      for (const Effect& effect : transition.does)
        for (const auto* groups : {&effect.to, &effect.copies})
          for (const std::string_view group : *groups) CHECK(known.contains(group));
}
