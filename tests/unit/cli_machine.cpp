// SRV-1, SRV-8: what the real program does where the machine refuses: no right to write, no room, nobody who reads; and statements of
// a bank from file to books.
#ifndef __EMSCRIPTEN__
#include <sys/mount.h>
#include <sys/stat.h>

#include <chrono>

#include <catch_amalgamated.hpp>
#include <sqlite3.h>

#include "base/instant.h"
#include "interop/bank_statement.h"
#include "support/program.h"

namespace {

using namespace ch::test;
namespace fs = std::filesystem;

const std::vector<std::string> lookers{"audit", "digest", "export"};

std::string command(const std::string& name, const json& payload, const std::string& actor = "ops:settlement_operations") {
  const auto colon = actor.find(':'), second = actor.find(':', colon + 1);
  json who{{"user", actor.substr(0, colon)}, {"role", actor.substr(colon + 1, second - colon - 1)}};
  if (second != std::string::npos) who["party"] = std::stoll(actor.substr(second + 1));
  return json{{"name", name}, {"actor", who}, {"payload", payload}}.dump() + "\n";
}

std::string tenant(const std::string& db) {
  REQUIRE(countinghouse({"init", "--db", db, "--platform", "示例平台", "--administrator", "admin"}).exit == 0);
  REQUIRE(countinghouse({"exec", "--db", db},
                        command("grant_role", {{"user", "ops"}, {"role", "settlement_operations"}}, "admin:administrator"))
              .exit == 0);
  return db;
}

// Merchant 1 with account 2, ready to be recharged.
void with_account(const std::string& db) {
  const std::string shop = "shop-1:merchant_user:1", name = "示例家居（杭州）有限公司";
  const Ran ran = countinghouse(
      {"exec", "--db", db, "--stop-on-error"},
      command("register_merchant", {{"name", name}, {"supplier", "SP-1"}}) +
          command("grant_role", {{"user", "shop-1"}, {"role", "merchant_user"}, {"party", 1}}, "admin:administrator") +
          command("set_settlement_profile",
                  {{"party", 1}, {"bank", "示例银行杭州分行"}, {"account_name", name}, {"account_number", "622200000001"}}, shop) +
          command("open_account", {{"party", 1}}, shop) +
          command("set_alerts", {{"account", 2}, {"alert_value", "500.00"}, {"emails", {"finance@example.com"}}, {"phones", json::array()}},
                  shop));
  INFO(ran.out << ran.err);
  REQUIRE(ran.exit == 0);
}

json account(const std::string& db) {
  return countinghouse({"query", "--db", db, "account", R"({"account":2})", "--as", "shop-1:merchant_user:1", "--json"}).lines().at(0);
}

// Registers merchants, one a line, with ids of their own.
std::string merchants(int first, int count) {
  std::string lines;
  for (int i = first; i < first + count; ++i) {
    char id[40];
    std::snprintf(id, sizeof id, "019c0000-0000-7000-8000-%012x", static_cast<unsigned>(i));
    lines += json{{"id", id},
                  {"name", "register_merchant"},
                  {"actor", {{"user", "ops"}, {"role", "settlement_operations"}}},
                  {"payload", {{"name", "示例食品（成都）有限公司"}, {"supplier", "SP" + std::to_string(i)}}}}
                 .dump() +
             "\n";
  }
  return lines;
}

// A disk with little room, or none where this user may not make one.
struct SmallDisk {
  explicit SmallDisk(const Folder& folder) : path(folder.file("disk")) {
    fs::create_directory(path);
    mounted = mount("none", path.c_str(), "tmpfs", 0, "size=2m") == 0;
  }
  ~SmallDisk() {
    if (mounted) umount(path.c_str());
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  std::string path;
  bool mounted = false;
};

// Of 3,000 commands some were done before there was no more room: those are there afterwards, the rest can be sent again.
void survives(const std::string& db, const Machine& narrow, const std::function<void()>& make_room, const std::string& words) {
  const std::vector<std::string> exec{"exec", "--db", db, "--group", "7"};
  const std::string lines = merchants(1, 3'000);
  const Ran full = countinghouse(exec, lines, narrow);
  INFO(full.err);
  CHECK(full.exit == 4);
  std::vector<json> acknowledged;
  std::size_t refused = 0;
  for (const json& answer : full.lines()) {
    if (answer["band"] == "done") {
      acknowledged.push_back(answer);
      continue;
    }
    ++refused;
    CHECK(answer["band"] == "retry");
    CHECK(answer["message"]["zh"].get<std::string>().size() > 10);
    CHECK(answer["message"]["en"].get<std::string>().find(words) != std::string::npos);
  }
  CHECK(acknowledged.size() > 100);
  CHECK(refused > 0);

  make_room();
  const Ran audit = countinghouse({"audit", "--db", db});
  INFO(audit.out << audit.err);
  CHECK(audit.exit == 0);
  const Ran again = countinghouse(exec, lines);
  CHECK(again.exit == 0);
  const auto answers = again.lines();
  REQUIRE(answers.size() == 3'000);
  // A short flush may still fit where a longer one did not, so they are not the first ones.
  const bool kept = std::ranges::all_of(acknowledged, [&](const json& before) {
    const json& now = answers[before["line"].get<std::size_t>() - 1];
    return now["repeated"] == true && now["seq"] == before["seq"] && now["id"] == before["id"];
  });
  CHECK(kept);
  CHECK(countinghouse({"audit", "--db", db}).exit == 0);
}

TEST_CASE("SRV-8: on a disk that is full the words say what to do, and nothing acknowledged is lost", "[sqlite]") {
  Folder folder;
  const SmallDisk disk(folder);
  if (!disk.mounted) SKIP("this user may not make a disk of its own; the limit on files below stands for it");
  survives(tenant(disk.path + "/a.db"), {}, [&] { mount("none", disk.path.c_str(), "tmpfs", MS_REMOUNT, "size=64m"); }, "make room");
}

TEST_CASE("SRV-8: so where a file may not grow", "[sqlite]") {
  Folder folder;
  survives(tenant(folder.file("a.db")), {.largest_file = 600'000}, [] {}, "try again");
}

TEST_CASE("SRV-1: a file that may not be written, or whose folder may not, is told with the remedy and left as it is", "[sqlite]") {
  Folder folder;
  const std::string db = tenant(folder.file("a.db"));
  const std::string before = read_text(db);
  const Machine plain{.rights_of_root = false};
  const auto refuses = [&] {
    for (const std::string& subcommand : lookers) {
      const Ran ran = countinghouse({subcommand, "--db", db}, "", plain);
      INFO(subcommand << ": " << ran.err);
      CHECK(ran.exit == 4);
      CHECK(ran.out.empty());
      CHECK(ran.err.find(db) != std::string::npos);
      CHECK(ran.err.find("right") != std::string::npos);
    }
    CHECK(countinghouse({"exec", "--db", db}, merchants(1, 1), plain).exit == 4);
    CHECK(read_text(db) == before);
  };
  REQUIRE(chmod(db.c_str(), 0444) == 0);
  refuses();
  REQUIRE(chmod(db.c_str(), 0644) == 0);
  REQUIRE(chmod(folder.path.c_str(), 0555) == 0);
  refuses();
  REQUIRE(chmod(folder.path.c_str(), 0755) == 0);
  CHECK(countinghouse({"audit", "--db", db}, "", plain).exit == 0);
}

TEST_CASE("SRV-14: a database of a newer program is refused by every subcommand, and left as it is", "[sqlite]") {
  Folder folder;
  const std::string db = tenant(folder.file("a.db"));
  sqlite3* handle = nullptr;
  REQUIRE(sqlite3_open(db.c_str(), &handle) == SQLITE_OK);
  REQUIRE(sqlite3_exec(handle, "INSERT INTO schema_migration VALUES (9999, 'of a later year')", nullptr, nullptr, nullptr) == SQLITE_OK);
  REQUIRE(sqlite3_close(handle) == SQLITE_OK);
  const std::string before = read_text(db), csv = folder.file("bank.csv");
  write_text(csv, "流水号,交易日期,金额,对方户名\nZ1,2026-03-02,3000.00,样本贸易（上海）有限公司\n");
  std::vector<std::vector<std::string>> all{{"exec"},
                                            {"init", "--platform", "示例平台", "--administrator", "admin"},
                                            {"query", "home", "--as", "ops:settlement_operations"},
                                            {"import", "csv", csv, "--as", "ops:settlement_operations", "--column", "bank_reference=流水号",
                                             "--column", "booked=交易日期", "--column", "amount=金额", "--column", "payer_name=对方户名"},
                                            {"demo", "--quiet"}};
  for (const std::string& subcommand : lookers) all.push_back({subcommand});
  for (std::vector<std::string> arguments : all) {
    arguments.insert(arguments.end(), {"--db", db});
    const Ran ran = countinghouse(arguments);
    INFO(arguments.front() << ": " << ran.out << ran.err);
    CHECK(ran.exit == 4);
    CHECK(ran.out.empty());
    CHECK(ran.err.find("9999") != std::string::npos);
    CHECK(ran.err.contains("Update the program."));
  }
  CHECK(json::parse(countinghouse({"digest", "--db", db, "--json"}).err)["error"] == "schema_newer");
  CHECK(read_text(db) == before);
}

TEST_CASE("SRV-1: where nobody reads its output it ends with words and exit code 4, and what was done is kept", "[sqlite]") {
  Folder folder;
  const std::string db = tenant(folder.file("a.db"));
  const Machine unread{.standard_output_read = false};
  const std::vector<std::vector<std::string>> talkers{
      {"commands", "--json"}, {"commands", "--markdown"}, {"audit", "--db", db}, {"export", "--db", db, "--format", "hledger"}};
  for (const auto& arguments : talkers) {
    const Ran ran = countinghouse(arguments, "", unread);
    INFO(arguments.front() << ": " << ran.err);
    CHECK(ran.exit == 4);
    CHECK(ran.err.find("Standard output cannot be written") != std::string::npos);
  }
  CHECK(countinghouse({"--help"}, "", unread).exit == 4);
  // The first group is done before its answers find nobody; behind it nothing is tried.
  const Ran exec = countinghouse({"exec", "--db", db, "--group", "5"}, merchants(1, 50), unread);
  CHECK(exec.exit == 4);
  CHECK(exec.err.find("same ids") != std::string::npos);
  const auto again = countinghouse({"exec", "--db", db, "--group", "5"}, merchants(1, 50)).lines();
  REQUIRE(again.size() == 50);
  for (std::size_t i = 0; i < again.size(); ++i) CHECK(again[i]["repeated"] == (i < 5));
  CHECK(countinghouse({"audit", "--db", db}).exit == 0);
}

TEST_CASE("LED-8: an export that finds no room leaves what was there, and no part of itself", "[sqlite]") {
  Folder folder;
  const std::string db = tenant(folder.file("a.db"));
  REQUIRE(countinghouse({"exec", "--db", db}, merchants(1, 200)).exit == 0);
  const std::string out = folder.file("books.csv");
  write_text(out, "of yesterday");
  REQUIRE(countinghouse({"demo", "--db", folder.file("demo.db"), "--merchants", "5", "--days", "1", "--quiet"}).exit == 0);
  const Ran full = countinghouse({"export", "--db", folder.file("demo.db"), "--out", out}, "", {.largest_file = 2'000});
  INFO(full.err);
  CHECK(full.exit == 4);
  CHECK(full.err.find(out) != std::string::npos);
  CHECK(read_text(out) == "of yesterday");
  CHECK_FALSE(fs::exists(out + ".part"));

  const fs::path locked = folder.path / "locked";
  fs::create_directory(locked);
  REQUIRE(chmod(locked.c_str(), 0555) == 0);
  const Ran refused = countinghouse({"export", "--db", db, "--out", (locked / "books.csv").string()}, "", {.rights_of_root = false});
  CHECK(refused.exit == 4);
  CHECK(refused.err.find("may write to") != std::string::npos);

  // A device is written to; nothing takes its place.
  const fs::path device = folder.path / "full";
  fs::create_symlink("/dev/full", device);
  const Ran to_device = countinghouse({"export", "--db", folder.file("demo.db"), "--out", device.string()});
  CHECK(to_device.exit == 4);
  CHECK(to_device.err.find("Make room") != std::string::npos);
  CHECK(fs::is_symlink(device));
}

std::string camt053(const std::string& entries) {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-03-02T23:00:00</CreDtTm></GrpHdr>
<Stmt><Id>S1</Id><Acct><Id><Othr><Id>571900000010001</Id></Othr></Id><Ccy>CNY</Ccy></Acct>
)" + entries +
         "</Stmt></BkToCstmrStmt></Document>";
}

std::string camt_entry(const std::string& reference, const std::string& amount, const std::string& direction, const std::string& name,
                       const std::string& remark) {
  const bool credit = direction == "CRDT";
  return "<Ntry><Amt Ccy=\"CNY\">" + amount + "</Amt><CdtDbtInd>" + direction +
         "</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt><AcctSvcrRef>" + reference +
         "</AcctSvcrRef><NtryDtls><TxDtls><RltdPties>" + (credit ? "<Dbtr>" : "<Cdtr>") + "<Nm>" + name + "</Nm>" +
         (credit ? "</Dbtr>" : "</Cdtr>") + (credit ? "<DbtrAcct><Id><Othr><Id>622200000001</Id></Othr></Id></DbtrAcct>" : "") +
         "</RltdPties><RmtInf><Ustrd>" + remark + "</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n";
}

TEST_CASE("LED-10: a bank's statement by camt.053 and by CSV is booked once, whichever comes first and however often", "[sqlite]") {
  Folder folder;
  const std::string db = tenant(folder.file("a.db"));
  with_account(db);
  for (const char* amount : {"5000.00", "3200.50"})
    REQUIRE(countinghouse({"exec", "--db", db}, command("request_recharge", {{"account", 2}, {"amount", amount}}, "shop-1:merchant_user:1"))
                .exit == 0);
  const std::string xml = folder.file("a.xml"), csv = folder.file("a.csv"), name = "示例家居（杭州）有限公司";
  write_text(xml, camt053(camt_entry("B-1", "5000.00", "CRDT", name, "货款") + camt_entry("B-2", "12.00", "DBIT", "示例银行", "手续费") +
                          camt_entry("B-3", "88.00", "CRDT", "别家（上海）有限公司", "误付")));
  const auto import = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "import");
    arguments.insert(arguments.end(), {"--db", db, "--as", "ops:settlement_operations", "--json"});
    const Ran ran = countinghouse(arguments);
    INFO(ran.out << ran.err);
    CHECK(ran.exit == 0);
    return ran.lines().back();
  };
  const std::vector<std::string> by_csv{
      "csv",      csv,           "--column", "bank_reference=流水号", "--column", "booked=交易日期",
      "--column", "amount=金额", "--column", "payer_name=对方户名",   "--column", "payer_account=对方账号",
      "--column", "remark=附言"};
  const auto digest = [&] { return countinghouse({"digest", "--db", db}).out; };

  CHECK(import({"camt053", xml}) ==
        json{{"taken", 2}, {"known", 0}, {"refused", 0}, {"not_taken", 1}, {"pending", 0}, {"without_amount", 0}});
  CHECK(account(db)["available"] == "5000.00");
  const std::string once = digest();
  CHECK(import({"camt053", xml}) ==
        json{{"taken", 0}, {"known", 2}, {"refused", 0}, {"not_taken", 1}, {"pending", 0}, {"without_amount", 0}});
  CHECK(digest() == once);

  // The bank's CSV has the same lines and one more.
  write_text(csv, "流水号,交易日期,金额,对方户名,对方账号,附言\nB-1,2026-03-02,\"5,000.00\"," + name +
                      ",622200000001,货款\nB-4,2026-03-02,3200.50," + name + ",622200000001,货款\n");
  CHECK(import(by_csv) == json{{"taken", 1}, {"known", 1}, {"refused", 0}, {"not_taken", 0}, {"pending", 0}, {"without_amount", 0}});
  CHECK(account(db)["available"] == "8200.50");
  CHECK(import(by_csv) == json{{"taken", 0}, {"known", 2}, {"refused", 0}, {"not_taken", 0}, {"pending", 0}, {"without_amount", 0}});
  CHECK(account(db)["available"] == "8200.50");
  CHECK(import({"csv", csv}) == json{{"taken", 0}, {"known", 2}, {"refused", 0}, {"not_taken", 0}, {"pending", 0}, {"without_amount", 0}});

  // The same reference with another amount is no repetition: it is refused, and nothing is booked.
  write_text(xml, camt053(camt_entry("B-1", "5000.01", "CRDT", name, "货款")));
  const Ran other = countinghouse({"import", "camt053", xml, "--db", db, "--as", "ops:settlement_operations", "--json"});
  CHECK(other.exit == 1);
  CHECK(other.lines().front()["code"] == "bank_reference_reused");
  CHECK(account(db)["available"] == "8200.50");
  CHECK(countinghouse({"audit", "--db", db}).exit == 0);
}

TEST_CASE("LED-10: what is pending at the bank is told with its place and not taken, and is taken when it is booked", "[sqlite]") {
  Folder folder;
  const std::string db = tenant(folder.file("a.db")), xml = folder.file("a.xml"), name = "示例家居（杭州）有限公司";
  with_account(db);
  std::string pending = camt_entry("B-2", "4000.00", "CRDT", name, "货款");
  pending.replace(pending.find("BOOK"), 4, "PDNG");
  write_text(xml, camt053(camt_entry("B-1", "3000.00", "CRDT", name, "货款") + pending));
  const std::vector<std::string> import{"import", "camt053", xml, "--db", db, "--as", "ops:settlement_operations"};
  std::vector<std::string> as_json = import;
  as_json.push_back("--json");
  const Ran ran = countinghouse(as_json);
  CHECK(ran.exit == 0);
  const json told = ran.lines().at(0);
  CHECK(told["kind"] == "pending");
  CHECK(told["code"] == "bank_line_pending");
  CHECK(told["bank_reference"] == "B-2");
  CHECK(told["amount"] == "4000.00");
  CHECK(told["args"] == json{{"status", "PDNG"}, {"line", "5"}, {"column", "1"}});
  CHECK(told["message"]["zh"].get<std::string>().contains("银行尚未入账"));
  CHECK(told["message"]["en"].get<std::string>().contains("it will come again"));
  CHECK(ran.lines().back() == json{{"taken", 1}, {"known", 0}, {"refused", 0}, {"not_taken", 0}, {"pending", 1}, {"without_amount", 0}});
  const Ran words = countinghouse(import);
  CHECK(words.out.contains("line 5, pending B-2 4,000.00: Pending at the bank (PDNG)"));
  CHECK(told["line"] == 5);
  CHECK(words.out.contains("pending at the bank 1"));
  // Booked at last.
  write_text(xml, camt053(camt_entry("B-2", "4000.00", "CRDT", name, "货款")));
  CHECK(countinghouse(as_json).lines().back() ==
        json{{"taken", 1}, {"known", 0}, {"refused", 0}, {"not_taken", 0}, {"pending", 0}, {"without_amount", 0}});
}

TEST_CASE("LED-10: a bank's statement by MT940 is booked once, with the bank's own references and without", "[sqlite]") {
  Folder folder;
  const std::string db = tenant(folder.file("a.db")), file = folder.file("a.sta");
  with_account(db);
  write_text(
      file,
      "{1:F01X}{4:\r\n:20:S\r\n:25:571900000010001\r\n:28C:1\r\n:60F:C260301CNY0,\r\n"
      ":61:2603020302C5000,NTRFNONREF//B-1\r\n:86:166?20货款?32示例家居（杭州）有限公司\r\n"
      ":61:2603020302C88,NTRFNONREF\r\n:86:?32别家（上海）有限公司\r\n:61:2603020302D12,NCHGNONREF//B-3\r\n:62F:C260302CNY5076,\r\n-}");
  const auto import = [&] {
    const Ran ran = countinghouse({"import", "mt940", file, "--db", db, "--as", "ops:settlement_operations", "--json"});
    INFO(ran.out << ran.err);
    CHECK(ran.exit == 0);
    return ran.lines().back();
  };
  CHECK(import() == json{{"taken", 2}, {"known", 0}, {"refused", 0}, {"not_taken", 1}, {"pending", 0}, {"without_amount", 0}});
  CHECK(import() == json{{"taken", 0}, {"known", 2}, {"refused", 0}, {"not_taken", 1}, {"pending", 0}, {"without_amount", 0}});
}

TEST_CASE("LED-10: an MT940 line without the bank's reference is credited once in whatever order the bank exports its day", "[sqlite]") {
  Folder folder;
  const std::string db = tenant(folder.file("a.db")), file = folder.file("a.sta"), name = "示例家居（杭州）有限公司";
  with_account(db);
  for (int i = 0; i < 3; ++i)
    REQUIRE(
        countinghouse({"exec", "--db", db}, command("request_recharge", {{"account", 2}, {"amount", "5000.00"}}, "shop-1:merchant_user:1"))
            .exit == 0);
  const std::string paid = ":61:2603020302C5000,NTRFNONREF\r\n:86:?20货款?32" + name + "\r\n",
                    other = ":61:2603020302C5,NTRFNONREF\r\n:86:?32别家（上海）有限公司\r\n";
  const auto import = [&](const std::string& movements, const std::string& closing) {
    write_text(file,
               ":20:S\r\n:25:571900000010001\r\n:28C:1\r\n:60F:C260301CNY0,\r\n" + movements + ":62F:C260302CNY" + closing + ",\r\n-");
    return countinghouse({"import", "mt940", file, "--db", db, "--as", "ops:settlement_operations", "--json"});
  };
  const auto sums = [](int taken, int known, int refused) {
    return json{{"taken", taken}, {"known", known}, {"refused", refused}, {"not_taken", 0}, {"pending", 0}, {"without_amount", 0}};
  };
  CHECK(import(paid, "5000").lines().back() == sums(1, 0, 0));
  CHECK(import(paid, "5000").lines().back() == sums(0, 1, 0));
  // In the evening the bank puts the small one first.
  const Ran evening = import(other + paid, "5005");
  CHECK(evening.exit == 1);
  CHECK(evening.lines().back() == sums(1, 0, 1));
  CHECK(evening.lines()[1]["code"] == "perhaps_taken");
  CHECK(import(other + paid, "5005").lines().back() == sums(0, 1, 1));
  // Two honest payments alike on one statement, of which one is known in another place, are two.
  const Ran two = import(other + paid + paid, "10005");
  CHECK(two.lines().back() == sums(1, 1, 1));
  CHECK(import(paid + other + paid, "10005").lines().back() == sums(0, 2, 1));
  // On a statement of the next day.
  std::string later = paid + paid;
  for (std::size_t at = 0; (at = later.find("2603020302", at)) != std::string::npos;) later.replace(at, 10, "2603010301");
  CHECK(import(later, "10000").lines().back() == sums(2, 0, 0));
}

TEST_CASE("LED-10: a statement of an account that is not ours is not credited, by camt.053 and by MT940", "[sqlite]") {
  Folder folder;
  const std::string db = tenant(folder.file("a.db")), xml = folder.file("a.xml"), sta = folder.file("a.sta");
  with_account(db);
  std::string text = camt053(camt_entry("B-1", "5000.00", "CRDT", "示例家居（杭州）有限公司", "货款"));
  text.replace(text.find("571900000010001"), 15, "CN12 1021 0009 62");
  write_text(xml, text);
  write_text(sta, ":20:S\n:25:102100099996/62CNY\n:28C:1\n:60F:C260301CNY0,\n:61:2603020302C88,NTRFX//B-2\n:62F:C260302CNY88,\n-");
  const auto import = [&](const std::string& format, const std::string& file) {
    return countinghouse({"import", format, file, "--db", db, "--as", "ops:settlement_operations", "--json"});
  };
  for (const auto& [format, file] : {std::pair{"camt053", xml}, std::pair{"mt940", sta}}) {
    const Ran ran = import(format, file);
    CHECK(ran.exit == 3);
    CHECK(ran.lines().at(0)["code"] == "not_our_account");
    CHECK(ran.lines().at(0)["message"]["en"].get<std::string>().contains("571900000010001"));
    CHECK(ran.lines().back()["taken"] == 0);
  }
}

TEST_CASE("LED-10: camt.053 entries without the bank's reference are booked once, in whatever order, two alike as two", "[sqlite]") {
  Folder folder;
  const std::string db = tenant(folder.file("a.db")), xml = folder.file("a.xml");
  const auto unsaid = [](std::string entry) {
    const std::string none = "<AcctSvcrRef></AcctSvcrRef>";
    return entry.erase(entry.find(none), none.size());
  };
  const std::string paid = unsaid(camt_entry("", "5000.00", "CRDT", "示例家居（杭州）有限公司", "货款")),
                    other = camt_entry("B-1", "5.00", "CRDT", "别家（上海）有限公司", "误付");
  const auto import = [&](const std::string& entries) {
    write_text(xml, camt053(entries));
    json sums = countinghouse({"import", "camt053", xml, "--db", db, "--as", "ops:settlement_operations", "--json"}).lines().back();
    return std::vector<int>{sums["taken"], sums["known"], sums["refused"]};
  };
  CHECK(import(paid) == std::vector{1, 0, 0});
  CHECK(import(paid) == std::vector{0, 1, 0});
  CHECK(import(other + paid) == std::vector{1, 0, 1});
  CHECK(import(paid + paid + other) == std::vector{1, 2, 0});
}

TEST_CASE("LED-2, LED-10: a line of a day before all instants is refused like other days, and those beside it are taken", "[sqlite]") {
  Folder folder;
  const std::string db = tenant(folder.file("a.db")), csv = folder.file("a.csv");
  write_text(csv,
             "流水号,日期,金额\nB-1,2026-03-02,1.00\nB-2,1900-01-01,1.00\nB-3,1970-01-01,1.00\nB-4,1970-01-02,1.00\n"
             "B-5,1999-12-31,1.00\nB-6,2199-12-31,1.00\nB-7,2026-03-02,1.00\n");
  const Ran ran = countinghouse({"import", "csv", csv, "--column", "bank_reference=流水号", "--column", "booked=日期", "--column",
                                 "amount=金额", "--db", db, "--as", "ops:settlement_operations", "--json"});
  INFO(ran.out << ran.err);
  REQUIRE(ran.lines().size() == 8);
  for (std::size_t i = 1; i < 6; ++i) CHECK(ran.lines()[i]["code"] == "booked_out_of_range");
  CHECK(ran.lines().back() == json{{"taken", 2}, {"known", 0}, {"refused", 5}, {"not_taken", 0}, {"pending", 0}, {"without_amount", 0}});
}

TEST_CASE("CON-9: a date before all instants is no time to ask at", "[sqlite]") {
  Folder folder;
  const std::string db = tenant(folder.file("a.db"));
  with_account(db);
  for (const char* day : {"1900-01-01", "1970-01-01", "1999-12-31", "1970-01-01T00:00:00+08:00"}) {
    CAPTURE(day);
    const Ran asked = countinghouse({"query", "account", R"({"account":2})", "--db", db, "--as", "shop-1:merchant_user:1", "--now", day});
    CHECK(asked.exit == 2);
    CHECK(asked.err.contains("--now: '" + std::string(day) + "' is no time"));
    CHECK(countinghouse({"export", "--db", db, "--statement", "2", "--as", "shop-1:merchant_user:1", "--format", "csv", "--as-of", day})
              .exit == 2);
  }
  CHECK(countinghouse({"query", "account", R"({"account":2})", "--db", db, "--as", "shop-1:merchant_user:1", "--now", "2000-01-01"}).exit ==
        0);
}

// A tenant that has 5,000.00 to pay out of, and its bank.
struct Payer {
  Folder folder;
  std::string db, xml = folder.file("a.xml");
  const std::string name = "示例家居（杭州）有限公司";

  explicit Payer(const std::string& file = "a.db") : db(tenant(folder.file(file))) {
    with_account(db);
    exec(command("grant_role", {{"user", "fin"}, {"role", "finance"}}, "admin:administrator") +
         command("request_recharge", {{"account", 2}, {"amount", "5000.00"}}, shop));
    write_text(xml, camt053(camt_entry("B-1", "5000.00", "CRDT", name, "货款")));
    REQUIRE(countinghouse({"import", "camt053", xml, "--db", db, "--as", "ops:settlement_operations"}).exit == 0);
  }
  void exec(const std::string& lines) const {
    const Ran ran = countinghouse({"exec", "--db", db, "--stop-on-error"}, lines);
    INFO(ran.out << ran.err);
    REQUIRE(ran.exit == 0);
  }
  // So many withdrawals of 100.00 as a batch of their own.
  void collect(int payments) {
    for (int i = 0; i < payments; ++i)
      exec(command("request_withdrawal", {{"account", 2}, {"amount", "100.00"}}, shop) +
           command("approve_withdrawal", {{"withdrawal", ++withdrawals_}}));
    exec(command("collect_payments", json::object(), "fin:finance"));
  }
  std::string file_of(const std::string& batch) const {
    const Ran ran = countinghouse({"export", "--db", db, "--batch", batch, "--format", "pain001", "--as", "fin:finance"});
    INFO(ran.out << ran.err);
    REQUIRE(ran.exit == 0);
    return ran.out;
  }
  std::string message_of(const std::string& batch) const {
    const std::string file = file_of(batch);
    const auto from = file.find("<MsgId>") + 7;
    return file.substr(from, file.find('<', from) - from);
  }
  std::vector<json> import(const std::string& format, const std::string& text, const std::string& who = "fin:finance") const {
    write_text(xml, text);
    const Ran ran = countinghouse({"import", format, xml, "--db", db, "--as", who, "--json"});
    INFO(ran.out << ran.err);
    REQUIRE_FALSE(ran.out.empty());
    return ran.lines();
  }
  std::vector<std::string> states(int batch) const {
    const Ran ran = countinghouse({"query", "payment_batch", json{{"batch", batch}}.dump(), "--db", db, "--as", "fin:finance", "--json"});
    INFO(ran.out << ran.err);
    std::vector<std::string> states;
    for (const json& row : json::parse(ran.out)["rows"]) states.push_back(row["state"]);
    return states;
  }
  // What a debit of the bank's statement says of a payment.
  std::string debit(const std::string& reference, const std::string& amount, const std::string& payment) const {
    std::string entry = camt_entry(reference, amount, "DBIT", name, "提现");
    return entry.insert(entry.find("<RltdPties>"), "<Refs><EndToEndId>" + payment + "</EndToEndId></Refs>");
  }

 private:
  const std::string shop = "shop-1:merchant_user:1";
  int withdrawals_ = 0;
};

std::string report(const std::string& message, const std::string& of_whole, const std::string& payments = "",
                   const std::string& of_part = "") {
  return R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><OrgnlGrpInfAndSts><OrgnlMsgId>)" + message +
         "</OrgnlMsgId>" + of_whole + "</OrgnlGrpInfAndSts>" +
         (payments.empty() && of_part.empty() ? "" : "<OrgnlPmtInfAndSts>" + of_part + payments + "</OrgnlPmtInfAndSts>") +
         "</CstmrPmtStsRpt></Document>";
}
std::string of_payment(const std::string& name, const std::string& status, const std::string& more = "") {
  return "<TxInfAndSts><OrgnlEndToEndId>" + name + "</OrgnlEndToEndId><TxSts>" + status + "</TxSts>" + more + "</TxInfAndSts>";
}
std::string whole(const std::string& status) { return "<GrpSts>" + status + "</GrpSts>"; }

json sums(int taken, int known, int refused, int not_taken, int pending) {
  return json{{"taken", taken},         {"known", known},     {"refused", refused},
              {"not_taken", not_taken}, {"pending", pending}, {"without_amount", 0}};
}
using States = std::vector<std::string>;

TEST_CASE("LED-11: a batch goes to the bank as a file, and comes back by its report and by its statement, each payment once", "[sqlite]") {
  Payer payer;
  const std::string& db = payer.db;
  payer.collect(3);
  CHECK(payer.file_of("PB000001").contains("<NbOfTxs>3</NbOfTxs><CtrlSum>300.00</CtrlSum>"));
  CHECK(countinghouse({"export", "--db", db, "--batch", "1", "--as", "fin:finance"}).out.contains("PB000001-0003"));
  CHECK(countinghouse({"export", "--db", db, "--batch", "1", "--as", "ops:settlement_operations"}).exit != 0);
  CHECK(countinghouse({"export", "--db", db, "--batch", "1", "--format", "hledger", "--as", "fin:finance"}).exit == 2);

  const std::string message = payer.message_of("PB000001");
  const std::string some =
      report(message, "",
             of_payment("PB000001-0001", "RJCT", "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>") + of_payment("PB000001-0002", "ACSP"));
  const auto told = payer.import("pain002", some);
  CHECK(told.back() == sums(1, 0, 0, 0, 1));
  CHECK(told.front()["code"] == "payment_not_decided");
  CHECK(payer.import("pain002", some).back() == sums(0, 1, 0, 0, 1));

  // The statement: 0002 was made, 0003 with another amount, and the bank's own charge is no payment of ours.
  const std::string statement = camt053(payer.debit("B-2", "100.00", "PB000001-0002") + payer.debit("B-3", "99.00", "PB000001-0003") +
                                        payer.debit("B-4", "12.00", "NOTPROVIDED"));
  const auto lines = payer.import("camt053", statement);
  CHECK(lines.back() == sums(1, 0, 1, 1, 0));
  CHECK(lines.at(2)["code"] == "payment_amount_differs");
  CHECK(payer.import("camt053", statement).back() == sums(0, 1, 1, 1, 0));
  // Operations take no payments, so these are left to who may.
  CHECK(payer.import("camt053", statement, "ops:settlement_operations").back() == sums(0, 0, 0, 3, 0));

  // The bank rejects the whole: what it rejected before is known, what it has made stays so and is told of.
  const auto rejected = payer.import("pain002", report(message, whole("RJCT")));
  CHECK(rejected.back() == sums(1, 1, 1, 0, 0));
  CHECK(rejected.at(1)["code"] == "payment_decided");
  CHECK(rejected.at(1)["end_to_end"] == "PB000001-0002");
  CHECK(payer.states(1) == States{"failed", "paid", "failed"});
  CHECK(account(db)["withdrawing"] == "200.00");
  CHECK(countinghouse({"audit", "--db", db}).exit == 0);
}

TEST_CASE("LED-11: a report on the whole that says otherwise than the one before is refused payment by payment", "[sqlite]") {
  Payer payer;
  payer.collect(2);
  const std::string message = payer.message_of("PB000001");
  CHECK(payer.import("pain002", report(message, whole("ACTC"))).back() == sums(0, 0, 0, 0, 2));
  CHECK(payer.import("pain002", report(message, whole("ACSC"))).back() == sums(2, 0, 0, 0, 0));
  CHECK(payer.import("pain002", report(message, whole("ACSC"))).back() == sums(0, 2, 0, 0, 0));
  for (const std::string& contrary : {report(message, whole("RJCT")), report(message, "", "", "<PmtInfSts>RJCT</PmtInfSts>")}) {
    const auto lines = payer.import("pain002", contrary);
    CHECK(lines.back() == sums(0, 0, 2, 0, 0));
    for (int i = 0; i < 2; ++i) {
      CHECK(lines.at(i)["code"] == "payment_decided");
      CHECK(lines.at(i)["end_to_end"] == "PB000001-000" + std::to_string(i + 1));
    }
  }
  // One that is named has what is said of it; that the rest is under way says nothing against what is decided.
  const auto one = payer.import("pain002", report(message, whole("RJCT"), of_payment("PB000001-0001", "ACSC")));
  CHECK(one.back() == sums(0, 1, 1, 0, 0));
  CHECK(payer.import("pain002", report(message, whole("PDNG"))).back() == sums(0, 0, 0, 0, 0));
  CHECK(payer.states(1) == States{"paid", "paid"});
}

TEST_CASE("LED-11: a report pays for the batch that it names, and for no other tenant's", "[sqlite]") {
  Payer ours, theirs("b.db");
  ours.collect(2), ours.collect(1), theirs.collect(2);
  const std::string first = ours.message_of("PB000001"), second = ours.message_of("PB000002"), foreign = theirs.message_of("PB000001");
  CHECK(first.starts_with("PB000001-"));
  CHECK(first.size() == 17);
  CHECK(second == "PB000002" + first.substr(8));
  CHECK(foreign != first);
  CHECK(ours.file_of("PB000001").contains("<PmtInfId>" + first + "</PmtInfId>"));
  CHECK(ours.message_of("PB000001") == first);

  for (const std::string& message : {foreign, std::string("PB000001"), std::string("PB000777"), std::string("NOTPROVIDED"),
                                     "PB000003" + first.substr(8), first + "0", first.substr(8)}) {
    CAPTURE(message);
    for (const char* status : {"ACSC", "RJCT", "PART"}) {
      const auto lines = ours.import("pain002", report(message, whole(status)));
      CHECK(lines.back() == sums(0, 0, 1, 0, 0));
      CHECK(lines.front()["code"] == "unknown_message");
      CHECK(lines.front()["rule"] == "LED-11");
      CHECK(lines.front()["args"]["message"] == message);
    }
  }
  for (const std::string& message : {foreign, second}) {
    const auto lines =
        ours.import("pain002", report(message, "", of_payment("PB000001-0001", "ACSC") + of_payment("PB000001-0002", "RJCT")));
    CHECK(lines.back() == sums(0, 0, 2, 0, 0));
    CHECK(lines.front()["code"] == "payment_not_in_message");
    CHECK(lines.front()["args"] == json{{"end_to_end", "PB000001-0001"}, {"message", message}});
  }
  CHECK(ours.states(1) == States{"given", "given"});
  CHECK(ours.states(2) == States{"given"});

  CHECK(ours.import("pain002", report(first, "", of_payment("PB000001-0001", "ACSC") + of_payment("PB000009-0001", "ACSC"))).back() ==
        sums(1, 0, 1, 0, 0));
  std::string small = second;
  for (char& c : small) c = static_cast<char>(std::tolower(c));
  CHECK(ours.import("pain002", report(small, whole("RJCT"))).back() == sums(1, 0, 0, 0, 0));
  CHECK(theirs.import("pain002", report(foreign, whole("ACSC"))).back() == sums(2, 0, 0, 0, 0));
  CHECK(ours.states(1) == States{"paid", "given"});
  CHECK(ours.states(2) == States{"failed"});
}

TEST_CASE("LED-11: a report on the payments of another PmtInf than the batch's is not taken, of the whole neither", "[sqlite]") {
  Payer payer;
  payer.collect(2), payer.collect(1);
  const std::string message = payer.message_of("PB000001"), second = payer.message_of("PB000002");
  const auto part = [](const std::string& name) { return "<OrgnlPmtInfId>" + name + "</OrgnlPmtInfId>"; };
  for (const std::string& name : {second, std::string("PB000001"), std::string("FOREIGN-1")}) {
    CAPTURE(name);
    const auto named = payer.import("pain002", report(message, "", of_payment("PB000001-0001", "ACSC"), part(name)));
    CHECK(named.back() == sums(0, 0, 1, 0, 0));
    CHECK(named.front()["code"] == "payment_not_in_message");
    CHECK(named.front()["args"] == json{{"end_to_end", "PB000001-0001"}, {"message", name}});
    for (const std::string& text :
         {report(message, whole("ACSC"), "", part(name)), report(message, "", "", part(name) + "<PmtInfSts>RJCT</PmtInfSts>")}) {
      const auto lines = payer.import("pain002", text);
      CHECK(lines.back() == sums(0, 0, 1, 0, 0));
      CHECK(lines.front()["code"] == "unknown_message");
      CHECK(lines.front()["args"]["message"] == name);
    }
  }
  CHECK(payer.states(1) == States{"given", "given"});
  for (const std::string& name : {message, std::string("NOTPROVIDED")})
    CHECK(payer.import("pain002", report(message, "", of_payment("PB000001-0001", "ACSC"), part(name))).back()["refused"] == 0);
  CHECK(payer.states(1) == States{"paid", "given"});
}

TEST_CASE("LED-11: what a report says of the whole is taken where number and sum are the batch's", "[sqlite]") {
  Payer payer;
  payer.collect(3);
  const std::string message = payer.message_of("PB000001");
  const auto number = [](const char* text) { return "<OrgnlNbOfTxs>" + std::string(text) + "</OrgnlNbOfTxs>"; };
  const auto sum = [](const char* text) { return "<OrgnlCtrlSum>" + std::string(text) + "</OrgnlCtrlSum>"; };
  for (const std::string& wrong : {number("2"), number("10"), sum("300.01"), number("3") + sum("1000.45"), number("4") + sum("300")})
    for (const std::string& text : {report(message, wrong + whole("ACSC")), report(message, whole("ACSC"), "", wrong),
                                    report(message, "", "", wrong + "<PmtInfSts>ACSC</PmtInfSts>")}) {
      const auto lines = payer.import("pain002", text);
      CHECK(lines.back() == sums(0, 0, 1, 0, 0));
      CHECK(lines.front()["code"] == "message_totals_differ");
      CHECK(lines.front()["args"] == json{{"message", message}, {"payments", "3"}, {"amount", "300.00"}});
    }
  CHECK(payer.import("pain002", report(message, sum("x") + whole("ACSC"))).front()["code"] == "malformed_payment_status");
  CHECK(payer.states(1) == States{"given", "given", "given"});
  // What it says of a payment by name is of that payment.
  CHECK(payer.import("pain002", report(message, number("2") + whole("RJCT"), of_payment("PB000001-0001", "ACSC"))).back() ==
        sums(1, 0, 1, 0, 0));
  const std::string right = number("3") + sum("300.0");
  CHECK(payer.import("pain002", report(message, right + whole("ACSC"), "", right)).back() == sums(2, 1, 0, 0, 0));
}

TEST_CASE("LED-11, CON-7: a payment that was refused is taken once what it was refused for is gone, and then once", "[sqlite]") {
  Payer payer;
  payer.collect(2);
  const std::string message = payer.message_of("PB000001");
  // Told by the report alone, 0001 has its own name for a reference; the statement has that for another.
  CHECK(payer.import("pain002", report(message, "", of_payment("PB000001-0001", "ACSC"))).back() == sums(1, 0, 0, 0, 0));
  const std::string second = camt053(payer.debit("PB000001-0001", "100.00", "PB000001-0002"));
  for (int i = 0; i < 3; ++i) {
    const auto lines = payer.import("camt053", second);
    CHECK(lines.front()["code"] == "payment_reference_reused");
    CHECK(lines.front()["repeated"] == false);
    CHECK(lines.back() == sums(0, 0, 1, 0, 0));
  }
  CHECK(payer.import("camt053", camt053(payer.debit("B-2", "100.00", "PB000001-0001"))).back() == sums(0, 1, 0, 0, 0));
  CHECK(payer.import("camt053", second).back() == sums(1, 0, 0, 0, 0));
  const std::string digest = countinghouse({"digest", "--db", payer.db}).out;
  for (int i = 0; i < 2; ++i) CHECK(payer.import("camt053", second).back() == sums(0, 1, 0, 0, 0));
  CHECK(countinghouse({"digest", "--db", payer.db}).out == digest);

  // A report that came before its batch is one of those.
  const std::string early = report("PB000002" + message.substr(8), whole("ACSC"), of_payment("PB000002-0001", "ACSC"));
  CHECK(payer.import("pain002", early).back() == sums(0, 0, 2, 0, 0));
  payer.collect(2);
  CHECK(payer.import("pain002", early).back() == sums(2, 0, 0, 0, 0));
  CHECK(payer.import("pain002", early).back() == sums(0, 2, 0, 0, 0));
  CHECK(account(payer.db)["withdrawing"] == "0.00");
  CHECK(countinghouse({"audit", "--db", payer.db}).exit == 0);
}

TEST_CASE("LED-10, CON-7: a line that was refused is taken once what it was refused for is gone, and then once", "[sqlite]") {
  Payer payer;
  const auto import = [&](const std::string& amount, const std::string& own_account) {
    write_text(payer.xml, "reference,booked,amount,payer,own\nB-9,2026-03-02," + amount + "," + payer.name + "," + own_account + "\n");
    std::vector<std::string> arguments{"import", "csv", payer.xml, "--db", payer.db, "--as", "ops:settlement_operations", "--json"};
    for (const char* column : {"bank_reference=reference", "booked=booked", "amount=amount", "payer_name=payer", "own_account=own"})
      arguments.insert(arguments.end(), {"--column", column});
    return countinghouse(arguments).lines();
  };
  const std::string more = "credit.receiving.more_accounts";
  const auto clock = std::chrono::system_clock::now().time_since_epoch();
  const std::string today = ch::business_date(ch::Instant{std::chrono::duration_cast<std::chrono::milliseconds>(clock).count()}).text();
  payer.exec(command("grant_role", {{"user", "admin2"}, {"role", "administrator"}}, "admin:administrator") +
             command("propose_policy", {{"name", more}, {"value", "571900000010002"}, {"effective", today}}, "admin:administrator") +
             command("approve_policy", {{"name", more}, {"version", 1}}, "admin2:administrator"));
  // Of a line whose account nobody has said, the same reference with another amount may be the same payment …
  CHECK(import("700.00", "").back() == sums(1, 0, 0, 0, 0));
  for (int i = 0; i < 4; ++i) {
    const auto lines = import("800.00", "571900000010002");
    CHECK(lines.front()["code"] == "bank_reference_reused");
    CHECK(lines.front()["repeated"] == false);
    CHECK(lines.back() == sums(0, 0, 1, 0, 0));
  }
  // … until another statement says it.
  CHECK(import("700.00", "571900000010001-CNY").back() == sums(0, 1, 0, 0, 0));
  CHECK(import("800.00", "571900000010002").back() == sums(1, 0, 0, 0, 0));
  const std::string digest = countinghouse({"digest", "--db", payer.db}).out;
  for (int i = 0; i < 2; ++i) {
    const auto lines = import("800.00", "571900000010002");
    CHECK(lines.front()["repeated"] == true);
    CHECK(lines.back() == sums(0, 1, 0, 0, 0));
  }
  CHECK(countinghouse({"digest", "--db", payer.db}).out == digest);
  CHECK(countinghouse({"audit", "--db", payer.db}).exit == 0);
}

TEST_CASE("LED-10: a line without a reference is taken once, however two statements spell our account", "[sqlite]") {
  const Payer payer;
  const std::string ops = "ops:settlement_operations";
  const auto statement = [](const std::string& account, const std::string& amount) {
    return ":20:A\n:25:" + account + "\n:28C:1\n:60F:C260301CNY0,\n:61:2603020302C" + amount + "NTRFNONREF\n:62F:C260302CNY" + amount +
           "\n";
  };
  CHECK(payer.import("mt940", statement("571900000010001", "700,"), ops).back() == sums(1, 0, 0, 0, 0));
  for (const char* own : {"571900000010001-001", "102-571900000010001", "CN00571900000010001", "571900000010001"})
    CHECK(payer.import("mt940", statement(own, "700,"), ops).back() == sums(0, 1, 0, 0, 0));
  CHECK(payer.import("mt940", statement("5719000000100012", "700,"), ops).front()["code"] == "not_our_account");
  // What was taken when the reference was made of the bank's spelling.
  const std::string own = "571900000010001-001", once = ch::read_mt940(statement(own, "800,"))->lines.at(0).bank_reference;
  payer.exec(command("take_wire", {{"bank_reference", once},
                                   {"booked", "2026-03-02"},
                                   {"amount", "800.00"},
                                   {"payer_name", ""},
                                   {"payer_account", ""},
                                   {"remark", ""},
                                   {"own_account", own}}));
  CHECK(payer.import("mt940", statement(own, "800,"), ops).back() == sums(0, 1, 0, 0, 0));
}

TEST_CASE("CON-7: a line that stays refused is tried so often and no more; then its stored outcome is the answer", "[sqlite]") {
  Payer payer;
  payer.collect(1);
  const std::string wrong = report(payer.message_of("PB000001"), "", of_payment("PB000001-0009", "ACSC"));
  for (int i = 0; i < 64; ++i) {
    const auto lines = payer.import("pain002", wrong);
    REQUIRE(lines.front()["code"] == "unknown_payment");
    REQUIRE(lines.front()["repeated"] == false);
  }
  const std::string digest = countinghouse({"digest", "--db", payer.db}).out;
  const auto lines = payer.import("pain002", wrong);
  CHECK(lines.front()["code"] == "unknown_payment");
  CHECK(lines.front()["repeated"] == true);
  CHECK(lines.back() == sums(0, 0, 1, 0, 0));
  CHECK(countinghouse({"digest", "--db", payer.db}).out == digest);
}

TEST_CASE("SRV-1: the command table as JSON has for each command its fields and who may, for each code its words", "[sqlite]") {
  const json all = json::parse(countinghouse({"commands", "--json"}).out);
  const auto field = [](const json& fields, const std::string& name) {
    for (const json& one : fields)
      if (one["name"] == name) return one;
    return json();
  };
  bool found = false;
  for (const json& one : all["commands"]) {
    for (const json& who : one["who"]) CHECK((who["scope"] == "own" || who["scope"] == "all"));
    if (one["name"] != "freeze_order") continue;
    found = true;
    CHECK(field(one["fields"], "fee") == json{{"name", "fee"}, {"kind", "money"}, {"optional", false}});
    CHECK(one["rules"].get<std::string>().find("PRE-8") != std::string::npos);
  }
  CHECK(found);
  for (const json& code : all["codes"]) {
    INFO(code);
    CHECK_FALSE(code["zh"].get<std::string>().empty());
    CHECK_FALSE(code["en"].get<std::string>().empty());
    CHECK(code.contains("rule"));
  }
  CHECK(all["roles"] == json{"administrator", "auditor", "settlement_operations", "finance", "merchant_user", "shop", "clock",
                             "reseller_user", "information_reviewer", "value_added_services", "risk_supervisor", "channel",
                             "operations_manager"});
}

}  // namespace
#endif
