// The server's parts that need no network: secrets, addresses, counting.
#ifndef __EMSCRIPTEN__

#include <catch_amalgamated.hpp>

#include "server/access.h"
#include "server/door.h"
#include "server/metrics.h"
#include "server/openapi.h"
#include "server/request.h"
#include "server/secrets.h"
#include "store/sqlite_store.h"

#include <map>
#include <nlohmann/json.hpp>
#include <set>

using namespace ch;
using namespace ch::server;

TEST_CASE("SRV-16: a password is kept as Argon2id and fits itself alone", "[sqlite]") {
  REQUIRE(begin_secrets());
  const std::string hash = password_hash("correct horse battery");
  CHECK(hash.starts_with("$argon2id$v=19$"));
  CHECK(password_fits(hash, "correct horse battery"));
  CHECK_FALSE(password_fits(hash, "correct horse batterz"));
  CHECK_FALSE(password_fits("", "correct horse battery"));
  CHECK(password_hash("correct horse battery") != hash);  // salted
  CHECK(new_token() != new_token());
  CHECK(new_token().size() == 43);
}

TEST_CASE("SRV-16: sessions that are over go from the store: their user's when he signs in, the rest when the server starts", "[sqlite]") {
  REQUIRE(begin_secrets());
  const Instant start = *Instant::parse("2026-03-02T09:00:00.000+08:00");
  const auto after_days = [&](std::int64_t days) { return start.plus_minutes(days * 24 * 60); };
  Access access(std::make_unique<SqliteStore>(":memory:"));
  REQUIRE(access.open().has_value());
  for (const char* user : {"wang", "li"}) REQUIRE(access.set_password(user, "correct horse battery", "admin", start).has_value());
  const auto sign_in = [&](const char* user, Instant at) {
    auto done = access.sign_in({.user = user, .password = "correct horse battery"}, at);
    REQUIRE(done.has_value());
    return done->token;
  };
  const auto kept = [&] {  // whatever their time
    std::size_t count = 0;
    access.with_store([&](Store& store) { count = static_cast<std::size_t>(store.sum_of(record_type<Session>()).rows); });
    return count;
  };
  const std::string first = sign_in("wang", start), li = sign_in("li", start), second = sign_in("wang", after_days(5));
  CHECK(kept() == 3);
  const std::string third = sign_in("wang", after_days(8));
  CHECK(kept() == 3);  // the first has gone
  access.forget_expired(after_days(8));
  CHECK(kept() == 2);
  CHECK_FALSE(access.who(first, after_days(1)).has_value());
  CHECK_FALSE(access.who(li, after_days(1)).has_value());
  CHECK(access.who(second, after_days(8))->user == "wang");
  CHECK(access.who(third, after_days(8))->user == "wang");
}

TEST_CASE("SRV-18: of a user's refusals fifty in an hour stand one by one, the others as a number, and the next hour begins anew",
          "[sqlite]") {
  REQUIRE(begin_secrets());
  const Instant start = *Instant::parse("2026-03-02T09:00:00.000+08:00");
  Access access(std::make_unique<SqliteStore>(":memory:"));
  REQUIRE(access.open().has_value());
  const auto refuse = [&](const char* user, int times, Instant at) {
    for (int i = 0; i < times; ++i) access.note_refusal(user, "127.0.0.1", "POST /v1/queries/users: not_allowed", at);
  };
  refuse("wang", 57, start);
  refuse("li", 2, start.plus_minutes(59));
  refuse("wang", 3, start.plus_minutes(59));
  refuse("wang", 1, start.plus_minutes(60));
  std::map<std::string, std::int64_t> count;
  std::string told;
  for (const AccessEvent& event : access.events(0, 1'000)) {
    ++count[event.user_name];
    if (event.detail.starts_with("others")) told += event.user_name + ": " + event.detail + "; ";
  }
  CHECK(count == std::map<std::string, std::int64_t>{{"wang", 52}, {"li", 2}});
  CHECK(told == "wang: others within the hour: 10; ");
}

TEST_CASE("SRV-17: what a stranger sends is kept short, and as text whatever it was", "[sqlite]") {
  REQUIRE(begin_secrets());
  const Instant start = *Instant::parse("2026-03-02T09:00:00.000+08:00");
  Access access(std::make_unique<SqliteStore>(":memory:"));
  REQUIRE(access.open().has_value());
  std::string device;
  for (int i = 0; i < 100; ++i) device += "设";
  for (const auto& [given, kept] :
       {std::pair<std::string, std::string>{device, device.substr(0, 198)}, {"\xff\xfe a", "?? a"}, {"a\tb", "a\tb"}}) {
    access.note_refusal("", given, given, start);
    CHECK(access.events(0, 1).front().address == kept);
    CHECK(access.events(0, 1).front().detail == kept);
  }
}

TEST_CASE("SRV-16: a second factor's codes are RFC 6238's", "[sqlite]") {
  // Appendix B, of the key "12345678901234567890", to six digits.
  const std::string secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  const std::pair<std::int64_t, const char*> vectors[] = {{59, "287082"},
                                                          {1'111'111'109, "081804"},
                                                          {1'111'111'111, "050471"},
                                                          {1'234'567'890, "005924"},
                                                          {2'000'000'000, "279037"},
                                                          {20'000'000'000, "353130"}};
  for (const auto& [seconds, code] : vectors) {
    INFO(seconds);
    CHECK(totp_code(secret, seconds / 30) == code);
    CHECK(totp_fits(secret, code, Instant{seconds * 1'000}) == seconds / 30);
    CHECK(totp_fits(secret, code, Instant{(seconds + 30) * 1'000}) == seconds / 30);
    CHECK_FALSE(totp_fits(secret, code, Instant{(seconds + 90) * 1'000}).has_value());
  }
  CHECK_FALSE(totp_fits(secret, "", Instant{59'000}).has_value());
}

TEST_CASE("SRV-17: an address is read as it was meant, or refused", "[sqlite]") {
  const auto read = [](std::string_view target) {
    Request request;
    return read_target(target, request) ? std::optional(request) : std::nullopt;
  };
  CHECK(read("/")->path == "/");
  CHECK(read("/a%20b/%E8%B4%A6?x=1&y=a+b%26&z")->path == "/a b/账");
  CHECK(read("/?x=1&y=a+b%26&z")->query == std::map<std::string, std::string, std::less<>>{{"x", "1"}, {"y", "a b&"}, {"z", ""}});
  CHECK(read("/a?&&x=1&")->param("x") == "1");
  for (const char* bad : {"", "a", "*", "/%", "/%2", "/%zz", "/%00", "/?x=%g1", "/?x=1&x=2"}) {
    INFO(bad);
    CHECK_FALSE(read(bad).has_value());
  }
  std::string many = "/?";
  for (int i = 0; i < 21; ++i) many += "p" + std::to_string(i) + "=1&";
  CHECK_FALSE(read(many).has_value());
}

TEST_CASE("SRV-19: what is timed lies in the step that holds it, and the steps add up", "[sqlite]") {
  Histogram times;
  for (const std::int64_t value : {0, 1, 2, 3, 100, 20'000'000}) times.take(value);
  std::string text;
  times.print(text, "t", "Times.", 1);
  CHECK(text.contains("t_bucket{le=\"1\"} 2\n"));
  CHECK(text.contains("t_bucket{le=\"2\"} 3\n"));
  CHECK(text.contains("t_bucket{le=\"5\"} 4\n"));
  CHECK(text.contains("t_bucket{le=\"100\"} 5\n"));
  CHECK(text.contains("t_bucket{le=\"10000000\"} 5\n"));
  CHECK(text.contains("t_bucket{le=\"+Inf\"} 6\n"));
  CHECK(text.contains("t_count 6\n"));
}

TEST_CASE("CON-9: each answer of the server's own has words in both languages that say what to do", "[sqlite]") {
  std::set<std::string_view> seen;
  for (const DoorCode& code : door_codes()) {
    INFO(code.code);
    CHECK(seen.insert(code.code).second);
    CHECK(!code.zh.empty());
    CHECK(!code.en.empty());
    CHECK(code.status >= 400);
    const auto answer =
        nlohmann::json::parse(door_answer(turned_away(code.code, "", {{"most", "5"}, {"seconds", "5"}, {"name", "x"}}).error()));
    CHECK_FALSE(answer["message"]["en"].get<std::string>().contains('{'));
  }
}

TEST_CASE("SRV-3: the description names every command and query, and each schema that it points to is there", "[sqlite]") {
  const auto all = nlohmann::json::parse(openapi());
  CHECK(all["openapi"] == "3.1.0");
  CHECK(all["paths"].contains("/v1/commands/freeze_order"));
  CHECK(all["paths"].contains("/v1/queries/accounts"));
  CHECK_FALSE(all["paths"].contains("/v1/commands/mark_case_overdue"));  // the clock's
  std::set<std::string> operations;
  const std::function<void(const nlohmann::json&)> look = [&](const nlohmann::json& part) {
    if (part.is_object()) {
      if (const auto ref = part.find("$ref"); ref != part.end()) {
        INFO(ref->get<std::string>());
        CHECK(all["components"]["schemas"].contains(ref->get<std::string>().substr(std::string_view("#/components/schemas/").size())));
      }
      if (const auto id = part.find("operationId"); id != part.end()) CHECK(operations.insert(id->get<std::string>()).second);
    }
    if (part.is_structured())
      for (const auto& below : part) look(below);
  };
  look(all);
  CHECK(operations.size() > 100);
}

#endif
