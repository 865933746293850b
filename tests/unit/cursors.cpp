// CON-9, LED-8: a cursor comes from outside like everything else.
#include <format>

#include "api/codes.h"
#include "support/env.h"

using namespace ch;
using namespace ch::test;

namespace {

// Every query that takes a cursor, with what else it must be asked.
std::vector<std::pair<std::string, json>> paged_queries(const Env& env, AccountId account) {
  std::vector<std::pair<std::string, json>> paged;
  for (const Query& query : env.engine->catalogue().queries) {
    json params = json::object();
    bool takes_cursor = false, by_either_date = false;
    for (const Field& field : query.params->fields) {
      takes_cursor |= field.name == "cursor";
      if (field.name == "account" && !field.optional) params["account"] = account.value;
      if (field.name == "language") params["language"] = "zh";
      by_either_date |= field.name == "by";
    }
    if (takes_cursor) paged.emplace_back(query.name, params);
    params["by"] = "business";
    if (takes_cursor && by_either_date) paged.emplace_back(query.name, params);
  }
  return paged;
}

}  // namespace

TEST_CASE("CON-9: whatever stands in a cursor is refused, or is a place in the list") {
  Env env;
  const Merchant shop = env.merchant("示例家居（杭州）有限公司", "5000.00");
  const auto paged = paged_queries(env, AccountId{shop.account});
  CHECK(paged.size() >= 9);
  Random random(11);
  int refused = 0, taken = 0;
  const auto ask = [&](const std::string& name, json params, const std::string& cursor) {
    INFO(name << " " << cursor);
    params["cursor"] = cursor;
    const auto answer = env.engine->query(name, params.dump(), env.auditor, env.now);
    if (!answer) CHECK(answer.error().code == "malformed_cursor");
    ++(answer ? taken : refused);
  };
  for (const auto& [name, params] : paged) {
    // Whole values, values that are cut short, and what is no value at all.
    for (const char* cursor : {"0",
                               "zz",
                               "00",
                               "01",
                               "0001",
                               "7f",
                               "80",
                               "81",
                               "8101",
                               "8100",
                               "81ff00",
                               "88",
                               "880000000000000001",
                               "8101810181018101",
                               "8000000000000001",
                               "610001",
                               "61",
                               "6100ff",
                               "ff",
                               "77ffffffffffffffff"})
      ask(name, params, cursor);
    for (int i = 0; i < 200; ++i) {
      std::string cursor;
      for (std::int64_t bytes = random.below(24); bytes >= 0; --bytes)
        cursor += std::format("{:02x}", random.below(4) == 0 ? 0x80 + random.below(9) : random.below(256));
      ask(name, params, cursor);
    }
  }
  CHECK(refused > 1'000);
  CHECK(taken > 10);
}
