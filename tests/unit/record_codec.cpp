#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "json/strict.h"
#include "record/json_codec.h"
#include "record/patch.h"
#include "record/record_type.h"

namespace ch::test {

enum class Colour : std::uint8_t { red = 1, blue = 7 };
BOOST_DESCRIBE_ENUM(Colour, red, blue)

struct Inner {
  std::int64_t n = 0;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (n))

struct Everything {
  std::int64_t number = 0;
  bool flag = false;
  std::string text;
  Money amount;
  Instant at{};
  Date day{};
  Uuid id{};
  Colour colour = Colour::red;
  std::vector<std::string> lines;
  std::vector<Inner> inners;
  Inner one;
  std::optional<Money> perhaps;
};
BOOST_DESCRIBE_STRUCT(Everything, (), (number, flag, text, amount, at, day, id, colour, lines, inners, one, perhaps))

namespace {

const char* const whole =
    R"({"amount":"12.34","at":"2026-02-10T12:00:00.000+08:00","colour":"blue","day":"2026-02-10","flag":true,)"
    R"("id":"01890a5d-ac96-774b-bcce-b302099a8057","inners":[{"n":1},{"n":2}],"lines":["a","b"],"number":-5,"one":{"n":9},"text":"示例"})";

nlohmann::json with(const char* path, const nlohmann::json& value) {
  auto json = nlohmann::json::parse(whole);
  json[nlohmann::json::json_pointer(path)] = value;
  return json;
}

void refuses(const nlohmann::json& json, const std::string& field, const std::string& reason) {
  const auto read = decode<Everything>(json);
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().band == Band::malformed);
  CHECK(read.error().rule == "CON-9");
  CHECK(read.error().field == field);
  CHECK(*find_arg(read.error(), "reason") == reason);
}

}  // namespace

TEST_CASE("CON-9: a struct described once is written to JSON and read back the same") {
  const auto read = decode<Everything>(*parse_strict(whole));
  REQUIRE(read.has_value());
  CHECK(read->amount == Money::fen(1234));
  CHECK(read->colour == Colour::blue);
  CHECK(read->inners.size() == 2);
  CHECK_FALSE(read->perhaps.has_value());
  CHECK(encode_text(*read) == whole);
}

TEST_CASE("CON-9: decoding refuses what does not fit, and names the place") {
  refuses(with("/stranger", 1), "stranger", "unknown_field");
  auto missing = nlohmann::json::parse(whole);
  missing.erase("amount");
  refuses(missing, "amount", "missing_field");
  refuses(with("/amount", 12), "amount", "not_a_text");
  refuses(with("/amount", "12.3"), "amount", "not_an_amount");
  refuses(with("/amount", "12.345"), "amount", "not_an_amount");
  refuses(with("/amount", nullptr), "amount", "missing_field");
  refuses(with("/number", "5"), "number", "not_an_integer");
  refuses(with("/number", 18446744073709551615ull), "number", "not_an_integer");
  refuses(with("/flag", 1), "flag", "not_a_boolean");
  refuses(with("/colour", "green"), "colour", "not_one_of");
  refuses(with("/at", "2026-02-30T12:00:00+08:00"), "at", "not_an_instant");
  refuses(with("/day", "2026-2-1"), "day", "not_a_date");
  refuses(with("/id", "01890a5d"), "id", "not_a_uuid");
  refuses(with("/lines", "a"), "lines", "not_a_list");
  refuses(with("/lines/1", "a\nb"), "lines/1", "not_a_text");
  refuses(with("/inners/1/n", "x"), "inners/1/n", "not_an_integer");
  refuses(with("/one", 3), "one/", "not_an_object");
  refuses(with("/text", std::string(text_bytes_max + 1, 'x')), "text", "too_long");
  refuses(with("/lines", std::vector<std::string>(list_items_max + 1, "x")), "lines", "too_many");
}

TEST_CASE("CON-8: keys in bytes order as their values do, and give the values back") {
  const std::vector<std::int64_t> numbers{INT64_MIN, INT64_MIN + 1, -65537, -65536, -257,  -256,     -255, -2, -1, 0,
                                          1,         255,           256,    65535,  65536, INT64_MAX};
  for (std::size_t i = 1; i < numbers.size(); ++i) CHECK(key_of(numbers[i - 1]) < key_of(numbers[i]));
  const std::vector<std::string> texts{"", std::string("\0", 1), std::string("\0a", 2), "a", std::string("a\0b", 3), "ab", "b", "\xFF"};
  for (std::size_t i = 1; i < texts.size(); ++i) {
    CHECK(key_of(texts[i - 1]) < key_of(texts[i]));
    CHECK(key_of(texts[i - 1], std::int64_t{9}) < key_of(texts[i], std::int64_t{0}));
  }
  for (const std::string& text : texts) {
    const Key key = key_of(std::int64_t{-7}, text, std::int64_t{42});
    KeyReader reader(key);
    CHECK(reader.integer() == -7);
    CHECK(reader.text() == text);
    CHECK(reader.integer() == 42);
    CHECK(reader.at_end());
  }
}

TEST_CASE("record: a change is told field by field, and laid over what was before gives what is after") {
  const Everything before = *decode<Everything>(*parse_strict(whole));
  Everything after = before;
  CHECK(patch_of(struct_type<Everything>(), &before, &after) == nlohmann::json::object());
  after.amount = Money::fen(5);
  after.lines = {"c"};
  after.perhaps = Money::fen(7);
  const auto there = patch_of(struct_type<Everything>(), &before, &after);
  CHECK(there == nlohmann::json{{"amount", "0.05"}, {"lines", {"c"}}, {"perhaps", "0.07"}});
  const auto back = patch_of(struct_type<Everything>(), &after, &before);
  CHECK(back["perhaps"].is_null());
  CHECK(encode_text(*patched(before, there)) == encode_text(after));
  CHECK(encode_text(*patched(after, back)) == encode_text(before));
  CHECK(patch_of(struct_type<Everything>(), nullptr, &after) == encode(struct_type<Everything>(), &after));
}

TEST_CASE("CON-9: a patch that does not fit the record is refused with the field") {
  const Everything record = *decode<Everything>(*parse_strict(whole));
  for (const auto& [patch, field] : {std::pair{R"({"amount":5})", "amount"},
                                     {R"({"colour":"green"})", "colour"},
                                     {R"({"number":null})", "number"},
                                     {R"({"other":1})", "other"},
                                     {"[]", ""}}) {
    const auto refused = patched(record, nlohmann::json::parse(patch));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().field == field);
  }
}

}  // namespace ch::test
