// CON-11: who may do what, cell by cell. The table below is written out once more, by hand, from what the roles are there for;
// every cell of it is tried through the engine, for one's own rows and for another's.
#include "record/struct_type.h"
#include "support/promo.h"

using namespace ch;
using namespace ch::test;

namespace {

// Administrator, aUditor, Operations, Finance, Merchant user (own rows alone), Shop, Clock; Reseller user (its own and its clients' rows),
// information reViewer, value-Added services (E), risK supervisor, chanNel, operations manaGer.
struct Cells {
  const char* name;
  const char* may;
};
constexpr Cells commands[] = {
    {"bootstrap", "A"},
    {"grant_role", "A"},
    {"revoke_role", "A"},
    {"propose_policy", "A"},
    {"approve_policy", "A"},
    {"reject_policy", "A"},
    {"confirm_clock", "A"},
    {"close_period", "F"},
    {"halt_clock", "C"},
    {"register_merchant", "O"},
    {"set_settlement_profile", "OM"},
    {"open_account", "M"},
    {"set_alerts", "M"},
    {"block_account", "O"},
    {"unblock_account", "O"},
    {"close_account", "OM"},
    {"request_recharge", "M"},
    {"cancel_recharge", "M"},
    {"take_wire", "OF"},
    {"match_wire", "O"},
    {"return_wire", "O"},
    {"keep_wire", "F"},
    {"confirm_wire_returned", "F"},
    {"offer_campaign", "O"},
    {"enroll_campaign", "M"},
    {"create_campaign", "M"},
    {"end_campaign", "OM"},
    {"start_campaign_due", "C"},
    {"end_campaign_due", "C"},
    {"sweep_campaigns", "C"},
    {"suspend_below_breaker", "C"},
    {"repeat_low_balance_alert", "C"},
    {"freeze_order", "S"},
    {"release_order", "S"},
    {"settle_order", "S"},
    {"refund_order", "S"},
    {"record_order_exception", "C"},
    {"expire_waiting_message", "C"},
    {"retry_exception", "O"},
    {"resolve_exception", "O"},
    {"request_withdrawal", "M"},
    {"approve_withdrawal", "O"},
    {"refuse_withdrawal", "O"},
    {"pay_withdrawal", "F"},
    {"pay_withdrawal_after_all", "F"},
    {"fail_withdrawal", "F"},
    {"retry_withdrawal", "F"},
    {"return_withdrawal", "OF"},
    {"collect_payments", "F"},
    {"take_over_batch", "F"},
    {"confirm_payment", "F"},
    {"reject_payment", "F"},
    {"show_in_full", "OF"},
    {"read_notice", "M"},
    {"mark_case_overdue", "C"},
    {"show_answer", "OFVEKNG"},
    {"file_case", "OFRVEKNG"},
    {"step_case", "OFRVEKNG"},
    {"step_cases", "OFVEKNG"},
    {"write_on_case", "OFRVEKNG"},
    {"hand_on_case", "OFVEKNG"},
    {"claim_case", "OFRVEKNG"},
    {"return_case", "OFRVEKNG"},
    {"pass_case", "OFRVEKNG"},
    {"set_absence", "OFVEKNG"},
    {"move_cases", "A"},
    {"break_promise", "C"},
    {"load_pack", "A"},
    {"note_delivery", "C"},
    {"retry_delivery", "A"},
    {"drop_delivery", "A"},
    {"register_reseller", "ON"},
    {"register_client", "ONR"},
};
constexpr Cells queries[] = {
    {"home", "AUOFMRVEKNG"},
    {"accounts", "AUOF"},
    {"parties", "AUOF"},
    {"account", "AUOFM"},
    {"balance_history", "AUOFM"},
    {"statement", "AUOFM"},
    {"order_transactions", "AUOFM"},
    {"funds_transactions", "AUOFM"},
    {"recharge", "AUOFM"},
    {"withdrawal", "AUOFM"},
    {"campaigns", "AUOFMS"},
    {"order", "AUOFMS"},
    {"exceptions", "AUOFM"},
    {"wires", "AUOF"},
    {"withdrawals", "AUOF"},
    {"payment_batches", "AUOF"},
    {"payment_batch", "AUOF"},
    {"payment_file", "UF"},
    {"bank_file", "AUOF"},
    {"notices", "AUOFM"},
    {"policies", "AUOF"},
    {"users", "AU"},
    {"trial_balance", "UOF"},
    {"periods", "UOF"},
    {"procedures", "AUOFRVEKNG"},
    {"inbox", "AUOFRVEKNG"},
    {"cases", "AUOFRVEKNG"},
    {"case", "AUOFRVEKNG"},
    {"case_figures", "AUOFVEKNG"},
    {"work_figures", "AUOFRVEKNG"},
    {"document", "AUOFRVEKNG"},
    {"message_file", "AUOFRVEKNG"},
    {"case_log", "AUOFVEKNG"},
    {"outbox", "AU"},
    {"movable_cases", "AU"},
    {"clients", "AUOFRVEKNG"},
};

constexpr std::pair<char, Role> roles[] = {{'A', Role::administrator},
                                           {'U', Role::auditor},
                                           {'O', Role::settlement_operations},
                                           {'F', Role::finance},
                                           {'M', Role::merchant_user},
                                           {'S', Role::shop},
                                           {'C', Role::clock},
                                           {'R', Role::reseller_user},
                                           {'V', Role::information_reviewer},
                                           {'E', Role::value_added_services},
                                           {'K', Role::risk_supervisor},
                                           {'N', Role::channel},
                                           {'G', Role::operations_manager}};

json value_of(const Field& field, const Merchant& shop) {
  if (field.name == "account") return shop.account;
  if (field.name == "party") return shop.party;
  if (field.name == "process") return 999;                           // who of the staff sees which: case_sight.cpp
  if (field.name == "ends") return "2026-07-01T00:00:00.000+08:00";  // after the start
  if (field.name == "booked") return "2026-03-01";                   // a bank books nothing for a day to come
  switch (field.kind) {
    case FieldKind::integer:
      return 1;  // the first recharge, campaign, withdrawal and notice are the shop's
    case FieldKind::boolean:
      return true;
    case FieldKind::money:
      return "3000.00";
    case FieldKind::instant:
      return "2026-06-01T00:00:00.000+08:00";
    case FieldKind::date:
      return "2026-06-01";
    case FieldKind::enumeration:
      return field.enum_type->items.front().name;
    case FieldKind::texts:
      return json::array({"a@example.com"});
    case FieldKind::list:
      return json::array();
    default:
      return "O-1";
  }
}

// A payload that can be read and is about the shop's rows; whether it can be done is another matter.
json payload_of(const StructType& type, const Merchant& shop) {
  json payload = json::object();
  for (const Field& field : type.fields) {
    if (!field.optional || field.name == "account") payload[std::string(field.name)] = value_of(field, shop);
  }
  return payload;
}

const Cells* row_of(std::span<const Cells> rows, std::string_view name) {
  for (const Cells& row : rows) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

bool says(const Cells& row, char role) { return std::string_view(row.may).find(role) != std::string_view::npos; }

bool in_table(std::span<const Permission> who, Role role) {
  for (const Permission& one : who) {
    if (one.role == role) return true;
  }
  return false;
}

struct House {
  Promo env;
  Merchant shop = env.rich, other = env.merchant("示例灯具（苏州）有限公司");
  House() {
    const auto campaign = env.campaign(shop);
    env.ok(env.shop, "freeze_order", {{"account", shop.account}, {"order", "O-1"}, {"campaign", campaign}, {"fee", "10.00"}});
    env.ok(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "1.00"}});
    process = env.file(env.reseller, "corporate_verification", {{"order_no", "SO-1"}});
    const auto party =
        id_arg(env.ok(env.ops, "register_reseller", {{"name", "示例代理乙"}, {"code", "D2"}, {"emails", {"b@reseller.example"}}}), "party");
    env.ok(env.admin, "grant_role", {{"user", "dealer2"}, {"role", "reseller_user"}, {"party", party}});
    other_reseller = {"dealer2", Role::reseller_user, PartyId{party}};
  }
  std::int64_t process = 0;
  Actor other_reseller;
  // About the reseller's client, where that is what a reseller may ask about.
  json of_the_reseller(json payload) const {
    for (const auto& [name, value] :
         std::map<std::string, std::int64_t>{{"party", env.client}, {"process", process}, {"reseller", env.reseller_party}})
      if (payload.contains(name)) payload[name] = value;
    return payload;
  }
  Actor actor(char role) {
    switch (role) {
      case 'A':
        return env.admin;
      case 'U':
        return env.auditor;
      case 'O':
        return env.ops;
      case 'F':
        return env.finance;
      case 'M':
        return shop.user;
      case 'R':
        return env.reseller;
      case 'V':
        return env.reviewer;
      case 'E':
        return env.value_added;
      case 'K':
        return env.risk;
      case 'N':
        return env.channel;
      case 'G':
        return env.manager;
      default:
        return env.shop;
    }
  }
};

}  // namespace

TEST_CASE("CON-11: every command has its row, and every cell of it holds") {
  CHECK(std::size(commands) == command_specs().size());
  for (const CommandSpec& spec : command_specs()) {
    INFO(spec.name);
    const Cells* row = row_of(commands, spec.name);
    REQUIRE(row != nullptr);
    House house;
    const json payload = payload_of(*spec.payload, house.shop);
    for (const auto& [letter, role] : roles) {
      INFO("role " << letter << ", payload " << payload.dump());
      CHECK(in_table(spec.who, role) == says(*row, letter));
      if (letter == 'C' || spec.name == "bootstrap") continue;  // the clock is nobody who could ask; bootstrap comes before all roles
      const json asked = letter == 'R' ? house.of_the_reseller(payload) : payload;
      const Outcome outcome = house.env.run(house.actor(letter), std::string(spec.name), asked);
      CHECK(outcome.band != Band::malformed);
      CHECK((outcome.code != "not_allowed") == says(*row, letter));
    }
    if (says(*row, 'M')) CHECK(house.env.run(house.other.user, std::string(spec.name), payload).code == "not_allowed");
    if (says(*row, 'R'))
      CHECK(house.env.run(house.other_reseller, std::string(spec.name), house.of_the_reseller(payload)).code == "not_allowed");
  }
}

TEST_CASE("CON-11: every query has its row, and every cell of it holds") {
  CHECK(std::size(queries) == query_specs().size());
  House house;
  for (const QuerySpec& spec : query_specs()) {
    INFO(spec.name);
    const Cells* row = row_of(queries, spec.name);
    REQUIRE(row != nullptr);
    const json params = payload_of(*spec.params, house.shop);
    for (const auto& [letter, role] : roles) {
      INFO("role " << letter << ", params " << params.dump());
      CHECK(in_table(spec.who, role) == says(*row, letter));
      if (letter == 'C') continue;
      const json asked = letter == 'R' ? house.of_the_reseller(params) : params;
      const auto view = house.env.engine->query(spec.name, asked.dump(), house.actor(letter), house.env.now);
      CHECK((view.has_value() || view.error().code != "not_allowed") == says(*row, letter));
    }
    if (!says(*row, 'M') || spec.name == "home") continue;
    const auto view = house.env.engine->query(spec.name, params.dump(), house.other.user, house.env.now);
    CHECK((!view.has_value() && view.error().code == "not_allowed"));
  }
}

TEST_CASE("CON-11: the auditor reads all and writes nothing") {
  for (const CommandSpec& spec : command_specs()) {
    INFO(spec.name);
    CHECK_FALSE(in_table(spec.who, Role::auditor));
  }
  for (const QuerySpec& spec : query_specs()) {
    INFO(spec.name);
    CHECK(in_table(spec.who, Role::auditor));
  }
}

TEST_CASE("CON-11: home shows a merchant user what is his and nothing of another's") {
  House house;
  const json home = house.env.query(house.shop.user, "home", json::object());
  REQUIRE(home["accounts"].size() == 1);
  CHECK(home["accounts"][0]["account"] == house.shop.account);
  CHECK(home["withdrawals_open"] == 0);
}

TEST_CASE("PRO-5: home says how many cases wait for whoever asks, and shows no merchants' money to those whose work it is not") {
  House house;
  const json reviewer = house.env.query(house.env.reviewer, "home", json::object());
  CHECK(reviewer["tasks"] == 1);
  CHECK(reviewer["accounts"].empty());
  CHECK(reviewer["withdrawals_open"] == 0);
  const json operations = house.env.query(house.env.ops, "home", json::object());
  CHECK(operations["tasks"] == 1);  // the withdrawal
  CHECK(operations["withdrawals_open"] == 1);
  CHECK(house.env.query(house.env.reseller, "home", json::object())["tasks"] == 0);
  CHECK(house.env.query(house.shop.user, "home", json::object())["tasks"] == 0);
}

TEST_CASE("PRO-4: the cases of a chapter are asked for by its rules") {
  House house;
  const auto found = [&](const char* rules) { return house.env.query(house.env.auditor, "cases", {{"rules", rules}})["rows"].size(); };
  CHECK(found("VER") == 1);
  CHECK(found("PRE") == 6);  // each merchant's opening and recharge, the campaign, and the withdrawal
  CHECK(found("RSK") == 0);
}
