// ISO 20022 pain.002 status reports. LED-11.
#include "interop/payment_status.h"

#include <algorithm>
#include <set>
#include <utility>

#include "api/codes.h"
#include "base/digits.h"
#include "base/text.h"
#include "interop/statement_parts.h"
#include "interop/xml.h"

namespace ch {
namespace {

constexpr std::string_view report_namespace = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.";

constexpr std::pair<std::string_view, PaymentFate> fates[] = {
    {"ACSC", PaymentFate::settled},   {"ACCC", PaymentFate::settled},   {"RJCT", PaymentFate::rejected},  {"ACCP", PaymentFate::under_way},
    {"ACTC", PaymentFate::under_way}, {"ACSP", PaymentFate::under_way}, {"ACWC", PaymentFate::under_way}, {"ACWP", PaymentFate::under_way},
    {"ACFC", PaymentFate::under_way}, {"RCVD", PaymentFate::under_way}, {"PDNG", PaymentFate::under_way}, {"PATC", PaymentFate::under_way},
    {"PART", PaymentFate::under_way},
};

// One of the report's three levels: the whole message, its one PmtInf, a payment.
struct Said {
  std::size_t offset = 0;
  std::string status, code, words;
  std::string message, information, end_to_end, bank_reference;
  std::optional<Money> amount;
  std::optional<Date> day;
  OriginalTotals totals;
  std::set<std::string, std::less<>> seen;
};

class Pain002Reader {
 public:
  Pain002Reader(std::string_view input, const StatementLimits& limits)
      : input_(input), limits_(limits), xml_(input, statement::xml_limits(limits)) {}

  Result<PaymentStatusReport> read();

 private:
  Check started();
  Check ended();
  Check check_root();
  Check field(Said& said, std::string_view path, std::string_view text);
  Check finish_payment();
  Check finish_whole(const Said& said);
  Result<PaymentFate> fate_of(const Said& said) const;
  std::unexpected<Refusal> fail(const char* reason, std::size_t offset) const {
    return refused("malformed_payment_status", statement::joined(path_), reason_at(input_, reason, offset));
  }

  std::string_view input_;
  const StatementLimits& limits_;
  XmlReader xml_;
  std::string uri_, currency_, text_;
  std::size_t text_offset_ = 0;
  std::vector<std::string> path_;  // by local name; what is of another namespace is "*"
  bool has_child_ = false;         // the innermost open element
  Said group_, information_, payment_;
  bool any_group_ = false, any_information_ = false;
  PaymentStatusReport report_;
  std::set<std::string> payments_;
};

std::string reason_of(const Said& said) {
  if (said.code.empty() || said.words.empty()) return single_line(said.code + said.words);
  return single_line(said.code + " " + said.words);
}

Result<PaymentStatusReport> Pain002Reader::read() {
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
        text_ += xml_.text();
        if (has_child_ && !trimmed(xml_.text()).empty()) step = fail("mixed", xml_.offset());
        if (text_.size() > limits_.max_text) step = fail("text_too_long", xml_.offset());
        break;
      case XmlEvent::finished:
        return std::move(report_);
    }
    if (!step) return std::unexpected(step.error());
  }
}

Check Pain002Reader::check_root() {
  uri_ = xml_.namespace_uri();
  if (xml_.local_name() != "Document" || !uri_.starts_with(report_namespace)) return fail("not_pain002", xml_.offset());
  const auto version = statement::version_of(uri_, report_namespace);
  if (!version || *version < 3 || *version > 14) return fail("version_pain002", xml_.offset());
  return {};
}

Check Pain002Reader::started() {
  if (!trimmed(text_).empty()) return fail("mixed", xml_.offset());
  has_child_ = false;
  path_.push_back(path_.empty() || xml_.namespace_uri() == uri_ ? xml_.local_name() : "*");
  text_.clear();
  text_offset_ = xml_.offset();
  currency_.clear();
  for (const XmlAttribute& attribute : xml_.attributes())
    if (attribute.name == "Ccy") currency_ = attribute.value;
  if (path_.size() == 1) return check_root();
  if (path_.size() == 2 && path_.back() != "CstmrPmtStsRpt") return fail("not_pain002", xml_.offset());
  if (path_.size() == 3 && path_.back() == "OrgnlGrpInfAndSts") {
    if (std::exchange(any_group_, true)) return fail("repeated", xml_.offset());
    group_ = {.offset = xml_.offset()};
  }
  if (path_.size() == 3 && path_.back() == "OrgnlPmtInfAndSts") {
    if (std::exchange(any_information_, true)) return fail("repeated", xml_.offset());  // a batch has one
    information_ = {.offset = xml_.offset()};
  }
  if (path_.size() == 4 && path_[2] == "OrgnlPmtInfAndSts" && path_.back() == "TxInfAndSts") payment_ = {.offset = xml_.offset()};
  return {};
}

Check Pain002Reader::ended() {
  const std::string_view text = trimmed(text_);
  Check step;
  if (path_.size() >= 3 && path_[1] == "CstmrPmtStsRpt") {
    const bool payment = path_.size() >= 4 && path_[2] == "OrgnlPmtInfAndSts" && path_[3] == "TxInfAndSts";
    const std::size_t above = payment ? 4 : 3;
    const std::string inside = statement::joined(path_, above);
    Said& said = payment ? payment_ : path_[2] == "OrgnlGrpInfAndSts" ? group_ : information_;
    const bool ours = payment || path_[2] == "OrgnlGrpInfAndSts" || path_[2] == "OrgnlPmtInfAndSts";
    if (ours) step = !inside.empty() ? field(said, inside, text) : payment ? finish_payment() : finish_whole(said);
  }
  if (!step) return step;
  if (path_.size() == 2 && !any_group_) return fail("missing", text_offset_);
  text_.clear();
  path_.pop_back();
  has_child_ = true;
  return {};
}

Check Pain002Reader::field(Said& said, std::string_view path, std::string_view text) {
  constexpr std::string_view once[] = {"OrgnlMsgId",   "OrgnlPmtInfId",   "GrpSts",      "PmtInfSts",
                                       "TxSts",        "OrgnlEndToEndId", "AcctSvcrRef", "OrgnlTxRef/Amt/InstdAmt",
                                       "OrgnlNbOfTxs", "OrgnlCtrlSum",    "AccptncDtTm", "OrgnlTxRef/IntrBkSttlmDt"};
  if (std::ranges::contains(once, path) && !said.seen.emplace(path).second) return fail("repeated", text_offset_);
  if (path == "OrgnlMsgId") said.message = single_line(text);
  if (path == "OrgnlPmtInfId") said.information = statement::stated_reference(text);
  if (path == "GrpSts" || path == "PmtInfSts" || path == "TxSts") said.status = text;
  if (path == "OrgnlEndToEndId") said.end_to_end = statement::reference(text);
  if (path == "AcctSvcrRef") said.bank_reference = statement::stated_reference(text);
  if (path == "OrgnlTxRef/Amt/InstdAmt") {
    if (currency_ != "CNY") return fail("currency", text_offset_);
    said.amount = statement::parse_decimal(text);
    if (!said.amount) return fail("amount", text_offset_);
  }
  // The settlement's day counts before that of the acceptance.
  if (path == "OrgnlTxRef/IntrBkSttlmDt" || (path == "AccptncDtTm" && !said.day)) {
    constexpr std::size_t letters_of_day = 10;
    said.day = Date::parse(text.substr(0, letters_of_day));
    if (!said.day) return fail("date", text_offset_);
  }
  if (path == "OrgnlNbOfTxs") {
    said.totals.payments = digits::read(text);
    if (!said.totals.payments) return fail("count", text_offset_);
  }
  if (path == "OrgnlCtrlSum") {
    said.totals.sum = statement::parse_decimal(text);
    if (!said.totals.sum) return fail("amount", text_offset_);
  }
  if ((path == "StsRsnInf/Rsn/Cd" || path == "StsRsnInf/Rsn/Prtry") && said.code.empty()) said.code = text;
  if (path == "StsRsnInf/AddtlInf") {
    if (!said.words.empty()) said.words.push_back(' ');
    said.words += text;
    if (said.words.size() > limits_.max_text) return fail("text_too_long", text_offset_);
  }
  return {};
}

Result<PaymentFate> Pain002Reader::fate_of(const Said& said) const {
  const auto known = std::ranges::find(fates, said.status, &std::pair<std::string_view, PaymentFate>::first);
  if (known == std::end(fates)) return fail("status", said.offset);
  return known->second;
}

Check Pain002Reader::finish_payment() {
  if (payment_.end_to_end.empty() || payment_.status.empty()) return fail("missing", payment_.offset);
  const auto fate = fate_of(payment_);
  if (!fate) return std::unexpected(fate.error());
  if (!payments_.insert(normal_reference(payment_.end_to_end)).second) return fail("duplicate_payment", payment_.offset);
  if (report_.payments.size() == limits_.max_lines) return fail("too_many", payment_.offset);
  report_.payments.push_back({payment_.end_to_end, payment_.status, *fate, payment_.amount, payment_.bank_reference, reason_of(payment_),
                              payment_.day, place_of(input_, payment_.offset)});
  return {};
}

// The message's own part comes first. A batch is one PmtInf, so what is said of that is said of the whole.
Check Pain002Reader::finish_whole(const Said& said) {
  if (&said == &group_) {
    if (said.message.empty()) return fail("missing", said.offset);
    report_.message = said.message;
  }
  (&said == &group_ ? report_.of_message : report_.of_information) = said.totals;
  if (&said == &information_) report_.information = said.information;
  if (said.status.empty()) return {};
  const auto fate = fate_of(said);
  if (!fate) return std::unexpected(fate.error());
  const bool decided = *fate != PaymentFate::under_way && report_.fate != PaymentFate::under_way;
  if (decided && *fate != report_.fate) return fail("contradiction", said.offset);
  report_.status = said.status;
  report_.fate = *fate;
  report_.reason = reason_of(said);
  report_.place = place_of(input_, said.offset);
  return {};
}

}  // namespace

Result<PaymentStatusReport> read_pain002(std::string_view xml, const StatementLimits& limits) { return Pain002Reader(xml, limits).read(); }

}  // namespace ch
