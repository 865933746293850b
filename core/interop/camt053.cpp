// ISO 20022 camt.053 bank statements. LED-10.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "base/digits.h"
#include "base/text.h"
#include "interop/bank_statement.h"
#include "interop/statement_parts.h"
#include "interop/xml.h"

namespace ch {
namespace {

constexpr std::string_view namespace_stem = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.";

struct Text {
  std::string value;
  std::size_t offset = 0;
};

struct NamedParty {
  std::string name;
  std::string account;
};

struct Amount {
  Money money;
  std::size_t offset = 0;
};

// A TxDtls: one transaction of an entry.
struct Transaction {
  std::size_t offset = 0;
  std::vector<std::string_view> seen;  // of its fields that stand there once at most
  std::string reference;
  std::string end_to_end;
  std::optional<Amount> amount;
  std::optional<bool> credit;
  NamedParty debtor;
  NamedParty creditor;
  std::string remittance;
  std::string structured;
  std::string additional;
};

// An Ntry.
struct StatedEntry {
  std::size_t offset = 0;
  std::vector<std::string_view> seen;
  std::string reference;
  std::optional<Amount> amount;
  std::optional<bool> credit;
  bool reversal = false;
  std::string status;
  std::optional<Date> booked;
  std::optional<Date> valued;
  std::string additional;
  std::vector<Transaction> transactions;
};

// What the schema allows once. The paths of a choice, and those of older and newer versions, are one field.
struct FieldOfOne {
  std::string_view path, field;
};
constexpr FieldOfOne entry_fields[] = {
    {"Amt", "Amt"},        {"CdtDbtInd", "CdtDbtInd"}, {"RvslInd", "RvslInd"},         {"Sts", "Sts"},
    {"Sts/Cd", "Sts/Cd"},  {"Sts/Prtry", "Sts/Cd"},    {"BookgDt/Dt", "BookgDt"},      {"BookgDt/DtTm", "BookgDt"},
    {"ValDt/Dt", "ValDt"}, {"ValDt/DtTm", "ValDt"},    {"AcctSvcrRef", "AcctSvcrRef"}, {"AddtlNtryInf", "AddtlNtryInf"},
};
constexpr FieldOfOne transaction_fields[] = {
    {"Refs/AcctSvcrRef", "Refs/AcctSvcrRef"},
    {"Refs/EndToEndId", "Refs/EndToEndId"},
    {"Amt", "Amt"},
    {"AmtDtls/TxAmt/Amt", "AmtDtls/TxAmt/Amt"},
    {"CdtDbtInd", "CdtDbtInd"},
    {"RltdPties/Dbtr/Nm", "Dbtr/Nm"},
    {"RltdPties/Dbtr/Pty/Nm", "Dbtr/Nm"},
    {"RltdPties/Dbtr/Agt/FinInstnId/Nm", "Dbtr/Nm"},
    {"RltdPties/DbtrAcct/Id/IBAN", "DbtrAcct/Id"},
    {"RltdPties/DbtrAcct/Id/Othr/Id", "DbtrAcct/Id"},
    {"RltdPties/Cdtr/Nm", "Cdtr/Nm"},
    {"RltdPties/Cdtr/Pty/Nm", "Cdtr/Nm"},
    {"RltdPties/Cdtr/Agt/FinInstnId/Nm", "Cdtr/Nm"},
    {"RltdPties/CdtrAcct/Id/IBAN", "CdtrAcct/Id"},
    {"RltdPties/CdtrAcct/Id/Othr/Id", "CdtrAcct/Id"},
    {"AddtlTxInf", "AddtlTxInf"},
};

bool stands_again(std::vector<std::string_view>& seen, std::span<const FieldOfOne> fields, std::string_view path) {
  const auto found = std::ranges::find(fields, path, &FieldOfOne::path);
  if (found == fields.end()) return false;
  if (std::ranges::contains(seen, found->field)) return true;
  seen.push_back(found->field);
  return false;
}

// xs:decimal of ISO 20022: no sign, up to five decimals.
std::optional<Money> parse_amount(std::string_view text) { return statement::parse_decimal(text); }

std::optional<bool> parse_boolean(std::string_view text) {
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  return std::nullopt;
}

// xs:date may carry a zone, which does not change the date that the bank names.
std::optional<Date> parse_date(std::string_view text) {
  const auto date = Date::parse(text.substr(0, std::min<std::size_t>(10, text.size())));
  if (!date) return std::nullopt;
  const std::string_view zone = text.substr(10);
  const bool good = zone.empty() || zone == "Z" ||
                    (zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && zone[3] == ':' && digits::read(zone.substr(1, 2)) &&
                     digits::read(zone.substr(4)));
  return good ? date : std::nullopt;
}

// xs:dateTime with a zone is an instant, and its date is that in the business zone; without one it is the
// bank's own.
std::optional<Date> parse_date_time(std::string_view text) {
  if (text.size() < 19) return std::nullopt;
  if (text.substr(19).find_first_of("Z+-") == std::string_view::npos) {
    const auto local = Instant::parse(std::string(text.substr(0, 19)) + "+08:00");
    return local ? std::optional(business_date(*local)) : std::nullopt;
  }
  // Fractions finer than a millisecond are cut.
  std::string cut(text);
  if (cut[19] == '.') {
    const std::size_t end = std::min(cut.find_first_not_of("0123456789", 20), cut.size());
    if (end > 23) cut.erase(23, end - 23);
  }
  const auto instant = Instant::parse(cut);
  return instant ? std::optional(business_date(*instant)) : std::nullopt;
}

class Camt053Reader {
 public:
  Camt053Reader(std::string_view input, const StatementLimits& limits, const OurAccounts& ours)
      : input_(input), limits_(limits), xml_(input, statement::xml_limits(limits)), references_(ours) {}

  Result<BankStatement> read();

 private:
  Check started();
  Check check_root();
  bool mixes(std::string_view text) const;
  Check ended();
  Check entry_field(std::string_view path, std::string_view text);
  Check transaction_field(Transaction& transaction, std::string_view path, std::string_view text);
  Check read_amount(std::optional<Amount>& amount, std::string_view text);
  Check read_direction(std::optional<bool>& credit, std::string_view text);
  Check finish_entry();
  Check add_unbooked();
  Check split(const BankLine& common);
  Check add(BankLine line, std::size_t offset);
  std::unexpected<Refusal> fail(const char* reason, std::size_t offset) const;
  std::unexpected<Refusal> missing(const char* element) const;
  std::string relative_path() const;

  std::string_view input_;
  const StatementLimits& limits_;
  XmlReader xml_;
  std::string uri_;
  std::vector<std::string> path_;  // by local name; what is of another namespace is "*"
  std::size_t entry_depth_ = 0;    // 0 outside of an entry
  std::string currency_;
  std::string own_account_;
  Text text_;
  bool has_child_ = false;  // the innermost open element
  StatedEntry entry_;
  BankStatement statement_;
  struct StatedBalance {
    std::string code, amount, direction;
  };
  void statement_field(std::string_view path, std::string_view text);
  StatedBalance balance_;
  std::string statement_id_;
  bool opened_ = false;        // an opening balance is stated
  std::uint64_t running_ = 0;  // from it, in fen, after the newest line; only told apart, so it may well wrap
  statement::ReferenceMaker references_;
};

std::unexpected<Refusal> Camt053Reader::fail(const char* reason, std::size_t offset) const {
  return statement::fail(input_, reason, offset, statement::joined(path_));
}

std::unexpected<Refusal> Camt053Reader::missing(const char* element) const {
  auto refusal = fail("missing", entry_.offset);
  refusal.error().field.append("/").append(element);
  return refusal;
}

Result<BankStatement> Camt053Reader::read() {
  while (true) {
    const auto event = xml_.next();
    if (!event) return std::unexpected(event.error());
    Check step;
    switch (*event) {
      case XmlEvent::start:
        step = started();
        break;
      case XmlEvent::end:
        step = ended();
        break;
      case XmlEvent::text:
        if (has_child_ && mixes(xml_.text())) step = fail("mixed", xml_.offset());
        text_.value += xml_.text();
        if (text_.value.size() > limits_.max_text) step = fail("text_too_long", xml_.offset());
        break;
      case XmlEvent::finished:
        if (const auto again = statement::repeated_reference(statement_.lines)) {
          path_ = {"Document", "BkToCstmrStmt", "Stmt", "Ntry"};
          return fail("duplicate_reference", statement_.lines[*again].place.offset);
        }
        statement::number_lines(input_, statement_.lines);
        return std::move(statement_);
    }
    if (!step) return std::unexpected(step.error());
  }
}

Check Camt053Reader::check_root() {
  uri_ = xml_.namespace_uri();
  // These two look alike and tell of the same money; taking them as well would take it twice, or before it is final.
  if (uri_.contains(":camt.052.")) return fail("interim_report", xml_.offset());
  if (uri_.contains(":camt.054.")) return fail("notification", xml_.offset());
  if (xml_.local_name() != "Document" || !uri_.starts_with(namespace_stem)) return fail("not_camt053", xml_.offset());
  const auto version = statement::version_of(uri_, namespace_stem);
  if (!version || *version < 2 || *version > 13) return fail("version", xml_.offset());
  return {};
}

// No element has both elements and text of its own: taken for a value, either would be a part of it.
bool Camt053Reader::mixes(std::string_view text) const {
  return text.find_first_not_of(" \t\r\n") != std::string_view::npos && !std::ranges::contains(path_, "*");
}

Check Camt053Reader::started() {
  if (mixes(text_.value)) return fail("mixed", xml_.offset());
  has_child_ = false;
  path_.push_back(path_.empty() || xml_.namespace_uri() == uri_ ? xml_.local_name() : "*");
  if (path_.size() == 1) {
    if (auto root = check_root(); !root) return root;
  }
  if (path_.size() == 2 && path_.back() != "BkToCstmrStmt") return fail("not_camt053", xml_.offset());
  text_ = {"", xml_.offset()};
  currency_.clear();
  for (const XmlAttribute& attribute : xml_.attributes()) {
    if (attribute.name == "Ccy") currency_ = attribute.value;
  }
  if (path_.size() == 3 && path_.back() == "Stmt") {
    own_account_.clear();
    statement_id_.clear();
    opened_ = false;
    running_ = 0;
    references_.begin_statement();
  }
  if (path_.size() == 4 && path_[2] == "Stmt" && path_[3] == "Ntry") {
    entry_ = {};
    entry_.offset = xml_.offset();
    entry_depth_ = path_.size();
  }
  if (entry_depth_ != 0 && relative_path() == "NtryDtls/TxDtls") {
    if (entry_.transactions.size() == limits_.max_lines) return fail("too_many", xml_.offset());
    entry_.transactions.emplace_back().offset = xml_.offset();
  }
  return {};
}

std::string Camt053Reader::relative_path() const { return statement::joined(path_, entry_depth_); }

Check Camt053Reader::ended() {
  if (entry_depth_ != 0) {
    const std::string path = relative_path();
    const std::string_view text = trimmed(text_.value);
    Check step;
    if (path.empty()) {
      step = finish_entry();
      entry_depth_ = 0;
    } else if (constexpr std::string_view inside = "NtryDtls/TxDtls/"; path.starts_with(inside)) {
      step = transaction_field(entry_.transactions.back(), std::string_view(path).substr(inside.size()), text);
    } else {
      step = entry_field(path, text);
    }
    if (!step) return step;
  } else if (path_.size() > 3 && path_[2] == "Stmt") {
    statement_field(statement::joined(path_, 3), trimmed(text_.value));
  }
  if (path_.size() >= 6 && path_[2] == "Stmt" && path_[3] == "Acct" && path_[4] == "Id" &&
      (path_.back() == "IBAN" || (path_.size() == 7 && path_[5] == "Othr" && path_.back() == "Id"))) {
    own_account_ = trimmed(text_.value);
  }
  text_.value.clear();
  path_.pop_back();
  has_child_ = true;
  return {};
}

// What a made-up reference tells a line's place by: the balance that it opens with, else the statement.
void Camt053Reader::statement_field(std::string_view path, std::string_view text) {
  if (path == "Id") statement_id_ = text;
  if (path == "Bal/Tp/CdOrPrtry/Cd") balance_.code = text;
  if (path == "Bal/Amt") balance_.amount = text;
  if (path == "Bal/CdtDbtInd") balance_.direction = text;
  if (path != "Bal") return;
  const StatedBalance stated = std::exchange(balance_, {});
  const auto amount = parse_amount(stated.amount);
  if (opened_ || !amount || (stated.code != "OPBD" && stated.code != "PRCD")) return;
  opened_ = true;
  running_ = static_cast<std::uint64_t>(stated.direction == "DBIT" ? -amount->minor() : amount->minor());
}

Check Camt053Reader::entry_field(std::string_view path, std::string_view text) {
  const auto read_date = [&](std::optional<Date>& date, std::optional<Date> value) -> Check {
    if (!value) return fail("date", text_.offset);
    date = value;
    return {};
  };
  if (stands_again(entry_.seen, entry_fields, path)) return fail("repeated", text_.offset);
  if (path == "Amt") return read_amount(entry_.amount, text);
  if (path == "CdtDbtInd") return read_direction(entry_.credit, text);
  if (path == "BookgDt/Dt") return read_date(entry_.booked, parse_date(text));
  if (path == "BookgDt/DtTm") return read_date(entry_.booked, parse_date_time(text));
  if (path == "ValDt/Dt") return read_date(entry_.valued, parse_date(text));
  if (path == "ValDt/DtTm") return read_date(entry_.valued, parse_date_time(text));
  if (path == "RvslInd") {
    const auto reversal = parse_boolean(text);
    if (!reversal) return fail("reversal", text_.offset);
    entry_.reversal = *reversal;
  }
  // A plain code up to version 06, a choice since 07; a choice's children end before it does.
  if (path == "Sts/Cd" || path == "Sts/Prtry") entry_.status = text;
  if (path == "Sts" && entry_.status.empty()) entry_.status = text;
  if (path == "AcctSvcrRef") entry_.reference = statement::reference(text);
  if (path == "AddtlNtryInf") entry_.additional = text;
  return {};
}

Check Camt053Reader::transaction_field(Transaction& transaction, std::string_view path, std::string_view text) {
  if (stands_again(transaction.seen, transaction_fields, path)) return fail("repeated", text_.offset);
  if (path == "Amt") return read_amount(transaction.amount, text);
  if (path == "AmtDtls/TxAmt/Amt" && !transaction.amount) return read_amount(transaction.amount, text);
  if (path == "CdtDbtInd") return read_direction(transaction.credit, text);
  if (path == "Refs/AcctSvcrRef") transaction.reference = statement::reference(text);
  if (path == "Refs/EndToEndId") transaction.end_to_end = statement::stated_reference(text);
  // A party is itself up to version 06; since 07 it is within Pty, or a bank within Agt.
  if (path == "RltdPties/Dbtr/Nm" || path == "RltdPties/Dbtr/Pty/Nm" || path == "RltdPties/Dbtr/Agt/FinInstnId/Nm")
    transaction.debtor.name = text;
  if (path == "RltdPties/Cdtr/Nm" || path == "RltdPties/Cdtr/Pty/Nm" || path == "RltdPties/Cdtr/Agt/FinInstnId/Nm")
    transaction.creditor.name = text;
  if (path == "RltdPties/DbtrAcct/Id/IBAN" || path == "RltdPties/DbtrAcct/Id/Othr/Id") transaction.debtor.account = text;
  if (path == "RltdPties/CdtrAcct/Id/IBAN" || path == "RltdPties/CdtrAcct/Id/Othr/Id") transaction.creditor.account = text;
  if (path == "RmtInf/Ustrd" && !text.empty()) {
    if (!transaction.remittance.empty()) transaction.remittance.push_back(' ');
    // Each may be as long as a text can be; joined, what is beyond is not kept.
    if (transaction.remittance.size() <= limits_.max_text) transaction.remittance += text;
  }
  if (path == "RmtInf/Strd/CdtrRefInf/Ref" && transaction.structured.empty()) transaction.structured = text;
  if (path == "AddtlTxInf") transaction.additional = text;
  return {};
}

Check Camt053Reader::read_amount(std::optional<Amount>& amount, std::string_view text) {
  if (currency_ != "CNY") {
    // What a transaction was instructed in may be another currency; what the account was moved by may not.
    if (path_.back() == "Amt" && path_.size() == entry_depth_ + 1) return fail("currency", text_.offset);
    return {};
  }
  const auto money = parse_amount(text);
  if (!money) return fail("amount", text_.offset);
  amount = Amount{*money, text_.offset};
  return {};
}

Check Camt053Reader::read_direction(std::optional<bool>& credit, std::string_view text) {
  if (text != "CRDT" && text != "DBIT") return fail("direction", text_.offset);
  credit = text == "CRDT";
  return {};
}

Check Camt053Reader::finish_entry() {
  if (entry_.status.empty()) return missing("Sts");
  if (entry_.status != "BOOK") return add_unbooked();
  if (!entry_.amount) return missing("Amt");
  if (!entry_.credit) return missing("CdtDbtInd");
  if (!entry_.booked) entry_.booked = entry_.valued;
  if (!entry_.booked) return missing("BookgDt");

  BankLine common;
  common.bank_reference = entry_.reference;
  common.booked = *entry_.booked;
  // CdtDbtInd says which way the money went, of a reversal too; RvslInd says only that it takes something
  // back.
  common.amount = *entry_.credit ? entry_.amount->money : -entry_.amount->money;
  common.reversal = entry_.reversal;
  common.remark = single_line(entry_.additional);
  common.own_account = own_account_;
  return split(common);
}

// The bank may still leave out what it has not booked: what is there is told.
Check Camt053Reader::add_unbooked() {
  if (statement_.unbooked.size() == limits_.max_lines) return fail("too_many", entry_.offset);
  const Money amount = entry_.amount ? entry_.amount->money : Money{};
  std::string reference = entry_.reference;
  if (reference.empty() && !entry_.transactions.empty()) reference = entry_.transactions.front().reference;
  statement_.unbooked.push_back(
      {entry_.status, std::move(reference), entry_.credit.value_or(true) ? amount : -amount, place_of(input_, entry_.offset)});
  return {};
}

Check Camt053Reader::split(const BankLine& common) {
  const auto& transactions = entry_.transactions;
  const auto states_amount = [](const Transaction& t) { return t.amount.has_value(); };
  const bool batch = transactions.size() > 1;
  if (transactions.empty() || (batch && !std::ranges::all_of(transactions, states_amount))) {
    return add(common, entry_.offset);
  }

  __int128 sum = 0;  // wider than the file can fill
  for (std::size_t i = 0; i < transactions.size(); ++i) {
    const Transaction& transaction = transactions[i];
    BankLine line = common;
    const bool credit = transaction.credit.value_or(*entry_.credit);
    if (batch) line.amount = credit ? transaction.amount->money : -transaction.amount->money;
    // LED-10: the entry's own reference is what every statement of it has, with details or without.
    if (common.bank_reference.empty())
      line.bank_reference = transaction.reference;
    else if (batch)
      line.bank_reference = statement::reference(common.bank_reference + "#" + std::to_string(i + 1));
    // A reversal names the parties of what it takes back.
    const NamedParty& other = (batch ? credit : *entry_.credit) != common.reversal ? transaction.debtor : transaction.creditor;
    line.end_to_end = transaction.end_to_end;
    line.payer_name = single_line(other.name);
    line.payer_account = other.account;
    for (const std::string* remark : {&transaction.remittance, &transaction.structured, &transaction.additional}) {
      if (remark->empty()) continue;
      line.remark = single_line(*remark);
      break;
    }
    sum += line.amount.minor();
    if (auto added = add(std::move(line), transaction.offset); !added) return added;
  }
  if (sum != common.amount.minor()) return fail("batch_sum", entry_.offset);
  return {};
}

Check Camt053Reader::add(BankLine line, std::size_t offset) {
  if (line.amount.is_zero()) {
    ++statement_.without_amount;
    return {};
  }
  if (statement_.lines.size() == limits_.max_lines) return fail("too_many", offset);
  running_ += static_cast<std::uint64_t>(line.amount.minor());
  statement::fit(line);
  if (line.bank_reference.empty())
    references_.make(line, "CAMT053", "", (opened_ ? "balance " : "statement " + statement_id_ + " ") + std::to_string(running_));
  line.place.offset = offset;
  statement_.lines.push_back(std::move(line));
  return {};
}

}  // namespace

Result<BankStatement> read_camt053(std::string_view xml, const StatementLimits& limits, const OurAccounts& ours) {
  return Camt053Reader(xml, limits, ours).read();
}

}  // namespace ch
