// CON-9: every code that the core can answer has its words in both languages, and stands in the reference.
#ifndef __EMSCRIPTEN__
#include <catch_amalgamated.hpp>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "api/codes.h"

namespace {

using namespace ch;

// What the sources in these folders say, the tables themselves left out.
std::string sources(std::initializer_list<const char*> folders) {
  std::string all;
  for (const char* folder : folders)
    for (const auto& file : std::filesystem::recursive_directory_iterator(std::filesystem::path(CH_SOURCE_DIR) / folder)) {
      if (file.path().extension() != ".cpp" && file.path().extension() != ".h") continue;
      if (file.path().filename() == "codes.cpp") continue;
      std::ifstream text(file.path(), std::ios::binary);
      all += std::string(std::istreambuf_iterator<char>(text), {}) + "\n";
    }
  return all;
}

std::string reference() {
  std::ifstream file(std::string(CH_SOURCE_DIR) + "/docs/reference.md", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::set<std::string> named(const std::string& text, const char* pattern) {
  std::set<std::string> names;
  const std::regex expression(pattern);
  for (std::sregex_iterator found(text.begin(), text.end(), expression), end; found != end; ++found) names.insert((*found)[1]);
  return names;
}

void speaks(std::string_view zh, std::string_view en) {
  CHECK(zh.size() >= 6);
  CHECK(en.size() >= 4);
  CHECK(zh.find_first_of("\x80\xe4\xe5\xe6\xe7\xe8\xe9") != zh.npos);  // Chinese
  for (const char c : en) CHECK(static_cast<unsigned char>(c) < 0x80);
}

TEST_CASE("CON-9: every code that is answered has a rule and words in both languages, and stands in the reference") {
  const std::string text = sources({"core", "shell/cli", "shell/exports"}), printed = reference();
  std::set<std::string> answered = named(text, R"re(\b(?:refused|refuse|Refusal)[({]\s*"([a-z_0-9]+)")re");
  CHECK(answered.size() > 80);
  // The forms in which modules below the table, and the command line, say them.
  for (const char* seen : {"malformed_json", "malformed_field", "malformed_xml", "malformed_csv", "malformed_statement", "schema_newer",
                           "time_in_future", "no_tenant"}) {
    INFO(seen);
    CHECK(answered.contains(seen));
  }
  for (const std::string& code : answered) {
    INFO(code);
    CHECK(code_spec(code) != nullptr);
  }
  for (const CodeSpec& spec : code_specs()) {
    INFO(spec.code);
    CHECK(text.contains("\"" + std::string(spec.code) + "\""));  // nothing in the table that nobody answers
    CHECK(printed.contains("| `" + std::string(spec.code) + "` |"));
    if (spec.band != Band::done) CHECK_FALSE(spec.rule.empty());
    speaks(spec.zh, spec.en);
  }
}

TEST_CASE("CON-9: every reason why something could not be read has words in both languages, and stands in the reference") {
  const std::string text = sources({"core", "shell/cli"}), printed = reference();
  std::set<std::string> reasons = named(sources({"core/interop"}), R"re(\bfail\((?:input_, )?"([a-z_0-9]+)")re");
  reasons.merge(named(sources({"core/json", "core/record"}), R"re(\b(?:stop|wrong|parsed<\w+>|malformed)\((?:text, )?"([a-z_0-9]+)")re"));
  reasons.merge(named(sources({"shell/cli"}), R"re(\bmisfit\([^,)]*, "([a-z_0-9]+)")re"));
  CHECK(reasons.size() > 45);
  for (const std::string& reason : reasons) {
    INFO(reason);
    CHECK(reason_spec(reason) != nullptr);
  }
  for (const ReasonSpec& spec : reason_specs()) {
    INFO(spec.reason);
    CHECK(text.contains(spec.reason));
    CHECK(printed.contains("| `" + std::string(spec.reason) + "` |"));
    speaks(spec.zh, spec.en);
  }
}

TEST_CASE("CON-9: amounts, days and times in words are written for people in their language, arguments stay canonical") {
  const Refusal refusal = refused("recharge_below_minimum", "amount", {{"least", "1234567.50"}}).error();
  CHECK(words(refusal, Language::en) == "A recharge is 1,234,567.50 at least; raise the amount.");
  CHECK(refusal.args.front().value == "1234567.50");
  CHECK(words(refused("campaign_over", "ends", {{"ends", "2026-11-22T09:00:00.000+08:00"}}).error(), Language::zh) ==
        "活动结束时间 2026-11-22 09:00 已过，请选择尚未结束的时间。");
  CHECK(words(refused("campaign_over", "ends", {{"ends", "2026-11-22T00:00:00.000+08:00"}}).error(), Language::en) ==
        "The campaign's end, 21 Nov 2026 24:00, has passed; choose one that is yet to come.");
  const Refusal booked = refused("booked_out_of_range", "booked", {{"earliest", "2026-02-01"}, {"latest", "2026-11-22"}}).error();
  CHECK(words(booked, Language::zh).contains("须在 2026-02-01 至 2026-11-22 之间"));
  CHECK(words(booked, Language::en).contains("between 1 Feb 2026 and 22 Nov 2026;"));
  // What a person or the shop has named stays as it was named.
  CHECK(words(refused("unknown_order", "order", {{"order", "1234.50"}}).error(), Language::en).contains("order 1234.50 "));
  const std::string own = "2026-02-01 1234.50 2026-11-22T09:00:00.000+08:00";
  CHECK(words(refused("account_blocked", "account", {{"reason", own}}).error(), Language::en).contains("(" + own + ")"));
  CHECK(words(refused("text_too_long", "remark", {{"most", "1000"}}).error(), Language::en).contains("1000 characters"));
}

TEST_CASE("CON-9: a malformed field is told in words, and a person's own reason is left as it is") {
  const Refusal field = refused("malformed_field", "fee", {{"reason", "not_an_amount"}, {"expected", "12.34"}}).error();
  CHECK(words(field, Language::zh) == "fee：应为两位小数的金额文本，如 \"12.34\"。请修正后重发。");
  CHECK(words(field, Language::en) ==
        "fee: it must be an amount as text with two decimals, such as \"12.34\". Correct it and send it again.");
  CHECK(words(refused("malformed_field", "", {{"reason", "not_an_object"}}).error(), Language::en).starts_with("The whole: "));
  CHECK(words(refused("malformed_field", "role", {{"reason", "not_one_of"}, {"expected", "a, b"}}).error(), Language::en)
            .contains("one of a, b."));
  CHECK(words(refused("policy_malformed", "value", {{"kind", "money"}}).error(), Language::zh).contains("两位小数"));
  CHECK(words(refused("account_blocked", "account", {{"reason", "empty"}}).error(), Language::en).contains("(empty)"));
}

}  // namespace
#endif
