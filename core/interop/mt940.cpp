// SWIFT MT940 bank statements. LED-10.
#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "base/digits.h"
#include "base/text.h"
#include "interop/bank_statement.h"
#include "interop/statement_parts.h"

namespace ch {
namespace {

struct Tagged {
  std::string tag;  // "61"
  std::string text;
  std::size_t offset = 0;  // of the text
};

struct Mark {
  bool in = true, reversal = false;
};
// RC takes back a credit, so money goes out; RD a debit.
constexpr std::pair<std::string_view, Mark> marks[] = {{"RC", {false, true}}, {"RD", {true, true}}, {"C", {true}}, {"D", {false}}};

// Fifteen places with the comma: no balance is beyond it, and no sum of two such leaves Money's range.
constexpr Money balance_most = Money::fen(100'000'000'000'000'00);

// ":61:" and what is like it begins a field.
std::optional<std::size_t> tag_length(std::string_view line) {
  if (line.size() < 4 || line[0] != ':' || !digits::read(line.substr(1, 2))) return std::nullopt;
  const std::size_t end = line[3] >= 'A' && line[3] <= 'Z' ? 4 : 3;
  return end < line.size() && line[end] == ':' ? std::optional(end + 1) : std::nullopt;
}

// YYMMDD of this century.
std::optional<Date> short_date(std::string_view text) {
  const auto number = digits::read(text);
  if (!number || text.size() != 6) return std::nullopt;
  return Date::from_ymd(static_cast<std::int32_t>(2000 + *number / 10'000), static_cast<std::int32_t>(*number / 100 % 100),
                        static_cast<std::int32_t>(*number % 100));
}

// MMDD, of the year that brings it nearest to the value date.
std::optional<Date> entry_date(std::string_view text, Date valued) {
  std::optional<Date> nearest;
  const auto away = [&](Date date) { return std::abs(days_between(valued, date)); };
  for (const std::int32_t year : {valued.year() - 1, valued.year(), valued.year() + 1}) {
    const auto number = digits::read(text);
    if (!number) return std::nullopt;
    const auto date = Date::from_ymd(year, static_cast<std::int32_t>(*number / 100), static_cast<std::int32_t>(*number % 100));
    if (date && (!nearest || away(*date) < away(*nearest))) nearest = date;
  }
  return nearest;
}

// "1234,5": the comma is always there, and what is behind it may be left out.
std::optional<Money> comma_amount(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos || text.size() > 15) return std::nullopt;
  std::string plain(text);
  plain[comma] = '.';
  if (plain.ends_with('.')) plain.pop_back();
  return plain.find(',') == std::string::npos ? statement::parse_decimal(plain) : std::nullopt;
}

// "BANK/ACCOUNT", with the currency behind it or not.
std::string account_of(std::string_view text) {
  std::string_view account = trimmed(text.substr(text.rfind('/') + 1));
  if (account.size() > 3 && account.ends_with("CNY")) account.remove_suffix(3);
  return single_line(account);
}

class Mt940Reader {
 public:
  Mt940Reader(std::string_view input, const StatementLimits& limits, const OurAccounts& ours)
      : input_(input), limits_(limits), references_(ours) {}

  Result<BankStatement> read();

 private:
  enum class Stage : std::uint8_t { outside, reference, account, number, opened, closed };
  struct Balance {
    Money amount;
    std::string account;
    bool intermediate = false;
  };

  Check take_text_line(std::string_view line, std::size_t offset);
  Check end_message(std::size_t offset);
  Check flush();
  Check take(const Tagged& field);
  Check take_opening(const Tagged& field);
  Check take_closing(const Tagged& field);
  Check take_movement(const Tagged& field);
  Check take_information(const Tagged& field);
  void read_structured(std::string_view text);
  Check finish_line();
  Result<Money> read_balance(const Tagged& field) const;
  std::unexpected<Refusal> fail(const char* reason, const Tagged& field, std::size_t at = 0) const {
    return statement::fail(input_, reason, field.offset + at, ":" + field.tag + ":");
  }

  std::string_view input_;
  const StatementLimits& limits_;
  Stage stage_ = Stage::outside;
  bool any_ = false;
  std::optional<Tagged> field_;
  std::string own_account_;
  Money balance_;  // after the newest movement
  std::optional<Balance> last_closing_;
  std::optional<BankLine> line_;  // until its information has come
  bool informed_ = false;
  std::string type_, supplementary_;
  statement::ReferenceMaker references_;
  BankStatement statement_;
};

Result<BankStatement> Mt940Reader::read() {
  if (const auto nul = input_.find('\0'); nul != std::string_view::npos) return statement::fail(input_, "nul", nul, "");
  std::size_t at = input_.starts_with("\xef\xbb\xbf") ? 3 : 0;
  while (at < input_.size()) {
    const std::size_t end = std::min(input_.find_first_of("\r\n", at), input_.size());
    if (auto taken = take_text_line(input_.substr(at, end - at), at); !taken) return std::unexpected(taken.error());
    at = end == input_.size() ? end : end + (input_.substr(end).starts_with("\r\n") ? 2 : 1);
  }
  if (auto ended = end_message(input_.size()); !ended) return std::unexpected(ended.error());
  if (!any_) return statement::fail(input_, "not_mt940", 0, "");
  if (const auto again = statement::repeated_reference(statement_.lines))
    return statement::fail(input_, "duplicate_reference", statement_.lines[*again].place.offset, ":61:");
  statement::number_lines(input_, statement_.lines);
  return std::move(statement_);
}

// Of the envelope {1:…}{2:…}{4: … -}{5:…} only what block 4 holds counts.
Check Mt940Reader::take_text_line(std::string_view line, std::size_t offset) {
  if (line.starts_with('-') && (trimmed(line) == "-" || line.starts_with("-}"))) {
    if (auto ended = end_message(offset); !ended) return ended;
    return line.starts_with("-}{") ? take_text_line(line.substr(2), offset + 2) : Check{};
  }
  if (line.starts_with('{') && stage_ == Stage::outside) {
    constexpr std::string_view text_block = "{4:";
    const std::size_t inside = line.find(text_block);
    if (inside == std::string_view::npos) return {};
    const std::size_t from = inside + text_block.size();
    return take_text_line(line.substr(from), offset + from);
  }
  if (const auto length = tag_length(line)) {
    if (auto flushed = flush(); !flushed) return flushed;
    field_ = Tagged{std::string(line.substr(1, *length - 2)), std::string(line.substr(*length)), offset + *length};
    return {};
  }
  if (!field_) return trimmed(line).empty() ? Check{} : statement::fail(input_, "not_mt940", offset, "");
  if (line.empty()) return {};
  field_->text += "\n";
  field_->text += line;
  if (field_->text.size() > limits_.max_text) return fail("text_too_long", *field_);
  return {};
}

Check Mt940Reader::end_message(std::size_t offset) {
  if (auto flushed = flush(); !flushed) return flushed;
  if (stage_ != Stage::outside && stage_ != Stage::closed) return statement::fail(input_, "missing", offset, ":62F:");
  stage_ = Stage::outside;
  return {};
}

Check Mt940Reader::flush() {
  if (!field_) return {};
  const Tagged field = *std::exchange(field_, std::nullopt);
  return take(field);
}

Check Mt940Reader::take(const Tagged& field) {
  const auto next = [&](Stage from, Stage to) -> Check {
    if (stage_ != from) return fail("unexpected_field", field);
    stage_ = to;
    return {};
  };
  if (field.tag == "20") {
    if (stage_ == Stage::closed) stage_ = Stage::outside;  // where nothing stands between two messages
    any_ = true;
    return next(Stage::outside, Stage::reference);
  }
  // An interim report (MT942) begins the same and is no statement: what it shows may yet change.
  if (stage_ == Stage::outside || field.tag == "34F" || field.tag == "13D") return fail("not_mt940", field);
  if (field.tag == "21") return next(Stage::reference, Stage::reference);
  if (field.tag == "25" || field.tag == "25P") {
    own_account_ = account_of(field.text.substr(0, field.text.find('\n')));
    return next(Stage::reference, Stage::account);
  }
  if (field.tag == "28" || field.tag == "28C") return next(Stage::account, Stage::number);
  if (field.tag == "60F" || field.tag == "60M") {
    if (auto stepped = next(Stage::number, Stage::opened); !stepped) return stepped;
    return take_opening(field);
  }
  if (field.tag == "61") {
    if (auto stepped = next(Stage::opened, Stage::opened); !stepped) return stepped;
    return take_movement(field);
  }
  if (field.tag == "86") return take_information(field);
  if (field.tag == "62F" || field.tag == "62M") {
    if (auto stepped = next(Stage::opened, Stage::closed); !stepped) return stepped;
    return take_closing(field);
  }
  if (field.tag == "64" || field.tag == "65") return next(Stage::closed, Stage::closed);
  return fail("unexpected_field", field);
}

// C260210CNY1234,56
Result<Money> Mt940Reader::read_balance(const Tagged& field) const {
  const std::string_view text = trimmed(field.text);
  if (!text.starts_with('C') && !text.starts_with('D')) return fail("direction", field);
  if (text.size() < 10 || !short_date(text.substr(1, 6))) return fail("date", field);
  if (text.substr(7, 3) != "CNY") return fail("currency", field);
  const auto amount = comma_amount(text.substr(10));
  if (!amount) return fail("amount", field);
  return text.starts_with('C') ? *amount : -*amount;
}

Check Mt940Reader::take_opening(const Tagged& field) {
  const auto opening = read_balance(field);
  if (!opening) return std::unexpected(opening.error());
  // Pages of one statement go on where the one before ended.
  const bool next_page = field.tag == "60M" && last_closing_ && last_closing_->intermediate && last_closing_->account == own_account_;
  if (next_page && last_closing_->amount != *opening) return fail("balance", field);
  if (!next_page) references_.begin_statement();
  balance_ = *opening;
  return {};
}

Check Mt940Reader::take_closing(const Tagged& field) {
  if (auto finished = finish_line(); !finished) return finished;
  const auto closing = read_balance(field);
  if (!closing) return std::unexpected(closing.error());
  if (balance_ != *closing) return fail("balance", field);
  last_closing_ = Balance{*closing, own_account_, field.tag == "62M"};
  return {};
}

// 2602100210C1234,56NTRFcustomer//bank, and on a line of its own what else there is to say.
Check Mt940Reader::take_movement(const Tagged& field) {
  if (auto finished = finish_line(); !finished) return finished;
  if (statement_.lines.size() == limits_.max_lines) return fail("too_many", field);
  const std::size_t line_end = field.text.find('\n');
  const std::string_view text = std::string_view(field.text).substr(0, line_end);
  BankLine line;
  line.own_account = own_account_;

  const auto valued = short_date(text.substr(0, std::min<std::size_t>(6, text.size())));
  if (!valued) return fail("date", field);
  std::size_t at = 6;
  line.booked = *valued;
  if (at < text.size() && digits::is_digit(text[at])) {
    const auto booked = text.size() < 10 ? std::nullopt : entry_date(text.substr(6, 4), *valued);
    if (!booked) return fail("date", field, at);
    line.booked = *booked;
    at = 10;
  }

  const auto mark = std::ranges::find_if(marks, [&](const auto& one) { return text.substr(at).starts_with(one.first); });
  if (mark == std::end(marks)) return fail("direction", field, at);
  at += mark->first.size();
  if (at < text.size() && text[at] >= 'A' && text[at] <= 'Z') {  // the funds code is the currency's last letter
    if (text[at] != 'Y') return fail("currency", field, at);
    ++at;
  }
  const std::size_t amount_end = std::min(text.find_first_not_of("0123456789,", at), text.size());
  const auto amount = comma_amount(text.substr(at, amount_end - at));
  if (!amount) return fail("amount", field, at);
  line.amount = mark->second.in ? *amount : -*amount;
  line.reversal = mark->second.reversal;
  balance_ += line.amount;
  if (abs(balance_) > balance_most) return fail("amount", field, at);

  at = amount_end;
  constexpr std::size_t type_length = 4;  // NTRF
  if (text.size() < at + type_length) return fail("transaction_type", field, at);
  type_ = text.substr(at, type_length);
  const std::string_view references = text.substr(at + type_length);
  const std::size_t slashes = references.find("//");
  line.end_to_end = statement::stated_reference(references.substr(0, slashes));
  if (slashes != std::string_view::npos) line.bank_reference = statement::stated_reference(references.substr(slashes + 2));

  supplementary_ = line_end == std::string::npos ? "" : single_line(field.text.substr(line_end + 1));
  line.place.offset = field.offset;
  line_ = std::move(line);
  informed_ = false;
  return {};
}

// ?20 to ?29 and ?60 to ?63 say why, ?31 is the other side's account, ?32 and ?33 its name. Line breaks mean nothing here.
void Mt940Reader::read_structured(std::string_view text) {
  std::string joined(text);
  std::erase(joined, '\n');
  std::string name;
  for (std::size_t at = joined.find('?'); at != std::string::npos;) {
    const std::size_t end = joined.find('?', at + 1);
    const std::string_view part = std::string_view(joined).substr(at + 1, end == std::string::npos ? end : end - at - 1);
    const auto code = digits::read(part.substr(0, 2));
    const std::string_view value = part.size() > 2 ? part.substr(2) : std::string_view{};
    if (code && ((*code >= 20 && *code <= 29) || (*code >= 60 && *code <= 63))) line_->remark += value;
    if (code == 31) line_->payer_account = trimmed(value);
    if (code == 32 || code == 33) name += value;
    at = end;
  }
  line_->payer_name = single_line(name);
  line_->remark = single_line(line_->remark);
}

Check Mt940Reader::take_information(const Tagged& field) {
  if (stage_ == Stage::closed) return {};  // about the statement as a whole
  if (!line_) return fail("unexpected_field", field);
  if (std::exchange(informed_, true)) return fail("repeated", field);
  const std::string_view text = field.text;
  const bool structured = text.size() > 3 && digits::read(text.substr(0, 3)) && text[3] == '?';
  if (structured || text.starts_with('?')) {
    read_structured(text);
    return {};
  }
  // Free text is broken where a line is full, in the middle of a word; a shorter line was meant to end there.
  constexpr std::int64_t full_line = 65;
  std::string remark;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view part = text.substr(at, end - at);
    remark += part;
    if (count_codepoints(part) != full_line) remark += ' ';
    at = end + 1;
  }
  line_->remark = single_line(remark);
  return {};
}

Check Mt940Reader::finish_line() {
  if (!line_) return {};
  if (line_->amount.is_zero()) {
    ++statement_.without_amount;
  } else {
    if (line_->remark.empty()) line_->remark = supplementary_;
    statement::fit(*line_);
    if (line_->bank_reference.empty()) references_.make(*line_, "MT940", type_, balance_.text());
    statement_.lines.push_back(std::move(*line_));
  }
  line_.reset();
  return {};
}

}  // namespace

Result<BankStatement> read_mt940(std::string_view bytes, const StatementLimits& limits, const OurAccounts& ours) {
  if (bytes.size() > limits.max_bytes) return statement::fail(bytes, "too_long", limits.max_bytes, "");
  const auto text = statement::as_utf8(bytes, TextEncoding::recognised);
  if (!text) return std::unexpected(text.error());
  if (const auto invalid = first_invalid_utf8(*text)) return statement::fail(*text, "invalid_utf8", *invalid, "");
  return Mt940Reader(*text, limits, ours).read();
}

}  // namespace ch
