// LED-10: camt.053 as each version has it, held against the schemas; and what only looks like it.
#include <string>
#include <catch_amalgamated.hpp>

#include "interop/bank_statement.h"
#include "support/iso20022.h"

using namespace ch;

namespace {

// What the versions differ in.
struct Version {
  std::string number;
  bool amounts = true;  // 02 has a transaction's amount only within AmtDtls
  bool choices = true;  // since 07 a status and a party are choices
};

std::vector<Version> versions() {
  std::vector<Version> all{{"02", false, false}, {"03", true, false}, {"04", true, false}, {"05", true, false}, {"06", true, false}};
  for (const char* number : {"07", "08", "09", "10", "11", "12", "13"}) all.push_back({number});
  return all;
}

std::string party(const Version& version, const std::string& role, const std::string& name, const std::string& account) {
  const std::string named = "<Nm>" + name + "</Nm>";
  return "<" + role + ">" + (version.choices ? "<Pty>" + named + "</Pty>" : named) + "</" + role + "><" + role + "Acct><Id><Othr><Id>" +
         account + "</Id></Othr></Id></" + role + "Acct>";
}

std::string transaction(const Version& version, const std::string& end_to_end, const std::string& amount, const std::string& direction,
                        const std::string& parties, const std::string& remark) {
  const std::string stated = "<Amt Ccy=\"CNY\">" + amount + "</Amt>";
  return "<TxDtls><Refs><EndToEndId>" + end_to_end + "</EndToEndId></Refs>" +
         (version.amounts ? stated + "<CdtDbtInd>" + direction + "</CdtDbtInd>" : "<AmtDtls><TxAmt>" + stated + "</TxAmt></AmtDtls>") +
         "<RltdPties>" + parties + "</RltdPties><RmtInf><Ustrd>" + remark + "</Ustrd></RmtInf></TxDtls>";
}

std::string entry(const Version& version, const std::string& amount, const std::string& direction, const std::string& status,
                  const std::string& dates, const std::string& reference, const std::string& details) {
  return "<Ntry><Amt Ccy=\"CNY\">" + amount + "</Amt><CdtDbtInd>" + direction + "</CdtDbtInd><Sts>" +
         (version.choices ? "<Cd>" + status + "</Cd>" : status) + "</Sts>" + dates + "<AcctSvcrRef>" + reference +
         "</AcctSvcrRef><BkTxCd><Prtry><Cd>TRF</Cd></Prtry></BkTxCd><NtryDtls>" + details + "</NtryDtls></Ntry>";
}

// A statement, or with other names the report that has the same content and schemas at hand.
std::string document(const Version& version, const std::string& message = "camt.053", const std::string& root = "BkToCstmrStmt",
                     const std::string& part = "Stmt") {
  const std::string own = party(version, "Cdtr", "示例平台（杭州）有限公司", "571900000010001");
  const std::string payer = party(version, "Dbtr", "示例家居（杭州）有限公司", "6222000011112222");
  const std::string paid = party(version, "Cdtr", "别家 &amp; 公司", "6222000033334444");
  const std::string day = "<BookgDt><Dt>2026-02-10</Dt></BookgDt><ValDt><Dt>2026-02-11</Dt></ValDt>";
  const std::string time = "<BookgDt><DtTm>2026-02-10T23:30:00Z</DtTm></BookgDt>";
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:" + message + ".001." +
         version.number + "\"><" + root + "><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-02-11T06:00:00</CreDtTm></GrpHdr><" + part +
         "><Id>S1</Id><CreDtTm>2026-02-11T06:00:00</CreDtTm><Acct><Id><Othr><Id>571900000010001</Id></Othr></Id><Ccy>CNY</Ccy></Acct>" +
         "<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt "
         "Ccy=\"CNY\">0</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-02-10</Dt></Dt></Bal>" +
         entry(version, "3000.00", "CRDT", "BOOK", day, "B-1", transaction(version, "E1", "3000", "CRDT", payer + own, "充值 CZ0001")) +
         entry(version, "50.5", "DBIT", "BOOK", time, "B-2",
               transaction(version, "PB000001-001", "20.50", "DBIT", paid, "提现") +
                   transaction(version, "NOTPROVIDED", "30", "DBIT", paid, "提现")) +
         entry(version, "7.00", "CRDT", "PDNG", day, "B-3", transaction(version, "E3", "7", "CRDT", payer, "")) + "</" + part + "></" +
         root + "></Document>";
}

std::string reason(const std::string& xml) { return *find_arg(read_camt053(xml).error(), "reason"); }

}  // namespace

TEST_CASE("LED-10: a statement by each version of camt.053 gives the same lines") {
  for (const Version& version : versions()) {
    CAPTURE(version.number);
    std::string xml = document(version);
    if (const auto empty = xml.find("<RmtInf><Ustrd></Ustrd></RmtInf>"); empty != xml.npos) xml.erase(empty, 32);
    const auto read = read_camt053(xml);
    REQUIRE(read);
    const std::string own = "571900000010001";
    const BankLine in{
        "B-1", *Date::parse("2026-02-10"), Money::fen(300'000), "示例家居（杭州）有限公司", "6222000011112222", "充值 CZ0001", false, own,
        "E1"};
    // Half past eleven at night in Greenwich is the next day here.
    const BankLine out{"B-2#1",       *Date::parse("2026-02-11"), Money::fen(-2'050), "别家 & 公司", "6222000033334444", "提现", false, own,
                       "PB000001-001"};
    BankLine other = out;
    other.bank_reference = "B-2#2", other.amount = Money::fen(-3'000), other.end_to_end = "";
    CHECK(read->lines == std::vector{in, out, other});
    REQUIRE(read->unbooked.size() == 1);
    CHECK(read->unbooked.front().bank_reference == "B-3");
    CHECK(read->unbooked.front().amount == Money::fen(700));
  }
}

TEST_CASE("LED-10: a payer that is a bank is named since camt.053 of version 07") {
  std::string xml = document({"08"});
  const std::string as_company = "<Dbtr><Pty><Nm>示例家居（杭州）有限公司</Nm></Pty></Dbtr>";
  const std::string as_bank = "<Dbtr><Agt><FinInstnId><Nm>示例银行</Nm></FinInstnId></Agt></Dbtr>";
  xml.replace(xml.find(as_company), as_company.size(), as_bank);
  const auto read = read_camt053(xml);
  REQUIRE(read);
  CHECK(read->lines.front().payer_name == "示例银行");
}

TEST_CASE("LED-10: an interim report and a notification are refused as what they are") {
  CHECK(reason(document({"08"}, "camt.052", "BkToCstmrAcctRpt", "Rpt")) == "interim_report");
  CHECK(reason(document({"08"}, "camt.054", "BkToCstmrDbtCdtNtfctn", "Ntfctn")) == "notification");
  CHECK(reason("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"/>") == "not_camt053");
}

#ifndef __EMSCRIPTEN__
TEST_CASE("LED-10: what the tests call camt.053 of a version is so by the schema of its entries") {
  // The report shares every part of an entry with the statement of its version; its schemas are at hand up to 09.
  for (const Version& version : versions()) {
    if (version.number > "09") break;
    std::string xml = document(version, "camt.052", "BkToCstmrAcctRpt", "Rpt");
    if (const auto empty = xml.find("<RmtInf><Ustrd></Ustrd></RmtInf>"); empty != xml.npos) xml.erase(empty, 32);
    CHECK(test::against_schema(xml, "camt.052.001." + version.number) == "");
  }
}
#endif
