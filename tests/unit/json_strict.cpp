// CON-9: strict decoding, one refusal after the other, each with its place.
#include <stdexcept>
#include <string>
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "json/strict.h"

using ch::JsonLimits;
using ch::parse_strict;
using nlohmann::json;

namespace {

// "reason line:column path", or "read" where nothing was refused.
std::string outcome(std::string_view text, JsonLimits limits = {}) {
  const auto parsed = parse_strict(text, limits);
  if (parsed) return "read";
  const ch::Refusal& refusal = parsed.error();
  CHECK(refusal.code == "malformed_json");
  CHECK(refusal.band == ch::Band::malformed);
  CHECK(refusal.rule == "CON-9");
  CHECK(find_arg(refusal, "offset") != nullptr);
  return *find_arg(refusal, "reason") + " " + *find_arg(refusal, "line") + ":" + *find_arg(refusal, "column") + " " + refusal.field;
}

}  // namespace

TEST_CASE("CON-9: what is well-formed is read as it stands") {
  const auto parsed = parse_strict(R"( {"b": [1, -2, "账房", true, null, {}], "a": "12.34"} )");
  REQUIRE(parsed);
  CHECK((*parsed)["b"][1] == -2);
  CHECK((*parsed)["b"][2] == "账房");
  CHECK((*parsed)["a"] == "12.34");
  CHECK(*parse_strict("9223372036854775807") == json(9'223'372'036'854'775'807));
  CHECK(*parse_strict("-9223372036854775808") == json(std::numeric_limits<std::int64_t>::min()));
  CHECK(*parse_strict(R"("\u8d26\ud83d\ude00")") == json("账😀"));
}

TEST_CASE("CON-9: a duplicate key is refused where it stands again") {
  CHECK(outcome(R"({"a":1,"a":2})") == "duplicate_key 1:8 a");
  CHECK(outcome("{\"x\":\n  [{},\n {\"k\":1, \"k\" :2}]}") == "duplicate_key 3:10 x/1/k");
  CHECK(outcome(R"({"a":1,"\u0061":2})") == "duplicate_key 1:8 a");
  CHECK(outcome(R"({"a":{"a":1},"b":{"a":1}})") == "read");
}

TEST_CASE("CON-9: floating numbers are refused") {
  CHECK(outcome("1.5") == "floating_number 1:1 ");
  CHECK(outcome(R"({"amount": 12.34})") == "floating_number 1:12 amount");
  CHECK(outcome(R"([1,1e2])") == "floating_number 1:4 1");
  CHECK(outcome(R"([1E400])") == "floating_number 1:2 0");
  CHECK(outcome("-0.0") == "floating_number 1:1 ");
}

TEST_CASE("CON-9: integers outside 64 bits are refused") {
  CHECK(outcome("9223372036854775808") == "integer_range 1:1 ");
  CHECK(outcome("-9223372036854775809") == "integer_range 1:1 ");
  CHECK(outcome(R"({"n":18446744073709551615})") == "integer_range 1:6 n");
  CHECK(outcome("[0,99999999999999999999999999]") == "integer_range 1:4 1");
}

TEST_CASE("CON-9: depth is at most 32") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(outcome(nested(32)) == "read");
  std::string path = "0";
  for (int i = 1; i < 32; ++i) path += "/0";
  CHECK(outcome(nested(33)) == "depth 1:33 " + path);
  CHECK(outcome(std::string(1'000'000, '[')).starts_with("depth 1:33 "));
  CHECK(outcome(R"({"a":{"b":1}})", {.max_depth = 1}) == "depth 1:6 a");
}

TEST_CASE("CON-9: U+0000 is refused, plain or escaped") {
  CHECK(outcome(R"(["a\u0000b"])") == "nul 1:2 0");
  CHECK(outcome(R"({"k\u0000":1})") == "nul 1:2 ");
  CHECK(outcome(R"({"k": "\u0000"})") == "nul 1:7 k");
  CHECK(outcome(std::string_view("[\"a\0b\"]", 7)) == "nul 1:4 ");
  CHECK(outcome(std::string_view("{}\0{}", 5)) == "nul 1:3 ");
  CHECK(outcome(std::string_view("\0", 1)) == "nul 1:1 ");
}

TEST_CASE("CON-9: invalid UTF-8 is refused, and surrogates without their other half") {
  CHECK(outcome("[\"\xff\"]") == "invalid_utf8 1:3 ");
  CHECK(outcome("{\"账\": \"\xed\xa0\x80\"}") == "invalid_utf8 1:8 ");
  CHECK(outcome("[\"\xc0\x80\"]") == "invalid_utf8 1:3 ");
  CHECK(outcome(R"(["\ud800"])").starts_with("syntax 1:"));
  CHECK(outcome(R"(["\udc00\ud800"])").starts_with("syntax 1:"));
  CHECK(outcome("\xef\xbb\xbf{}") == "byte_order_mark 1:1 ");
}

TEST_CASE("CON-9: nothing may come after the value") {
  CHECK(outcome("{} x") == "trailing 1:4 ");
  CHECK(outcome("{}{}") == "trailing 1:3 ");
  CHECK(outcome("[1]\n]") == "trailing 2:1 ");
  CHECK(outcome("1 2") == "trailing 1:3 ");
  CHECK(outcome("\"a\" \n ") == "read");
}

TEST_CASE("CON-9: what is no JSON is refused with the place") {
  CHECK(outcome("") == "empty 1:1 ");
  CHECK(outcome(" \n ") == "empty 2:2 ");
  CHECK(outcome("{\"a\":1,}") == "syntax 1:8 ");
  CHECK(outcome("[1,]") == "syntax 1:4 1");
  CHECK(outcome("{\"a\":}") == "syntax 1:6 a");
  CHECK(outcome("{a:1}") == "syntax 1:2 ");
  CHECK(outcome("{'a':1}") == "syntax 1:2 ");
  CHECK(outcome("[1 2]") == "syntax 1:4 1");
  CHECK(outcome("[01]") == "syntax 1:3 1");
  CHECK(outcome("[+1]") == "syntax 1:2 0");
  CHECK(outcome("[nul]").starts_with("syntax 1:"));
  CHECK(outcome("NaN").starts_with("syntax 1:1"));
  CHECK(outcome("[1] // note").starts_with("trailing 1:5"));
  CHECK(outcome("[1, /* note */ 2]").starts_with("syntax 1:5"));
  CHECK(outcome("{\"a\": [1, 2\n").starts_with("syntax 2:1 a"));
  CHECK(outcome("\"abc").starts_with("syntax 1:5"));
  CHECK(outcome("\"a\nb\"").starts_with("syntax 1:3"));
}

TEST_CASE("CON-9: length and number of items are bounded") {
  CHECK(outcome("[1,2,3]", {.max_bytes = 6}) == "too_long 1:7 ");
  CHECK(outcome("[1,2,3]", {.max_bytes = 7}) == "read");
  CHECK(outcome("[1,2,3]", {.max_items = 3}) == "too_many 1:6 2");
  CHECK(outcome("[1,2,3]", {.max_items = 4}) == "read");
}

TEST_CASE("CON-9: the path escapes what a JSON pointer must") { CHECK(outcome(R"({"a/b~c": 1.5})") == "floating_number 1:11 a~1b~0c"); }

TEST_CASE("CON-7: one value has one canonical text") {
  const auto text = [](std::string_view from) { return ch::canonical(*parse_strict(from)); };
  CHECK(text(R"( { "b" : 1 , "a" : [ true , null , "x" ] } )") == R"({"a":[true,null,"x"],"b":1})");
  CHECK(text(R"({"b":1,"a":2})") == text(R"({"a":2,"b":1})"));
  CHECK(text(R"("\u8d26\/\u0001\n\"\\")") == "\"账/\\u0001\\n\\\"\\\\\"");
  CHECK(text(R"({"账":1,"z":2,"A":3,"":4})") == R"({"":4,"A":3,"z":2,"账":1})");
  CHECK(text("-9223372036854775808") == "-9223372036854775808");
  CHECK(text("-0") == "0");
  CHECK(text("[]") == "[]");
  CHECK(text("{}") == "{}");
  CHECK(text("\"\\b\\f\\r\\t\x7f\"") == "\"\\b\\f\\r\\t\x7f\"");
}

TEST_CASE("CON-7: what no strict text can hold has no canonical text") {
  CHECK_THROWS_AS(ch::canonical(json(1.5)), std::invalid_argument);
  CHECK_THROWS_AS(ch::canonical(json{{"a", {1, 2.0}}}), std::invalid_argument);
  CHECK_THROWS_AS(ch::canonical(json("\xff")), std::invalid_argument);
}
