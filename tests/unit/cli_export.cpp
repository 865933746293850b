// SRV-1, LED-8: what `export` does with mistaken arguments: it asks for no more than was meant, and takes no place of a database.
#ifndef __EMSCRIPTEN__
#include <catch_amalgamated.hpp>

#include "support/program.h"

namespace {

using namespace ch::test;
namespace fs = std::filesystem;

struct Demo {
  Folder folder;
  std::string db = folder.file("demo.db");
  Demo() { REQUIRE(countinghouse({"demo", "--db", db, "--merchants", "5", "--days", "1", "--quiet"}).exit == 0); }
  Ran run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"export", "--db", db});
    return countinghouse(arguments);
  }
};

const std::string merchant = "merchant-0001:merchant_user:1";

}  // namespace

TEST_CASE("LED-8: an export takes the place of no database and of nothing that lies beside one", "[sqlite]") {
  const Demo demo;
  const std::string other = demo.folder.file("other.db"), link = demo.folder.file("link.db-wal");
  fs::copy_file(demo.db, other);
  write_text(other + "-wal", "kept");
  fs::create_symlink(other + "-wal", link);
  for (const std::string& out :
       {demo.db, other, demo.db + "-wal", demo.db + "-shm", demo.db + "-journal", other + "-wal", other + "-journal", link}) {
    INFO(out);
    const Ran ran = demo.run({"--out", out});
    CHECK(ran.exit == 2);
    CHECK(ran.err.contains("--out"));
  }
  CHECK(read_text(other + "-wal") == "kept");
  CHECK(fs::is_symlink(link));
  CHECK(read_text(demo.db) == read_text(other));
  CHECK_FALSE(fs::exists(demo.db + "-wal"));
  // What an earlier export left when it was killed is no database, and is taken over.
  const std::string out = demo.folder.file("books.csv");
  write_text(out + ".part", "half");
  CHECK(demo.run({"--out", out}).exit == 0);
  CHECK_FALSE(fs::exists(out + ".part"));
  fs::copy_file(other, out + ".part");
  CHECK(demo.run({"--out", out}).exit == 2);
  CHECK(demo.run({"--out", demo.folder.file("a-wal")}).exit == 0);  // of nothing
}

TEST_CASE("SRV-1: an option of export that is empty, or two that contradict, are a wrong use and not the whole journal", "[sqlite]") {
  const Demo demo;
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"--statement", ""},
                                                    {"--batch", ""},
                                                    {"--statement", "", "--as", merchant},
                                                    {"--batch", "1", "--statement", "2", "--as", merchant},
                                                    {"--batch", "", "--statement", ""},
                                                    {"--statement="},
                                                    {"--out", ""},
                                                    {"--statement", "2", "--as", merchant, "--kind", ""},
                                                    {"--statement", "2", "--as", merchant, "--from", ""}}) {
    INFO(arguments.back());
    const Ran ran = demo.run(arguments);
    CHECK(ran.exit == 2);
    CHECK(ran.out.empty());
    CHECK(ran.err.contains("--help"));
  }
}

TEST_CASE("SRV-1: a refused export says so in words on standard error; only --json answers with JSON", "[sqlite]") {
  const Demo demo;
  const std::vector<std::vector<std::string>> refused{{"--statement", "2", "--as", "merchant-0002:merchant_user:2"},
                                                      {"--statement", "2", "--as", merchant, "--kind", "hold"},
                                                      {"--batch", "99", "--format", "csv", "--as", "fin:finance"}};
  for (std::vector<std::string> arguments : refused) {
    INFO(arguments.back());
    const Ran words = demo.run(arguments);
    CHECK(words.exit != 0);
    CHECK(words.out.empty());
    CHECK(words.err.contains("countinghouse: "));
    CHECK(words.err.contains("。"));
    arguments.push_back("--json");
    const Ran told = demo.run(arguments);
    CHECK(told.exit == words.exit);
    CHECK_FALSE(told.lines().at(0)["code"].get<std::string>().empty());
  }
  // PRE-22: which kinds there are depends on whether it is of one book.
  const Ran kinds = demo.run(refused.at(1));
  CHECK(kinds.err.contains("recharge, owed_paid, settlement"));
  CHECK(demo.run({"--statement", "2", "--as", merchant, "--kind", "hold", "--book", "frozen"}).exit == 0);
}

#endif
