// SRV-1, SRV-13: the real program's exec, init and query.
#ifndef __EMSCRIPTEN__
#include <catch_amalgamated.hpp>

#include "support/program.h"

namespace {

using namespace ch::test;

const std::string admin = R"("actor":{"user":"admin","role":"administrator"})";

std::string grant(const std::string& user, const std::string& role) {
  return R"({"name":"grant_role",)" + admin + R"(,"payload":{"user":")" + user + R"(","role":")" + role + "\"}}\n";
}

std::string tenant(const Folder& folder) {
  const std::string db = folder.file("a.db");
  REQUIRE(countinghouse({"init", "--db", db, "--platform", "示例平台", "--administrator", "admin"}).exit == 0);
  REQUIRE(countinghouse({"exec", "--db", db}, grant("ops", "settlement_operations") + grant("shop", "shop")).exit == 0);
  return db;
}

TEST_CASE("SRV-1: init sets up a tenant once, and a second init is refused", "[sqlite]") {
  Folder folder;
  const std::string db = folder.file("a.db");
  CHECK(countinghouse({"init", "--db", db, "--platform", "示例平台", "--administrator", "admin"}).lines().at(0)["code"] == "done");
  const std::string digest = countinghouse({"digest", "--db", db}).out;
  const Ran again = countinghouse({"init", "--db", db, "--platform", "示例平台", "--administrator", "admin"});
  CHECK(again.exit == 1);
  CHECK(countinghouse({"digest", "--db", db}).out == digest);  // nothing is stored of it
  CHECK(again.lines().at(0)["code"] == "already_set_up");
}

TEST_CASE("SRV-1, PRO-3: tick runs what is due by the system's clock, and says what is due next", "[sqlite]") {
  Folder folder;
  const std::string db = folder.file("a.db");
  REQUIRE(countinghouse({"demo", "--db", db, "--merchants", "3", "--days", "3", "--ends-today", "--quiet"}).exit == 0);
  const Ran first = countinghouse({"tick", "--db", db, "--json"});
  REQUIRE(first.exit == 0);
  CHECK(first.lines().at(0)["next_due"].get<std::string>().size() > 20);
  const Ran again = countinghouse({"tick", "--db", db});
  CHECK(again.out.starts_with("commands 0\nnext due 20"));
  CHECK(countinghouse({"audit", "--db", db}).exit == 0);
  const Ran none = countinghouse({"tick", "--db", folder.file("none.db")});
  CHECK(none.exit == 4);
  CHECK(none.err.find("--create") == std::string::npos);
}

TEST_CASE("PRO-3: tick says where timers stand still, and why", "[sqlite]") {
  Folder folder;
  const std::string db = folder.file("a.db");
  REQUIRE(countinghouse({"demo", "--db", db, "--merchants", "2", "--days", "2", "--start", "2026-01-05", "--quiet"}).exit == 0);
  const Ran ran = countinghouse({"tick", "--db", db, "--json"});
  CHECK(ran.lines().at(0)["halted"] == true);
  CHECK(countinghouse({"tick", "--db", db}).out.find("confirm_clock") != std::string::npos);
}

TEST_CASE("SRV-1: what sets up a tenant leaves no file behind where none was begun", "[sqlite]") {
  Folder folder;
  const std::string db = folder.file("a.db");
  CHECK(countinghouse({"init", "--db", db, "--platform", "", "--administrator", "admin"}).exit == 3);
  CHECK(countinghouse({"demo", "--db", db, "--days", "1", "--start", "2199-12-30"}).exit == 2);
  CHECK(countinghouse({"exec", "--create", "--db", db}, "oops\n").exit == 3);
  CHECK(countinghouse({"exec", "--create", "--db", db}, R"({"name":"bootstrap","payload":{"platform":"","administrator":"admin"}})"
                                                        "\n")
            .exit != 0);
  CHECK_FALSE(std::filesystem::exists(db));
}

TEST_CASE("SRV-1: a subcommand that there is not is named", "[sqlite]") {
  const Ran ran = countinghouse({"nope"});
  CHECK(ran.exit == 2);
  CHECK(ran.err.find("nope") != std::string::npos);
}

TEST_CASE("SRV-1: exec can begin with bootstrap, the pack being built in", "[sqlite]") {
  Folder folder;
  const Ran ran = countinghouse({"exec", "--create", "--db", folder.file("a.db")},
                                R"({"name":"bootstrap","payload":{"platform":"示例平台","administrator":"admin"}})"
                                "\n" +
                                    grant("ops", "settlement_operations"));
  CHECK(ran.exit == 0);
  REQUIRE(ran.lines().size() == 2);
  CHECK(ran.lines()[1]["band"] == "done");
}

TEST_CASE("SRV-1: each line is answered in order, with words in both languages; a bad one is answered with its place and the run goes on",
          "[sqlite]") {
  Folder folder;
  const std::string db = tenant(folder);
  const std::string lines = R"({"name":"register_merchant","payload":{"name":"示例家居（杭州）有限公司","supplier":"SP1"}})"
                            "\n"
                            "{\"name\": \"register_merchant\", oops}\n"
                            "\n"
                            R"({"name":"register_merchant","payload":{"name":"示例家居（杭州）有限公司","supplier":"SP1"}})"
                            "\n"
                            R"({"name":"no_such_command","payload":{}})"
                            "\n"
                            R"([1])"
                            "\n"
                            R"({"name":"accounts","payload":{}})"
                            "\n";
  const Ran ran = countinghouse({"exec", "--db", db, "--as", "ops:settlement_operations"}, lines);
  CHECK(ran.exit == 3);
  const auto answers = ran.lines();
  REQUIRE(answers.size() == 6);
  CHECK(answers[0]["code"] == "done");
  CHECK(answers[0]["args"]["party"] == "1");
  CHECK(answers[1]["line"] == 2);
  CHECK(answers[1]["code"] == "malformed_json");
  CHECK(answers[1]["args"]["line"] == "2");
  CHECK(answers[1]["args"].contains("column"));
  CHECK(answers[2]["line"] == 4);
  CHECK(answers[2]["code"] == "supplier_taken");
  CHECK(answers[2]["message"]["zh"].get<std::string>().find("SP1") != std::string::npos);
  CHECK(answers[2]["message"]["en"].get<std::string>().find("SP1") != std::string::npos);
  CHECK(answers[3]["code"] == "unknown_command");
  CHECK(answers[4]["code"] == "malformed_field");
  CHECK(answers[5]["view"]["rows"].is_array());
}

TEST_CASE("SRV-1: with --stop-on-error nothing behind the first refusal is tried", "[sqlite]") {
  Folder folder;
  const std::string db = tenant(folder);
  const std::string lines = R"({"name":"register_merchant","payload":{"name":"示例服饰（上海）有限公司","supplier":"SP1"}})"
                            "\n"
                            R"({"name":"register_merchant","payload":{"name":"示例服饰（上海）有限公司","supplier":"SP1"}})"
                            "\n"
                            R"({"name":"register_merchant","payload":{"name":"示例服饰（上海）有限公司","supplier":"SP2"}})"
                            "\n";
  const Ran ran = countinghouse({"exec", "--db", db, "--as", "ops:settlement_operations", "--stop-on-error"}, lines);
  CHECK(ran.exit == 1);
  CHECK(ran.lines().size() == 2);
}

TEST_CASE("CON-7: the same line with the same id again is answered as before, and nothing happens twice", "[sqlite]") {
  Folder folder;
  const std::string db = tenant(folder);
  const std::string line =
      R"({"id":"019c0000-0000-7000-8000-000000000001","name":"register_merchant","payload":{"name":"示例数码（深圳）有限公司","supplier":"SP1"}})"
      "\n";
  const std::vector<std::string> arguments{"exec", "--db", db, "--as", "ops:settlement_operations"};
  const auto first = countinghouse(arguments, line).lines().at(0);
  const auto second = countinghouse(arguments, line).lines().at(0);
  CHECK(first["repeated"] == false);
  CHECK(second["repeated"] == true);
  CHECK(first["seq"] == second["seq"]);
  CHECK(first["args"] == second["args"]);
}

TEST_CASE("CON-3: a time beyond the system's clock is refused, unless it is allowed for training data; one that goes back counts as now",
          "[sqlite]") {
  Folder folder;
  const std::string db = tenant(folder);
  const auto line = [](const std::string& supplier, const std::string& now) {
    return R"({"name":"register_merchant","payload":{"name":"示例数码（深圳）有限公司","supplier":")" + supplier + R"("},"now":)" + now +
           "}\n";
  };
  const std::vector<std::string> exec{"exec", "--db", db, "--as", "ops:settlement_operations"};
  const Ran ran = countinghouse(exec, line("SP1", R"("2199-01-01T00:00:00+08:00")") + line("SP2", R"("9999-01-01T00:00:00Z")") +
                                          line("SP3", R"("1999-01-01T00:00:00Z")") + line("SP4", R"("2026-01-01")") + line("SP5", "5") +
                                          R"({"name":"home","payload":{},"now":"2199-01-01T00:00:00+08:00"})"
                                          "\n" +
                                          line("SP6", R"("2001-01-01T00:00:00+08:00")"));
  CHECK(ran.exit == 3);
  const auto answers = ran.lines();
  REQUIRE(answers.size() == 7);
  for (const std::size_t i : {0, 1, 5}) {
    CHECK(answers[i]["code"] == "time_in_future");
    CHECK(answers[i]["field"] == "now");
    CHECK(answers[i]["rule"] == "CON-3");
    CHECK(answers[i]["message"]["en"].get<std::string>().contains("--allow-future"));
  }
  CHECK(answers[2]["code"] == "time_out_of_range");
  CHECK(answers[2]["field"] == "now");
  CHECK(answers[3]["args"]["reason"] == "not_an_instant");
  CHECK(answers[4]["args"]["reason"] == "not_an_instant");
  CHECK(answers[6]["code"] == "done");

  std::vector<std::string> training = exec;
  training.emplace_back("--allow-future");
  CHECK(countinghouse(training, line("SP7", R"("2199-01-01T00:00:00+08:00")")).lines().at(0)["code"] == "done");
  CHECK(countinghouse(training, line("SP8", R"("2999-01-01T00:00:00+08:00")")).lines().at(0)["code"] == "time_out_of_range");
}

TEST_CASE("CON-9: a field is named by its path in the payload, and what is wrong with it is told in words", "[sqlite]") {
  Folder folder;
  const std::string db = tenant(folder);
  const Ran ran = countinghouse({"exec", "--db", db, "--as", "ops:settlement_operations"},
                                R"({"name":"register_merchant","payload":{"name":"示例","supplier":5}}
{"name":"register_merchant","payload":{"name":" ","supplier":"SP1"}}
{"name":"register_merchant","payload":{"name":"示例","supplier":1.5}}
{"name":"set_alerts","payload":{"account":2,"alert_value":"1.00","emails":[5],"phones":[]}}
{"name":"account","payload":{"account":"x"}}
{"name":"","payload":{}}
{"name":5,"payload":{}}
{"name":"home","actor":{"user":"ops","role":"king"}}
{"name":"home","id":"x"}
{"name":"home","colour":"red"}
)");
  std::string fields;
  for (const json& answer : ran.lines()) {
    fields += answer["field"].get<std::string>() + " ";
    const std::string zh = answer["message"]["zh"], en = answer["message"]["en"];
    INFO(zh << en);
    if (answer["args"].contains("reason")) {
      CHECK_FALSE(zh.contains(answer["args"]["reason"].get<std::string>()));
      CHECK_FALSE(en.contains(answer["args"]["reason"].get<std::string>()));
    }
  }
  CHECK(fields == "supplier name supplier emails/0 account name name actor/role id colour ");
}

TEST_CASE("SRV-1: help of a subcommand has its own options alone; with --json what ends exec is JSON too", "[sqlite]") {
  CHECK(countinghouse({"--help"}).out.contains("Examples:"));
  for (const char* subcommand : {"exec", "init", "query", "audit", "digest", "export", "import", "demo", "commands"}) {
    const Ran help = countinghouse({subcommand, "--help"});
    CHECK(help.exit == 0);
    CHECK_FALSE(help.out.contains("Examples:"));
  }
  const Ran ended = countinghouse({"exec", "--db", "/no/such/folder/a.db", "--json"});
  CHECK(ended.exit == 4);
  CHECK(json::parse(ended.err)["error"] == "no_such_folder");
}

TEST_CASE("SRV-17: a line that is too long is answered, and the run goes on behind it", "[sqlite]") {
  Folder folder;
  const std::string db = tenant(folder);
  const Ran ran = countinghouse({"exec", "--db", db, "--as", "ops:settlement_operations"},
                                "{\"name\":\"" + std::string(3U << 20, 'x') +
                                    "\"}\n"
                                    R"({"name":"register_merchant","payload":{"name":"示例母婴（苏州）有限公司","supplier":"SP1"}})");
  const auto answers = ran.lines();
  REQUIRE(answers.size() == 2);
  CHECK(answers[0]["args"]["reason"] == "too_long");
  CHECK(answers[1]["line"] == 2);
  CHECK(answers[1]["code"] == "done");
}

TEST_CASE("SRV-1: query answers with the view, and says who may not", "[sqlite]") {
  Folder folder;
  const std::string db = tenant(folder);
  const Ran home = countinghouse({"query", "--db", db, "home", "--as", "ops:settlement_operations", "--json"});
  CHECK(home.exit == 0);
  CHECK(home.lines().at(0)["user"] == "ops");
  CHECK(countinghouse({"query", "--db", db, "users", "--as", "ops:settlement_operations"}).exit == 1);
  CHECK(countinghouse({"query", "--db", db, "weather", "--as", "ops:settlement_operations"}).exit == 3);
  CHECK(countinghouse({"query", "--db", db, "account", "{", "--as", "ops:settlement_operations"}).exit == 3);
  CHECK(countinghouse({"query", "--db", db, "home", "--as", "ops:king"}).exit == 2);
}

TEST_CASE("SRV-8: killed twenty times in mid-flight, audit is clean and every acknowledged outcome is there", "[sqlite]") {
  Folder folder;
  const std::string db = tenant(folder);
  const std::vector<std::string> arguments{"exec", "--db", db, "--as", "ops:settlement_operations", "--group", "20"};
  std::int64_t next = 0;
  std::vector<std::pair<std::string, std::int64_t>> acknowledged;
  std::vector<std::string> sent;
  const auto line = [](std::int64_t number) {
    char id[40];
    std::snprintf(id, sizeof id, "019c0000-0000-7000-8000-%012llx", static_cast<unsigned long long>(number));
    return R"({"id":")" + std::string(id) + R"(","name":"register_merchant","payload":{"name":"示例食品（成都）有限公司","supplier":"SP)" +
           std::to_string(number) + "\"}}\n";
  };
  for (int round = 0; round < 20; ++round) {
    std::string in;
    for (int i = 0; i < 2'000; ++i) in += line(next++);
    const std::string out = killed_after(arguments, in, 1'000 + 4'001U * static_cast<unsigned>(round));
    for (std::size_t from = 0, end = 0; (end = out.find('\n', from)) != std::string::npos; from = end + 1) {
      const json answer = json::parse(out.substr(from, end - from));
      REQUIRE(answer["code"] == "done");
      acknowledged.emplace_back(answer["id"], answer["seq"]);
    }
  }
  CHECK(acknowledged.size() > 500);
  const Ran audit = countinghouse({"audit", "--db", db, "--json"});
  INFO(audit.out << audit.err);
  CHECK(audit.exit == 0);
  // Each asked for again answers with what was answered then.
  std::string again;
  for (const auto& [id, seq] : acknowledged) again += line(std::stoll(id.substr(24), nullptr, 16));
  const auto answers = countinghouse(arguments, again).lines();
  REQUIRE(answers.size() == acknowledged.size());
  bool same = true;
  for (std::size_t i = 0; i < answers.size(); ++i)
    same = same && answers[i]["repeated"] == true && answers[i]["seq"] == acknowledged[i].second;
  CHECK(same);
}

}  // namespace
#endif
