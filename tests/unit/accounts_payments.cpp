// Payments out in batches: LED-11, with PRE-20 and CON-12.
#include "base/text.h"
#include "engine/audit.h"
#include "support/env.h"

using namespace ch;
using namespace ch::test;

namespace {

const char* const home = "示例家居（杭州）有限公司";

std::int64_t approved(Env& env, const Merchant& shop, const std::string& amount) {
  const auto id = id_arg(env.ok(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", amount}}), "withdrawal");
  env.ok(env.ops, "approve_withdrawal", {{"withdrawal", id}});
  return id;
}
json state(Env& env, std::int64_t id) { return env.query(env.finance, "withdrawal", {{"withdrawal", id}}); }
json batch(Env& env, std::int64_t id) { return env.query(env.finance, "payment_batch", {{"batch", id}}); }
json told(const std::string& name, const std::string& amount, const std::string& reference) {
  return {{"end_to_end", name}, {"amount", amount}, {"bank_reference", reference}};
}
json rejected(const std::string& name, const std::string& reason) { return {{"end_to_end", name}, {"reason", reason}}; }
Actor another(Env& env) {
  env.ok(env.admin, "grant_role", {{"user", "fin2"}, {"role", "finance"}});
  return {"fin2", Role::finance, {}};
}

}  // namespace

TEST_CASE("LED-11: what is approved is collected once, the oldest first, and nothing is paid by that") {
  Env env;
  const Merchant shop = env.merchant(home);
  env.refused(env.finance, "collect_payments", json::object(), "nothing_to_collect");
  const auto first = approved(env, shop, "100.00"), second = approved(env, shop, "250.50");
  env.ok(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "1.00"}});  // not approved
  const Outcome made = env.ok(env.finance, "collect_payments", json::object());
  CHECK(arg(made, "number") == "PB000001");
  CHECK(arg(made, "payments") == "2");
  CHECK(arg(made, "total") == "350.50");
  const json seen = batch(env, 1);
  CHECK(seen["batch"]["without_result"] == 2);
  CHECK(seen["batch"]["held_by"] == "fin");
  CHECK(seen["rows"][0]["end_to_end"] == "PB000001-0001");
  CHECK(seen["rows"][0]["withdrawal"] == first);
  CHECK(seen["rows"][0]["state"] == "given");
  CHECK(seen["rows"][0]["bank_account"].get<std::string>().starts_with("*"));
  CHECK(seen["rows"][1]["withdrawal"] == second);
  CHECK(state(env, first)["state"] == "approved");
  env.refused(env.finance, "collect_payments", json::object(), "nothing_to_collect");
  CHECK(arg(env.refused(env.finance, "collect_payments", {{"withdrawal", first}}, "payment_under_way"), "batch") == "PB000001");
  const auto third = approved(env, shop, "7.00");
  CHECK(arg(env.ok(env.finance, "collect_payments", {{"withdrawal", third}}), "number") == "PB000002");
  const json all = env.query(env.auditor, "payment_batches", {{"limit", 1}});
  CHECK(all["rows"][0]["number"] == "PB000002");
  CHECK(env.query(env.auditor, "payment_batches", {{"limit", 1}, {"cursor", all["next"]}})["rows"][0]["number"] == "PB000001");
}

TEST_CASE("LED-11, CON-11: who approved a withdrawal sends it off in no batch") {
  Env env;
  const Merchant shop = env.merchant(home);
  env.ok(env.admin, "grant_role", {{"user", env.ops.user}, {"role", "finance"}});
  const Actor both{env.ops.user, Role::finance, {}};
  const auto id = approved(env, shop, "100.00");
  env.refused(both, "collect_payments", json::object(), "nothing_to_collect");
  env.refused(both, "collect_payments", {{"withdrawal", id}}, "four_eyes");
  env.refused(env.finance, "collect_payments", {{"withdrawal", 99}}, "unknown_withdrawal");
  const auto waits = id_arg(env.ok(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "1.00"}}), "withdrawal");
  env.refused(env.finance, "collect_payments", {{"withdrawal", waits}}, "wrong_step");
  env.ok(env.finance, "collect_payments", json::object());
  env.refused(both, "confirm_payment", told("PB000001-0001", "100.00", "B-1"), "four_eyes");
}

TEST_CASE("LED-2, LED-10: money that goes out is booked for the bank's day, so that the books of that day agree with its statement") {
  Env env;
  const Merchant shop = env.merchant(home);  // 5,000.00 came in
  env.advance_days(1);
  const Date before = business_date(env.now);
  env.advance_days(1);
  const auto id = approved(env, shop, "700.00"), second = approved(env, shop, "300.00");
  env.ok(env.finance, "collect_payments", json::object());
  env.advance_days(1);
  const Date paid = business_date(env.now);
  env.advance_days(3);
  const auto cash_at_bank = [&](Date day) {
    const json trial = env.query(env.finance, "trial_balance", {{"on", day.text()}});
    for (const json& row : trial["rows"])
      if (row["book"] == "cash_at_bank") return row["debit"].get<std::string>();
    return std::string("none");
  };
  json made = told("PB000001-0001", "700.00", "OUT-1");
  made["booked"] = business_date(env.now.plus_hours(24)).text();
  env.refused(env.finance, "confirm_payment", made, "booked_out_of_range");
  made["booked"] = paid.text();
  env.ok(env.finance, "confirm_payment", made);
  CHECK(state(env, id)["state"] == "paid");
  CHECK(cash_at_bank(before) == "5000.00");
  CHECK(cash_at_bank(paid) == "4300.00");
  // On that day nothing was being withdrawn yet, so no book could have shrunk by it (LED-3).
  env.ok(env.finance, "pay_withdrawal", {{"withdrawal", second}, {"bank_reference", "OUT-2"}, {"booked", before.text()}});
  CHECK(cash_at_bank(before) == "5000.00");
  CHECK(cash_at_bank(paid) == "4300.00");
  CHECK(cash_at_bank(business_date(env.now)) == "4000.00");
  CHECK(audit(*env.store, house_catalogue()).fault == "");
}

TEST_CASE("LED-11: a payment that the bank has made is taken once, by whatever it is told") {
  Env env;
  const Merchant shop = env.merchant(home);
  const auto id = approved(env, shop, "100.00");
  env.ok(env.finance, "collect_payments", json::object());
  const Money cash = env.platform(Book::cash_at_bank);
  const std::string name = "PB000001-0001";

  const auto confirm = [&](const json& payload) { return env.ok(env.finance, "confirm_payment", payload); };
  // By the report, which does not name the bank's reference; then by the statement, which does.
  confirm({{"end_to_end", name}});
  CHECK(state(env, id)["state"] == "paid");
  CHECK(state(env, id)["bank_reference"] == name);
  CHECK(env.platform(Book::cash_at_bank) == cash - Money::fen(10'000));
  CHECK(arg(confirm(told(name, "100.00", "b-77 ")), "repeated") == "1");
  CHECK(state(env, id)["bank_reference"] == "B-77");
  CHECK(arg(confirm(told(name, "100.00", "B-77")), "repeated") == "1");
  CHECK(arg(confirm({{"end_to_end", " pb000001-0001"}}), "repeated") == "1");
  CHECK(env.platform(Book::cash_at_bank) == cash - Money::fen(10'000));
  CHECK(batch(env, 1)["batch"]["without_result"] == 0);
  CHECK(batch(env, 1)["rows"][0]["state"] == "paid");

  // The same name with another transfer of the bank is money that went out a second time: a person's.
  const Outcome twice = env.refused(env.finance, "confirm_payment", told(name, "100.00", "B-78"), "payment_decided");
  CHECK(twice.rule == "LED-11");
  env.refused(env.finance, "reject_payment", rejected(name, "AC04"), "payment_decided");
  env.refused(env.finance, "confirm_payment", told(name, "100.01", "B-77"), "payment_amount_differs");
  for (const char* unknown : {"PB000001-0002", "PB000002-0001", "PB1-1", "PB000001", "PB-0001", "PB000001-", "E2E", "PB000001-0001x"})
    env.refused(env.finance, "confirm_payment", told(unknown, "100.00", "B-9"), "unknown_payment");
}

TEST_CASE("LED-11: one transfer of the bank makes one payment") {
  Env env;
  const Merchant shop = env.merchant(home);
  approved(env, shop, "100.00"), approved(env, shop, "100.00");
  env.ok(env.finance, "collect_payments", json::object());
  env.ok(env.finance, "confirm_payment", told("PB000001-0001", "100.00", "B-1"));
  env.refused(env.finance, "confirm_payment", told("PB000001-0002", "100.00", "B-1"), "payment_reference_reused");
  env.ok(env.finance, "confirm_payment", {{"end_to_end", "PB000001-0002"}});
  env.refused(env.finance, "confirm_payment", told("PB000001-0002", "100.00", "B-1"), "payment_reference_reused");
}

TEST_CASE("LED-11: a payment that the bank has rejected waits for a person, and paid once more it has another name") {
  Env env;
  const Merchant shop = env.merchant(home);
  const auto id = approved(env, shop, "100.00");
  env.ok(env.finance, "collect_payments", json::object());
  env.refused(env.finance, "reject_payment", {{"end_to_end", "PB000001-0001"}, {"amount", "99.00"}, {"reason", "AC04"}},
              "payment_amount_differs");
  env.ok(env.finance, "reject_payment", rejected("PB000001-0001", "AC04 账户已销户"));
  CHECK(state(env, id)["state"] == "failed");
  CHECK(state(env, id)["reason"] == "AC04 账户已销户");
  CHECK(batch(env, 1)["rows"][0]["state"] == "failed");
  CHECK(batch(env, 1)["rows"][0]["reason"] == "AC04 账户已销户");
  CHECK(arg(env.ok(env.finance, "reject_payment", rejected("PB000001-0001", "AC04")), "repeated") == "1");
  env.refused(env.finance, "collect_payments", json::object(), "nothing_to_collect");

  env.ok(env.finance, "retry_withdrawal", {{"withdrawal", id}});
  env.ok(env.finance, "collect_payments", json::object());
  // What is said of the first try touches the second no more.
  CHECK(arg(env.ok(env.finance, "reject_payment", rejected("PB000001-0001", "AC04")), "repeated") == "1");
  env.refused(env.finance, "confirm_payment", told("PB000001-0001", "100.00", "B-1"), "payment_decided");
  CHECK(state(env, id)["state"] == "approved");
  env.ok(env.finance, "confirm_payment", told("PB000002-0001", "100.00", "B-1"));
  CHECK(state(env, id)["state"] == "paid");
  CHECK(batch(env, 1)["rows"][0]["state"] == "failed");
  CHECK(batch(env, 2)["rows"][0]["state"] == "paid");
}

TEST_CASE("LED-11: a person's word that it was paid closes its payment; that it failed waits for the bank, which may pay it still") {
  Env env;
  const Merchant shop = env.merchant(home);
  const auto paid = approved(env, shop, "100.00"), failed = approved(env, shop, "200.00");
  env.ok(env.finance, "collect_payments", json::object());
  env.ok(env.finance, "pay_withdrawal", {{"withdrawal", paid}, {"bank_reference", "B-1"}});
  env.refused(env.finance, "fail_withdrawal", {{"withdrawal", failed}, {"reason", "账号有误"}}, "payment_under_way");
  env.ok(env.finance, "reject_payment", rejected("PB000001-0002", "账号有误"));
  CHECK(batch(env, 1)["batch"]["without_result"] == 0);
  CHECK(batch(env, 1)["rows"][0]["state"] == "paid");
  CHECK(batch(env, 1)["rows"][1]["state"] == "failed");
  CHECK(arg(env.ok(env.finance, "confirm_payment", told("PB000001-0001", "100.00", "B-1")), "repeated") == "1");
  env.refused(env.finance, "confirm_payment", told("PB000001-0002", "200.00", "B-2"), "payment_decided");
}

TEST_CASE("LED-11, CON-12: the file of a batch goes to who holds it, and is the same every time") {
  Env env;
  const Merchant shop = env.merchant(home);
  approved(env, shop, "1234.50");
  env.ok(env.finance, "collect_payments", json::object());
  const auto file = [&](const Actor& actor, const char* format) {
    return env.query(actor, "payment_file", {{"batch", 1}, {"format", format}, {"language", "zh"}});
  };
  const json xml = file(env.finance, "pain001");
  CHECK(xml["name"] == "PB000001.xml");
  const std::string content = xml["content"];
  for (const char* piece : {"pain.001.001.09", "<EndToEndId>PB000001-0001</EndToEndId>", "<InstdAmt Ccy=\"CNY\">1234.50</InstdAmt>",
                            "<CtrlSum>1234.50</CtrlSum>", home, "571900000010001"})
    CHECK(content.contains(piece));
  // LED-11: which tenant's first batch it is says the beginning of the journal.
  const std::string tag = normal_reference(hex(env.engine->rows().get<JournalRow>(std::int64_t{1})->hash).substr(0, 8));
  CHECK(content.contains("<MsgId>PB000001-" + tag + "</MsgId>"));
  CHECK(content.contains("<PmtInfId>PB000001-" + tag + "</PmtInfId>"));
  const json csv = file(env.finance, "csv");
  CHECK(csv["name"] == "PB000001.csv");
  CHECK(csv["content"].get<std::string>().contains("端到端编号\r\n1,571900000010001," + std::string(home)));

  const Actor other = another(env);
  CHECK(env.query_refused(other, "payment_file", {{"batch", 1}, {"format", "csv"}, {"language", "zh"}}) == "batch_held");
  env.refused(env.finance, "take_over_batch", {{"batch", 1}}, "batch_held_already");
  env.refused(other, "take_over_batch", {{"batch", 2}}, "unknown_batch");
  env.ok(other, "take_over_batch", {{"batch", 1}});
  CHECK(env.query_refused(env.finance, "payment_file", {{"batch", 1}, {"format", "csv"}, {"language", "zh"}}) == "batch_held");
  env.ok(env.finance, "confirm_payment", {{"end_to_end", "PB000001-0001"}});
  CHECK(file(other, "pain001") == xml);
  CHECK(env.query_refused(other, "payment_file", {{"batch", 2}, {"format", "csv"}, {"language", "zh"}}) == "unknown_batch");
  CHECK(env.query_refused(other, "payment_batch", {{"batch", 2}}) == "unknown_batch");
}
