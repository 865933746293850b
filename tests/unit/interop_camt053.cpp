// LED-10: bank statements by camt.053.
#include <string>
#include <vector>
#include <catch_amalgamated.hpp>

#include "interop/bank_statement.h"

using ch::BankLine;
using ch::Date;
using ch::Money;
using ch::read_camt053;

namespace {

std::string statement(std::string_view entries, const char* version = "02") {
  return std::string(R"(<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.)") +
         version + R"(">
<BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-02-10T23:00:00</CreDtTm></GrpHdr>
<Stmt><Id>S1</Id><Acct><Id><Othr><Id>6200000000000000001</Id></Othr></Id><Ccy>CNY</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">0.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-02-10</Dt></Dt></Bal>
)" + std::string(entries) +
         "</Stmt></BkToCstmrStmt></Document>";
}

// An entry of parts, each of which a test may leave out or put in another way.
struct Parts {
  std::string amount = R"(<Amt Ccy="CNY">3000.00</Amt>)";
  std::string direction = "<CdtDbtInd>CRDT</CdtDbtInd>";
  std::string reversal;
  std::string status = "<Sts>BOOK</Sts>";
  std::string booked = "<BookgDt><Dt>2026-02-10</Dt></BookgDt>";
  std::string reference = "<AcctSvcrRef>B-1</AcctSvcrRef>";
  std::string details;
};

std::string entry(const Parts& p) {
  return "<Ntry>" + p.amount + p.direction + p.reversal + p.status + p.booked + p.reference +
         "<BkTxCd><Prtry><Cd>TRF</Cd></Prtry></BkTxCd>" + p.details + "</Ntry>\n";
}

const std::string wire =
    "<NtryDtls><TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs>"
    "<RltdPties><Dbtr><Nm> 示例家居（杭州）有限公司 "
    "</Nm></Dbtr><DbtrAcct><Id><Othr><Id>6222000011112222</Id></Othr></Id></DbtrAcct>"
    "<Cdtr><Nm>示例平台有限公司</Nm></Cdtr><CdtrAcct><Id><IBAN>X1</IBAN></Id></CdtrAcct></RltdPties>"
    "<RmtInf><Ustrd>充值</Ustrd><Ustrd>CZ0001 &amp; 保证金</Ustrd></RmtInf></TxDtls></NtryDtls>";

std::string outcome(const std::string& xml, ch::StatementLimits limits = {}) {
  const auto read = read_camt053(xml, limits);
  if (read) return "read " + std::to_string(read->lines.size());
  const ch::Refusal& refusal = read.error();
  CHECK(refusal.band == ch::Band::malformed);
  return *find_arg(refusal, "reason") + " " + *find_arg(refusal, "line") + ":" + *find_arg(refusal, "column") + " " + refusal.field;
}

const std::string entry_path = "Document/BkToCstmrStmt/Stmt/Ntry";

}  // namespace

TEST_CASE("LED-10: a wire of a camt.053 statement becomes a line") {
  const auto read = read_camt053(statement(entry({.details = wire})));
  REQUIRE(read);
  REQUIRE(read->lines.size() == 1);
  const BankLine expected{.bank_reference = "B-1",
                          .booked = *Date::parse("2026-02-10"),
                          .amount = Money::fen(300'000),
                          .payer_name = "示例家居（杭州）有限公司",
                          .payer_account = "6222000011112222",
                          .remark = "充值 CZ0001 & 保证金",
                          .own_account = "6200000000000000001",
                          .end_to_end = "E1"};
  CHECK(read->lines.front() == expected);
}

TEST_CASE("LED-10: all versions of camt.053 are read, parties and status where each has them") {
  for (const char* version : {"02", "03", "04", "05", "06", "07"}) {
    CAPTURE(version);
    CHECK(read_camt053(statement(entry({.details = wire}), version))->lines.front().payer_name == "示例家居（杭州）有限公司");
  }
  const std::string late =
      "<NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>示例贸易有限公司</Nm></Pty></Dbtr></RltdPties></TxDtls></"
      "NtryDtls>";
  for (const char* version : {"08", "09", "10", "11", "12", "13"}) {
    CAPTURE(version);
    const auto read = read_camt053(statement(entry({.status = "<Sts><Cd>BOOK</Cd></Sts>", .details = late}), version));
    REQUIRE(read);
    CHECK(read->lines.front().payer_name == "示例贸易有限公司");
  }
  CHECK(outcome(statement("", "01")) == "version 2:1 Document");
  CHECK(outcome(statement("", "14")) == "version 2:1 Document");
  CHECK(outcome(statement("", "2")) == "version 2:1 Document");
}

TEST_CASE("LED-10: what goes out is negative, and its other side is the creditor") {
  const auto read = read_camt053(statement(entry({.direction = "<CdtDbtInd>DBIT</CdtDbtInd>", .details = wire})));
  REQUIRE(read);
  CHECK(read->lines.front().amount == Money::fen(-300'000));
  CHECK(read->lines.front().payer_name == "示例平台有限公司");
  CHECK(read->lines.front().payer_account == "X1");
}

TEST_CASE("LED-10: a reversal goes the way its indicator says and names the parties of what it takes back") {
  const auto read =
      read_camt053(statement(entry({.direction = "<CdtDbtInd>DBIT</CdtDbtInd>", .reversal = "<RvslInd>true</RvslInd>", .details = wire})));
  REQUIRE(read);
  CHECK(read->lines.front().amount == Money::fen(-300'000));
  CHECK(read->lines.front().reversal);
  CHECK(read->lines.front().payer_name == "示例家居（杭州）有限公司");
  CHECK(outcome(statement(entry({.reversal = "<RvslInd>yes</RvslInd>"}))).starts_with("reversal 6:"));
}

TEST_CASE("LED-10: an entry keeps its own reference, with details or without; what stands twice is refused") {
  const std::string detail = "<NtryDtls><TxDtls><Refs><AcctSvcrRef>T-1</AcctSvcrRef></Refs></TxDtls></NtryDtls>";
  const auto with = read_camt053(statement(entry({.details = detail})));
  REQUIRE(with);
  CHECK(with->lines.front().bank_reference == "B-1");
  const auto only = read_camt053(statement(entry({.reference = "", .details = detail})));
  REQUIRE(only);
  CHECK(only->lines.front().bank_reference == "T-1");
  CHECK(outcome(statement(entry({.amount = R"(<Amt Ccy="CNY">5.00</Amt><Amt Ccy="CNY">9.00</Amt>)"}))).starts_with("repeated 6:"));
  CHECK(outcome(statement(entry({.reference = "<AcctSvcrRef>A</AcctSvcrRef><AcctSvcrRef>B</AcctSvcrRef>"}))).starts_with("repeated 6:"));
}

TEST_CASE("LED-10: a batch gives a line for each transaction, and they sum to the entry") {
  const auto batch = [](const std::string& second) {
    return "<NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>"
           "<TxDtls><Refs><AcctSvcrRef>T-1</AcctSvcrRef></Refs><Amt "
           "Ccy=\"CNY\">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
           "<RltdPties><Dbtr><Nm>甲</Nm></Dbtr></RltdPties></TxDtls></NtryDtls>"
           "<NtryDtls><TxDtls><AmtDtls><TxAmt>" +
           second + "</TxAmt></AmtDtls><RltdPties><Dbtr><Nm>乙</Nm></Dbtr></RltdPties></TxDtls></NtryDtls>";
  };
  const auto read = read_camt053(statement(entry({.details = batch("<Amt Ccy=\"CNY\">2000</Amt>")})));
  REQUIRE(read);
  REQUIRE(read->lines.size() == 2);
  CHECK(read->lines[0].bank_reference == "B-1#1");
  CHECK(read->lines[0].amount == Money::fen(100'000));
  CHECK(read->lines[0].payer_name == "甲");
  CHECK(read->lines[1].bank_reference == "B-1#2");
  CHECK(read->lines[1].amount == Money::fen(200'000));
  CHECK(read->lines[1].payer_name == "乙");

  CHECK(outcome(statement(entry({.details = batch("<Amt Ccy=\"CNY\">1999.99</Amt>")}))) == "batch_sum 6:1 " + entry_path);
  // Where a transaction does not say its amount, the entry is one line without payer.
  const auto whole = read_camt053(statement(entry({.details = batch("")})));
  REQUIRE(whole);
  REQUIRE(whole->lines.size() == 1);
  CHECK(whole->lines.front().payer_name.empty());
  CHECK(whole->lines.front().amount == Money::fen(300'000));
}

TEST_CASE("LED-10: an entry pending or for information is no line and is told with its place; one of nothing is left out") {
  const auto pending = read_camt053(statement(entry({}) + entry({.status = "<Sts>PDNG</Sts>", .reference = "", .details = wire})));
  REQUIRE(pending);
  CHECK(pending->lines.size() == 1);
  CHECK(pending->unbooked == std::vector<ch::UnbookedEntry>{{"PDNG", "", Money::fen(300'000), pending->unbooked.at(0).place}});
  CHECK(pending->unbooked[0].place.line == 7);
  CHECK(pending->unbooked[0].place.column == 1);
  const auto info = read_camt053(statement(
      entry({.amount = "", .direction = "<CdtDbtInd>DBIT</CdtDbtInd>", .status = "<Sts><Cd>INFO</Cd></Sts>", .booked = ""}), "08"));
  REQUIRE(info);
  CHECK(info->lines.empty());
  CHECK(info->unbooked.at(0).status == "INFO");
  CHECK(info->unbooked.at(0).bank_reference == "B-1");
  CHECK(outcome(statement(entry({.amount = "<Amt Ccy=\"CNY\">0</Amt>"}))) == "read 0");
  CHECK(outcome(statement("")) == "read 0");
}

TEST_CASE("LED-10: dates of an entry, with and without time and zone") {
  const auto booked = [](const std::string& xml) { return read_camt053(statement(entry({.booked = xml})))->lines.front().booked.text(); };
  CHECK(booked("<BookgDt><Dt>2026-02-10+08:00</Dt></BookgDt>") == "2026-02-10");
  CHECK(booked("<BookgDt><DtTm>2026-02-10T23:30:00</DtTm></BookgDt>") == "2026-02-10");
  CHECK(booked("<BookgDt><DtTm>2026-02-10T23:30:00.1234567Z</DtTm></BookgDt>") == "2026-02-11");
  CHECK(booked("<BookgDt><DtTm>2026-02-10T23:30:00+08:00</DtTm></BookgDt>") == "2026-02-10");
  CHECK(booked("<ValDt><Dt>2026-02-09</Dt></ValDt>") == "2026-02-09");
  CHECK(outcome(statement(entry({.booked = "<BookgDt><Dt>2026-02-30</Dt></BookgDt>"}))).ends_with("/BookgDt/Dt"));
  CHECK(outcome(statement(entry({.booked = "<BookgDt><Dt>2026-02-10x</Dt></BookgDt>"}))).starts_with("date 6:"));
  CHECK(outcome(statement(entry({.booked = "<BookgDt><DtTm>2026-02-10</DtTm></BookgDt>"}))).starts_with("date 6:"));
}

TEST_CASE("LED-10: amounts in the account's currency, exact to the fen") {
  const auto amount = [](const std::string& text) {
    const auto read = read_camt053(statement(entry({.amount = "<Amt Ccy=\"CNY\">" + text + "</Amt>"})));
    return read ? read->lines.front().amount.text() : *find_arg(read.error(), "reason");
  };
  CHECK(amount("1") == "1.00");
  CHECK(amount("1.5") == "1.50");
  CHECK(amount("0012.34000") == "12.34");
  CHECK(amount("12.345") == "amount");
  CHECK(amount("-1.00") == "amount");
  CHECK(amount("1,000.00") == "amount");
  CHECK(amount("1.") == "amount");
  CHECK(amount("") == "amount");
  CHECK(amount("99999999999999999999.00") == "amount");
  CHECK(outcome(statement(entry({.amount = "<Amt Ccy=\"USD\">1.00</Amt>"}))) == "currency 6:7 " + entry_path + "/Amt");
}

TEST_CASE("LED-10: an entry without what it must have is refused with its path") {
  CHECK(outcome(statement(entry({.amount = ""}))) == "missing 6:1 " + entry_path + "/Amt");
  CHECK(outcome(statement(entry({.direction = ""}))) == "missing 6:1 " + entry_path + "/CdtDbtInd");
  CHECK(outcome(statement(entry({.status = ""}))) == "missing 6:1 " + entry_path + "/Sts");
  CHECK(outcome(statement(entry({.booked = ""}))) == "missing 6:1 " + entry_path + "/BookgDt");
  CHECK(outcome(statement(entry({.direction = "<CdtDbtInd>C</CdtDbtInd>"}))).starts_with("direction 6:"));
}

TEST_CASE("LED-10: an entry of camt.053 without the bank's reference gets one that is the same in every export") {
  const auto read = [](const std::string& xml) {
    const auto made = read_camt053(xml);
    REQUIRE(made);
    return made->lines;
  };
  const std::string unsaid = entry({.reference = "", .details = wire}), other = entry({.amount = R"(<Amt Ccy="CNY">5.00</Amt>)"});
  const auto once = read(statement(unsaid)), twice = read(statement(other + unsaid + unsaid));
  CHECK(once[0].bank_reference.starts_with("CAMT053-"));
  CHECK(once[0].bank_reference.size() == 49);
  CHECK(once[0].among_alike == 1);
  CHECK(read(statement(unsaid))[0] == once[0]);
  CHECK(read(statement(entry({.reference = "<AcctSvcrRef>\u200b</AcctSvcrRef>", .details = wire})))[0] == once[0]);
  CHECK_FALSE(twice[0].among_alike.has_value());
  CHECK(twice[1].bank_reference.substr(0, 29) == once[0].bank_reference.substr(0, 29));
  CHECK(twice[1].bank_reference != once[0].bank_reference);
  CHECK(twice[1].among_alike == 1);
  CHECK(twice[2].among_alike == 2);
  // A statement of the afternoon opens with another balance; where none is stated, each statement stands for itself.
  const auto otherwise = [&](const std::string& what, const std::string& by) {
    std::string xml = statement(unsaid);
    xml.replace(xml.find(what), what.size(), by);
    return read(xml)[0].bank_reference;
  };
  CHECK(otherwise(">0.00<", ">1.00<") != once[0].bank_reference);
  CHECK(otherwise("<Id>S1</Id>", "<Id>S2</Id>") == once[0].bank_reference);
  CHECK(otherwise("<Cd>OPBD</Cd>", "<Cd>CLBD</Cd>") != once[0].bank_reference);
}

TEST_CASE("LED-10: a remark of many parts in camt.053 is kept as far as a wire has room for it") {
  std::string parts, said;
  for (int i = 0; i < 40; ++i) {
    parts += "<Ustrd>" + std::string(139, 'x') + "</Ustrd>";
    said += (i > 0 ? " " : "") + std::string(139, 'x');
  }
  const std::string details = "<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>" + std::string(201, 'n') + "</Nm></Dbtr></RltdPties><RmtInf>" +
                              parts + "</RmtInf></TxDtls></NtryDtls>";
  const auto read = read_camt053(statement(entry({.details = details})));
  REQUIRE(read);
  CHECK(read->lines.front().remark == said.substr(0, 999) + "…");
  CHECK(read->lines.front().payer_name == std::string(199, 'n') + "…");
}

TEST_CASE("LED-10: a line is taken once, so a reference that comes twice is refused") {
  CHECK(outcome(statement(entry({}) + entry({}))) == "duplicate_reference 7:1 " + entry_path);
  CHECK(outcome(statement(entry({}) + entry({.reference = "<AcctSvcrRef>B-2</AcctSvcrRef>"}))) == "read 2");
}

TEST_CASE("LED-10: what is no camt.053 is refused") {
  CHECK(outcome("<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.052.001.02'/>") == "interim_report 1:1 Document");
  CHECK(outcome("<Document/>") == "not_camt053 1:1 Document");
  CHECK(outcome("<html/>") == "not_camt053 1:1 html");
  CHECK(outcome("<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'><Other/></Document>") ==
        "not_camt053 1:66 Document/Other");
  CHECK(outcome("") == "empty 1:1 ");
  CHECK(outcome(statement("<Ntry>")).starts_with("mismatch 6:7 " + entry_path));
  CHECK(
      outcome(statement(entry({}) + entry({.reference = "<AcctSvcrRef>B-2</AcctSvcrRef>"})), {.max_lines = 1}).starts_with("too_many 7:1"));
}

TEST_CASE("LED-10: text beside elements is refused with its place, not taken for a value or a part of one") {
  const auto nm = [](const std::string& inside) {
    return outcome(
        statement(entry({.details = "<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>" + inside + "</Nm></Dbtr></RltdPties></TxDtls></NtryDtls>"})));
  };
  const std::string path = entry_path + "/NtryDtls/TxDtls/RltdPties/Dbtr/Nm";
  CHECK(nm("甲<!-- a comment -->乙") == "read 1");
  CHECK(nm("甲<x/>乙").starts_with("mixed 6:"));
  CHECK(nm("甲<x/>乙").ends_with(" " + path));
  CHECK(nm("<x/>乙").ends_with(" " + path));
  CHECK(nm("甲<x>y</x>").ends_with(" " + path));
  CHECK(nm("<![CDATA[甲]]><x/>").starts_with("mixed 6:"));
  CHECK(outcome(statement(entry({.status = "<Sts>BOOK<Cd>PDNG</Cd></Sts>"}))).starts_with("mixed 6:"));
  CHECK(outcome(statement(entry({.status = "<Sts><Cd>PDNG</Cd>BOOK</Sts>"}))).ends_with("/Ntry/Sts"));
  CHECK(outcome(statement(entry({.amount = "<Amt Ccy=\"CNY\">1<b/>2.00</Amt>"}))).ends_with("/Ntry/Amt"));
  CHECK(outcome(statement("loose" + entry({}))).starts_with("mixed 5:"));
  CHECK(outcome(statement(entry({.details = "<x:a xmlns:x='urn:other'>b<x:c/>d</x:a>"}))) == "read 1");
}

TEST_CASE("LED-10: what a transaction states once at most and has twice is refused, whatever its value") {
  const auto twice = [](const std::string& inside, const char* version = "02") {
    return outcome(statement(entry({.details = "<NtryDtls><TxDtls>" + inside + "</TxDtls></NtryDtls>"}), version));
  };
  const std::string at = " " + entry_path + "/NtryDtls/TxDtls/";
  const auto repeated = [&](const std::string& said, const std::string& path) {
    INFO(said);
    CHECK(said.starts_with("repeated 6:"));
    CHECK(said.ends_with(at + path));
  };
  repeated(twice("<Refs><EndToEndId>A</EndToEndId><EndToEndId>A</EndToEndId></Refs>"), "Refs/EndToEndId");
  repeated(twice("<Refs><AcctSvcrRef/></Refs><Refs><AcctSvcrRef>B</AcctSvcrRef></Refs>"), "Refs/AcctSvcrRef");
  repeated(twice("<Amt Ccy=\"USD\">1</Amt><Amt Ccy=\"CNY\">3000</Amt>"), "Amt");
  repeated(twice("<CdtDbtInd>CRDT</CdtDbtInd><CdtDbtInd>CRDT</CdtDbtInd>"), "CdtDbtInd");
  repeated(twice("<AmtDtls><TxAmt><Amt Ccy=\"CNY\">1</Amt></TxAmt><TxAmt><Amt Ccy=\"CNY\">2</Amt></TxAmt></AmtDtls>"), "AmtDtls/TxAmt/Amt");
  repeated(twice("<RltdPties><Dbtr><Nm>甲</Nm><Nm>乙</Nm></Dbtr></RltdPties>"), "RltdPties/Dbtr/Nm");
  repeated(twice("<RltdPties><Dbtr><Nm>甲</Nm><Pty><Nm>乙</Nm></Pty></Dbtr></RltdPties>", "08"), "RltdPties/Dbtr/Pty/Nm");
  repeated(twice("<RltdPties><CdtrAcct><Id><IBAN>X</IBAN><Othr><Id>1</Id></Othr></Id></CdtrAcct></RltdPties>"),
           "RltdPties/CdtrAcct/Id/Othr/Id");
  repeated(twice("<AddtlTxInf>a</AddtlTxInf><AddtlTxInf>b</AddtlTxInf>"), "AddtlTxInf");
  CHECK(outcome(statement(entry({.booked = "<BookgDt><Dt>2026-02-10</Dt><DtTm>2026-02-10T00:00:00</DtTm></BookgDt>"})))
            .starts_with("repeated 6:"));
  CHECK(outcome(statement(entry({.status = "<Sts>PDNG</Sts><Sts>BOOK</Sts>"}))).starts_with("repeated 6:"));
  // A party and its agent have a name each, a remark has lines, and another transaction states its own.
  CHECK(twice("<RltdPties><Dbtr><Nm>甲</Nm></Dbtr><Cdtr><Nm>乙</Nm></Cdtr></RltdPties><RmtInf><Ustrd>a</Ustrd><Ustrd>b</Ustrd></RmtInf>") ==
        "read 1");
}

TEST_CASE("LED-10: elements of another namespace are passed by") {
  const std::string foreign = "<x:Amt xmlns:x='urn:other' Ccy='USD'>9</x:Amt>";
  const auto read = read_camt053(statement(entry({.details = foreign})));
  REQUIRE(read);
  CHECK(read->lines.front().amount == Money::fen(300'000));
}
