// Withdrawal: PRE-19, PRE-20, four eyes (CON-11), with every refusal and every end.
#include "support/env.h"

using namespace ch;
using namespace ch::test;

namespace {

const char* const home = "示例家居（杭州）有限公司";

std::int64_t file(Env& env, const Merchant& shop, const std::string& amount) {
  return id_arg(env.ok(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", amount}}), "withdrawal");
}
json view(Env& env, const Actor& actor, std::int64_t id) { return env.query(actor, "withdrawal", {{"withdrawal", id}}); }
json on(std::int64_t id) { return {{"withdrawal", id}}; }
json because(std::int64_t id, const char* reason) { return {{"withdrawal", id}, {"reason", reason}}; }
json paid(std::int64_t id, const char* reference) { return {{"withdrawal", id}, {"bank_reference", reference}}; }

std::vector<std::string> buttons(const json& seen) {
  std::vector<std::string> names;
  for (const json& action : seen["actions"]) names.push_back(action["command"]);
  return names;
}

}  // namespace

TEST_CASE("PRE-19: the amount leaves available at once") {
  Env env;
  const Merchant shop = env.merchant(home);
  const auto id = file(env, shop, "1200.00");
  CHECK(env.book(shop.account, Book::available) == Money::fen(380'000));
  CHECK(env.book(shop.account, Book::withdrawal_in_progress) == Money::fen(120'000));
  const json seen = view(env, shop.user, id);
  CHECK(seen["state"] == "requested");
  CHECK(seen["number"] == "W-000001");
  CHECK(seen["due"] == "2026-03-05T00:00:00.000+08:00");  // 24:00 of the second working day after
  CHECK(seen["steps"][1]["state"] == "now");
  const json account = env.query(shop.user, "account", {{"account", shop.account}});
  CHECK(account["open_withdrawals"] == 1);
  REQUIRE(account["under_way"].size() == 1);
  CHECK(account["under_way"][0]["number"] == "W-000001");
  CHECK(account["under_way"][0]["due"] == seen["due"]);
}

TEST_CASE("PRE-21: everything under way shows on the account: what failed first, then what waits for a person, then the newest") {
  Env env;
  const Merchant shop = env.merchant(home);
  const auto failed = file(env, shop, "100.00");
  env.ok(env.ops, "approve_withdrawal", on(failed));
  env.ok(env.finance, "fail_withdrawal", because(failed, "账号有误"));
  const auto refused = file(env, shop, "200.00");
  env.ok(env.ops, "refuse_withdrawal", because(refused, "资料不全"));
  env.ok(shop.user, "request_recharge", {{"account", shop.account}, {"amount", "4000.00"}});
  env.wire(home, "3999.00");
  env.advance_days(1);
  file(env, shop, "300.00");
  const json account = env.query(shop.user, "account", {{"account", shop.account}});
  std::vector<std::string> seen;
  for (const json& row : account["under_way"]) seen.push_back(row["state"].get<std::string>() + " " + row["amount"].get<std::string>());
  CHECK(seen == std::vector<std::string>{"failed 100.00", "in_suspense 4000.00", "requested 300.00"});
  CHECK(account["open_withdrawals"] == 2);
}

TEST_CASE("PRE-19: not more than available, not with anything owed, not for nothing") {
  Env env;
  const Merchant shop = env.merchant(home);
  const auto refused = [&](const char* amount, const char* code) {
    return env.refused(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", amount}}, code);
  };
  const Outcome outcome = refused("5000.01", "withdrawal_above_available");
  CHECK(arg(outcome, "available") == "5000.00");
  CHECK(outcome.rule == "PRE-19");
  refused("0.00", "amount_not_positive");
  refused("10000000000.00", "amount_too_large");
  const auto campaign = env.campaign(shop);
  env.ok(env.shop, "freeze_order", {{"account", shop.account}, {"order", "O-1"}, {"campaign", campaign}, {"fee", "6000.00"}});
  CHECK(arg(refused("1.00", "owed_open"), "owed") == "6000.00");
  env.ok(env.shop, "release_order", {{"account", shop.account}, {"order", "O-1"}});
  file(env, shop, "5000.00");
  refused("0.01", "withdrawal_above_available");
  env.refused(env.ops, "request_withdrawal", {{"account", shop.account}, {"amount", "1.00"}}, "not_allowed");
}

TEST_CASE("PRE-1, PRE-19: it is paid to the bound account, in the merchant's own name, as bound when it was filed") {
  Env env;
  const Merchant shop = env.merchant(home);
  const auto bind = [&](const char* name, const char* number) {
    env.ok(shop.user, "set_settlement_profile",
           {{"party", shop.party}, {"bank", "示例银行"}, {"account_name", name}, {"account_number", number}});
  };
  bind(home, "622200000001");
  const auto id = file(env, shop, "100.00");
  bind("示例他人", "622200000002");
  env.refused(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "1.00"}}, "profile_name_differs");
  CHECK(view(env, shop.user, id)["bank_account"] == "622200000001");
  CHECK(arg(env.ok(env.finance, "show_in_full", {{"what", "withdrawal_account"}, {"id", id}}), "bank_account") == "622200000001");
}

TEST_CASE("PRE-20: refused, the money is available again and the merchant is told why") {
  Env env;
  const Merchant shop = env.merchant(home);
  const auto id = file(env, shop, "1200.00");
  env.refused(env.ops, "refuse_withdrawal", because(id, ""), "text_blank");
  env.ok(env.ops, "refuse_withdrawal", because(id, "资料不全"));
  CHECK(env.book(shop.account, Book::available) == Money::fen(500'000));
  CHECK(env.book(shop.account, Book::withdrawal_in_progress).is_zero());
  const json seen = view(env, shop.user, id);
  CHECK(seen["state"] == "refused");
  CHECK(seen["reason"] == "资料不全");
  CHECK(seen["steps"].back()["state"] == "failed");
  CHECK(seen["steps"].back()["note"] == "资料不全");
  const bool has_due = seen.contains("due") && !seen["due"].is_null();
  CHECK_FALSE(has_due);
  const json notice = env.query(shop.user, "notices", {{"account", shop.account}})["rows"];
  bool told = false;
  for (const json& row : notice) told = told || (row["body_zh"].get<std::string>().find("资料不全") != std::string::npos);
  CHECK(told);
  CHECK(env.query(shop.user, "account", {{"account", shop.account}})["open_withdrawals"] == 0);
}

TEST_CASE("PRE-20: approved, finance pays it; paid once") {
  Env env;
  const Merchant shop = env.merchant(home);
  const auto id = file(env, shop, "1200.00");
  env.refused(env.finance, "pay_withdrawal", paid(id, "P-1"), "wrong_step");
  env.ok(env.ops, "approve_withdrawal", on(id));
  env.refused(env.finance, "pay_withdrawal", paid(id, ""), "text_blank");
  env.ok(env.finance, "pay_withdrawal", paid(id, "P-1"));
  CHECK(env.book(shop.account, Book::withdrawal_in_progress).is_zero());
  CHECK(env.platform(Book::cash_at_bank) == Money::fen(380'000));
  env.refused(env.finance, "pay_withdrawal", paid(id, "P-2"), "wrong_step");
  const json seen = view(env, shop.user, id);
  CHECK(seen["state"] == "paid");
  CHECK(seen["bank_reference"] == "P-1");
  CHECK(seen["approved_by"] == "ops");
  for (const json& step : seen["steps"]) CHECK(step["state"] == "done");
}

TEST_CASE("PRE-20: one transfer of the bank pays one withdrawal") {
  Env env;
  const Merchant shop = env.merchant(home);
  const auto one = file(env, shop, "100.00"), two = file(env, shop, "100.00");
  env.ok(env.ops, "approve_withdrawal", on(one));
  env.ok(env.ops, "approve_withdrawal", on(two));
  env.ok(env.finance, "pay_withdrawal", paid(one, "P-1"));
  CHECK(arg(env.refused(env.finance, "pay_withdrawal", paid(two, "P-1"), "payment_reference_reused"), "number") == "W-000001");
  env.ok(env.finance, "pay_withdrawal", paid(two, "P-2"));
}

TEST_CASE("PRE-20: a bank failure is a state of its own; a person retries or returns; never lost, never paid twice") {
  Env env;
  const Merchant shop = env.merchant(home);
  const auto id = file(env, shop, "1200.00");
  env.refused(env.finance, "fail_withdrawal", because(id, "账号有误"), "wrong_step");
  env.refused(env.finance, "retry_withdrawal", on(id), "wrong_step");
  env.refused(env.ops, "return_withdrawal", because(id, "x"), "wrong_step");
  env.ok(env.ops, "approve_withdrawal", on(id));
  env.refused(env.finance, "fail_withdrawal", because(id, " "), "text_blank");
  env.ok(env.finance, "fail_withdrawal", because(id, "账号有误"));
  CHECK(env.book(shop.account, Book::withdrawal_in_progress) == Money::fen(120'000));
  env.refused(env.finance, "pay_withdrawal", paid(id, "P-1"), "wrong_step");
  const json failed = view(env, env.finance, id);
  CHECK(failed["state"] == "failed");
  CHECK(failed["reason"] == "账号有误");
  CHECK(buttons(failed) == std::vector<std::string>{"retry_withdrawal", "return_withdrawal", "pay_withdrawal_after_all"});

  env.ok(env.finance, "retry_withdrawal", on(id));
  CHECK(view(env, env.finance, id)["state"] == "approved");
  SECTION("and the second time the bank pays") {
    env.ok(env.finance, "pay_withdrawal", paid(id, "P-1"));
    CHECK(env.platform(Book::cash_at_bank) == Money::fen(380'000));
  }
  SECTION("and it fails again, and the money is returned") {
    env.ok(env.finance, "fail_withdrawal", because(id, "账号已注销"));
    env.refused(env.ops, "return_withdrawal", because(id, ""), "text_blank");
    env.ok(env.ops, "return_withdrawal", because(id, "请更新账号后重新申请"));
    CHECK(env.book(shop.account, Book::available) == Money::fen(500'000));
    CHECK(env.platform(Book::cash_at_bank) == Money::fen(500'000));
    env.refused(env.ops, "return_withdrawal", because(id, "x"), "wrong_step");
    env.refused(env.finance, "pay_withdrawal", paid(id, "P-9"), "wrong_step");
  }
  CHECK(env.book(shop.account, Book::withdrawal_in_progress).is_zero());
}

TEST_CASE("PRE-20, LED-10: said to have failed and paid after all, its money goes out where it lay, once") {
  Env env;
  const Merchant shop = env.merchant(home);
  const auto id = file(env, shop, "1200.00");
  env.refused(env.finance, "pay_withdrawal_after_all", paid(id, "P-1"), "wrong_step");
  env.ok(env.ops, "approve_withdrawal", on(id));
  const auto batch = id_arg(env.ok(env.finance, "collect_payments", on(id)), "batch");
  const std::string name = env.query(env.finance, "payment_batch", {{"batch", batch}})["rows"][0]["end_to_end"];
  env.ok(env.finance, "reject_payment", {{"end_to_end", name}, {"reason", "户名不符"}});
  env.refused(env.finance, "confirm_payment", {{"end_to_end", name}, {"bank_reference", "P-1"}}, "payment_decided");
  env.refused(env.ops, "pay_withdrawal_after_all", paid(id, "P-1"), "not_allowed");
  env.refused(env.finance, "pay_withdrawal_after_all", paid(id, " "), "text_blank");
  env.refused(env.finance, "pay_withdrawal_after_all", paid(99, "P-1"), "unknown_withdrawal");
  env.ok(env.finance, "pay_withdrawal_after_all", paid(id, "P-1"));
  CHECK(env.book(shop.account, Book::withdrawal_in_progress).is_zero());
  CHECK(env.book(shop.account, Book::available) == Money::fen(380'000));
  CHECK(env.platform(Book::cash_at_bank) == Money::fen(380'000));
  const json seen = view(env, env.finance, id);
  CHECK(seen["state"] == "paid");
  CHECK(seen["bank_reference"] == "P-1");
  CHECK(env.query(env.finance, "payment_batch", {{"batch", batch}})["rows"][0]["state"] == "paid");
  CHECK(arg(env.ok(env.finance, "confirm_payment", {{"end_to_end", name}, {"bank_reference", "P-1"}}), "repeated") == "1");
  env.refused(env.finance, "pay_withdrawal_after_all", paid(id, "P-2"), "wrong_step");
  CHECK(env.query(shop.user, "account", {{"account", shop.account}})["open_withdrawals"] == 0);
}

namespace {

std::int64_t returned(Env& env, const Merchant& shop, const std::string& amount) {
  const auto id = file(env, shop, amount);
  env.ok(env.ops, "approve_withdrawal", on(id));
  env.ok(env.finance, "fail_withdrawal", because(id, "账号有误"));
  env.ok(env.finance, "return_withdrawal", because(id, "退回余额"));
  return id;
}

}  // namespace

TEST_CASE("PRE-20, PRE-22: returned and paid after all, it is taken from available again, and the statement tells each step") {
  Env env;
  const Merchant shop = env.merchant(home);
  const auto id = returned(env, shop, "1200.00");
  REQUIRE(env.book(shop.account, Book::available) == Money::fen(500'000));
  const Outcome done = env.ok(env.finance, "pay_withdrawal_after_all", paid(id, "P-1"));
  CHECK(arg(done, "number") == "W-000002");
  CHECK(env.book(shop.account, Book::available) == Money::fen(380'000));
  CHECK(env.book(shop.account, Book::owed).is_zero());
  CHECK(env.platform(Book::cash_at_bank) == Money::fen(380'000));
  CHECK(view(env, env.finance, id)["state"] == "returned");
  CHECK(view(env, env.finance, id)["bank_reference"] == "P-1");
  const json anew = view(env, env.finance, id_arg(done, "withdrawal"));
  CHECK(anew["state"] == "paid");
  CHECK(anew["requested_by"] == shop.user.user);
  CHECK(anew["approved_by"] == "ops");
  std::vector<std::string> told;
  for (const json& row : env.query(shop.user, "statement", {{"account", shop.account}})["rows"])
    told.push_back(row["reference"].get<std::string>() + " " + row["amount"].get<std::string>());
  CHECK(std::ranges::count(told, "W-000001 -1200.00") == 1);
  CHECK(std::ranges::count(told, "W-000001 1200.00") == 1);
  CHECK(std::ranges::count(told, "W-000002 -1200.00") == 1);
  env.refused(env.finance, "pay_withdrawal_after_all", paid(id, "P-2"), "wrong_step");
  const auto other = returned(env, shop, "10.00");
  env.refused(env.finance, "pay_withdrawal_after_all", paid(other, "P-1"), "payment_reference_reused");
  CHECK(env.query(shop.user, "account", {{"account", shop.account}})["open_withdrawals"] == 0);
}

TEST_CASE("PRE-20, PRE-6, PRE-9: what is not available any more becomes owed, and recharges pay it in its turn") {
  Env env;
  const Merchant shop = env.merchant(home);
  const auto id = returned(env, shop, "4800.00");
  const auto campaign = env.campaign(shop);
  const auto order = [&](const std::string& number, const char* fee) {
    env.ok(env.shop, "freeze_order", {{"account", shop.account}, {"order", number}, {"campaign", campaign}, {"fee", fee}});
  };
  order("O-1", "4000.00");
  env.ok(env.shop, "settle_order", {{"account", shop.account}, {"order", "O-1"}});
  const Outcome done = env.ok(env.finance, "pay_withdrawal_after_all", paid(id, "P-1"));  // 1,000.00 is there
  CHECK(env.book(shop.account, Book::available).is_zero());
  CHECK(env.book(shop.account, Book::owed) == Money::fen(380'000));
  CHECK(env.platform(Book::fees_due).is_zero());
  CHECK(env.platform(Book::cash_at_bank) == Money::fen(20'000));
  const auto debts = [&] { return env.query(shop.user, "account", {{"account", shop.account}})["owed_orders"]; };
  CHECK(debts() == 1);
  env.refused(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "1.00"}}, "owed_open");
  order(arg(done, "withdrawal"), "100.00");  // with the withdrawal's id for its number: another debt, and younger
  CHECK(env.book(shop.account, Book::owed) == Money::fen(390'000));
  CHECK(debts() == 2);
  const auto recharge = [&](const char* amount) {
    env.ok(shop.user, "request_recharge", {{"account", shop.account}, {"amount", amount}});
    env.wire(home, amount);
  };
  recharge("3000.00");
  CHECK(env.book(shop.account, Book::owed) == Money::fen(90'000));
  CHECK(env.platform(Book::revenue) == Money::fen(400'000));  // no fee was earned by it
  recharge("3000.50");
  CHECK(env.book(shop.account, Book::owed).is_zero());
  CHECK(env.book(shop.account, Book::available) == Money::fen(210'050));
  CHECK(env.platform(Book::revenue) == Money::fen(410'000));
  CHECK(debts() == 0);
  // In the bank lies what the account has and what was earned.
  CHECK(env.platform(Book::cash_at_bank) == Money::fen(620'050));
}

TEST_CASE("PRE-20, CON-11: not by who filed or approved it, and not where the account is closed") {
  Env env;
  const Merchant shop = env.merchant(home);
  env.ok(env.admin, "grant_role", {{"user", "ops"}, {"role", "finance"}});
  const auto id = returned(env, shop, "5000.00");
  env.refused(Actor{"ops", Role::finance, {}}, "pay_withdrawal_after_all", paid(id, "P-1"), "four_eyes");
  const auto rest = file(env, shop, "5000.00");
  env.ok(env.ops, "approve_withdrawal", on(rest));
  env.ok(env.finance, "pay_withdrawal", paid(rest, "P-0"));
  env.ok(env.ops, "close_account", {{"account", shop.account}});
  env.refused(env.finance, "pay_withdrawal_after_all", paid(id, "P-1"), "account_closed");
}

TEST_CASE("CON-11: who filed a withdrawal neither approves nor pays it, and who approved it does not pay it") {
  Env env;
  const Merchant shop = env.merchant(home);
  // One person with three roles.
  env.ok(env.admin, "grant_role", {{"user", shop.user.user}, {"role", "settlement_operations"}});
  env.ok(env.admin, "grant_role", {{"user", shop.user.user}, {"role", "finance"}});
  env.ok(env.admin, "grant_role", {{"user", "ops"}, {"role", "finance"}});
  const Actor filer_as_ops{shop.user.user, Role::settlement_operations, {}}, filer_as_finance{shop.user.user, Role::finance, {}};
  const Actor approver_as_finance{"ops", Role::finance, {}};
  const auto id = file(env, shop, "100.00");
  CHECK(env.refused(filer_as_ops, "approve_withdrawal", on(id), "four_eyes").rule == "CON-11");
  const json seen = view(env, filer_as_ops, id);
  CHECK(seen["actions"][0]["code"] == "four_eyes");
  env.ok(env.ops, "approve_withdrawal", on(id));
  env.refused(approver_as_finance, "pay_withdrawal", paid(id, "P-1"), "four_eyes");
  env.refused(filer_as_finance, "pay_withdrawal", paid(id, "P-1"), "four_eyes");
  env.ok(env.finance, "pay_withdrawal", paid(id, "P-1"));
}

TEST_CASE("PRE-20, CON-11: each step belongs to its role") {
  Env env;
  const Merchant shop = env.merchant(home);
  const auto id = file(env, shop, "100.00");
  for (const Actor& actor : {shop.user, env.finance, env.auditor, env.admin, env.shop}) {
    env.refused(actor, "approve_withdrawal", on(id), "not_allowed");
    env.refused(actor, "refuse_withdrawal", because(id, "x"), "not_allowed");
  }
  for (const Actor& actor : {shop.user, env.ops, env.auditor, env.admin, env.shop}) {
    env.refused(actor, "pay_withdrawal", paid(id, "P"), "not_allowed");
    env.refused(actor, "fail_withdrawal", because(id, "x"), "not_allowed");
    env.refused(actor, "retry_withdrawal", on(id), "not_allowed");
  }
  env.refused(env.ops, "approve_withdrawal", on(99), "unknown_withdrawal");
  env.refused(env.ops, "refuse_withdrawal", because(99, "x"), "unknown_withdrawal");
  env.refused(env.finance, "pay_withdrawal", paid(99, "P"), "unknown_withdrawal");
  env.refused(env.finance, "fail_withdrawal", because(99, "x"), "unknown_withdrawal");
  env.refused(env.finance, "retry_withdrawal", on(99), "unknown_withdrawal");
  env.refused(env.ops, "return_withdrawal", because(99, "x"), "unknown_withdrawal");
  const Merchant other = env.merchant("示例灯具（苏州）有限公司");
  CHECK(env.query_refused(other.user, "withdrawal", on(id)) == "not_allowed");
  CHECK(env.query_refused(env.ops, "withdrawal", on(99)) == "unknown_withdrawal");
  CHECK(env.query_refused(shop.user, "withdrawals", json::object()) == "not_allowed");
}

TEST_CASE("PRE-20: the desk lists withdrawals by state, newest first, page by page") {
  Env env;
  const Merchant shop = env.merchant(home);
  std::vector<std::int64_t> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(file(env, shop, "10.00"));
  env.ok(env.ops, "approve_withdrawal", on(ids[0]));
  json page = env.query(env.ops, "withdrawals", {{"state", "requested"}, {"limit", 3}});
  REQUIRE(page["rows"].size() == 3);
  CHECK(page["rows"][0]["withdrawal"] == ids[4]);
  page = env.query(env.ops, "withdrawals", {{"state", "requested"}, {"limit", 3}, {"cursor", page["next"]}});
  REQUIRE(page["rows"].size() == 1);
  CHECK(page["rows"][0]["withdrawal"] == ids[1]);
  CHECK(page["next"] == "");
  CHECK(env.query(env.ops, "withdrawals", json::object())["rows"].size() == 5);
  CHECK(env.query(env.ops, "home", json::object())["withdrawals_open"] == 5);
}

TEST_CASE("PRE-18: a notice is read once or twice, by its own party alone") {
  Env env;
  const Merchant shop = env.merchant(home), other = env.merchant("示例灯具（苏州）有限公司");
  const json rows = env.query(shop.user, "notices", {{"account", shop.account}})["rows"];
  REQUIRE(rows.size() == 1);
  REQUIRE(rows[0]["sent"].size() == 3);
  CHECK(rows[0]["sent"][0]["channel"] == "in_app");
  CHECK(rows[0]["sent"][1]["channel"] == "email");
  const std::int64_t inbox = rows[0]["notice"], mail = inbox + 1;
  CHECK(env.query(shop.user, "account", {{"account", shop.account}})["unread_notices"] == 1);
  env.refused(other.user, "read_notice", {{"notice", inbox}}, "not_allowed");
  env.refused(env.ops, "read_notice", {{"notice", inbox}}, "not_allowed");
  env.refused(shop.user, "read_notice", {{"notice", mail}}, "unknown_notice");
  env.ok(shop.user, "read_notice", {{"notice", inbox}});
  env.ok(shop.user, "read_notice", {{"notice", inbox}});
  CHECK(env.query(shop.user, "account", {{"account", shop.account}})["unread_notices"] == 0);
}
