// LED-7, SRV-1: what the real program does with a log (-wal) beside a file: what only reads changes neither, and what changes the file
// looks first whether the two are of one state.
#ifndef __EMSCRIPTEN__
#include <catch_amalgamated.hpp>

#include "support/program.h"

namespace {

using namespace ch::test;
namespace fs = std::filesystem;

const std::string who = "admin:administrator";

std::string grants(int first, int count) {
  std::string lines;
  for (int i = first; i < first + count; ++i)
    lines += json{{"name", "grant_role"}, {"payload", {{"user", "user" + std::to_string(i)}, {"role", "finance"}}}}.dump() + "\n";
  return lines;
}

// A tenant whose program was killed, so that a log lies beside it.
struct Crashed {
  Folder folder;
  std::string db = folder.file("a.db"), log = db + "-wal";

  Crashed() {
    REQUIRE(countinghouse({"init", "--db", db, "--platform", "示例平台", "--administrator", "admin"}).exit == 0);
    crash(1);
  }
  void crash(int first) const {
    killed_after({"exec", "--db", db, "--as", who, "--group", "1"}, grants(first, 2'000), 20'000);
    REQUIRE(fs::file_size(log) > 0);
  }
  // The file goes on without its log, which is put back beside the newer file.
  void put_old_log_back() const {
    const std::string old = read_text(log);
    REQUIRE(countinghouse({"exec", "--db", db, "--as", who}, grants(5'000, 200)).exit == 0);
    REQUIRE_FALSE(fs::exists(log));
    write_text(log, old);
  }
  Ran run(std::vector<std::string> arguments, const std::string& in = "") const {
    arguments.insert(arguments.end(), {"--db", db});
    return countinghouse(arguments, in);
  }
};

const std::vector<std::vector<std::string>> lookers{
    {"audit"}, {"digest"}, {"export"}, {"query", "parties", "--as", who}, {"query", "accounts", "--as", "audit:auditor"}};

}  // namespace

TEST_CASE("LED-7, SRV-1: what only reads changes neither a file nor the log that a crash left beside it", "[sqlite]") {
  const Crashed crashed;
  const std::string file = read_text(crashed.db), log = read_text(crashed.log);
  for (const auto& arguments : lookers) {
    INFO(arguments.front());
    const Ran ran = crashed.run(arguments);
    CHECK(ran.exit <= 1);
    CHECK(read_text(crashed.db) == file);
    CHECK(read_text(crashed.log) == log);
  }
  const std::string digest = crashed.run({"digest"}).out;
  CHECK(crashed.run({"audit"}).exit == 0);
  // What was acknowledged is in the log, and the next program that changes the file brings it in.
  CHECK(crashed.run({"exec", "--as", who}).exit == 0);
  CHECK_FALSE(fs::exists(crashed.log));
  CHECK(crashed.run({"digest"}).out == digest);
  CHECK_FALSE(fs::exists(crashed.log));
}

TEST_CASE("LED-7: an older log beside a newer file is not folded into it: nothing is changed, and the file alone stays sound", "[sqlite]") {
  const Crashed crashed;
  crashed.put_old_log_back();
  const std::string file = read_text(crashed.db), log = read_text(crashed.log);
  for (const auto& arguments : lookers) crashed.run(arguments);
  CHECK(crashed.run({"audit"}).exit == 5);
  const std::vector<std::pair<std::vector<std::string>, std::string>> changers{
      {{"exec", "--as", who, "--json"}, grants(9'000, 1)},
      {{"exec", "--create", "--as", who, "--json"}, grants(9'000, 1)},
      {{"tick", "--json"}, ""},
      {{"init", "--platform", "示例平台", "--administrator", "admin", "--json"}, ""}};
  for (const auto& [arguments, lines] : changers) {
    INFO(arguments.front());
    const Ran ran = crashed.run(arguments, lines);
    CHECK(ran.exit == 4);
    const json said = json::parse(ran.err);
    CHECK(said["error"] == "store_log_differs");
    CHECK(said["message"]["en"].get<std::string>().contains("LED-7"));
    CHECK(said["remedy"]["zh"].get<std::string>().contains("备份"));
    CHECK(read_text(crashed.db) == file);
    CHECK(read_text(crashed.log) == log);
  }
  fs::remove(crashed.log);
  CHECK(crashed.run({"audit"}).exit == 0);
}

TEST_CASE("LED-7: a log beside a file that is empty or gone begins no tenant, and is kept", "[sqlite]") {
  const Crashed crashed;
  const std::string log = read_text(crashed.log);
  for (const bool gone : {false, true}) {
    if (gone)
      fs::remove(crashed.db);
    else
      write_text(crashed.db, "");
    for (const std::vector<std::string>& arguments : {std::vector<std::string>{"exec", "--as", who},
                                                      {"exec", "--create", "--as", who},
                                                      {"tick"},
                                                      {"audit"},
                                                      {"digest"},
                                                      {"init", "--platform", "示例平台", "--administrator", "admin"},
                                                      {"demo", "--days", "1", "--quiet"}}) {
      INFO(arguments.front());
      const Ran ran = crashed.run(arguments, grants(1, 1));
      CHECK(ran.exit == 4);
      CHECK(ran.err.contains("LED-7"));
      CHECK(read_text(crashed.log) == log);
    }
    CHECK(fs::exists(crashed.db) != gone);
  }
}

#endif
