// LED-11: payments out as pain.001 and CSV, and what a bank says of them by pain.002.
#include <string>
#include <vector>
#include <catch_amalgamated.hpp>

#include "base/text.h"
#include "interop/csv.h"
#include "interop/payment_order.h"
#include "interop/payment_status.h"
#include "interop/xml.h"
#include "support/env.h"
#include "support/iso20022.h"

using namespace ch;

namespace {

std::string any_text(test::Random& random, std::int64_t most) {
  const std::vector<std::string> pieces{"示例", "家居", "（杭州）", "有限公司", "A&B", "<甲>", "\"乙\"",       "'丙'",
                                        "]]>",  "𠮷",   "é",        " ",        "O",   "=1+1", "\xef\xbf\xbe", "，"};
  std::string made = "商";
  for (std::int64_t i = 0, count = random.below(most); i < count; ++i) made += pieces[static_cast<std::size_t>(random.below(16))];
  return made;
}

PaymentOrder any_order(std::uint64_t seed) {
  test::Random random(seed);
  PaymentOrder order{.id = "PB00000" + std::to_string(seed % 10),
                     .made = *Instant::parse("2026-03-02T09:00:00.000+08:00"),
                     .from = {any_text(random, 80), any_text(random, 80), "571900000010001"},
                     .payments = {}};
  for (std::int64_t i = 0, count = 1 + random.below(40); i < count; ++i)
    order.payments.push_back({.end_to_end = order.id + "-" + std::to_string(i + 1),
                              .to = {any_text(random, 80), any_text(random, 80), std::to_string(10'000'000 + random.below(1'000'000'000))},
                              .amount = Money::fen(1 + random.below(999'999'999'999)),
                              .purpose = "提现 W-" + std::to_string(i)});
  return order;
}

// What stands in the elements of that name.
std::vector<std::string> texts_of(const std::string& xml, const std::string& name) {
  XmlReader reader(xml);
  std::vector<std::string> texts;
  std::string text;
  while (true) {
    const auto event = reader.next();
    REQUIRE(event);
    if (*event == XmlEvent::finished) return texts;
    if (*event == XmlEvent::start) text.clear();
    if (*event == XmlEvent::text) text += reader.text();
    if (*event == XmlEvent::end && reader.local_name() == name) texts.push_back(text);
  }
}

std::string report(const std::string& group, const std::string& payments, const char* version = "10") {
  return std::string("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.") +
         version +
         "\"><CstmrPmtStsRpt><GrpHdr><MsgId>R1</MsgId><CreDtTm>2026-03-03T09:00:00</CreDtTm></GrpHdr>\n"
         "<OrgnlGrpInfAndSts><OrgnlMsgId>PB000001</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>" +
         group + "</OrgnlGrpInfAndSts>\n" +
         (payments.empty() ? "" : "<OrgnlPmtInfAndSts><OrgnlPmtInfId>PB000001</OrgnlPmtInfId>\n" + payments + "</OrgnlPmtInfAndSts>\n") +
         "</CstmrPmtStsRpt></Document>";
}

std::string said(const std::string& name, const std::string& status, const std::string& more = "") {
  return "<TxInfAndSts><OrgnlEndToEndId>" + name + "</OrgnlEndToEndId><TxSts>" + status + "</TxSts>" + more + "</TxInfAndSts>\n";
}
const std::string because = "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>账户已</AddtlInf><AddtlInf>销户</AddtlInf></StsRsnInf>";
const std::string original = "<OrgnlTxRef><Amt><InstdAmt Ccy=\"CNY\">12.5</InstdAmt></Amt></OrgnlTxRef>";

std::string outcome(const std::string& xml, StatementLimits limits = {}) {
  const auto read = read_pain002(xml, limits);
  if (!read) {
    CHECK(read.error().band == Band::malformed);
    return "! " + *find_arg(read.error(), "reason") + " " + *find_arg(read.error(), "line") + " " + read.error().field;
  }
  const auto fate = [](PaymentFate f) { return f == PaymentFate::settled ? "+" : f == PaymentFate::rejected ? "-" : "?"; };
  std::string made = read->message + fate(read->fate) + read->status + " " + read->reason;
  for (const PaymentStatus& one : read->payments)
    made += "; " + one.end_to_end + fate(one.fate) + one.status + (one.amount ? " " + one.amount->text() : "") +
            (one.bank_reference.empty() ? "" : " @" + one.bank_reference) + (one.day ? " " + one.day->text() : "") +
            (one.reason.empty() ? "" : " " + one.reason);
  return made;
}

}  // namespace

TEST_CASE("LED-11: whatever names and amounts there are, pain.001 and CSV say them whole") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    const PaymentOrder order = any_order(seed);
    const std::string xml = pain001_of(order);
    const auto names = texts_of(xml, "EndToEndId"), amounts = texts_of(xml, "InstdAmt");
    REQUIRE(names.size() == order.payments.size());
    Money sum;
    for (std::size_t i = 0; i < names.size(); ++i) {
      CHECK(names[i] == order.payments[i].end_to_end);
      CHECK(amounts[i] == order.payments[i].amount.text());
      sum += order.payments[i].amount;
    }
    CHECK(texts_of(xml, "CtrlSum") == std::vector<std::string>(2, sum.text()));
    for (const std::string& name : texts_of(xml, "Nm")) CHECK(count_codepoints(name) <= 140);

    const std::string csv = payment_csv_of(order, Language::en);
    CsvReader rows(csv);
    CsvRow row;
    REQUIRE(rows.next(row));
    for (const PaymentToMake& payment : order.payments) {
      REQUIRE(*rows.next(row));
      REQUIRE(row.size() == 9);
      CHECK(row[3].text == payment.to.number);
      CHECK(row[6].text == payment.amount.text());
      CHECK(row[8].text == payment.end_to_end);
    }
    CHECK_FALSE(*rows.next(row));
  }
}

TEST_CASE("LED-11: a name that XML has signs in is the same name when it is read") {
  PaymentOrder order = any_order(1);
  order.payments.front().to.name = "甲 & <乙> \"丙\" 'd' ]]>";
  order.payments.front().to.bank = std::string(150, 'x');
  const std::vector<std::string> names = texts_of(pain001_of(order), "Nm");
  CHECK(std::ranges::contains(names, order.payments.front().to.name));
  CHECK(std::ranges::contains(names, std::string(140, 'x')));
}

TEST_CASE("LED-11: what a bank says of payments by pain.002") {
  CHECK(outcome(report("", said("PB000001-0001", "ACSC", "<AcctSvcrRef>B-1</AcctSvcrRef>" + original) +
                               said("PB000001-0002", "RJCT", because) + said("PB000001-0003", "ACSP"))) ==
        "PB000001? ; PB000001-0001+ACSC 12.50 @B-1; PB000001-0002-RJCT AC04 账户已 销户; PB000001-0003?ACSP");
  CHECK(outcome(report("<GrpSts>RJCT</GrpSts>" + because, "")) == "PB000001-RJCT AC04 账户已 销户");
  CHECK(outcome(report("<GrpSts>PART</GrpSts>", "<PmtInfSts>ACSC</PmtInfSts>" + said("PB000001-0002", "RJCT"))) ==
        "PB000001+ACSC ; PB000001-0002-RJCT");
  for (const char* version : {"03", "04", "09", "14"}) CHECK(outcome(report("<GrpSts>ACTC</GrpSts>", "", version)) == "PB000001?ACTC ");
}

TEST_CASE("LED-11: the bank's day of a payment is that of its settlement, else of its acceptance") {
  const std::string accepted = "<AccptncDtTm>2026-11-18T23:59:00+08:00</AccptncDtTm>";
  const std::string settled = "<OrgnlTxRef><IntrBkSttlmDt>2026-11-19</IntrBkSttlmDt></OrgnlTxRef>";
  CHECK(outcome(report("", said("A", "ACSC", accepted))) == "PB000001? ; A+ACSC 2026-11-18");
  CHECK(outcome(report("", said("A", "ACSC", accepted + settled))) == "PB000001? ; A+ACSC 2026-11-19");
  CHECK(outcome(report("", said("A", "ACSC", "<AccptncDtTm>2026-02-30T00:00:00</AccptncDtTm>"))) ==
        "! date 5 Document/CstmrPmtStsRpt/OrgnlPmtInfAndSts/TxInfAndSts/AccptncDtTm");
}

TEST_CASE("LED-11: a pain.002 that nobody can be sure of is refused with its place") {
  const std::string within = "Document/CstmrPmtStsRpt/OrgnlPmtInfAndSts/TxInfAndSts";
  CHECK(outcome(report("", said("A", "ACSC") + said("a ", "RJCT"))) == "! duplicate_payment 6 " + within);
  CHECK(outcome(report("", said("A", "WHAT"))) == "! status 5 " + within);
  CHECK(outcome(report("", said("", "ACSC"))) == "! missing 5 " + within);
  CHECK(outcome(report("", said("A", ""))) == "! missing 5 " + within);
  CHECK(outcome(report("<GrpSts>WHAT</GrpSts>", "")) == "! status 3 Document/CstmrPmtStsRpt/OrgnlGrpInfAndSts");
  CHECK(outcome(report("", said("A", "ACSC", "<TxSts>RJCT</TxSts>"))) == "! repeated 5 " + within + "/TxSts");
  CHECK(outcome(report("", said("A", "ACSC", "<OrgnlTxRef><Amt><InstdAmt Ccy=\"EUR\">1</InstdAmt></Amt></OrgnlTxRef>"))) ==
        "! currency 5 " + within + "/OrgnlTxRef/Amt/InstdAmt");
  CHECK(outcome(report("", said("A", "ACSC", "<OrgnlTxRef><Amt><InstdAmt Ccy=\"CNY\">-1</InstdAmt></Amt></OrgnlTxRef>"))) ==
        "! amount 5 " + within + "/OrgnlTxRef/Amt/InstdAmt");
  CHECK(outcome(report("x", "")).starts_with("! mixed 3"));
  const std::string group = "Document/CstmrPmtStsRpt/OrgnlGrpInfAndSts/";
  for (const char* count : {"", "-1", "2.0", "two"})
    CHECK(outcome(report("<OrgnlNbOfTxs>" + std::string(count) + "</OrgnlNbOfTxs>", "")) == "! count 3 " + group + "OrgnlNbOfTxs");
  for (const char* sum : {"", "-1", "1.005", "1,00"})
    CHECK(outcome(report("<OrgnlCtrlSum>" + std::string(sum) + "</OrgnlCtrlSum>", "")) == "! amount 3 " + group + "OrgnlCtrlSum");
  CHECK(outcome(report("<OrgnlNbOfTxs>1</OrgnlNbOfTxs><OrgnlNbOfTxs>1</OrgnlNbOfTxs>", "")) == "! repeated 3 " + group + "OrgnlNbOfTxs");
  for (const char* message : {"", "<OrgnlMsgId> </OrgnlMsgId>"}) {
    std::string nameless = report("<GrpSts>ACSC</GrpSts>", "");
    nameless.replace(nameless.find("<OrgnlMsgId>PB000001</OrgnlMsgId>"), 33, message);
    CHECK(outcome(nameless) == "! missing 3 Document/CstmrPmtStsRpt/OrgnlGrpInfAndSts");
  }
  CHECK(outcome(report("", "", "02")).starts_with("! version_pain002 2"));
  CHECK(outcome(report("", "", "15")).starts_with("! version_pain002 2"));
  CHECK(outcome(report("", said("A", "ACSC")), {.max_lines = 0}).starts_with("! too_many 5"));
  CHECK(outcome("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"/>") == "! not_pain002 1 Document");
  CHECK(outcome("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><A/></Document>").starts_with("! not_pain002 1"));
  CHECK(outcome("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt/></Document>")
            .starts_with("! missing 1"));
}

TEST_CASE("LED-11: what a pain.002 says of the message and of its one PmtInf is not contrary") {
  const std::string part = "Document/CstmrPmtStsRpt/OrgnlPmtInfAndSts";
  for (const auto& [group, of_part] : {std::pair{"ACSC", "RJCT"}, {"RJCT", "ACSC"}, {"RJCT", "ACCC"}})
    CHECK(outcome(report("<GrpSts>" + std::string(group) + "</GrpSts>",
                         "<PmtInfSts>" + std::string(of_part) + "</PmtInfSts>" + said("A", "ACSC"))) == "! contradiction 4 " + part);
  for (const auto& [group, of_part] : {std::pair{"ACSC", "ACCC"}, {"RJCT", "RJCT"}, {"PART", "RJCT"}, {"ACTC", "ACSC"}})
    CHECK(outcome(report("<GrpSts>" + std::string(group) + "</GrpSts>",
                         "<PmtInfSts>" + std::string(of_part) + "</PmtInfSts>" + said("A", "ACSC")))
              .ends_with("A+ACSC"));
  CHECK(read_pain002(report("", said("A", "ACSC")))->information == "PB000001");
  CHECK(outcome(report("", "<OrgnlPmtInfId>PB000002</OrgnlPmtInfId>" + said("A", "ACSC"))) == "! repeated 5 " + part + "/OrgnlPmtInfId");
}

TEST_CASE("LED-11: a pain.002 says again how many payments there were, and of what sum") {
  const std::string totals = "<OrgnlNbOfTxs>3</OrgnlNbOfTxs><OrgnlCtrlSum>300.5</OrgnlCtrlSum>";
  const auto read = read_pain002(report(totals + "<GrpSts>ACSC</GrpSts>", "<OrgnlNbOfTxs>2</OrgnlNbOfTxs>"));
  REQUIRE(read);
  CHECK(read->of_message.payments == 3);
  CHECK(read->of_message.sum == Money::fen(30'050));
  CHECK(read->of_information.payments == 2);
  CHECK_FALSE(read->of_information.sum);
}

#ifndef __EMSCRIPTEN__
TEST_CASE("LED-11: every pain.001 that is written is valid by the schema of ISO 20022") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    CHECK(test::against_schema(pain001_of(any_order(seed)), "pain.001.001.09") == "");
  }
  CHECK(test::against_schema("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"/>", "pain.001.001.09") != "");
}

TEST_CASE("LED-11: what the tests call pain.002 is so by the schemas") {
  const std::string ours = report("<GrpSts>PART</GrpSts>", said("PB000001-0001", "ACSC", "<AcctSvcrRef>B-1</AcctSvcrRef>" + original));
  CHECK(test::against_schema(ours, "pain.002.001.10") == "");
  CHECK(test::against_schema(report("<GrpSts>RJCT</GrpSts>" + because, ""), "pain.002.001.10") == "");
  std::string newer = ours;
  newer.replace(newer.find("pain.002.001.10"), 15, "pain.002.001.12");
  CHECK(test::against_schema(newer, "pain.002.001.12") == "");
}
#endif
