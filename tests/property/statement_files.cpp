// Whatever has happened to an account, its statement's files say the same of it, to the fen (LED-8).
#include <sstream>

#include "interop/csv.h"
#include "support/orders.h"
#include "support/sheet.h"
#include "support/statements.h"

using namespace ch;
using namespace ch::test;

namespace {

struct Histories {
  explicit Histories(std::uint64_t seed)
      : random(seed), merchant(env.merchant("示例家居（杭州）有限公司", "9000.00")), campaign(env.campaign(merchant)) {}

  std::string amount() { return Money::fen(1 + random.below(90'000)).text(); }
  std::string order() { return "O-" + std::to_string(random.below(orders + 1)); }
  // Some are refused: an order that is not there, more than is held.
  void happen() {
    switch (random.below(7)) {
      case 0:
      case 1:
        env.run(env.shop, "freeze_order", freeze_of(merchant, "O-" + std::to_string(++orders), campaign, amount()));
        break;
      case 2:
        env.run(env.shop, "settle_order", settle_of(merchant, order()));
        break;
      case 3:
        env.run(env.shop, "refund_order", refund_of(merchant, order(), amount()));
        break;
      case 4:
        recharge(Money::fen(300'000 + random.below(100'000)).text(), random.below(6));
        break;
      case 5: {
        const Outcome asked = env.run(merchant.user, "request_withdrawal", {{"account", merchant.account}, {"amount", amount()}});
        if (asked.done() && random.below(2) == 0)
          env.run(env.ops, "refuse_withdrawal", {{"withdrawal", id_arg(asked, "withdrawal")}, {"reason", "资料不全"}});
        break;
      }
      default:
        env.advance_hours(random.below(30));
    }
  }

  // Its wire was booked by the bank some days ago.
  void recharge(const std::string& amount, std::int64_t days_ago) {
    env.ok(merchant.user, "request_recharge", {{"account", merchant.account}, {"amount", amount}});
    env.ok(env.ops, "take_wire",
           {{"bank_reference", "L" + std::to_string(++env.wires)},
            {"booked", business_date(env.now).plus_days(-days_ago).text()},
            {"amount", amount},
            {"payer_name", merchant.name},
            {"payer_account", ""},
            {"remark", ""}});
  }

  AskStatementFile asked(ExportFormat format, bool part) {
    AskStatementFile ask{.account = {merchant.account}, .format = format, .from = from, .to = to, .by = by};
    if (part) ask.kind = "settlement";
    return ask;
  }

  Env env;
  Random random;
  Merchant merchant;
  std::int64_t campaign, orders = 0;
  std::optional<Date> from, to;
  DateAxis by = DateAxis::booking;
};

Money number(const SheetRow& row, char column) {
  REQUIRE(row.at(column).number);
  std::string text = row.at(column).text;
  const auto point = text.find('.');
  text += point == text.npos ? ".00" : std::string(2 - (text.size() - point - 1), '0');
  return Money::parse(text).value();
}

void agree(Histories& history, bool part) {
  const Exported sheet_file = exported(history.env, history.merchant.user, history.asked(ExportFormat::xlsx, part));
  const Exported csv_file = exported(history.env, history.merchant.user, history.asked(ExportFormat::csv, part));
  const Exported journal = exported(history.env, history.merchant.user, history.asked(ExportFormat::ledger, part));
  const Sheet sheet = read_sheet(sheet_file.bytes);
  CsvReader csv(csv_file.bytes);
  CsvRow line;
  REQUIRE(csv.next(line).value());
  Money sum = sheet_file.head.opening;
  std::size_t at = 2;  // behind headings and opening balance
  for (; csv.next(line).value(); ++at) {
    for (const char column : {'F', 'G', 'H', 'I'})
      REQUIRE(number(sheet.rows[at], column).text() == line[static_cast<std::size_t>(column - 'A')].text);
    REQUIRE(sheet.rows[at].at('C').text == line[2].text);
    sum += number(sheet.rows[at], 'F');
  }
  REQUIRE(at == sheet_file.rows.size() + 2);
  if (part) sum += number(sheet.rows[at++], 'F');
  const Money income = number(sheet.rows[at], 'F'), expense = number(sheet.rows[at + 1], 'F'), closing = number(sheet.rows[at + 2], 'G');
  CHECK(at + 3 == sheet.rows.size());
  CHECK(sum == closing);
  CHECK(number(sheet.rows[1], 'G') + income + expense == closing);
  json ask{{"account", history.merchant.account}, {"by", history.by == DateAxis::booking ? "booking" : "business"}};
  if (history.from) ask.update({{"from", history.from->text()}, {"to", history.to->text()}});
  const json view = history.env.query(history.merchant.user, "statement", ask);
  CHECK(view["closing"] == closing.text());
  CHECK(view["income"] == income.text());

  // The journal's own account comes to the same.
  Money own;
  const std::string account = "    Assets:Prepaid:A000002  CNY ";
  for (auto found = journal.bytes.find(account); found != std::string::npos; found = journal.bytes.find(account, found + 1)) {
    const auto begin = found + account.size();
    own += Money::parse(journal.bytes.substr(begin, journal.bytes.find_first_of(" \n", begin) - begin)).value();
  }
  CHECK(own == closing);
  CHECK(journal.bytes.ends_with("= CNY " + closing.text() + "\n"));
  std::istringstream lines(journal.bytes);
  std::string day, text;  // entries come in the order of their days
  while (std::getline(lines, text)) {
    if (text.empty() || text[0] < '0' || text[0] > '9') continue;
    REQUIRE(day <= text.substr(0, 10));
    day = text.substr(0, 10);
  }
}

}  // namespace

TEST_CASE("LED-8: after any history a statement's sheet, CSV and journal say the same, to the fen") {
  for (const std::uint64_t seed : {1, 2, 3, 4}) {
    INFO("seed " << seed);
    Histories history(seed);
    const Date begun = business_date(history.env.now);
    for (int i = 0; i < 120; ++i) history.happen();
    const auto look = [&] {
      for (const DateAxis by : {DateAxis::booking, DateAxis::business})
        for (const bool part : {false, true}) {
          history.by = by;
          agree(history, part);
        }
    };
    look();
    history.from = begun.plus_days(history.random.below(10));
    history.to = history.from->plus_days(history.random.below(20));
    look();
  }
}
