// LED-9: hledger, ledger and beancount accept the exported journal, and their balances are ours for every account, to the fen.
#ifndef __EMSCRIPTEN__
#include <map>
#include <sstream>

#include <catch_amalgamated.hpp>

#include "interop/export_journal.h"
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
    const auto account = line.find_first_of("ALI");
    if (line.find("Assets:") == std::string::npos && line.find("Liabilities:") == std::string::npos &&
        line.find("Income:") == std::string::npos)
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

// Minutes; CI runs it.
TEST_CASE("LED-9: the exported journal of a 1,000-merchant demo passes hledger, ledger and bean-check with our balances",
          "[.slow][sqlite]") {
  compare("1000", "5");
}

}  // namespace
#endif
