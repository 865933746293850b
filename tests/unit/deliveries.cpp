// SRV-5: what goes out, on its way, as the books have it: in order per subject, tried again, dead, retried, dropped.
#include "engine/audit.h"
#include "house/migrations.h"
#include "procedure/delivery.h"
#include "support/promo.h"

#include <sqlite3.h>

namespace {

using namespace ch;
using namespace ch::test;

struct Deliveries : Promo {
  explicit Deliveries(const std::map<std::string, std::string>& values = {}, const std::map<std::string, std::string>& promo = {})
      : Promo(promo) {
    for (const OutgoingKind kind : {OutgoingKind::mail, OutgoingKind::short_message})  // the merchant's notices of the set-up
      for (const std::int64_t message : due(kind)) noted(message, 1);
    for (const auto& [name, value] : values) {
      ok(admin, "propose_policy", {{"name", name}, {"value", value}, {"effective", business_date(now).text()}});
      ok(admin2, "approve_policy", {{"name", name}, {"version", 1}});
    }
  }

  Outgoing at(std::int64_t message) { return *engine->rows().get<Outgoing>(message); }
  std::vector<std::int64_t> due(OutgoingKind kind = OutgoingKind::mail) {
    std::vector<std::int64_t> ids;
    for (const Outgoing& out : due_deliveries(engine->rows(), kind, now, 100)) ids.push_back(out.id);
    return ids;
  }
  // As the courier says it.
  std::string noted(std::int64_t message, std::int64_t attempt, const json& more = json::object()) {
    json payload{{"message", message}, {"attempt", attempt}};
    payload.update(more);
    const Decoded note = engine->by_clock("note_delivery", payload.dump(), now, std::to_string(++notes));
    return engine->run({note}).front().code;
  }
  std::string failed(std::int64_t message, std::int64_t attempt) { return noted(message, attempt, {{"error", "HTTP 503"}}); }
  json view(std::int64_t message) {
    for (const json& row : query(auditor, "outbox", {{"limit", 500}})["rows"])
      if (row["id"] == message) return row;
    return {};
  }
  // What the bank failed is asked for anew, and paid then: three letters on one case, and the event that the badge is lit.
  std::vector<std::int64_t> of_one_case() {
    const json order{{"order_no", "SO-1"}, {"bank", "示例银行上海分行"}, {"account_number", "6222 0000 1111 0193"}};
    process = file(reseller, "corporate_verification", order);
    take(reviewer, process, "pass");
    take(value_added, process, "batch");
    take(finance, process, "failed", {{"failure", "户名不符"}});
    take(reseller, process, "account", {{"bank", "示例银行上海分行"}, {"account_number", "6222000011110193"}});
    const std::string day = business_date(now).text();
    take(finance, process, "paid", {{"bank_reference", "B1"}, {"paid_on", day}});
    take(reseller, process, "file_receipt", {{"receipt", document("receipt.png")}});
    take(value_added, process, "check",
         {{"point_1", "yes"},
          {"payer_name", "示例平台（杭州）有限公司"},
          {"payee_name", "示例科技(上海)有限公司"},
          {"receipt_bank", "示例银行上海分行"},
          {"receipt_account", "6222000011110193"},
          {"receipt_amount", "0.01"},
          {"receipt_date", day}});
    std::vector<std::int64_t> ids;
    engine->rows().scan<Outgoing>({.index = "by_process", .prefix = key_of(CaseId{process})}, [&](const Outgoing& out) {
      if (out.kind == OutgoingKind::mail) ids.push_back(out.id);
      return true;
    });
    REQUIRE(ids.size() == 3);
    return ids;
  }
  std::int64_t process = 0, notes = 0;
};

using Ids = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("SRV-5: what is about one case goes out in order, each kind for itself") {
  Deliveries env;
  const Ids letters = env.of_one_case();
  CHECK(env.due() == Ids{letters[0]});
  const Ids events = env.due(OutgoingKind::event);
  REQUIRE(events.size() == 1);
  CHECK(env.at(events[0]).queue == "event/case/" + std::to_string(env.process));
  CHECK(env.at(letters[2]).position == 3);
  CHECK(env.view(letters[2])["blocked_by"] == letters[0]);
  CHECK(env.view(letters[2])["state"] == "behind");
  CHECK(env.view(letters[2])["may_retry"] == false);
  CHECK(env.view(letters[0])["state"] == "waiting");
  CHECK(env.view(letters[0])["blocked_by"].is_null());
  for (const std::int64_t letter : letters) {
    CHECK(env.due() == Ids{letter});
    CHECK(env.noted(letter, 1) == "done");
    CHECK(env.noted(letter, 1) == "delivery_over");
    CHECK(env.view(letter)["state"] == "delivered");
    CHECK(env.at(letter).ended == env.now);
  }
  CHECK(env.due().empty());
  CHECK_FALSE(next_delivery(env.engine->rows(), OutgoingKind::mail, env.now));
  // Another case's has a queue of its own; and what is written on a queue that is through goes on where it ended.
  CHECK(env.due(OutgoingKind::event) == events);
  CHECK(audit(*env.store, house_catalogue()).fault == "");
}

TEST_CASE("SRV-5: a failed delivery is tried again, each time later, up to the longest wait, and is dead after the last attempt") {
  Deliveries env(
      {{"core.delivery_attempts", "5"}, {"core.delivery_first_wait_seconds", "30"}, {"core.delivery_longest_wait_seconds", "100"}});
  const Ids letters = env.of_one_case();
  CHECK(env.noted(letters[0], 2) == "delivery_overtaken");
  CHECK(env.noted(letters[1], 1) == "delivery_overtaken");  // it is not its turn
  std::int64_t attempt = 0;
  for (const std::int64_t wait : {30, 60, 100, 100}) {
    CHECK(env.failed(letters[0], ++attempt) == "done");
    CHECK(env.failed(letters[0], attempt) == "delivery_overtaken");
    CHECK(env.view(letters[0])["attempts"] == attempt);
    CHECK(env.view(letters[0])["attempts_most"] == 5);
    CHECK(env.view(letters[0])["error"] == "HTTP 503");
    CHECK(env.at(letters[0]).next_try == env.now.plus_seconds(wait));
    CHECK(next_delivery(env.engine->rows(), OutgoingKind::mail, env.now) == env.now.plus_seconds(wait));
    env.now = env.now.plus_seconds(wait).plus_ms(-1);
    CHECK(env.due().empty());
    env.now = env.now.plus_ms(1);
    CHECK(env.due() == Ids{letters[0]});
  }
  CHECK(env.failed(letters[0], 5) == "done");
  CHECK(env.view(letters[0])["state"] == "dead");
  CHECK(env.noted(letters[0], 6) == "delivery_overtaken");
  env.advance_days(30);
  CHECK(env.due().empty());  // and it holds up those behind it
  CHECK(env.view(letters[1])["blocked_by"] == letters[0]);
}

TEST_CASE("SRV-5: a dead one is sent again by hand, with as many attempts as at first; one that waits goes at once") {
  Deliveries env({{"core.delivery_attempts", "2"}});
  const Ids letters = env.of_one_case();
  env.failed(letters[0], 1);
  CHECK(env.due().empty());
  env.ok(env.admin, "retry_delivery", {{"message", letters[0]}});
  CHECK(env.due() == Ids{letters[0]});
  CHECK(env.at(letters[0]).attempts == 1);
  env.failed(letters[0], 2);
  CHECK(env.at(letters[0]).state == OutgoingState::dead);
  env.refused(env.admin, "retry_delivery", {{"message", letters[1]}}, "delivery_behind");
  env.refused(env.admin, "retry_delivery", {{"message", 9'999}}, "unknown_delivery");
  env.refused(env.ops, "retry_delivery", {{"message", letters[0]}}, "not_allowed");
  env.refused(env.admin, "retry_delivery", {{"message", letters[0]}, {"recipients", json::array()}}, "recipients_count");
  for (const char* bad : {"nobody", "a@b@c.example", "a b@c.example", "<a@c.example>", "@c.example", "a@host", "a@c..example"})
    env.refused(env.admin, "retry_delivery", {{"message", letters[0]}, {"recipients", {bad}}}, "recipient_malformed");
  env.refused(env.admin, "retry_delivery", {{"message", env.due(OutgoingKind::event)[0]}, {"recipients", {"a@c.example"}}},
              "delivery_not_addressed");
  env.ok(env.admin, "retry_delivery", {{"message", letters[0]}, {"recipients", {"新址@reseller.example"}}});
  CHECK(env.at(letters[0]).recipients == std::vector<std::string>{"新址@reseller.example"});
  CHECK(env.at(letters[0]).attempts == 0);
  CHECK_FALSE(env.at(letters[0]).ended);
  CHECK(env.noted(letters[0], 1) == "done");
  CHECK(env.due() == Ids{letters[1]});
  env.refused(env.admin, "retry_delivery", {{"message", letters[0]}}, "delivery_over");
  // A receiver that will never take it is not asked again.
  CHECK(env.noted(letters[1], 1, {{"error", "550"}, {"final", true}}) == "done");
  CHECK(env.at(letters[1]).state == OutgoingState::dead);
}

TEST_CASE("SRV-5: what is dropped lets those behind it go, and nobody drops without a reason") {
  Deliveries env({{"core.delivery_attempts", "1"}});
  const Ids letters = env.of_one_case();
  env.failed(letters[0], 1);
  env.refused(env.admin, "drop_delivery", {{"message", letters[0]}, {"reason", " "}}, "text_blank");
  env.refused(env.finance, "drop_delivery", {{"message", letters[0]}, {"reason", "已电话告知"}}, "not_allowed");
  env.refused(env.admin, "drop_delivery", {{"message", 9'999}, {"reason", "已电话告知"}}, "unknown_delivery");
  env.ok(env.admin, "drop_delivery", {{"message", letters[1]}, {"reason", "已电话告知"}});  // behind: the first stays where it is
  CHECK(env.due().empty());
  env.ok(env.admin, "drop_delivery", {{"message", letters[0]}, {"reason", "已电话告知"}});
  CHECK(env.view(letters[0])["state"] == "dropped");
  CHECK(env.view(letters[0])["dropped_because"] == "已电话告知");
  CHECK(env.due() == Ids{letters[2]});
  env.refused(env.admin, "drop_delivery", {{"message", letters[0]}, {"reason", "已电话告知"}}, "delivery_over");
  CHECK(env.noted(letters[0], 2) == "delivery_over");  // the courier was under way with it
  CHECK(audit(*env.store, house_catalogue()).fault == "");
}

TEST_CASE("SRV-5: a message without an address holds up nobody, and goes out once somebody gives it one") {
  Deliveries env({}, {{"promo.mail.risk", ","}});
  const auto penalty =
      env.file(env.risk, "penalty_cpt", {{"rule", "规范 3"}, {"evidence", document("违规截图.png")}, {"amount", "1000.00"}});
  env.take(env.reseller, penalty, "confirm", {{"confirmed_by", "负责人"}});
  const auto appeal = env.file(env.reseller, "appeal", {{"reason", "素材已下线"}}, penalty);
  const auto due_of_appeal = [&] {
    Ids ids;
    for (const std::int64_t id : env.due())
      if (env.at(id).process == CaseId{appeal}) ids.push_back(id);
    return ids;
  };
  const json unsent = env.query(env.admin, "outbox", {{"state", "no_address"}})["rows"];
  REQUIRE(unsent.size() == 1);
  const std::int64_t letter = unsent[0]["id"];
  CHECK(unsent[0]["process"] == appeal);
  CHECK(unsent[0]["copies"].size() == 1);  // who is to know of it alone does not get it instead
  CHECK(due_of_appeal().empty());
  CHECK(env.noted(letter, 1) == "delivery_overtaken");
  env.refused(env.admin, "retry_delivery", {{"message", letter}}, "delivery_no_address");
  env.take(env.risk2, appeal, "uphold", {{"grounds", "同意"}});
  REQUIRE(due_of_appeal().size() == 1);  // the next one of the case goes out
  const std::int64_t next = due_of_appeal()[0];
  env.ok(env.admin, "retry_delivery", {{"message", letter}, {"recipients", {"risk@platform.example"}}});
  CHECK(env.view(letter)["blocked_by"] == next);  // behind what was written meanwhile
  CHECK(env.noted(next, 1) == "done");
  CHECK(due_of_appeal() == Ids{letter});
  CHECK(env.noted(letter, 1) == "done");
}

TEST_CASE("SRV-5: a message without an address may be dropped, and then it is nobody's turn") {
  Deliveries env({}, {{"promo.mail.risk", ","}});
  env.file(env.channel, "penalty_illegitimate_development",
           {{"screenshot", document("front.png")},
            {"landing_page_1", "https://a.example/landing"},
            {"landing_page_2", "https://b.example/landing"}});
  const std::int64_t letter = env.query(env.admin, "outbox", {{"state", "no_address"}})["rows"][0]["id"];
  env.ok(env.admin, "drop_delivery", {{"message", letter}, {"reason", "无人接收"}});
  CHECK(env.view(letter)["state"] == "dropped");
  CHECK(env.due().empty());
  env.refused(env.admin, "retry_delivery", {{"message", letter}, {"recipients", {"risk@platform.example"}}}, "delivery_over");
}

TEST_CASE("SRV-5, PRE-18: a notice goes to each address for itself; its addresses are masked, and its letter is for those who send it") {
  Deliveries env;
  const Ids letters = env.due(), texts = env.due(OutgoingKind::short_message);
  CHECK((letters.empty() && texts.empty()));
  env.recharge(env.rich, "3000.00");
  const json rows = env.query(env.admin, "outbox", {{"state", "waiting"}})["rows"];
  REQUIRE(rows.size() >= 2);
  std::int64_t mails = 0, numbers = 0;
  for (const json& row : rows) {
    CHECK(row["process"] == 0);
    CHECK(row["party"] == env.rich.name);
    CHECK(row["name"] == "recharge_credited");
    CHECK(row["recipients"][0].get<std::string>().contains('*'));
    CHECK(row["body"].get<std::string>().contains("3,000.00"));
    const json ask{{"process", 0}, {"message", row["id"]}, {"language", "zh"}};
    if (row["kind"] == "mail") {
      ++mails;
      CHECK(env.query(env.admin, "message_file", ask)["content"].get<std::string>().contains("\r\nTo: " + env.at(row["id"]).recipients[0] +
                                                                                             "\r\n"));
      CHECK(env.query_refused(env.risk, "message_file", ask) == "unknown_mail");  // CON-12
      CHECK(env.query_refused(env.rich.user, "message_file", ask) == "not_allowed");
    } else {
      ++numbers;
      CHECK(env.query_refused(env.admin, "message_file", ask) == "unknown_mail");
    }
  }
  CHECK((mails > 0 && numbers > 0));
}

TEST_CASE("SRV-5: the outbox is read by state, in pages, by administrators and auditors") {
  Deliveries env;
  const Ids letters = env.of_one_case();
  const auto rows = [&](const json& ask) { return env.query(env.admin, "outbox", ask); };
  CHECK(rows({{"state", "behind"}})["rows"].size() == 2);
  CHECK(rows({{"state", "behind"}})["rows"][0]["id"] == letters[2]);
  const json first = rows({{"state", "behind"}, {"limit", 1}});
  CHECK(first["rows"].size() == 1);
  const json second = rows({{"state", "behind"}, {"limit", 1}, {"cursor", first["next"]}});
  CHECK(second["rows"][0]["id"] == letters[1]);
  CHECK(second["next"] == "");
  CHECK(env.query_refused(env.admin, "outbox", {{"state", "dead"}, {"cursor", first["next"]}}) == "malformed_cursor");
  CHECK(env.query_refused(env.admin, "outbox", {{"limit", 501}}) == "page_limit");
  CHECK(env.query_refused(env.ops, "outbox", json::object()) == "not_allowed");
  CHECK(rows({{"state", "dead"}})["rows"].empty());
}

TEST_CASE("SRV-5: how often and how long it is tried is the policy's, within bounds") {
  Deliveries env;
  const auto propose = [&](const char* name, const char* value, const char* code) {
    env.refused(env.admin, "propose_policy", {{"name", name}, {"value", value}, {"effective", business_date(env.now).text()}}, code);
  };
  propose("core.delivery_attempts", "0", "policy_out_of_range");
  propose("core.delivery_attempts", "101", "policy_out_of_range");
  propose("core.delivery_first_wait_seconds", "0", "policy_out_of_range");
  propose("core.delivery_longest_wait_seconds", "604801", "policy_out_of_range");
}

TEST_CASE("SRV-14, SRV-5: what was written before there were deliveries waits in the order in which it was written", "[sqlite]") {
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(":memory:", &db) == SQLITE_OK);
  const auto done = [&](const std::string& sql) { return sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK; };
  REQUIRE(
      done("CREATE TABLE outbox (id INTEGER, kind INTEGER, process INTEGER, at INTEGER, recipients TEXT, state INTEGER);"
           "INSERT INTO outbox VALUES (1, 1, 7, 100, 'a', 1), (2, 1, 7, 101, '', 1), (3, 2, 7, 102, '', 1), (4, 1, 7, 103, 'b', 1), "
           "(5, 1, 8, 104, 'a', 1);"));
  for (const Migration& migration : migrations())
    if (migration.number == 11) REQUIRE(done(std::string(migration.sql)));
  std::string rows;
  const auto take = [](void* to, int count, char** values, char**) {
    for (int i = 0; i < count; ++i) *static_cast<std::string*>(to) += std::string(values[i]) + (i + 1 < count ? " " : "; ");
    return 0;
  };
  CHECK(sqlite3_exec(db, "SELECT id, queue, position, state, next_try FROM outbox ORDER BY id", take, &rows, nullptr) == SQLITE_OK);
  CHECK(rows == "1 mail/case/7 1 1 100; 2 mail/case/7 0 5 101; 3 event/case/7 1 1 102; 4 mail/case/7 2 4 103; 5 mail/case/8 1 1 104; ");
  sqlite3_close(db);
}
