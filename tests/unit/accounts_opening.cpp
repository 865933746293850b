// Opening, alerts and the account's states: PRE-1 to PRE-3, with every refusal.
#include "accounts/records.h"
#include "base/text.h"
#include "support/env.h"

using namespace ch;
using namespace ch::test;

namespace {

json alerts(std::int64_t account) {
  return {{"account", account}, {"alert_value", "500.00"}, {"emails", {"finance@example.com"}}, {"phones", {"13800000000"}}};
}

std::string state_of(Env& env, const Merchant& shop) { return env.query(shop.user, "account", {{"account", shop.account}})["state"]; }

// The reason that the view gives for a button, or "" where it may be pressed; "absent" where it is not shown.
std::string reason(const json& actions, const std::string& command) {
  for (const json& action : actions) {
    if (action["command"] == command) return action["code"];
  }
  return "absent";
}

}  // namespace

TEST_CASE("PRE-1: a merchant is registered once under its supplier number") {
  Env env;
  env.ok(env.ops, "register_merchant", {{"name", "示例家居（杭州）有限公司"}, {"supplier", "S-20418"}});
  env.refused(env.ops, "register_merchant", {{"name", "示例灯具（苏州）有限公司"}, {"supplier", "S-20418"}}, "supplier_taken");
  env.refused(env.ops, "register_merchant", {{"name", "　 "}, {"supplier", "S-20419"}}, "text_blank");
  env.refused(env.ops, "register_merchant", {{"name", "示例\n公司"}, {"supplier", "S-20419"}}, "text_control");
  env.refused(env.ops, "register_merchant", {{"name", std::string(101, 'x')}, {"supplier", "S-20419"}}, "text_too_long");
  env.refused(env.auditor, "register_merchant", {{"name", "示例公司"}, {"supplier", "S-20419"}}, "not_allowed");
}

TEST_CASE("PRE-1: without a wire bank account in force the refusal tells both ways to get one") {
  Env env;
  const auto party = id_arg(env.ok(env.ops, "register_merchant", {{"name", "示例家居（杭州）有限公司"}, {"supplier", "S-1"}}), "party");
  const Actor user{"u1", Role::merchant_user, {party}};
  env.ok(env.admin, "grant_role", {{"user", "u1"}, {"role", "merchant_user"}, {"party", party}});
  const Outcome outcome = env.refused(user, "open_account", {{"party", party}}, "no_settlement_profile");
  for (const char* name : {"menu_buyer", "menu_supplier", "menu_buyer_en", "menu_supplier_en", "link"})
    CHECK_FALSE(arg(outcome, name).empty());
  const json home = env.query(user, "home", json::object());
  CHECK(home["may_open"] == true);
  CHECK(home["open"]["code"] == "no_settlement_profile");
  CHECK(home["open"]["zh"].get<std::string>().find(arg(outcome, "menu_buyer")) != std::string::npos);
  CHECK(home["open"]["en"].get<std::string>().find(arg(outcome, "link")) != std::string::npos);
}

TEST_CASE("PRE-1: the account name must equal the registered name, after normalisation and nothing looser") {
  Env env;
  const auto party = id_arg(env.ok(env.ops, "register_merchant", {{"name", "示例家居（杭州）有限公司"}, {"supplier", "S-1"}}), "party");
  const Actor user{"u1", Role::merchant_user, {party}};
  env.ok(env.admin, "grant_role", {{"user", "u1"}, {"role", "merchant_user"}, {"party", party}});
  const auto profile = [&](const char* name) {
    env.ok(user, "set_settlement_profile",
           {{"party", party}, {"bank", "示例银行"}, {"account_name", name}, {"account_number", "62220000111122"}});
  };
  profile("示例家居杭州有限公司");
  env.refused(user, "open_account", {{"party", party}}, "profile_name_differs");
  profile("示例家居(杭州)有限公司 ");  // half-width brackets, a space at the end
  env.ok(user, "open_account", {{"party", party}});
}

TEST_CASE("PRE-1: the settlement profile's fields are checked") {
  Env env;
  const Merchant shop = env.registered("示例家居（杭州）有限公司");
  json profile{{"party", shop.party}, {"bank", "示例银行"}, {"account_name", shop.name}, {"account_number", "6222"}};
  env.refused(shop.user, "set_settlement_profile", profile, "bank_account_malformed");
  profile["account_number"] = "6222 0000 1111";
  env.refused(shop.user, "set_settlement_profile", profile, "bank_account_malformed");
  profile["account_number"] = "622200001111";
  profile["bank"] = "";
  env.refused(shop.user, "set_settlement_profile", profile, "text_blank");
  profile["bank"] = "示例银行";
  profile["party"] = 999;
  env.refused(shop.user, "set_settlement_profile", profile, "not_allowed");
  env.refused(env.ops, "set_settlement_profile", profile, "unknown_party");
}

TEST_CASE("PRE-1: a merchant has one account; home offers to open it, then shows it") {
  Env env;
  Merchant shop = env.registered("示例家居（杭州）有限公司");
  json home = env.query(shop.user, "home", json::object());
  CHECK(home["may_open"] == true);
  CHECK(home["open"]["code"] == "");
  CHECK(home["merchant"] == shop.name);
  const Outcome opened = env.ok(shop.user, "open_account", {{"party", shop.party}});
  CHECK(arg(opened, "number").starts_with("A-"));
  home = env.query(shop.user, "home", json::object());
  CHECK(home["may_open"] == false);
  CHECK(home["accounts"].size() == 1);
  CHECK(home["accounts"][0]["number"] == arg(opened, "number"));
  env.refused(shop.user, "open_account", {{"party", shop.party}}, "already_open");
}

TEST_CASE("PRE-1, CON-11: nobody opens another's account") {
  Env env;
  const Merchant shop = env.registered("示例家居（杭州）有限公司"), other = env.registered("示例灯具（苏州）有限公司");
  env.refused(other.user, "open_account", {{"party", shop.party}}, "not_allowed");
  env.refused(env.ops, "open_account", {{"party", shop.party}}, "not_allowed");
  const Merchant open = env.opened("示例纺织（南通）有限公司");
  env.refused(shop.user, "set_alerts", alerts(open.account), "not_allowed");
  CHECK(env.query_refused(shop.user, "account", {{"account", open.account}}) == "not_allowed");
}

TEST_CASE("PRE-2: alerts are set before anything else") {
  Env env;
  const Merchant shop = env.opened("示例家居（杭州）有限公司");
  CHECK(state_of(env, shop) == "opened");
  env.refused(shop.user, "request_recharge", {{"account", shop.account}, {"amount", "5000.00"}}, "alerts_not_set");
  env.refused(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "1.00"}}, "alerts_not_set");
  env.ok(shop.user, "set_alerts", alerts(shop.account));
  CHECK(state_of(env, shop) == "alerts_set");
  env.ok(shop.user, "request_recharge", {{"account", shop.account}, {"amount", "5000.00"}});
}

TEST_CASE("PRE-2: up to three e-mail addresses and three phone numbers, changeable later") {
  Env env;
  const Merchant shop = env.with_alerts("示例家居（杭州）有限公司");
  json set = alerts(shop.account);
  set["emails"] = {"a@example.com", "b@example.com", "c@example.com"};
  set["phones"] = {"13800000001", "+86-571-88880000", "13800000003"};
  env.ok(shop.user, "set_alerts", set);
  const json view = env.query(shop.user, "account", {{"account", shop.account}});
  CHECK(view["emails"].size() == 3);
  CHECK(view["phones"][1] == "+86-571-88880000");

  const auto with = [&](const char* field, json value) {
    json changed = set;
    changed[field] = std::move(value);
    return changed;
  };
  env.refused(shop.user, "set_alerts", with("emails", {"a@example.com", "b@example.com", "c@example.com", "d@example.com"}),
              "too_many_contacts");
  env.refused(shop.user, "set_alerts", with("phones", {"13800000001", "13800000002", "13800000003", "13800000004"}), "too_many_contacts");
  env.refused(shop.user, "set_alerts", with("emails", {"a@example.com", "a@example.com"}), "contact_repeated");
  for (const char* bad :
       {"a", "@example.com", "a@", "a@b", "a@.com", "a@b..com", "a b@example.com", "a@example.com,b@example.com", "示例@example"})
    env.refused(shop.user, "set_alerts", with("emails", {bad}), "email_malformed");
  for (const char* bad : {"12345", "1380000000x", "1234567890123456", "+", "１３８００００００００"})
    env.refused(shop.user, "set_alerts", with("phones", {bad}), "phone_malformed");
  json none = with("emails", json::array());
  none["phones"] = json::array();
  env.refused(shop.user, "set_alerts", none, "contacts_missing");
  env.refused(shop.user, "set_alerts", with("alert_value", "0.00"), "amount_not_positive");
  env.refused(shop.user, "set_alerts", with("alert_value", "-1.00"), "amount_not_positive");
  env.refused(shop.user, "set_alerts", with("alert_value", "99999999999.99"), "amount_too_large");
  env.refused(shop.user, "set_alerts", with("account", 999), "not_allowed");
}

TEST_CASE("PRE-2, open: three in all is a policy value away") {
  Env env({{"credit.contacts_max", "3"}});
  const Merchant shop = env.opened("示例家居（杭州）有限公司");
  json set = alerts(shop.account);
  set["emails"] = {"a@example.com", "b@example.com"};
  set["phones"] = {"13800000001", "13800000002"};
  env.refused(shop.user, "set_alerts", set, "too_many_contacts");
  set["phones"] = {"13800000001"};
  env.ok(shop.user, "set_alerts", set);
}

TEST_CASE("PRE-14: a merchant's own breaker value is not below the default") {
  Env env;
  const Merchant shop = env.opened("示例家居（杭州）有限公司");
  json set = alerts(shop.account);
  set["breaker_value"] = "999.99";
  CHECK(arg(env.refused(shop.user, "set_alerts", set, "breaker_below_default"), "least") == "1000.00");
  set["breaker_value"] = "1000.00";
  env.ok(shop.user, "set_alerts", set);
  set["breaker_value"] = "2500.00";
  env.ok(shop.user, "set_alerts", set);
  CHECK(env.query(shop.user, "account", {{"account", shop.account}})["breaker_value"] == "2500.00");
}

TEST_CASE("PRE-14: a breaker value raised above what is available suspends at once") {
  Env env;
  const Merchant shop = env.merchant("示例家居（杭州）有限公司");
  env.campaign(shop);
  json set = alerts(shop.account);
  set["breaker_value"] = "6000.00";
  env.ok(shop.user, "set_alerts", set);
  const json view = env.query(shop.user, "account", {{"account", shop.account}});
  CHECK(view["suspended_campaigns"] == 1);
  CHECK(view["running_campaigns"] == 0);
}

TEST_CASE("PRE-3: active only when opened, alerts set and the first recharge credited") {
  Env env;
  const Merchant shop = env.with_alerts("示例家居（杭州）有限公司");
  CHECK(state_of(env, shop) == "alerts_set");
  env.refused(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "1.00"}}, "account_not_active");
  env.recharge(shop, "3000.00");
  CHECK(state_of(env, shop) == "active");
}

TEST_CASE("PRE-3: a wire matched before the alerts are set activates when they are") {
  Env env;
  const Merchant shop = env.opened("示例家居（杭州）有限公司");
  const Outcome wire = env.wire(shop.name, "4000.00");
  CHECK(arg(wire, "state") == "suspense");
  env.ok(env.ops, "match_wire", {{"wire", id_arg(wire, "wire")}, {"account", shop.account}});
  CHECK(state_of(env, shop) == "opened");
  CHECK(env.book(shop.account, Book::available) == Money::fen(400'000));
  env.ok(shop.user, "set_alerts", alerts(shop.account));
  CHECK(state_of(env, shop) == "active");
}

TEST_CASE("PRE-3: a blocked account neither withdraws nor enrolls; recharges are credited; unblocking ends it") {
  Env env;
  const Merchant shop = env.merchant("示例家居（杭州）有限公司");
  env.refused(env.ops, "unblock_account", {{"account", shop.account}, {"reason", "误操作"}}, "not_blocked");
  env.refused(env.ops, "block_account", {{"account", shop.account}, {"reason", ""}}, "text_blank");
  env.refused(shop.user, "block_account", {{"account", shop.account}, {"reason", "测试"}}, "not_allowed");
  env.refused(env.ops, "block_account", {{"account", 999}, {"reason", "测试"}}, "unknown_account");
  env.refused(env.ops, "unblock_account", {{"account", 999}, {"reason", "测试"}}, "unknown_account");
  env.ok(env.ops, "block_account", {{"account", shop.account}, {"reason", "资质到期"}});
  env.refused(env.ops, "block_account", {{"account", shop.account}, {"reason", "资质到期"}}, "already_blocked");
  const Outcome outcome = env.refused(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "1.00"}}, "account_blocked");
  CHECK(arg(outcome, "reason") == "资质到期");
  CHECK_FALSE(arg(outcome, "contact").empty());
  env.refused(
      shop.user, "create_campaign",
      {{"account", shop.account}, {"title", "双11"}, {"starts", text(env.now.plus_hours(1))}, {"ends", text(env.now.plus_hours(9))}},
      "account_blocked");
  env.recharge(shop, "3000.00");
  CHECK(env.book(shop.account, Book::available) == Money::fen(800'000));
  env.ok(env.ops, "unblock_account", {{"account", shop.account}, {"reason", "资质已更新"}});
  env.ok(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "1.00"}});
}

TEST_CASE("PRE-3: closed at zero, with nothing frozen, nothing owed and nothing under way") {
  Env env;
  const Merchant shop = env.merchant("示例家居（杭州）有限公司");
  const auto close = [&](const char* code) { env.refused(shop.user, "close_account", {{"account", shop.account}}, code); };
  const auto campaign = env.campaign(shop);
  close("closing_money_left");
  env.ok(env.shop, "freeze_order", {{"account", shop.account}, {"order", "O-1"}, {"campaign", campaign}, {"fee", "5000.00"}});
  close("closing_money_left");
  env.ok(env.shop, "freeze_order", {{"account", shop.account}, {"order", "O-2"}, {"campaign", campaign}, {"fee", "10.00"}});
  close("owed_open");
  env.ok(env.shop, "release_order", {{"account", shop.account}, {"order", "O-2"}});
  env.ok(env.shop, "settle_order", {{"account", shop.account}, {"order", "O-1"}});
  close("closing_campaign_open");
  const auto recharge = id_arg(env.ok(shop.user, "request_recharge", {{"account", shop.account}, {"amount", "3000.00"}}), "recharge");
  close("closing_recharge_open");
  env.ok(shop.user, "cancel_recharge", {{"recharge", recharge}});
  env.ok(shop.user, "end_campaign", {{"campaign", campaign}});
  env.ok(shop.user, "close_account", {{"account", shop.account}});
  CHECK(state_of(env, shop) == "closed");

  close("account_closed");
  env.refused(shop.user, "set_alerts", alerts(shop.account), "account_closed");
  env.refused(shop.user, "request_recharge", {{"account", shop.account}, {"amount", "3000.00"}}, "account_closed");
  env.refused(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "1.00"}}, "account_closed");
  env.refused(shop.user, "open_account", {{"party", shop.party}}, "account_closed");
  env.refused(env.ops, "block_account", {{"account", shop.account}, {"reason", "测试"}}, "account_closed");
  env.refused(env.ops, "unblock_account", {{"account", shop.account}, {"reason", "测试"}}, "account_closed");
}

TEST_CASE("PRE-17: a closed account has no alert that comes again") {
  Env env;
  const Merchant shop = env.merchant("示例家居（杭州）有限公司");
  const auto withdrawal = id_arg(env.ok(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "5000.00"}}), "withdrawal");
  env.ok(env.ops, "approve_withdrawal", {{"withdrawal", withdrawal}});
  env.ok(env.finance, "pay_withdrawal", {{"withdrawal", withdrawal}, {"bank_reference", "P-1"}});
  env.ok(shop.user, "close_account", {{"account", shop.account}});
  const auto before = env.query(env.ops, "notices", {{"account", shop.account}})["rows"].size();
  env.advance_days(2);
  CHECK(env.query(env.ops, "notices", {{"account", shop.account}})["rows"].size() == before);
}

TEST_CASE("CON-9: the view tells of every button why it may not be pressed, in the refusal's words") {
  Env env;
  const Merchant shop = env.opened("示例家居（杭州）有限公司");
  json actions = env.query(shop.user, "account", {{"account", shop.account}})["actions"];
  CHECK(reason(actions, "set_alerts") == "");
  CHECK(reason(actions, "request_recharge") == "alerts_not_set");
  CHECK(reason(actions, "request_withdrawal") == "alerts_not_set");
  CHECK(reason(actions, "block_account") == "absent");
  actions = env.query(env.ops, "account", {{"account", shop.account}})["actions"];
  CHECK(reason(actions, "block_account") == "");
  CHECK(reason(actions, "request_recharge") == "absent");
  CHECK(env.query(env.auditor, "account", {{"account", shop.account}})["actions"].empty());
}

TEST_CASE("CON-12: contacts and bank accounts are masked for whoever has no need") {
  Env env;
  const Merchant shop = env.merchant("示例家居（杭州）有限公司");
  const auto contacts = [&](const Actor& actor) {
    const json view = env.query(actor, "account", {{"account", shop.account}});
    return view["emails"][0].get<std::string>() + " " + view["phones"][0].get<std::string>();
  };
  CHECK(contacts(shop.user) == "finance@example.com 13800000000");
  CHECK(contacts(env.ops) == "f***@example.com *******0000");
  CHECK(contacts(env.auditor) == "f***@example.com *******0000");
  CHECK(contacts(env.admin) == "f***@example.com *******0000");

  const auto withdrawal = id_arg(env.ok(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "1.00"}}), "withdrawal");
  const auto bank_account = [&](const Actor& actor) {
    return env.query(actor, "withdrawal", {{"withdrawal", withdrawal}})["bank_account"].get<std::string>();
  };
  CHECK(bank_account(shop.user).starts_with("6222"));
  for (const Actor& actor : {env.finance, env.ops, env.auditor, env.admin}) CHECK(bank_account(actor).starts_with("****"));
  CHECK(bank_account(env.auditor).size() == bank_account(shop.user).size());
  const json home = env.query(shop.user, "home", json::object());
  CHECK(home["profile_account"].get<std::string>().starts_with("****"));
  env.wire(shop.name, "4321.00");
  for (const Actor& actor : {env.auditor, env.ops})
    CHECK(env.query(actor, "wires", {{"state", "suspense"}})["rows"][0]["payer_account"] == "************2222");
}

TEST_CASE("CON-12: an unmasked look is written to the audit trail, with who, when and at what") {
  Env env;
  const Merchant shop = env.merchant("示例家居（杭州）有限公司");
  const auto withdrawal = id_arg(env.ok(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "1.00"}}), "withdrawal");
  const auto wire = id_arg(env.wire("别家（上海）有限公司", "77.00"), "wire");
  const Hash before = env.state_digest();
  const auto look = [&](const Actor& actor, const char* what, std::int64_t id) {
    env.now = env.now.plus_minutes(1);
    const Outcome outcome = env.ok(actor, "show_in_full", {{"what", what}, {"id", id}});
    const JournalRow row = *env.engine->rows().get<JournalRow>(outcome.seq);
    CHECK(row.user_name == actor.user);
    CHECK(row.role == actor.role);
    CHECK(row.at == env.now);
    CHECK(json::parse(row.payload) == json{{"what", what}, {"id", id}});
    for (const Arg& arg : outcome.args) CHECK(row.args.find(arg.value) != std::string::npos);
    return outcome;
  };
  CHECK(arg(look(env.finance, "withdrawal_account", withdrawal), "bank_account").starts_with("6222"));
  CHECK(arg(look(env.ops, "payer_account", wire), "payer_account") == "6222000011112222");
  const Outcome contacts = look(env.ops, "contacts", shop.account);
  CHECK(arg(contacts, "emails") == "finance@example.com");
  CHECK(arg(contacts, "phones") == "13800000000");
  CHECK(env.state_digest() == before);  // a look changes nothing else
  // Who has no need gets no look, and nobody looks at what is not there.
  for (const Actor& actor : {env.auditor, env.admin, env.shop, shop.user})
    env.refused(actor, "show_in_full", {{"what", "contacts"}, {"id", shop.account}}, "not_allowed");
  env.refused(env.ops, "show_in_full", {{"what", "withdrawal_account"}, {"id", 999}}, "unknown_withdrawal");
  env.refused(env.ops, "show_in_full", {{"what", "payer_account"}, {"id", 999}}, "unknown_wire");
  env.refused(env.ops, "show_in_full", {{"what", "contacts"}, {"id", 1}}, "unknown_account");
}

TEST_CASE("CON-8: accounts are found by name, supplier and number, page by page") {
  Env env;
  for (int i = 0; i < 5; ++i) env.opened("示例第" + std::to_string(i) + "家居有限公司");
  const json first = env.query(env.ops, "accounts", {{"limit", 2}});
  CHECK(first["rows"].size() == 2);
  const json second = env.query(env.ops, "accounts", {{"limit", 2}, {"cursor", first["next"]}});
  const json third = env.query(env.ops, "accounts", {{"limit", 2}, {"cursor", second["next"]}});
  CHECK(third["rows"].size() == 1);
  CHECK(third["next"] == "");
  CHECK(second["rows"][0]["account"] != first["rows"][1]["account"]);
  const json found = env.query(env.ops, "accounts", {{"search", "第3家"}});
  REQUIRE(found["rows"].size() == 1);
  CHECK(env.query(env.ops, "accounts", {{"search", found["rows"][0]["number"]}})["rows"].size() == 1);
  CHECK(env.query(env.ops, "accounts", {{"search", found["rows"][0]["supplier"]}})["rows"].size() == 1);
  CHECK(env.query_refused(env.ops, "accounts", {{"cursor", "zz"}}) == "malformed_cursor");
  CHECK(env.query_refused(env.ops, "accounts", {{"limit", 501}}) == "page_limit");
}
