// LED-9: hledger, ledger and beancount accept the exported journal, and their balances are ours for every account, to the fen.
#ifndef __EMSCRIPTEN__
#include <functional>
#include <map>
#include <sstream>

#include <catch_amalgamated.hpp>

#include "interop/export_journal.h"
#include "interop/statement_file.h"
#include "store/sqlite_store.h"
#include "support/program.h"

namespace {

using namespace ch;
using namespace ch::test;

using Balances = std::map<std::string, std::string>;

// Ours, debit positive as theirs are; what is zero they do not all list.
Balances ours(const std::string& db) {
  SqliteStore store(db);
  Balances balances;
  store.each(record_type<Balance>(), [&](const Row& row, std::int64_t, std::int64_t) {
    const auto& balance = *static_cast<const Balance*>(row.get());
    if (balance.amount.is_zero()) return;
    balances[plain_text_account(balance.account, balance.book, "A")] =
        (info(balance.book).normal == Side::debit ? balance.amount : -balance.amount).text();
  });
  return balances;
}

// Lines of "account", "amount" in any quoting; the amount with its currency on either side.
Balances theirs(const std::string& out) {
  Balances balances;
  std::istringstream text(out);
  for (std::string line; std::getline(text, line);) {
    const auto account = line.find_first_of("ALIE");
    if (line.find("Assets:") == std::string::npos && line.find("Liabilities:") == std::string::npos &&
        line.find("Income:") == std::string::npos && line.find("Expenses:") == std::string::npos &&
        line.find("Equity:") == std::string::npos)
      continue;
    const auto end = line.find_first_of("\", \t|", account);
    std::string amount;
    for (const char c : line.substr(end))
      if ((c >= '0' && c <= '9') || c == '.' || c == '-') amount += c;
    if (amount.empty() || Money::parse(amount) == Money{} || amount == "0") continue;
    balances[line.substr(account, end - account)] = amount;
  }
  return balances;
}

void compare(const char* merchants, const char* days) {
  Folder folder;
  const std::string db = folder.file("demo.db");
  const Ran made = countinghouse({"demo", "--db", db, "--merchants", merchants, "--days", days, "--seed", "11", "--quiet"});
  INFO(made.err);
  REQUIRE(made.exit == 0);
  const Balances mine = ours(db);
  REQUIRE(mine.size() > 20);
  const auto exported = [&](const std::string& format) {
    const std::string file = folder.file(format + ".txt");
    REQUIRE(countinghouse({"export", "--db", db, "--format", format, "--out", file}).exit == 0);
    return file;
  };
  for (const char* program : {"hledger", "ledger", "bean-check", "bean-query"}) {
    INFO(program << " is missing: install hledger, ledger and beancount");
    REQUIRE(on_path(program));
  }

  const std::string hledger = exported("hledger");
  const Ran checked = run_program("hledger", {"-f", hledger, "check", "--strict"});
  INFO(checked.err);
  CHECK(checked.exit == 0);
  CHECK(theirs(run_program("hledger", {"-f", hledger, "balance", "--flat", "--no-total", "-O", "csv"}).out) == mine);

  const std::string ledger = exported("ledger");
  const Ran balance = run_program("ledger", {"-f", ledger, "--pedantic", "--init-file", "/dev/null", "--flat", "--no-total",
                                             "--balance-format", "%(account) %(total)\n", "balance"});
  INFO(balance.err);
  CHECK(balance.exit == 0);
  CHECK(theirs(balance.out) == mine);

  const std::string beancount = exported("beancount");
  const Ran bean = run_program("bean-check", {beancount});
  INFO(bean.err);
  CHECK(bean.exit == 0);
  CHECK(theirs(run_program("bean-query", {"-f", "csv", beancount, "SELECT account, sum(position) GROUP BY account"}).out) == mine);
}

TEST_CASE("LED-9: the exported journal of a demo passes hledger, ledger and bean-check with our balances", "[sqlite]") {
  compare("50", "3");
}

// What hledger, ledger and bean-check make of one statement: the balance of its account in each, once all three take the file.
void check_statement(const std::function<std::string(const std::string& format)>& written, const std::string& closing,
                     const std::string& account = "Assets:Prepaid:A000002") {
  const std::string hledger = written("hledger"), ledger = written("ledger"), beancount = written("beancount");
  const Ran checked = run_program("hledger", {"-f", hledger, "check", "--strict"});
  INFO(checked.err);
  CHECK(checked.exit == 0);
  const auto own = [&](const std::string& out) {
    const Balances found = theirs(out);
    const auto at = found.find(account);
    return at == found.end() ? std::string("0.00") : at->second;
  };
  CHECK(own(run_program("hledger", {"-f", hledger, "balance", "--flat", "--no-total", "-O", "csv"}).out) == closing);
  const Ran balance = run_program("ledger", {"-f", ledger, "--pedantic", "--init-file", "/dev/null", "--flat", "--no-total",
                                             "--balance-format", "%(account) %(total)\n", "balance"});
  INFO(balance.err);
  CHECK(balance.exit == 0);
  CHECK(own(balance.out) == closing);
  const Ran bean = run_program("bean-check", {beancount});
  INFO(bean.err << bean.out);
  CHECK(bean.exit == 0);
  CHECK(own(run_program("bean-query", {"-f", "csv", beancount, "SELECT account, sum(position) GROUP BY account"}).out) == closing);
}

// What a spreadsheet program's own reader of zips finds: the sums of amounts, and the closing balance in fen.
constexpr const char* read_by_python = R"(
import decimal, re, sys, xml.etree.ElementTree as tree, zipfile
book = zipfile.ZipFile(sys.argv[1])
assert book.testzip() is None
m = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
rows = [{re.sub('[0-9]', '', c.get('r')): (c.get('t'), ''.join(c.itertext())) for c in row}
        for row in tree.fromstring(book.read('xl/worksheets/sheet1.xml')).iter(m + 'row')]
fen = lambda cell: int(decimal.Decimal(cell[1]) * 100) if cell[0] is None else None
print(fen(rows[1]['G']) + sum(fen(row['F']) for row in rows[2:-3]), fen(rows[-1]['G']))
)";

TEST_CASE("LED-9: statements of a demo pass hledger, ledger and bean-check with their closing balances", "[sqlite]") {
  const Folder folder;
  const std::string db = folder.file("demo.db");
  REQUIRE(countinghouse({"demo", "--db", db, "--merchants", "6", "--days", "20", "--seed", "5", "--quiet"}).exit == 0);
  const auto closing_of = [&](const std::string& params) {
    const Ran asked = countinghouse({"query", "--db", db, "statement", params, "--as", "audit:auditor", "--json"});
    REQUIRE(asked.exit == 0);
    return asked.lines().at(0).at("closing").get<std::string>();
  };
  const auto with = [&](const std::vector<std::string>& more) {
    return [&, more](const std::string& format) {
      const std::string file = folder.file("statement." + format);
      std::vector<std::string> command{"export",   "--db", db,      "--statement", "A-000002", "--as", "merchant-0001:merchant_user:1",
                                       "--format", format, "--out", file};
      command.insert(command.end(), more.begin(), more.end());
      const Ran ran = countinghouse(command);
      INFO(ran.out << ran.err);
      REQUIRE(ran.exit == 0);
      return file;
    };
  };
  const std::string all = closing_of(R"({"account":2})");
  check_statement(with({}), all);
  check_statement(with({"--language", "en", "--kind", "settlement"}), all);
  check_statement(with({"--from", "2026-01-10", "--to", "2026-01-17"}),
                  closing_of(R"({"account":2,"from":"2026-01-10","to":"2026-01-17"})"));
  check_statement(with({"--as-of", "2026-01-12T12:00:00+08:00"}), closing_of(R"({"account":2,"as_of":"2026-01-12T12:00:00.000+08:00"})"));

  const std::string sheet = folder.file("statement.xlsx");
  REQUIRE(countinghouse({"export", "--db", db, "--statement", "2", "--as", "audit:auditor", "--format", "xlsx", "--out", sheet}).exit == 0);
  const Ran read = run_program("python3", {"-c", read_by_python, sheet});
  INFO(read.err);
  const std::string fen = std::to_string(Money::parse(all)->minor());
  CHECK(read.out == fen + " " + fen + "\n");
}

TEST_CASE("LED-8, LED-9: statements of single books pass hledger, ledger and bean-check with the book's balance", "[sqlite]") {
  const Folder folder;
  const std::string db = folder.file("demo.db");
  REQUIRE(countinghouse({"demo", "--db", db, "--merchants", "6", "--days", "20", "--seed", "5", "--quiet"}).exit == 0);
  struct Of {
    const char *account, *book, *named;
    bool debit;  // in the books of whose it is
    std::vector<std::string> filters;
  };
  for (const Of& of : {Of{"2", "frozen", "Assets:Prepaid:A000002:Frozen", true, {"--kind", "release"}},
                       Of{"2", "owed", "Liabilities:Prepaid:A000002:Owed", false, {"--to", "2026-01-16", "--by", "business"}},
                       Of{"1", "cash_at_bank", "Assets:Platform:CashAtBank", true, {"--as-of", "2026-01-16T09:00:38.802+08:00"}},
                       Of{"1", "revenue", "Income:Platform:Revenue", false, {}},
                       Of{"1", "suspense", "Liabilities:Platform:Suspense", false, {"--by", "business"}}}) {
    INFO(of.book);
    json ask{{"account", std::stoll(of.account)}, {"book", of.book}, {"limit", 1}};
    for (std::size_t i = 0; i < of.filters.size(); i += 2) {
      std::string name = of.filters[i].substr(2);
      if (name == "as-of") name = "as_of";
      ask[name] = of.filters[i + 1];
    }
    const Ran asked = countinghouse({"query", "--db", db, "statement", ask.dump(), "--as", "fin:finance", "--json"});
    INFO(asked.out << asked.err);
    REQUIRE(asked.exit == 0);
    const Money closing = *Money::parse(asked.lines().at(0).at("closing").get<std::string>());
    CHECK(!closing.is_zero() == (std::string(of.book) != "owed"));
    check_statement(
        [&](const std::string& format) {
          const std::string file = folder.file("book." + format);
          std::vector<std::string> command{"export", "--db",        db,         "--statement", of.account, "--book", of.book,
                                           "--as",   "fin:finance", "--format", format,        "--out",    file};
          command.insert(command.end(), of.filters.begin(), of.filters.end());
          const Ran ran = countinghouse(command);
          INFO(ran.out << ran.err);
          REQUIRE(ran.exit == 0);
          return file;
        },
        (of.debit ? closing : -closing).text(), of.named);
  }
}

TEST_CASE("LED-9: names and titles that look like syntax stay words in a statement's journal") {
  const Folder folder;
  const std::string nasty = "[2026-13-99] a:: b, c: ; \"d\" (e) | \\ = 9 @ {x}";
  const StatementHead head{.holder = nasty,
                           .number = "A-000002",
                           .first = *Date::parse("2026-01-01"),
                           .last = *Date::parse("2026-01-31"),
                           .opening = Money::fen(100),
                           .closing = Money::fen(300),
                           .income = Money::fen(200),
                           .rows = 1};
  check_statement(
      [&](const std::string& format) {
        std::string text;
        const auto as = static_cast<ExportFormat>(*enum_type<ExportFormat>().number_of(format));
        const auto file = text_statement(as, head, Language::zh, [&](std::string_view piece) { text += piece; });
        CHECK(file->row({.entry = {1},
                         .at = *Instant::parse("2026-01-02T00:00:00+08:00"),
                         .business_date = *Date::parse("2026-01-02"),
                         .kind = "settled_refund",
                         .reference = nasty,
                         .campaign = nasty,
                         .amount = Money::fen(200)}));
        CHECK(file->end());
        write_text(folder.file(format), text);
        return folder.file(format);
      },
      "3.00");
}

// Minutes; CI runs it.
TEST_CASE("LED-9: the exported journal of a 1,000-merchant demo passes hledger, ledger and bean-check with our balances",
          "[.slow][sqlite]") {
  compare("1000", "5");
}

}  // namespace
#endif
