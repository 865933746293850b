// SRV-1, LED-8, LED-10: what the real program does with files: statements in, exports out, and files that are not what they should be.
#ifndef __EMSCRIPTEN__
#include <catch_amalgamated.hpp>
#include <sqlite3.h>

#include <algorithm>
#include <filesystem>

#include "support/program.h"

namespace {

using namespace ch::test;
namespace fs = std::filesystem;

const std::vector<std::string> small{"demo", "--merchants", "5", "--days", "3", "--seed", "5", "--quiet", "--json", "--db"};

std::string demo(const Folder& folder, const std::string& name = "demo.db") {
  std::vector<std::string> arguments = small;
  arguments.push_back(folder.file(name));
  const Ran ran = countinghouse(arguments);
  INFO(ran.err);
  REQUIRE(ran.exit == 0);
  return folder.file(name);
}

TEST_CASE("SRV-1: demo gives the same digest for the same seed, and never goes among real data", "[sqlite]") {
  Folder folder;
  const std::string one = demo(folder, "one.db"), two = demo(folder, "two.db");
  const Ran a = countinghouse({"digest", "--db", one, "--json"}), b = countinghouse({"digest", "--db", two, "--json"});
  CHECK(a.exit == 0);
  CHECK(a.out == b.out);
  std::vector<std::string> again = small;
  again.push_back(one);
  CHECK(countinghouse(again).exit == 1);
  CHECK(countinghouse({"digest", "--db", one, "--json"}).out == a.out);
  CHECK(countinghouse({"audit", "--db", one}).exit == 0);
}

TEST_CASE("LED-10: a statement taken twice changes nothing; debits are reported", "[sqlite]") {
  Folder folder;
  const std::string db = demo(folder), csv = folder.file("bank.csv");
  write_text(csv,
             "某银行对账单\n流水号,交易日期,金额,对方户名,附言\nZ1,2026-03-02,\"3,000.00\",样本贸易（上海）有限公司,货款\nZ2,2026-03-02,-"
             "12.00,示例银行,手续费\n");
  const std::vector<std::string> arguments{"import",
                                           "csv",
                                           csv,
                                           "--db",
                                           db,
                                           "--as",
                                           "ops:settlement_operations",
                                           "--json",
                                           "--column",
                                           "bank_reference=流水号",
                                           "--column",
                                           "booked=交易日期",
                                           "--column",
                                           "amount=金额",
                                           "--column",
                                           "payer_name=对方户名",
                                           "--column",
                                           "remark=附言"};
  const Ran first = countinghouse(arguments);
  INFO(first.out << first.err);
  CHECK(first.exit == 0);
  CHECK(first.lines().back() == json{{"taken", 1}, {"known", 0}, {"refused", 0}, {"not_taken", 1}, {"pending", 0}, {"without_amount", 0}});
  const std::string digest = countinghouse({"digest", "--db", db}).out;
  const Ran second = countinghouse(arguments);
  CHECK(second.exit == 0);
  CHECK(second.lines().back() == json{{"taken", 0}, {"known", 1}, {"refused", 0}, {"not_taken", 1}, {"pending", 0}, {"without_amount", 0}});
  CHECK(countinghouse({"digest", "--db", db}).out == digest);
}

TEST_CASE("LED-10: a statement that cannot be read takes nothing, and says where", "[sqlite]") {
  Folder folder;
  const std::string db = demo(folder), xml = folder.file("a.xml");
  write_text(xml, "<Document><oops></Document>");
  const std::string digest = countinghouse({"digest", "--db", db}).out;
  const Ran ran = countinghouse({"import", "camt053", xml, "--db", db, "--as", "ops:settlement_operations"});
  CHECK(ran.exit == 3);
  CHECK(ran.out.contains("line 1, column 1"));
  CHECK(ran.out.contains("第 1 行"));
  const Ran told = countinghouse({"import", "camt053", xml, "--db", db, "--as", "ops:settlement_operations", "--json"});
  CHECK(told.exit == 3);
  CHECK(told.lines().at(0)["band"] == "malformed");
  CHECK(told.lines().at(0)["message"]["zh"].get<std::string>().contains("对账单"));
  write_text(xml, R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"></oops>)");
  CHECK(countinghouse({"import", "camt053", xml, "--db", db, "--as", "ops:settlement_operations"}).out.contains("end tag"));
  write_text(xml, "a,\"b\n");
  CHECK(countinghouse({"import", "csv", xml, "--db", db, "--as", "ops:settlement_operations", "--column", "bank_reference=a", "--column",
                       "booked=b", "--column", "amount=c"})
            .out.contains("a quotation mark is not closed"));
  CHECK(countinghouse({"digest", "--db", db}).out == digest);
  CHECK(countinghouse({"import", "camt053", folder.file("none.xml"), "--db", db, "--as", "ops:settlement_operations"}).exit == 2);
}

TEST_CASE("LED-8: an export appears whole or not at all", "[sqlite]") {
  Folder folder;
  const std::string db = demo(folder), out = folder.file("books.csv");
  CHECK(countinghouse({"export", "--db", db, "--format", "csv", "--out", out}).exit == 0);
  const std::string whole = read_text(out);
  CHECK(whole == countinghouse({"export", "--db", db, "--format", "csv"}).out);
  CHECK_FALSE(fs::exists(out + ".part"));
  const Ran folder_named = countinghouse({"export", "--db", db, "--out", folder.path.string()});
  CHECK(folder_named.exit == 4);
  CHECK(folder_named.err.find("directory") != std::string::npos);
  CHECK(countinghouse({"export", "--db", db, "--out", folder.file("no/such/folder.csv")}).exit == 4);
  CHECK(countinghouse({"export", "--db", db, "--format", "pdf"}).exit == 2);
}

TEST_CASE("LED-8: an export takes no database's place", "[sqlite]") {
  Folder folder;
  const std::string db = demo(folder), bytes = read_text(db);
  const Ran ran = countinghouse({"export", "--db", db, "--out", db});
  CHECK(ran.exit == 2);
  CHECK(ran.err.contains("is a database"));
  CHECK(read_text(db) == bytes);
}

TEST_CASE("PRE-22: a statement is exported for who may see it", "[sqlite]") {
  Folder folder;
  const std::string db = demo(folder);
  const Ran mine = countinghouse({"export", "--db", db, "--statement", "A-000002", "--as", "merchant-0001:merchant_user:1"});
  CHECK(mine.exit == 0);
  CHECK(mine.out.size() > 100);
  const Ran other = countinghouse({"export", "--db", db, "--statement", "2", "--as", "merchant-0002:merchant_user:2", "--json"});
  CHECK(other.exit == 1);
  CHECK(other.out.find("not_allowed") != std::string::npos);
  CHECK(countinghouse({"export", "--db", db, "--statement", "2"}).exit == 2);
}

TEST_CASE("LED-8: a statement is exported in every format, a journal in all that have room for it", "[sqlite]") {
  Folder folder;
  const std::string db = demo(folder);
  const std::vector<std::string> statement{"export", "--db", db, "--statement", "2", "--as", "audit:auditor"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), statement.begin(), statement.end());
    return countinghouse(more);
  };
  for (const std::string format : {"csv", "xlsx", "hledger", "ledger", "beancount"}) {
    const Ran ran = with({"--format", format, "--out", folder.file(format), "--json"});
    INFO(ran.out << ran.err);
    CHECK(ran.exit == 0);
    CHECK(ran.lines().at(0).at("format") == format);
    CHECK(ran.lines().at(0).at("rows") > 0);
    CHECK(with({"--format", format}).out == read_text(folder.file(format)));  // the same at any time
  }
  CHECK(read_text(folder.file("xlsx")).starts_with("PK"));
  CHECK(with({"--from", "2026-02-30"}).exit == 2);
  CHECK(with({"--kind", "hold", "--json"}).out.find("unknown_entry_kind") != std::string::npos);
  CHECK(with({"--kind", "hold", "--book", "frozen"}).exit == 0);
  const Ran wrong = with({"--book", "suspense", "--json"});
  CHECK(wrong.exit == 1);
  CHECK(wrong.out.find("not_a_book_of_it") != std::string::npos);
  const Ran platform = countinghouse({"export", "--db", db, "--statement", "1", "--book", "suspense", "--as", "fin:finance"});
  CHECK(platform.exit == 0);
  CHECK(platform.out.find("来款待匹配") != std::string::npos);
  CHECK(countinghouse({"export", "--db", db, "--book", "owed"}).exit == 2);        // of no statement
  CHECK(countinghouse({"export", "--db", db, "--from", "2026-01-01"}).exit == 2);  // of no statement
  const Ran journal = countinghouse({"export", "--db", db, "--format", "xlsx"});
  CHECK(journal.exit == 2);
  CHECK(journal.err.find("outgrows a sheet") != std::string::npos);
}

TEST_CASE("LED-8: a sheet that the disk has no room for is refused whole, never cut", "[sqlite]") {
  Folder folder;
  const std::string db = demo(folder), out = folder.file("statement.xlsx");
  const std::vector<std::string> command{"export",        "--db",     db,     "--statement", "2", "--as",
                                         "audit:auditor", "--format", "xlsx", "--out",       out};
  REQUIRE(countinghouse(command).exit == 0);
  const std::string whole = read_text(out);
  for (std::uint64_t most = 500; most < 40'000; most += most / 3) {
    std::filesystem::remove(out);
    const Ran ran = countinghouse(command, "", {.largest_file = most});
    INFO(most << " bytes: " << ran.out << ran.err);
    if (ran.exit == 0)
      CHECK(read_text(out) == whole);
    else
      CHECK((ran.exit == 4 && !std::filesystem::exists(out)));
  }
}

TEST_CASE("SRV-1: what is not a database of ours is left as it is, with words that help", "[sqlite]") {
  Folder folder;
  const auto fails = [&](const std::string& db, int exit) {
    for (const std::string command : {"audit", "digest", "export"}) {
      const Ran ran = countinghouse({command, "--db", db});
      INFO(command << " " << db << ": " << ran.err);
      CHECK(ran.exit == exit);
      CHECK(ran.err.size() > 20);
      CHECK(ran.out.empty());
    }
  };
  fails(folder.path.string(), 4);
  fails(folder.file("none.db"), 4);
  CHECK_FALSE(fs::exists(folder.file("none.db")));
  const std::string text = folder.file("text.db"), words = std::string(5'000, 'a');
  write_text(text, words);
  fails(text, 4);
  CHECK(countinghouse({"exec", "--db", text}).exit == 4);
  CHECK(read_text(text) == words);
  CHECK(fs::directory_entry(folder.path).exists());
  CHECK_FALSE(fs::exists(text + "-wal"));

  const Ran json_error = countinghouse({"audit", "--db", folder.file("none.db"), "--json"});
  CHECK(json::parse(json_error.err)["exit"] == 4);
}

// All that is in the folder, by name.
std::map<std::string, std::string> contents(const Folder& folder) {
  std::map<std::string, std::string> files;
  for (const auto& file : fs::directory_iterator(folder.path)) files[file.path().filename()] = read_text(file.path());
  return files;
}

void run_sql(const std::string& db, const char* sql) {
  sqlite3* handle = nullptr;
  REQUIRE(sqlite3_open(db.c_str(), &handle) == SQLITE_OK);
  CHECK(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(handle);
}

TEST_CASE("SRV-1, SRV-14: what only reads makes, migrates and writes nothing, and calls nothing clean that is no tenant", "[sqlite]") {
  Folder folder;
  const std::vector<std::vector<std::string>> reading{{"audit"},
                                                      {"digest"},
                                                      {"export"},
                                                      {"export", "--statement", "2", "--as", "ops:settlement_operations"},
                                                      {"query", "home", "--as", "ops:settlement_operations"}};
  const auto refused = [&](const std::string& db, const std::string& code) {
    const auto before = contents(folder);
    for (std::vector<std::string> arguments : reading) {
      arguments.insert(arguments.end(), {"--db", db, "--json"});
      const Ran ran = countinghouse(arguments);
      INFO(arguments[0] << " " << db << ": " << ran.out << ran.err);
      CHECK(ran.exit == 4);
      CHECK(ran.out.empty());
      const json said = json::parse(ran.err);
      CHECK(said["error"] == code);
      for (const char* part : {"message", "remedy"})
        for (const char* language : {"zh", "en"}) CHECK(said[part][language].get<std::string>().size() > 20);
      CHECK(contents(folder) == before);
    }
  };
  refused(folder.file("none.db"), "no_such_file");
  const std::string empty = folder.file("empty.db");
  write_text(empty, "");
  refused(empty, "no_tenant");
  const std::string csv = folder.file("bank.csv");
  write_text(csv, "a,b,c\n");
  const Ran import = countinghouse({"import", "csv", csv, "--db", empty, "--as", "ops:settlement_operations", "--column",
                                    "bank_reference=a", "--column", "booked=b", "--column", "amount=c", "--json"});
  CHECK(import.exit == 4);
  CHECK(json::parse(import.err)["error"] == "no_tenant");
  CHECK(read_text(empty).empty());

  for (const char* mode : {"PRAGMA journal_mode = delete; VACUUM", "PRAGMA journal_mode = wal; VACUUM"}) {
    const std::string hollow = folder.file("hollow.db");  // a database, and nothing in it
    fs::remove(hollow);
    run_sql(hollow, mode);
    refused(hollow, "no_tenant");
  }
  const std::string foreign = folder.file("foreign.db");
  run_sql(foreign, "CREATE TABLE things (name TEXT)");
  refused(foreign, "not_a_database");

  const std::string begun = folder.file("begun.db");  // the schema, and no tenant yet
  write_text(begun, "");
  CHECK(countinghouse({"exec", "--db", begun, "--create"}).exit == 0);
  refused(begun, "no_tenant");

  const std::string old = folder.file("old.db");
  run_sql(old, read_text(std::string(CH_SOURCE_DIR) + "/tests/golden/schema_1.sql").c_str());
  refused(old, "schema_older");
  CHECK(countinghouse({"exec", "--db", old}).exit == 0);  // brings it up to date
  CHECK(countinghouse({"audit", "--db", old}).exit == 0);
}

TEST_CASE("LED-7: whatever is wrong with a tenant is a difference that audit names, and nothing goes on with an emptied journal",
          "[sqlite]") {
  for (const char* sql : {"DELETE FROM journal", "DROP TABLE tenant", "DROP TABLE sequence", "UPDATE timer SET due = 'abc'",
                          "UPDATE tenant SET platform = CAST(platform AS BLOB)", "UPDATE prepaid_account SET row_seq = row_seq + 0.5"}) {
    Folder folder;
    const std::string db = demo(folder);
    run_sql(db, sql);
    const Ran ran = countinghouse({"audit", "--db", db, "--json"});
    INFO(sql << ": " << ran.out << ran.err);
    CHECK(ran.exit == 5);
    CHECK_FALSE(json::parse(ran.out)["fault"].get<std::string>().empty());
  }
  Folder folder;
  const std::string db = demo(folder);
  run_sql(db, "DELETE FROM journal");
  for (const std::vector<std::string>& goes_on :
       {std::vector<std::string>{"init", "--platform", "示例平台", "--administrator", "admin"}, {"exec", "--create"}, {"digest"}}) {
    std::vector<std::string> arguments = goes_on;
    arguments.insert(arguments.end(), {"--db", db, "--json"});
    const Ran ran = countinghouse(arguments);
    INFO(goes_on.front() << ran.out << ran.err);
    CHECK(ran.exit == 4);
    CHECK(json::parse(ran.err)["error"] == "store_damaged");
  }
}

TEST_CASE("SRV-1: to look at a tenant leaves its file as it is, to the byte", "[sqlite]") {
  Folder folder;
  const std::string db = demo(folder);
  const auto same = [&] {
    const auto before = contents(folder);
    CHECK(countinghouse({"audit", "--db", db}).exit == 0);
    CHECK(countinghouse({"digest", "--db", db}).exit == 0);
    CHECK(countinghouse({"export", "--db", db}).exit == 0);
    CHECK(countinghouse({"query", "home", "--db", db, "--as", "ops:settlement_operations"}).exit == 0);
    CHECK(contents(folder) == before);
  };
  same();
  run_sql(db, "PRAGMA journal_mode = delete");  // as a copy made by other tools may be
  same();
}

TEST_CASE("LED-7: a bit changed in the file is found by audit, with exit code 5", "[sqlite]") {
  Folder folder;
  const std::string db = demo(folder);
  std::string bytes = read_text(db);
  // The reason that a withdrawal was refused for; its letters stand in the journal and in the withdrawal's row.
  const std::string reason = "收款账户待核实";
  bool changed = false;
  for (auto at = bytes.find(reason); at != std::string::npos; at = bytes.find(reason, at + 1)) {
    bytes[at + reason.size() - 1] = static_cast<char>(bytes[at + reason.size() - 1] ^ 1);
    changed = true;
  }
  REQUIRE(changed);
  write_text(db, bytes);
  const Ran ran = countinghouse({"audit", "--db", db});
  INFO(ran.out << ran.err);
  CHECK(ran.exit == 5);
  CHECK(ran.out.find("DIFFERS") != std::string::npos);
}

TEST_CASE("SRV-1: the reference in docs/ is what the program prints, and the table is complete as JSON", "[sqlite]") {
  CHECK(countinghouse({"commands", "--markdown"}).out == read_text(std::string(CH_SOURCE_DIR) + "/docs/reference.md"));
  const Ran table = countinghouse({"commands", "--json"});
  const json all = json::parse(table.out);
  CHECK(all["commands"].size() > 40);
  CHECK(all["queries"].size() > 15);
  CHECK(all["roles"].size() == 13);
  for (const json& command : all["commands"]) {
    CHECK_FALSE(command["who"].empty());
    CHECK_FALSE(command["zh"].get<std::string>().empty());
  }
}

TEST_CASE("SRV-1: wrong use is exit code 2, help is 0", "[sqlite]") {
  CHECK(countinghouse({"--help"}).exit == 0);
  CHECK(countinghouse({"--help"}).out.find("Exit codes") != std::string::npos);
  CHECK(countinghouse({"exec", "--help"}).exit == 0);
  CHECK(countinghouse({}).exit == 2);
  CHECK(countinghouse({"fly"}).exit == 2);
  CHECK(countinghouse({"audit"}).exit == 2);
  CHECK(countinghouse({"exec", "--db", "x", "--group", "0"}).exit == 2);
}

TEST_CASE("SRV-1, CON-9: what ends the program is said in both languages: Chinese first, or as fields", "[sqlite]") {
  Folder folder;
  const std::string none = folder.file("none.db"), text = folder.file("text.db");
  write_text(text, std::string(5'000, 'a'));
  const std::vector<std::pair<std::string, std::vector<std::string>>> ends{
      {"no_such_file", {"audit", "--db", none}},
      {"no_such_file", {"exec", "--db", none}},
      {"no_such_folder", {"exec", "--db", folder.file("no/a.db"), "--create"}},
      {"is_a_directory", {"digest", "--db", folder.path.string()}},
      {"not_a_database", {"exec", "--db", text}},
      {"actor", {"query", "home", "--db", none, "--as", "somebody"}},
      {"time", {"query", "home", "--db", none, "--as", "ops:auditor", "--now", "yesterday"}},
      {"cannot_read", {"import", "camt053", none, "--db", none, "--as", "ops:settlement_operations"}},
      {"column", {"import", "csv", text, "--db", none, "--as", "ops:settlement_operations", "--column", "colour=x"}},
      {"format", {"export", "--db", none, "--format", "pdf"}},
      {"usage", {"audit"}},
      {"usage", {"exec", "--db", none, "--group", "0"}},
      {"usage", {"fly"}},
      {"usage", {"digest", "--db", none, "--colour"}}};
  for (auto [code, arguments] : ends) {
    const Ran plain = countinghouse(arguments);
    INFO(code << ": " << plain.err);
    CHECK(plain.exit != 0);
    CHECK(plain.out.empty());
    const auto end = plain.err.find('\n');
    REQUIRE(end != plain.err.npos);
    const std::string zh = plain.err.substr(0, end), en = plain.err.substr(end + 1);
    CHECK(zh.starts_with("countinghouse: "));
    CHECK(zh.contains("。"));
    CHECK(en.starts_with("countinghouse: "));
    CHECK(en.ends_with(".\n"));
    CHECK(std::ranges::all_of(en, [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
    arguments.push_back("--json");
    const json told = json::parse(countinghouse(arguments).err);
    CHECK(told["error"] == code);
    CHECK(told["exit"] == plain.exit);
    for (const char* part : {"message", "remedy"}) {
      CHECK(zh.contains(told[part]["zh"].get<std::string>()));
      CHECK(en.contains(told[part]["en"].get<std::string>()));
    }
  }
}

TEST_CASE("SRV-1: exec makes no file by a mistyped name; with --create it begins one", "[sqlite]") {
  Folder folder;
  const std::string db = folder.file("shop.db"),
                    bootstrap = R"({"name":"bootstrap","payload":{"platform":"示例平台","administrator":"admin"}})";
  const Ran mistyped = countinghouse({"exec", "--db", db, "--json"}, bootstrap);
  CHECK(mistyped.exit == 4);
  CHECK(mistyped.out.empty());
  CHECK(json::parse(mistyped.err)["error"] == "no_such_file");
  CHECK(json::parse(mistyped.err)["remedy"]["en"].get<std::string>().contains("--create"));
  CHECK(fs::is_empty(folder.path));
  CHECK(countinghouse({"exec", "--db", db, "--create"}, bootstrap).exit == 0);
  const std::string digest = countinghouse({"digest", "--db", db}).out;
  CHECK(countinghouse({"exec", "--db", db, "--create"}).exit == 0);  // what is there is gone on with
  CHECK(countinghouse({"digest", "--db", db}).out == digest);
  write_text(folder.file("empty.db"), "");
  CHECK(countinghouse({"exec", "--db", folder.file("empty.db")}, bootstrap).exit == 0);
}

}  // namespace
#endif
