// What a bank's file becomes, before anybody runs it (LED-10, LED-11).
#include "interop/bank_import.h"

#include <catch_amalgamated.hpp>

#include "record/json_codec.h"

using namespace ch;

namespace {

Result<BankFile> read(std::string_view text) {
  const std::string bytes(text);
  return read_bank_file(bank_format_of(bytes), bytes, usual_columns(bytes), {}, {});
}

}  // namespace

TEST_CASE("LED-10: a file is known by its beginning") {
  CHECK(bank_format_of("<?xml version=\"1.0\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\">") ==
        BankFormat::pain002);
  CHECK(bank_format_of("\xef\xbb\xbf<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">") == BankFormat::camt053);
  CHECK(bank_format_of("\n:20:S\n:25:1\n") == BankFormat::mt940);
  CHECK(bank_format_of("{1:F01BANK}{2:O940}{4:\n:20:S") == BankFormat::mt940);
  CHECK(bank_format_of("流水号,日期,金额\n") == BankFormat::csv);
  CHECK(bank_format_of("") == BankFormat::csv);
}

TEST_CASE("LED-10: the usual headings of a CSV are known, below what a bank writes above them, whatever parts its cells") {
  const auto columns = [](std::string_view text) { return usual_columns(text); };
  const ColumnMap two = columns("某银行对账单\n账号,123\n交易日期,交易流水号,贷方发生额,借方发生额,对方户名,对方账号,摘要\n");
  CHECK((two.booked == "交易日期" && two.bank_reference == "交易流水号" && two.credit == "贷方发生额" && two.debit == "借方发生额"));
  CHECK((two.amount.empty() && two.payer_name == "对方户名" && two.payer_account == "对方账号" && two.remark == "摘要"));
  const ColumnMap one = columns("Date;Reference;Amount;Direction\n");
  CHECK((one.delimiter == ';' && one.booked == "Date" && one.amount == "Amount" && one.direction == "Direction"));
  // An amount beside the two that say which way adds nothing.
  CHECK(columns("流水号,日期,金额,收入,支出\n").amount.empty());
  CHECK(columns("甲,乙\n").bank_reference.empty());
  const auto refusal = read("甲,乙\n1,2\n");
  REQUIRE_FALSE(refusal);
  CHECK(refusal.error().field == "bank_reference");
}

TEST_CASE("LED-10, CON-7: lines become commands with their places, in the file's order, under ids of content and taker alone") {
  const auto file = read("流水号,日期,金额,对方户名\nB-1,2026-03-02,5.00,甲公司\nB-2,2026-03-02,-3.00,乙公司\n\nB-3,2026-03-02,7.00,\n");
  REQUIRE(file);
  CHECK(questions_about(*file).empty());  // nothing in it has a name that the books could know
  const std::vector<BankItem> items = items_of(*file, {}, Role::settlement_operations);
  REQUIRE(items.size() == 3);
  CHECK((items[0].what == "credit" && items[0].command == "take_wire" && items[0].line == 2));
  CHECK((items[1].what == "debit" && items[1].why->code == "bank_line_debit" && items[1].line == 3 && items[1].command.empty()));
  CHECK((items[2].what == "credit" && items[2].line == 5));
  const Uuid id = bank_item_id(items[0], "ops", 0);
  CHECK(bank_item_id(items_of(*read("流水号,日期,金额,对方户名\n\nB-1,2026-03-02,5.00,甲公司\n"), {}, Role::finance)[0], "ops", 0) == id);
  CHECK(bank_item_id(items[0], "ops", 1) != id);
  CHECK(bank_item_id(items[0], "fin", 0) != id);
}

TEST_CASE("LED-11: a debit that a batch names confirms its payment where finance takes it, and is a person's otherwise") {
  const auto file = read("流水号,日期,金额,客户流水号\nB-1,2026-03-02,-3.00,PB000001-0001\nB-2,2026-03-02,-4.00,other\n");
  REQUIRE(file);
  const std::vector<AskBankFile> questions = questions_about(*file);
  REQUIRE(questions.size() == 1);
  CHECK(questions[0].payments == std::vector<std::string>{"PB000001-0001", "other"});
  BankFacts facts;
  facts.add({.payments = {{"PB000001-0001", BatchId{1}}}});
  const auto items = items_of(*file, facts, Role::finance);
  CHECK((items[0].command == "confirm_payment" && items[0].what == "payment"));
  CHECK(items[1].what == "debit");
  for (const BankItem& item : items_of(*file, facts, Role::settlement_operations)) CHECK(item.what == "debit");
}

TEST_CASE("LED-10: a long file asks the books in pieces") {
  std::string text = "流水号,日期,金额,客户流水号\n";
  for (int i = 0; i < 1'200; ++i) text += "B" + std::to_string(i) + ",2026-03-02,-1.00,N" + std::to_string(i % 1'100) + "\n";
  const auto file = read(text);
  REQUIRE(file);
  const std::vector<AskBankFile> questions = questions_about(*file);
  REQUIRE(questions.size() == 3);
  CHECK((questions[0].payments.size() == 500 && questions[2].payments.size() == 100));
}
