// Payments out as pain.001 and as CSV. LED-11.
#include "interop/payment_order.h"

#include <cstdint>
#include <string_view>

#include "base/text.h"
#include "interop/csv.h"

namespace ch {
namespace {

constexpr std::int64_t text_most = 35, account_most = 34, name_most = 140, remark_most = 140;  // of the schema, in characters

// In one line, at most so long, and without what XML has no way to say.
std::string xml_text(std::string_view text, std::int64_t most) {
  const std::string line = single_line(text);
  std::string made;
  std::int64_t count = 0;
  for (std::size_t at = 0; at < line.size() && count < most; ++count) {
    std::size_t length = 1;
    while (at + length < line.size() && (static_cast<unsigned char>(line[at + length]) & 0xc0U) == 0x80) ++length;
    const std::string_view one = std::string_view(line).substr(at, length);
    at += length;
    if (one == "&")
      made += "&amp;";
    else if (one == "<")
      made += "&lt;";
    else if (one == ">")
      made += "&gt;";
    else if (one == "\"")
      made += "&quot;";
    else if (one == "\xef\xbf\xbe" || one == "\xef\xbf\xbf" || (one.size() == 1 && static_cast<unsigned char>(one[0]) < 0x20))
      made += "\xef\xbf\xbd";  // U+FFFD
    else
      made += one;
  }
  return made;
}

std::string element(std::string_view name, std::string_view inside) {
  std::string made;
  return made.append("<").append(name).append(">").append(inside).append("</").append(name).append(">");
}

std::string party(std::string_view name) { return element("Nm", xml_text(name, name_most)); }
std::string agent(std::string_view bank) { return element("FinInstnId", element("Nm", xml_text(bank, name_most))); }
std::string account(std::string_view number) { return element("Id", element("Othr", element("Id", xml_text(number, account_most)))); }

std::string transfer(const PaymentToMake& payment) {
  return element("CdtTrfTxInf", element("PmtId", element("EndToEndId", xml_text(payment.end_to_end, text_most))) +
                                    "<Amt><InstdAmt Ccy=\"CNY\">" + payment.amount.text() + "</InstdAmt></Amt>" +
                                    element("CdtrAgt", agent(payment.to.bank)) + element("Cdtr", party(payment.to.name)) +
                                    element("CdtrAcct", account(payment.to.number)) +
                                    element("RmtInf", element("Ustrd", xml_text(payment.purpose, remark_most)))) +
         "\n";
}

}  // namespace

std::string pain001_of(const PaymentOrder& order) {
  Money sum;
  for (const PaymentToMake& payment : order.payments) sum += payment.amount;
  const std::string totals = element("NbOfTxs", std::to_string(order.payments.size())) + element("CtrlSum", sum.text());
  const std::string id = xml_text(order.id, text_most);
  std::string made = R"(<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
)";
  made +=
      element("GrpHdr", element("MsgId", id) + element("CreDtTm", text(order.made)) + totals + element("InitgPty", party(order.from.name)));
  made += "\n<PmtInf>" + element("PmtInfId", id) + "<PmtMtd>TRF</PmtMtd><BtchBookg>false</BtchBookg>" + totals +
          element("ReqdExctnDt", element("Dt", business_date(order.made).text())) + element("Dbtr", party(order.from.name)) +
          element("DbtrAcct", account(order.from.number) + "<Ccy>CNY</Ccy>") + element("DbtrAgt", agent(order.from.bank)) + "\n";
  for (const PaymentToMake& payment : order.payments) made += transfer(payment);
  return made + "</PmtInf></CstmrCdtTrfInitn></Document>\n";
}

std::string payment_csv_of(const PaymentOrder& order, Language language) {
  const bool zh = language == Language::zh;
  CsvWriter csv(true);
  for (const std::string_view head :
       zh ? std::initializer_list<std::string_view>{"序号", "付款账号", "收款户名", "收款账号", "收款银行", "币种", "金额", "用途",
                                                    "端到端编号"}
          : std::initializer_list<std::string_view>{"No.", "From account", "Payee", "Payee's account", "Payee's bank", "Currency", "Amount",
                                                    "Purpose", "End-to-end id"})
    csv.exact(head);
  csv.end_row();
  std::size_t number = 0;
  for (const PaymentToMake& payment : order.payments) {
    csv.exact(std::to_string(++number)).text(order.from.number).text(payment.to.name).text(payment.to.number).text(payment.to.bank);
    csv.exact("CNY").exact(payment.amount.text()).text(payment.purpose).exact(payment.end_to_end);
    csv.end_row();
  }
  return csv.take();
}

}  // namespace ch
