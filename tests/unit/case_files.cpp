// What of a case leaves the program: a document, a message as a file, the log for process mining; and the answer shown in full.
#include <algorithm>

#include "support/promo.h"

namespace {

using namespace ch;
using namespace ch::test;

const json order{{"order_no", "SO-1"}, {"bank", "示例银行"}, {"account_number", "6222000000000001"}};

json case_view(Promo& env, const Actor& actor, std::int64_t process) { return env.query(actor, "case", {{"process", process}}); }

std::string decoded(std::string_view base64) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : base64) {
    const auto at = digits.find(c);
    if (at == std::string_view::npos) continue;
    bits = bits << 6 | static_cast<std::uint32_t>(at);
    if ((count += 6) >= 8) out += static_cast<char>(bits >> (count -= 8) & 0xff);
  }
  return out;
}

}  // namespace

TEST_CASE("CON-13: a document is told to whoever may see its case, and to nobody else") {
  Promo env;
  const auto one = env.file(env.risk, "penalty_cpt", {{"rule", "规范 3"}, {"evidence", document("违规截图.png")}, {"amount", "10.00"}});
  const json happened = case_view(env, env.risk, one)["history"][0]["documents"][0];
  const json found = env.query(env.reseller, "document", {{"process", one}, {"hash", happened["hash"]}});
  CHECK(found["name"] == "违规截图.png");
  CHECK(found["question"] == "evidence");
  CHECK(found["type"] == "image/png");
  CHECK(env.query_refused(env.risk, "document", {{"process", one}, {"hash", std::string(64, '0')}}) == "unknown_document");
  CHECK(env.query_refused(env.risk, "document", {{"process", one + 99}, {"hash", happened["hash"]}}) == "unknown_document");
  const auto second = id_arg(
      env.ok(env.ops, "register_reseller", {{"name", "另一代理（华北）有限公司"}, {"code", "D2"}, {"emails", {"north@reseller.example"}}}),
      "party");
  const Actor other{"other", Role::reseller_user, {second}};
  env.ok(env.admin, "grant_role", {{"user", other.user}, {"role", "reseller_user"}, {"party", second}});
  CHECK(env.query_refused(other, "document", {{"process", one}, {"hash", happened["hash"]}}) == "not_allowed");
}

TEST_CASE("PRO-4: a message is a file that mail programs open, in either language") {
  Promo env;
  const auto one = env.file(env.reseller, "corporate_verification", order);
  env.take(env.reviewer, one, "refuse", {{"reason", "papers_do_not_fit"}});
  const json message = case_view(env, env.reseller, one)["messages"][0];
  for (const bool zh : {true, false}) {
    const json file =
        env.query(env.reseller, "message_file", {{"process", one}, {"message", message["id"]}, {"language", zh ? "zh" : "en"}});
    const std::string eml = file["content"];
    CHECK(file["name"].get<std::string>().ends_with(".eml"));
    CHECK(eml.contains("\r\nTo: " + message["recipients"][0].get<std::string>() + "\r\n"));
    CHECK(eml.contains("Date: Mon, 02 Mar 2026 09:"));
    std::string subject;
    const auto begins = eml.find("Subject: "), ends = eml.find("\r\nMIME", begins);
    for (auto at = eml.find("=?UTF-8?B?", begins); at < ends; at = eml.find("=?UTF-8?B?", at + 1))
      subject += decoded(std::string_view(eml).substr(at + 10, eml.find("?=", at) - at - 10));
    CHECK(subject == message[zh ? "subject" : "subject_en"].get<std::string>());
    CHECK(decoded(std::string_view(eml).substr(eml.find("\r\n\r\n"))) == message[zh ? "body" : "body_en"].get<std::string>());
    for (std::size_t at = 0; at < eml.size();) {  // RFC 5322
      const std::size_t end = eml.find("\r\n", at);
      REQUIRE(end != std::string::npos);
      CHECK(end - at <= 78);
      at = end + 2;
    }
  }
  CHECK(env.query_refused(env.reseller, "message_file", {{"process", one}, {"message", 999}, {"language", "zh"}}) == "unknown_mail");
  const auto other = env.file(env.reseller, "corporate_verification", order);
  CHECK(env.query_refused(env.reseller, "message_file", {{"process", other}, {"message", message["id"]}, {"language", "zh"}}) ==
        "unknown_mail");
}

TEST_CASE("RSK-5: the application as a file names what was filed with it, by name and hash") {
  Promo env;
  const auto one = env.file(env.channel, "penalty_illegitimate_development",
                            {{"screenshot", document("front.png")},
                             {"landing_page_1", "https://a.example/landing"},
                             {"landing_page_2", "https://b.example/landing"}});
  const json view = case_view(env, env.risk, one);
  const auto body = [&](std::size_t message, const char* language) {
    const json file =
        env.query(env.risk, "message_file", {{"process", one}, {"message", view["messages"][message]["id"]}, {"language", language}});
    const std::string eml = file["content"];
    return decoded(std::string_view(eml).substr(eml.find("\r\n\r\n")));
  };
  const std::string named = "front.png (SHA-256 " + document("front.png")["hash"].get<std::string>() + ")";
  CHECK(body(0, "zh") == view["messages"][0]["body"].get<std::string>() + "\r\n\r\n附件：\r\n" + named);
  CHECK(body(0, "en") == view["messages"][0]["body_en"].get<std::string>() + "\r\n\r\nAttachments:\r\n" + named);
}

TEST_CASE("PRO-9: the case log has every case once with all that happened, whatever its pages") {
  Promo env;
  std::vector<std::string> numbers;
  for (int i = 0; i < 230; ++i) {
    const auto one =
        env.file(env.reseller, "corporate_verification",
                 {{"order_no", "A&B <\"" + std::to_string(i) + "\">"}, {"bank", "B"}, {"account_number", std::to_string(60000 + i)}});
    numbers.push_back(env.at(one).subject);
    if (i % 2 == 0) env.take(env.reviewer, one, "pass");
  }
  std::string all;
  std::int64_t cases = 0, events = 0;
  int pages = 0;
  json ask{{"procedure", "corporate_verification"}, {"language", "en"}};
  for (;;) {
    const json page = env.query(env.manager, "case_log", ask);
    all += page["content"].get<std::string>();
    cases += page["cases"].get<std::int64_t>();
    events += page["events"].get<std::int64_t>();
    ++pages;
    if (page["next"] == "") break;
    ask["cursor"] = page["next"];
  }
  CHECK(pages == 3);
  CHECK(cases == 230);
  CHECK(events == 230 + 115);
  CHECK(all.starts_with("<?xml"));
  CHECK(all.ends_with("</log>\n"));
  const auto count_of = [&](std::string_view text) {
    std::int64_t found = 0;
    for (auto at = all.find(text); at != std::string::npos; at = all.find(text, at + 1)) ++found;
    return found;
  };
  CHECK(count_of("<trace>") == 230);
  CHECK(count_of("</event>") == events);
  CHECK(count_of("\"Pass\"") == 115);
  for (const std::string& number : numbers) CHECK(count_of("\"concept:name\" value=\"" + number + "\"") == 1);
  CHECK(env.query(env.manager, "case_log", {{"procedure", "appeal"}, {"language", "zh"}})["cases"] == 0);
  CHECK(env.query_refused(env.manager, "case_log", {{"procedure", "nothing"}, {"language", "zh"}}) == "unknown_procedure");
  CHECK(env.query_refused(env.reseller, "case_log", {{"language", "zh"}}) == "not_allowed");
}

TEST_CASE("CON-12: a masked answer is shown in full by a command, which stands in the journal") {
  Promo env;
  const auto one = env.file(env.reseller, "corporate_verification", order);
  const auto number_of = [&](const Actor& actor) {
    const json view = case_view(env, actor, one);
    return *std::ranges::find_if(view["answers"], [](const json& answer) { return answer["name"] == "account_number"; });
  };
  CHECK(number_of(env.reviewer)["masked"] == true);
  CHECK(number_of(env.reviewer)["value"] != "6222000000000001");
  CHECK(number_of(env.reseller)["masked"] == false);
  CHECK(number_of(env.reseller)["value"] == "6222000000000001");
  const std::int64_t before = env.engine->last_seq();
  CHECK(arg(env.ok(env.reviewer, "show_answer", {{"process", one}, {"name", "account_number"}}), "answer") == "6222000000000001");
  CHECK(env.engine->last_seq() == before + 1);
  env.refused(env.reviewer, "show_answer", {{"process", one}, {"name", "bank"}}, "nothing_masked");
  env.refused(env.reviewer, "show_answer", {{"process", one}, {"name", "nothing"}}, "nothing_masked");
  env.refused(env.reviewer, "show_answer", {{"process", 99'999}, {"name", "account_number"}}, "unknown_case");
}

TEST_CASE("PRO-9: a role's share in time, this month and the last, and of the answers that it promised") {
  Promo env;
  const auto first = env.file(env.reseller, "corporate_verification", order);
  env.advance_hours(2);
  env.take(env.reviewer, first, "pass");
  const json reviewer = env.query(env.reviewer, "work_figures", json::object());
  CHECK(reviewer["in_time"] == 1);
  CHECK(reviewer["late"] == 0);
  CHECK(reviewer["mean_minutes"] == 120);
  CHECK(reviewer["in_time_before"] == 0);
  CHECK(env.query(env.finance, "work_figures", json::object())["in_time"] == 0);
  CHECK(env.query(env.reseller, "work_figures", json::object())["in_time"] == 0);
  const auto penalty = env.file(env.risk, "penalty_cpt", {{"rule", "规范 3"}, {"evidence", document("x.png")}, {"amount", "10.00"}});
  env.ok(env.reseller, "write_on_case", {{"process", penalty}, {"text", "请问依据？"}, {"documents", json::array()}});
  env.advance_hours(1);
  env.ok(env.risk, "write_on_case", {{"process", penalty}, {"text", "规范第 3 条"}, {"documents", json::array()}});
  env.ok(env.reseller, "write_on_case", {{"process", penalty}, {"text", "还有一问"}, {"documents", json::array()}});
  env.advance_hours(3);
  const json risk = env.query(env.risk, "work_figures", json::object());
  CHECK(risk["promised"] == 2);
  CHECK(risk["kept"] == 1);
  for (int week = 0; week < 5; ++week) env.advance_days(6);
  CHECK(env.query(env.reviewer, "work_figures", json::object())["in_time_before"] == 1);
}

TEST_CASE("CON-4: a case says which year's holidays its deadline knew") {
  Promo env;
  const auto one = env.file(env.reseller, "corporate_verification", order);
  CHECK(env.at(one).calendar == 0);  // the review has no deadline
  env.take(env.reviewer, one, "pass");
  env.take(env.value_added, one, "batch");
  CHECK(env.at(one).calendar == WorkingCalendar::china().last_published_year());
  const std::string year = std::to_string(WorkingCalendar::china().last_published_year());
  CHECK(case_view(env, env.finance, one)["deadline_zh"].get<std::string>().contains(year));
  env.take(env.finance, one, "paid", {{"bank_reference", "B1"}, {"paid_on", "2026-03-02"}});
  CHECK(env.at(one).calendar == 0);  // a month asks no calendar
}
