// Recharge by wire: PRE-4 to PRE-6, with every refusal and every way that a wire can go.
#include "accounts/pending.h"
#include "procedure/procedure.h"
#include "procedure/cases.h"
#include "support/env.h"

using namespace ch;
using namespace ch::test;

namespace {

const char* const home = "示例家居（杭州）有限公司";

std::int64_t request(Env& env, const Merchant& shop, const std::string& amount) {
  return id_arg(env.ok(shop.user, "request_recharge", {{"account", shop.account}, {"amount", amount}}), "recharge");
}
json recharge(Env& env, const Merchant& shop, std::int64_t id) { return env.query(shop.user, "recharge", {{"recharge", id}}); }
std::string state(Env& env, const Merchant& shop, std::int64_t id) { return recharge(env, shop, id)["state"]; }
std::string state_of(const Outcome& wire) { return arg(wire, "state"); }
json wire_row(Env& env, std::int64_t wire) {
  for (const json& row : env.query(env.ops, "wires", json::object())["rows"]) {
    if (row["wire"] == wire) return row;
  }
  FAIL("wire " << wire << " is not listed");
  return {};
}
std::size_t notices(Env& env, const Merchant& shop, const std::string& subject) {
  std::size_t found = 0;
  for (const json& row : env.query(shop.user, "notices", {{"account", shop.account}})["rows"])
    found += row["subject_en"] == subject ? 1 : 0;
  return found;
}
// The pack has no such value; it is proposed all the same.
void ours_too(Env& env, const std::string& accounts) {
  const char* const name = "credit.receiving.more_accounts";
  const Outcome proposed =
      env.ok(env.admin, "propose_policy", {{"name", name}, {"value", accounts}, {"effective", business_date(env.now).text()}});
  env.ok(env.admin2, "approve_policy", {{"name", name}, {"version", std::stoll(arg(proposed, "version"))}});
}
// Nothing is ever lost on the way: what is at the bank is what the platform owes for, or has earned.
void require_cash_explained(Env& env, const Merchant& shop) {
  const Money merchant =
      env.book(shop.account, Book::available) + env.book(shop.account, Book::frozen) + env.book(shop.account, Book::withdrawal_in_progress);
  CHECK(env.platform(Book::cash_at_bank) ==
        merchant + env.platform(Book::revenue) + env.platform(Book::suspense) + env.platform(Book::returns_due));
}

}  // namespace

TEST_CASE("PRE-4: a request states its amount and shows the receiving account and a remark code") {
  Env env;
  const Merchant shop = env.with_alerts(home);
  const Outcome outcome = env.ok(shop.user, "request_recharge", {{"account", shop.account}, {"amount", "5000.00"}});
  const json view = recharge(env, shop, id_arg(outcome, "recharge"));
  CHECK(view["amount"] == "5000.00");
  CHECK(view["state"] == "waiting");
  CHECK(view["remark_code"] == arg(outcome, "remark_code"));
  CHECK(view["number"] == arg(outcome, "number"));
  CHECK(view["payer_name"] == home);
  for (const char* field : {"receiving_bank", "receiving_name", "receiving_account", "contact", "contact_en"})
    CHECK_FALSE(view[field].get<std::string>().empty());
  CHECK(view["wire_note"] == "");
  REQUIRE(view["steps"].size() == 4);
  CHECK(view["steps"][0]["state"] == "done");
  CHECK(view["steps"][1]["state"] == "now");
  CHECK(view["steps"][3]["state"] == "todo");
  CHECK(env.platform(Book::cash_at_bank).is_zero());
}

TEST_CASE("PRE-4: 2,999.99 is below the minimum, 3,000.00 is not; amounts are positive and fit") {
  Env env;
  const Merchant shop = env.with_alerts(home);
  const auto refused = [&](const char* amount, const char* code) {
    return env.refused(shop.user, "request_recharge", {{"account", shop.account}, {"amount", amount}}, code);
  };
  const Outcome outcome = refused("2999.99", "recharge_below_minimum");
  CHECK(outcome.rule == "PRE-4");
  CHECK(outcome.field == "amount");
  CHECK(arg(outcome, "least") == "3000.00");
  refused("0.00", "amount_not_positive");
  refused("-3000.00", "amount_not_positive");
  refused("10000000000.00", "amount_too_large");
  request(env, shop, "3000.00");
  request(env, shop, "9999999999.99");
  env.refused(env.ops, "request_recharge", {{"account", shop.account}, {"amount", "3000.00"}}, "not_allowed");
  env.refused(shop.user, "request_recharge", {{"account", 999}, {"amount", "3000.00"}}, "not_allowed");
}

TEST_CASE("PRE-4: a remark code is read in any width, with spaces, and never from a number that is not one") {
  Env env;
  const Policies policies(env.engine->rows(), business_date(env.now));
  const std::string code = remark_code(policies, RechargeId{17});
  const auto reads = [&](const std::string& remark) { return codes_in(remark, "CZ") == std::vector<RechargeId>{{17}}; };
  CHECK(reads(code));
  CHECK(reads("货款 " + code + "，请查收"));
  CHECK(reads("cz" + code.substr(2)));
  CHECK(reads("ＣＺ" + code.substr(2)));
  CHECK(reads("CZ " + code.substr(2, 3) + " " + code.substr(5)));
  CHECK(codes_in(code + "5", "CZ").empty());
  std::string misread = code;
  misread[4] = misread[4] == '9' ? '8' : '9';
  CHECK(codes_in(misread, "CZ").empty());
  CHECK(codes_in("CZ", "CZ").empty());
  CHECK(codes_in("", "CZ").empty());
  CHECK(codes_in("CZ99999999999999999999999", "CZ").empty());
  CHECK(codes_in(code + " " + remark_code(policies, RechargeId{18}), "CZ").size() == 2);
  CHECK(remark_code(policies, RechargeId{12'345'678}).size() == 2 + 8 + 1);
}

TEST_CASE("PRE-5: the right name and exactly the amount is credited") {
  Env env;
  const Merchant shop = env.with_alerts(home);
  const auto id = request(env, shop, "5000.00");
  const Outcome wire = env.wire("示例家居(杭州)有限公司 ", "5000.00");  // the registered name in another width
  CHECK(state_of(wire) == "credited");
  CHECK(env.book(shop.account, Book::available) == Money::fen(500'000));
  CHECK(env.platform(Book::cash_at_bank) == Money::fen(500'000));
  const json view = recharge(env, shop, id);
  CHECK(view["state"] == "credited");
  CHECK(view["steps"][3]["state"] == "done");
  CHECK(view["wire_note"] == "");
  CHECK(view["actions"].empty());
  CHECK(notices(env, shop, "Wire credited") + notices(env, shop, "Recharge credited") == 1);
  require_cash_explained(env, shop);
}

TEST_CASE("PRE-5: another payer name is never credited; it goes to the return list and shows on the request") {
  Env env;
  const Merchant shop = env.with_alerts(home);
  const auto id = request(env, shop, "5000.00");
  SECTION("found by its remark code") {
    CHECK(state_of(env.wire("示例个人", "4000.00",
                            arg(env.ok(shop.user, "request_recharge", {{"account", shop.account}, {"amount", "4000.00"}}),
                                "remark_code"))) == "return_due");
  }
  SECTION("found by its amount, which nobody else waits for") {
    const Outcome wire = env.wire("示例家居杭州有限公司", "5000.00");  // brackets missing: another name
    CHECK(state_of(wire) == "return_due");
    const json view = recharge(env, shop, id);
    CHECK(view["state"] == "waiting");
    CHECK(view["wire_note"].get<std::string>().find(arg(wire, "number")) != std::string::npos);
    CHECK(view["wire_note_en"].get<std::string>().find("payer") != std::string::npos);
    CHECK_FALSE(view["contact"].get<std::string>().empty());
    CHECK(notices(env, shop, "Wire not credited") == 1);
    env.ok(env.finance, "confirm_wire_returned", {{"wire", id_arg(wire, "wire")}, {"bank_reference", "RET-1"}});
    CHECK(env.platform(Book::cash_at_bank).is_zero());
    CHECK(state_of(env.wire(home, "5000.00")) == "credited");
    CHECK(recharge(env, shop, id)["wire_note"] == "");
  }
  CHECK(env.platform(Book::suspense).is_zero());
  require_cash_explained(env, shop);
}

TEST_CASE("PRE-5: a wire of another payer shows on nobody's request where nothing says whose it is") {
  Env env;
  const Merchant shop = env.with_alerts(home), other = env.with_alerts("示例灯具（苏州）有限公司");
  const auto one = request(env, shop, "5000.00"), two = request(env, other, "5000.00");
  CHECK(state_of(env.wire("示例个人", "5000.00")) == "return_due");
  CHECK(recharge(env, shop, one)["wire_note"] == "");
  CHECK(recharge(env, other, two)["wire_note"] == "");
}

TEST_CASE("PRE-5: of several requests with the amount the remark code decides") {
  Env env;
  const Merchant shop = env.with_alerts(home);
  request(env, shop, "5000.00");
  const Outcome second = env.ok(shop.user, "request_recharge", {{"account", shop.account}, {"amount", "5000.00"}});
  CHECK(state_of(env.wire(home, "5000.00", "充值 " + arg(second, "remark_code"))) == "credited");
  CHECK(state(env, shop, 1) == "waiting");
  CHECK(state(env, shop, 2) == "credited");
  CHECK(state_of(env.wire(home, "5000.00")) == "credited");  // the one that is left
  CHECK(state(env, shop, 1) == "credited");
}

TEST_CASE("PRE-5: of a hundred requests with the amount the remark code finds the newest; an amount of none shows on all") {
  Env env;
  const Merchant shop = env.with_alerts(home);
  std::vector<std::int64_t> ids;
  for (int i = 0; i < 100; ++i) ids.push_back(request(env, shop, "6000.00"));
  const std::int64_t other = request(env, shop, "7000.00");
  const std::string code = recharge(env, shop, ids.back())["remark_code"];
  CHECK(state_of(env.wire(home, "6000.00", code)) == "credited");
  CHECK(state(env, shop, ids.back()) == "credited");
  const Outcome unnamed = env.wire(home, "6000.00");
  CHECK(state_of(unnamed) == "suspense");
  for (std::size_t i = 0; i + 1 < ids.size(); ++i) REQUIRE(state(env, shop, ids[i]) == "in_suspense");
  CHECK(state(env, shop, other) == "waiting");
  const auto of_none = id_arg(env.wire(home, "6500.00"), "wire");
  CHECK(state(env, shop, other) == "in_suspense");
  env.ok(env.ops, "return_wire", {{"wire", of_none}, {"reason", "付款方要求退回"}});
  CHECK(state(env, shop, other) == "waiting");
  CHECK(state(env, shop, ids[98]) == "in_suspense");
  env.ok(env.ops, "match_wire", {{"wire", id_arg(unnamed, "wire")}, {"account", shop.account}, {"recharge", ids[98]}});
  CHECK(state(env, shop, ids[98]) == "credited");
  for (std::size_t i = 0; i < 98; ++i) REQUIRE(state(env, shop, ids[i]) == "waiting");
  require_cash_explained(env, shop);
}

TEST_CASE("PRE-5: more than one request that could be meant: suspense, shown on each, until a person matches") {
  Env env;
  const Merchant shop = env.with_alerts(home);
  const auto one = request(env, shop, "5000.00"), two = request(env, shop, "5000.00");
  const Outcome wire = env.wire(home, "5000.00", "货款");
  CHECK(state_of(wire) == "suspense");
  CHECK(env.platform(Book::suspense) == Money::fen(500'000));
  for (const auto id : {one, two}) {
    const json view = recharge(env, shop, id);
    CHECK(view["state"] == "in_suspense");
    CHECK(view["steps"][2]["state"] == "now");
    CHECK(view["wire_note"].get<std::string>().find(arg(wire, "number") + " · 5,000.00 · ") != std::string::npos);
  }
  const json row = wire_row(env, id_arg(wire, "wire"));
  REQUIRE(row["candidates"].size() == 2);
  CHECK(row["reason_en"].get<std::string>().find("Several") != std::string::npos);
  env.ok(env.ops, "match_wire", {{"wire", id_arg(wire, "wire")}, {"account", shop.account}, {"recharge", two}});
  CHECK(state(env, shop, two) == "credited");
  CHECK(state(env, shop, one) == "waiting");
  CHECK(recharge(env, shop, one)["wire_note"] == "");
  CHECK(env.platform(Book::suspense).is_zero());
  require_cash_explained(env, shop);
}

TEST_CASE("PRE-5: another amount waits in suspense; the request goes on waiting once it is sent back") {
  Env env;
  const Merchant shop = env.with_alerts(home);
  const auto id = request(env, shop, "5000.00");
  const Outcome wire = env.wire(home, "4999.99");
  CHECK(state_of(wire) == "suspense");
  CHECK(state(env, shop, id) == "in_suspense");
  env.refused(shop.user, "cancel_recharge", {{"recharge", id}}, "wrong_step");
  env.refused(env.ops, "return_wire", {{"wire", id_arg(wire, "wire")}, {"reason", " "}}, "text_blank");
  env.ok(env.ops, "return_wire", {{"wire", id_arg(wire, "wire")}, {"reason", "金额与申请不符"}});
  CHECK(env.platform(Book::returns_due) == Money::fen(499'999));
  CHECK(env.platform(Book::suspense).is_zero());
  const json view = recharge(env, shop, id);
  CHECK(view["state"] == "waiting");
  CHECK(view["wire_note"].get<std::string>().find("金额与申请不符") != std::string::npos);
  env.ok(env.finance, "confirm_wire_returned", {{"wire", id_arg(wire, "wire")}, {"bank_reference", "RET-1"}});
  CHECK(env.platform(Book::returns_due).is_zero());
  CHECK(env.platform(Book::cash_at_bank).is_zero());
}

TEST_CASE("PRE-5: a request tells of the very wire that holds it, whatever was said of that wire when it came") {
  Env env;
  const Merchant shop = env.with_alerts(home);
  const Outcome early = env.wire(home, "4000.00");  // nobody had asked for anything
  const auto one = request(env, shop, "5000.00"), two = request(env, shop, "4000.00");
  json held = recharge(env, shop, two)["held_by"];
  REQUIRE(held.size() == 1);
  CHECK(held[0]["number"] == arg(early, "number"));
  CHECK(held[0]["en"] == "The amount agrees; a person confirms it");
  CHECK(held[0]["meant_for"] == 1);
  CHECK(recharge(env, shop, one)["held_by"].empty());
  const Outcome late = env.wire(home, "4500.00");
  for (const auto id : {one, two}) {
    const json view = recharge(env, shop, id);
    held = view["held_by"];
    REQUIRE(held.size() == (id == one ? 1 : 2));  // of its amount first
    CHECK(held.front()["number"] == arg(id == one ? late : early, "number"));
    CHECK(held.back()["number"] == arg(late, "number"));
    CHECK(held.back()["amount"] == "4500.00");
    CHECK(held.back()["meant_for"] == 2);
    CHECK(held.back()["en"].get<std::string>().find(id == one ? "5,000.00" : "4,000.00") != std::string::npos);
    CHECK(view["wire_note_en"] ==
          held[0]["number"].get<std::string>() + (id == one ? " · 4,500.00 · " : " · 4,000.00 · ") + held[0]["en"].get<std::string>());
    CHECK(view["steps"][2]["note"] == held[0]["number"]);
  }
}

TEST_CASE("PRE-5: of two wires that wait, a request tells of both, and of none that went to another") {
  Env env;
  const Merchant shop = env.with_alerts(home);
  const auto one = request(env, shop, "5000.00"), two = request(env, shop, "5000.00");
  const Outcome exact = env.wire(home, "5000.00"), other = env.wire(home, "4999.99");
  for (const auto id : {one, two}) {
    const json held = recharge(env, shop, id)["held_by"];
    REQUIRE(held.size() == 2);
    CHECK(held[0]["number"] == arg(exact, "number"));
    CHECK(held[1]["number"] == arg(other, "number"));
    CHECK(held[0]["meant_for"] == 2);
  }
  env.ok(env.ops, "match_wire", {{"wire", id_arg(exact, "wire")}, {"account", shop.account}, {"recharge", one}});
  CHECK(recharge(env, shop, one)["held_by"].empty());
  const json view = recharge(env, shop, two);
  REQUIRE(view["held_by"].size() == 1);
  CHECK(view["held_by"][0]["number"] == arg(other, "number"));
  for (const json& step : view["steps"]) CHECK(step["note"] != arg(exact, "number"));
}

TEST_CASE("PRE-5: the right wire still credits while a wrong one waits in suspense") {
  Env env;
  const Merchant shop = env.with_alerts(home);
  const auto id = request(env, shop, "5000.00");
  env.wire(home, "4000.00");
  CHECK(state(env, shop, id) == "in_suspense");
  CHECK(state_of(env.wire(home, "5000.00")) == "credited");
  CHECK(state(env, shop, id) == "credited");
}

TEST_CASE("PRE-5: a person may credit another amount of the right payer, for a request or for none") {
  Env env;
  const Merchant shop = env.with_alerts(home);
  const auto id = request(env, shop, "5000.00");
  const Outcome wire = env.wire(home, "4000.00");
  env.ok(env.ops, "match_wire", {{"wire", id_arg(wire, "wire")}, {"account", shop.account}, {"recharge", id}});
  CHECK(env.book(shop.account, Book::available) == Money::fen(400'000));
  const Outcome more = env.wire(home, "777.00");
  CHECK(state_of(more) == "suspense");
  env.ok(env.ops, "match_wire", {{"wire", id_arg(more, "wire")}, {"account", shop.account}});
  CHECK(env.book(shop.account, Book::available) == Money::fen(477'700));
  const json rows = env.query(shop.user, "funds_transactions", {{"account", shop.account}})["rows"];
  REQUIRE(rows.size() == 2);  // what nobody had announced has a number and a progress too
  CHECK(rows[0]["amount"] == "777.00");
  CHECK(rows[0]["state"] == "credited");
}

TEST_CASE("PRE-5: matching never credits another payer's name, nor another's request, nor twice") {
  Env env;
  const Merchant shop = env.with_alerts(home), other = env.with_alerts("示例灯具（苏州）有限公司");
  const auto mine = request(env, shop, "5000.00"), theirs = request(env, other, "6000.00");
  const auto wire = id_arg(env.wire(home, "4000.00"), "wire");
  const auto match = [&](std::int64_t which, std::int64_t account, std::optional<std::int64_t> id) {
    json payload{{"wire", which}, {"account", account}};
    if (id) payload["recharge"] = *id;
    return payload;
  };
  env.refused(env.ops, "match_wire", match(wire, other.account, std::nullopt), "match_other_payer");
  env.refused(env.ops, "match_wire", match(wire, other.account, theirs), "match_other_payer");
  env.refused(env.ops, "match_wire", match(wire, shop.account, theirs), "recharge_other_account");
  env.refused(env.ops, "match_wire", match(wire, shop.account, 99), "unknown_recharge");
  env.refused(env.ops, "match_wire", match(wire, 99, std::nullopt), "unknown_account");
  env.refused(env.ops, "match_wire", match(99, shop.account, std::nullopt), "unknown_wire");
  env.refused(env.finance, "match_wire", match(wire, shop.account, mine), "not_allowed");
  env.ok(env.ops, "match_wire", match(wire, shop.account, mine));
  env.refused(env.ops, "match_wire", match(wire, shop.account, mine), "wire_not_in_suspense");
  const auto later = id_arg(env.wire(home, "4100.00"), "wire");
  env.refused(env.ops, "match_wire", match(later, shop.account, mine), "wrong_step");
  env.refused(env.ops, "return_wire", {{"wire", wire}, {"reason", "重复"}}, "wire_not_in_suspense");
  env.refused(env.ops, "return_wire", {{"wire", 99}, {"reason", "重复"}}, "unknown_wire");
  env.refused(env.finance, "confirm_wire_returned", {{"wire", later}, {"bank_reference", "X"}}, "wire_not_to_return");
  env.refused(env.finance, "confirm_wire_returned", {{"wire", 99}, {"bank_reference", "X"}}, "unknown_wire");
  env.refused(env.finance, "confirm_wire_returned", {{"wire", later}, {"bank_reference", ""}}, "text_blank");
}

TEST_CASE("PRE-5: a payer without an account, a closed one, or a bank that names no payer: a person decides") {
  Env env;
  const Merchant unopened = env.registered(home);
  CHECK(state_of(env.wire(home, "5000.00")) == "suspense");
  const auto nameless = env.wire("", "5000.00");
  CHECK(state_of(nameless) == "suspense");
  const Merchant other = env.with_alerts("示例灯具（苏州）有限公司");
  env.refused(env.ops, "match_wire", {{"wire", id_arg(nameless, "wire")}, {"account", other.account}}, "match_other_payer");
  env.ok(other.user, "close_account", {{"account", other.account}});
  const auto late = env.wire(other.name, "5000.00");
  CHECK(state_of(late) == "suspense");
  env.refused(env.ops, "match_wire", {{"wire", id_arg(late, "wire")}, {"account", other.account}}, "account_closed");
  CHECK(env.platform(Book::suspense) == Money::fen(1'500'000));
}

TEST_CASE("PRE-5: a request made after its wire shows at once that one is being looked at") {
  Env env;
  const Merchant shop = env.with_alerts(home);
  const Outcome wire = env.wire(home, "5000.00");
  CHECK(state_of(wire) == "suspense");
  const auto id = request(env, shop, "5000.00");
  CHECK(state(env, shop, id) == "in_suspense");
  CHECK(wire_row(env, id_arg(wire, "wire"))["candidates"][0]["recharge"] == id);
}

TEST_CASE("PRE-1, PRE-5: a payer is found whichever brackets and blanks the bank, or whoever registered it, wrote") {
  const std::vector<std::string> ways{"示例家居（杭州）有限公司", "示例家居 (杭州)有限公司", "示例家居( 杭州 )有限公司",
                                      "示例家居﹙杭州﹚有限公司", "示例家居 ﹙杭州﹚ 有限公司"};
  for (const std::string& registered : ways) {
    Env own;
    const Merchant shop = own.with_alerts(registered);
    own.with_alerts("示例家居（杭州）分公司");  // begins alike
    std::int64_t credited = 0;
    for (const std::string& payer : ways) {
      INFO(registered << " paid by " << payer);
      request(own, shop, "5000.00");
      CHECK(state_of(own.wire(payer, "5000.00")) == "credited");
      CHECK(own.book(shop.account, Book::available) == Money::fen(++credited * 500'000));
    }
    CHECK(state_of(own.wire("示例家居（杭 州）有限公司", "5000.00")) == "return_due");
  }
}

TEST_CASE("PRE-5: two suppliers registered under one name: the one that asked is credited") {
  Env env;
  const Merchant first = env.with_alerts(home), second = env.with_alerts(home);
  request(env, second, "5000.00");
  CHECK(state_of(env.wire(home, "5000.00")) == "credited");
  CHECK(env.book(second.account, Book::available) == Money::fen(500'000));
  request(env, first, "6000.00");
  const Outcome code = env.ok(second.user, "request_recharge", {{"account", second.account}, {"amount", "6000.00"}});
  CHECK(state_of(env.wire(home, "6000.00")) == "suspense");
  CHECK(state_of(env.wire(home, "6000.00", arg(code, "remark_code"))) == "credited");
  CHECK(env.book(second.account, Book::available) == Money::fen(1'100'000));
  CHECK(env.book(first.account, Book::available).is_zero());
}

TEST_CASE("LED-2: an entry names its kind, the command that made it, what it is about, when it was booked and for which day") {
  Env env;
  const Merchant shop = env.with_alerts(home);
  const std::int64_t id = request(env, shop, "5000.00");
  env.now = env.now.plus_hours(3);
  const Outcome wire = env.wire(home, "5000.00");
  const auto postings = env.engine->rows().list<Posting>({.prefix = key_of(AccountId{shop.account}, Book::available)});
  REQUIRE(postings.size() == 1);
  const Posting& posting = postings.front();
  CHECK(posting.kind == EntryKind::recharge);
  CHECK(posting.business_date == business_date(env.now));
  // Its number leads to the command, and that to who and when; its reference to the case.
  const JournalRow command = *env.engine->rows().get<JournalRow>(posting.entry.value / 65'536);
  CHECK(command.seq == wire.seq);
  CHECK(command.name == "take_wire");
  CHECK(command.user_name == env.ops.user);
  CHECK(command.at == env.now);
  const Recharge recharge = *env.engine->rows().get<Recharge>(RechargeId{id});
  CHECK(env.engine->rows().get<Case>(recharge.process)->subject == posting.reference);
}

TEST_CASE("PRE-5, LED-10: a reference in full-width characters is the same payment's; as the bank wrote it, it stands in the journal") {
  Env env;
  const Merchant shop = env.with_alerts(home);
  request(env, shop, "5000.00");
  json line{{"bank_reference", "ＲＥＦ１２３"},
            {"booked", "2026-03-02"},
            {"amount", "5000.00"},
            {"payer_name", home},
            {"payer_account", "6222"},
            {"remark", ""}};
  const Outcome first = env.ok(env.ops, "take_wire", line);
  CHECK(arg(first, "state") == "credited");
  request(env, shop, "5000.00");
  line["bank_reference"] = "REF123";
  CHECK(arg(env.ok(env.ops, "take_wire", line), "repeated") == "1");
  CHECK(env.book(shop.account, Book::available) == Money::fen(500'000));
  CHECK(env.query(env.ops, "wires", json::object())["rows"][0]["bank_reference"] == "REF123");
  const auto journal = env.engine->rows().get<JournalRow>(first.seq);
  CHECK(json::parse(journal->payload)["bank_reference"] == "ＲＥＦ１２３");
  for (const char* typed : {"ref123", "REF 123", "REF123\u200b", "\ufeffR\u00adEF123"}) {
    line["bank_reference"] = typed;
    if (std::string(typed).contains("\u200b")) line["remark"] = "";
    CHECK(arg(env.ok(env.ops, "take_wire", line), "wire") == arg(first, "wire"));
  }
  CHECK(env.book(shop.account, Book::available) == Money::fen(500'000));
  line["bank_reference"] = "\u200b";  // shows nothing
  env.refused(env.ops, "take_wire", line, "text_blank");
}

TEST_CASE("LED-10: a batch taken as one wire is not taken again as its parts, nor the other way about") {
  Env env;
  const auto line = [](const std::string& reference) {
    return json{{"bank_reference", reference}, {"booked", "2026-03-02"},
                {"amount", "5000.00"},         {"payer_name", ""},
                {"payer_account", ""},         {"remark", ""}};
  };
  env.ok(env.ops, "take_wire", line("E2"));
  env.refused(env.ops, "take_wire", line("E2#1"), "bank_reference_reused");
  env.ok(env.ops, "take_wire", line("E3#1"));
  env.ok(env.ops, "take_wire", line("E3#2"));
  env.refused(env.ops, "take_wire", line("E3"), "bank_reference_reused");
  env.ok(env.ops, "take_wire", line("E4#2"));  // its first part was money that went out
  env.refused(env.ops, "take_wire", line("E4"), "bank_reference_reused");
  env.ok(env.ops, "take_wire", line("E"));
}

TEST_CASE("LED-10: money on an account that is not ours is not taken; how the bank writes ours does not count") {
  Env env;
  int count = 0;
  const auto line = [&](const std::string& own) {
    return json{{"bank_reference", "B-" + std::to_string(++count)},
                {"booked", "2026-03-02"},
                {"amount", "1.00"},
                {"payer_name", ""},
                {"payer_account", ""},
                {"remark", ""},
                {"own_account", own}};
  };
  for (const char* own :
       {"571900000010001", "5719 0000 0010 001", "102100099996/571900000010001CNY", "CN12571900000010001", "５７１９０００００010001", ""})
    env.ok(env.ops, "take_wire", line(own));
  const json other = line("571900000010002");
  const Outcome refused = env.refused(env.ops, "take_wire", other, "not_our_account");
  CHECK(refused.field == "own_account");
  CHECK(refused.seq == 0);
  CHECK(arg(refused, "own_account") == "571900000010002");
  CHECK(arg(refused, "ours") == "571900000010001");
  env.refused(env.ops, "take_wire", line("71900000010001"), "not_our_account");
  ours_too(env, ", 6200-0007,571900000010002 ");
  env.ok(env.ops, "take_wire", other);
  env.ok(env.ops, "take_wire", line("62000007"));
  CHECK(arg(env.refused(env.ops, "take_wire", line("6200"), "not_our_account"), "ours") == "571900000010001, 62000007, 571900000010002");
  ours_too(env, "");
  env.refused(env.ops, "take_wire", line("62000007"), "not_our_account");
  CHECK(arg(env.ok(env.ops, "take_wire", other), "repeated") == "1");  // what was taken stays known
}

TEST_CASE("LED-10: a line to which the bank gave no reference is not credited again where the bank lists its day otherwise") {
  Env env;
  const std::string alike(20, 'a'), place(19, 'b');
  json line{{"booked", "2026-03-02"}, {"amount", "5000.00"}, {"payer_name", ""},
            {"payer_account", ""},    {"remark", ""},        {"own_account", "571900000010001"}};
  const auto at = [&](const std::string& where, int among, const std::string& format = "MT940-") {
    line["bank_reference"] = format + alike + "-" + place + where;
    line["among_alike"] = among;
    return line;
  };
  const Outcome first = env.ok(env.ops, "take_wire", at("1", 1));
  CHECK(arg(env.ok(env.ops, "take_wire", at("1", 1)), "repeated") == "1");
  const Outcome refused = env.refused(env.ops, "take_wire", at("2", 1), "perhaps_taken");
  CHECK(arg(refused, "number") == arg(first, "number"));
  CHECK(refused.field == "bank_reference");
  env.ok(env.ops, "take_wire", at("2", 2));  // an honest second one
  env.refused(env.ops, "take_wire", at("3", 2), "perhaps_taken");
  json unsaid = at("3", 0);
  unsaid.erase("among_alike");
  env.refused(env.ops, "take_wire", unsaid, "perhaps_taken");
  // What a person takes by hand counts with them.
  unsaid["bank_reference"] = arg(refused, "by_hand");
  env.ok(env.ops, "take_wire", unsaid);
  env.refused(env.ops, "take_wire", at("3", 3), "perhaps_taken");
  env.ok(env.ops, "take_wire", at("3", 4));
  env.ok(env.ops, "take_wire", at("1-2", 5));
  env.ok(env.ops, "take_wire", at("1", 1, "CAMT053-"));
  env.refused(env.ops, "take_wire", at("2", 1, "CAMT053-"), "perhaps_taken");
  env.ok(env.ops, "take_wire", at("2", 1, "OWN-"));  // nothing that was made up
}

TEST_CASE("LED-10: what was taken while made-up references had one part is still known") {
  Env env;
  const std::string alike(20, 'a'), place(20, 'b');
  json line{{"bank_reference", "MT940-" + place},
            {"booked", "2026-03-02"},
            {"amount", "5000.00"},
            {"payer_name", ""},
            {"payer_account", ""},
            {"remark", ""}};
  const Outcome first = env.ok(env.ops, "take_wire", line);
  line["bank_reference"] = "MT940-" + alike + "-" + place;
  const Outcome again = env.ok(env.ops, "take_wire", line);
  CHECK(arg(again, "wire") == arg(first, "wire"));
  CHECK(arg(again, "repeated") == "1");
}

TEST_CASE("LED-10: one reference on two accounts of ours is two wires; where a statement does not say, it is the one that is known") {
  Env env({{"credit.receiving.account", "62000001"}});
  ours_too(env, "62000002 62000003");
  env.registered("示例家居（杭州）有限公司");
  const auto line = [](const char* own) {
    json of{{"bank_reference", "B-1"},
            {"booked", "2026-03-02"},
            {"amount", "3000.00"},
            {"payer_name", "示例家居（杭州）有限公司"},
            {"payer_account", "6222000011112222"},
            {"remark", ""}};
    if (*own) of["own_account"] = own;
    return of;
  };
  const auto first = id_arg(env.ok(env.ops, "take_wire", line("")), "wire");
  CHECK(id_arg(env.ok(env.ops, "take_wire", line("6200 0001")), "wire") == first);
  CHECK(id_arg(env.ok(env.ops, "take_wire", line("62000001")), "wire") == first);
  CHECK(env.platform(Book::cash_at_bank) == *Money::parse("3000.00"));
  // From here on it is known whose the first was.
  const auto second = id_arg(env.ok(env.ops, "take_wire", line("6200-0002")), "wire");
  CHECK(second != first);
  CHECK(env.platform(Book::cash_at_bank) == *Money::parse("6000.00"));
  const Outcome again = env.ok(env.ops, "take_wire", line(""));
  CHECK(arg(again, "repeated") == "1");
  json other = line("6200-0002");
  other["amount"] = "3000.01";
  env.refused(env.ops, "take_wire", other, "bank_reference_reused");
  other["own_account"] = "6200-0003";
  env.ok(env.ops, "take_wire", other);
  CHECK(env.platform(Book::cash_at_bank) == *Money::parse("9000.01"));
}

TEST_CASE("PRE-5, CON-11: a wire goes back by two people, and one payment of the bank confirms one thing") {
  Env env;
  const auto wire = id_arg(env.wire("", "88.00"), "wire"), other = id_arg(env.wire("", "99.00"), "wire");
  env.ok(env.admin, "grant_role", {{"user", env.ops.user}, {"role", "finance"}});
  const Actor both{env.ops.user, Role::finance, {}};
  env.ok(env.ops, "return_wire", {{"wire", wire}, {"reason", "付款方要求退回"}});
  env.refused(both, "confirm_wire_returned", {{"wire", wire}, {"bank_reference", "RET-1"}}, "four_eyes");
  env.ok(env.finance, "confirm_wire_returned", {{"wire", wire}, {"bank_reference", "RET-1"}});
  env.ok(env.ops, "return_wire", {{"wire", other}, {"reason", "付款方要求退回"}});
  env.refused(env.finance, "confirm_wire_returned", {{"wire", other}, {"bank_reference", "ret-1 "}}, "payment_reference_reused");
  const Merchant shop = env.merchant(home);
  const auto withdrawal = id_arg(env.ok(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "300.00"}}), "withdrawal");
  env.ok(env.ops2, "approve_withdrawal", {{"withdrawal", withdrawal}});
  env.refused(env.finance, "pay_withdrawal", {{"withdrawal", withdrawal}, {"bank_reference", "RET-1"}}, "payment_reference_reused");
}

TEST_CASE(
    "LED-10: what the platform itself put on the account, and the bank's interest, are kept as its own; a registered company's wire is "
    "not") {
  Env env;
  const auto keep = [](const Outcome& wire, const char* as) {
    return json{{"wire", id_arg(wire, "wire")}, {"as", as}, {"reason", "转入"}};
  };
  const Outcome own = env.wire("示例平台科技有限公司", "20000.00"), interest = env.wire("", "32.17");
  CHECK(arg(own, "state") == "return_due");
  env.refused(env.ops, "keep_wire", keep(own, "own_funds"), "not_allowed");
  env.refused(env.finance, "keep_wire", {{"wire", 99}, {"as", "own_funds"}, {"reason", "转入"}}, "unknown_wire");
  env.refused(env.finance, "keep_wire", {{"wire", id_arg(own, "wire")}, {"as", "own_funds"}, {"reason", " "}}, "text_blank");
  env.ok(env.finance, "keep_wire", keep(own, "own_funds"));
  env.ok(env.finance, "keep_wire", keep(interest, "interest"));
  env.refused(env.finance, "keep_wire", keep(own, "own_funds"), "wire_not_in_suspense");
  CHECK(env.platform(Book::own_funds) == *Money::parse("20000.00"));
  CHECK(env.platform(Book::revenue) == *Money::parse("32.17"));
  CHECK(env.platform(Book::cash_at_bank) == *Money::parse("20032.17"));
  env.registered(home);
  env.refused(env.finance, "keep_wire", keep(env.wire(home, "100.00"), "own_funds"), "wire_of_party");
}

TEST_CASE("LED-2: a wire's booking date lies within a year back and is not to come; what is refused so may be sent again") {
  Env env;  // 2026-03-02
  json line{{"bank_reference", "B-1"}, {"booked", "1970-01-01"},  {"amount", "5000.00"},
            {"payer_name", ""},        {"payer_account", "6222"}, {"remark", ""}};
  for (const char* date : {"1970-01-01", "2025-02-28", "2026-03-03", "2199-12-31"}) {
    line["booked"] = date;
    const Outcome outcome = env.refused(env.ops, "take_wire", line, "booked_out_of_range");
    CHECK(outcome.field == "booked");
    CHECK(arg(outcome, "earliest") == "2025-03-01");
    CHECK(arg(outcome, "latest") == "2026-03-02");
    CHECK(outcome.seq == 0);
  }
  line["booked"] = "2026-03-02";
  env.ok(env.ops, "take_wire", line);
  line["bank_reference"] = "B-2";
  line["booked"] = "2025-03-01";
  env.ok(env.ops, "take_wire", line);
  // What was taken stays known however old it grows.
  env.advance_days(40);
  line["booked"] = "2025-03-01";
  CHECK(arg(env.ok(env.ops, "take_wire", line), "repeated") == "1");
}

TEST_CASE("LED-10: a bank reference counts once; the same line again is done without effect, another is refused") {
  Env env;
  const Merchant shop = env.with_alerts(home);
  request(env, shop, "5000.00");
  json line{{"bank_reference", "B-77"}, {"booked", "2026-03-02"},  {"amount", "5000.00"},
            {"payer_name", home},       {"payer_account", "6222"}, {"remark", ""}};
  env.ok(env.ops, "take_wire", line);
  const Outcome again = env.ok(env.finance, "take_wire", line);
  CHECK(arg(again, "repeated") == "1");
  CHECK(arg(again, "state") == "credited");
  for (const char* typed : {"B-77 ", " B-77", "\u3000B-77 \u3000", "\u00a0B-77", "Ｂ－７７", "Ｂ-77", "B－７７ "}) {
    line["bank_reference"] = typed;
    CHECK(arg(env.ok(env.ops, "take_wire", line), "repeated") == "1");
  }
  line["bank_reference"] = "B-77";
  CHECK(env.book(shop.account, Book::available) == Money::fen(500'000));
  for (const auto& [field, value] : std::map<std::string, std::string>{
           {"amount", "5000.01"}, {"payer_name", "示例"}, {"booked", "2026-03-01"}, {"payer_account", "6223"}, {"remark", "x"}}) {
    json other = line;
    other[field] = value;
    CHECK(arg(env.refused(env.ops, "take_wire", other, "bank_reference_reused"), "bank_reference") == "B-77");
  }
  line["bank_reference"] = "";
  env.refused(env.ops, "take_wire", line, "text_blank");
  line["bank_reference"] = "B-78";
  line["amount"] = "0.00";
  env.refused(env.ops, "take_wire", line, "amount_not_positive");
  line["amount"] = "1.00";
  line["remark"] = std::string(1'001, 'x');
  env.refused(env.ops, "take_wire", line, "text_too_long");
  env.refused(shop.user, "take_wire", line, "not_allowed");
}

TEST_CASE("PRE-4: a request that no wire has come for is cancelled by whoever made it") {
  Env env;
  const Merchant shop = env.with_alerts(home), other = env.with_alerts("示例灯具（苏州）有限公司");
  const auto id = request(env, shop, "5000.00");
  env.refused(other.user, "cancel_recharge", {{"recharge", id}}, "not_allowed");
  env.refused(shop.user, "cancel_recharge", {{"recharge", 99}}, "not_allowed");
  env.ok(shop.user, "cancel_recharge", {{"recharge", id}});
  const json view = recharge(env, shop, id);
  CHECK(view["state"] == "cancelled");
  CHECK(view["steps"].back()["state"] == "failed");
  env.refused(shop.user, "cancel_recharge", {{"recharge", id}}, "wrong_step");
  CHECK(state_of(env.wire(home, "5000.00")) == "suspense");  // nothing waits for it any more
}

TEST_CASE("PRE-6: what is owed is paid first, oldest first; the rest becomes available") {
  Env env;
  const Merchant shop = env.merchant(home, "3000.00");
  const auto campaign = env.campaign(shop);
  env.ok(env.shop, "freeze_order", {{"account", shop.account}, {"order", "O-1"}, {"campaign", campaign}, {"fee", "3100.00"}});
  env.ok(env.shop, "freeze_order", {{"account", shop.account}, {"order", "O-2"}, {"campaign", campaign}, {"fee", "4000.00"}});
  CHECK(env.book(shop.account, Book::owed) == Money::fen(710'000));
  env.recharge(shop, "8000.00");
  CHECK(env.book(shop.account, Book::owed).is_zero());
  CHECK(env.book(shop.account, Book::available) == Money::fen(390'000));
  CHECK(env.platform(Book::revenue) == Money::fen(710'000));
  require_cash_explained(env, shop);
}

TEST_CASE("PRE-21: recharges and withdrawals with their progress, newest first, page by page") {
  Env env;
  const Merchant shop = env.merchant(home, "9000.00");
  for (int i = 0; i < 3; ++i) {
    env.now = env.now.plus_minutes(5);
    request(env, shop, "3000.00");
    env.now = env.now.plus_minutes(5);
    env.ok(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "10.00"}});
  }
  std::vector<std::string> seen;
  std::string cursor;
  do {
    json ask{{"account", shop.account}, {"limit", 2}};
    if (!cursor.empty()) ask["cursor"] = cursor;
    const json page = env.query(shop.user, "funds_transactions", ask);
    CHECK(page["rows"].size() <= 2);
    for (const json& row : page["rows"]) seen.push_back(row["number"]);
    cursor = page["next"];
  } while (!cursor.empty());
  CHECK(seen == std::vector<std::string>{"W-000003", "R-000004", "W-000002", "R-000003", "W-000001", "R-000002", "R-000001"});
  CHECK(env.query_refused(shop.user, "funds_transactions", {{"account", shop.account}, {"cursor", "00"}}) == "malformed_cursor");
}
