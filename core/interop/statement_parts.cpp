// Amounts, references and refusals of bank statements. LED-10.
#include "interop/statement_parts.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>

#include "api/codes.h"
#include "api/made_reference.h"
#include "base/digits.h"
#include "base/place.h"
#include "base/sha256.h"
#include "base/text.h"
#include "interop/gb18030.h"

namespace ch::statement {

std::unexpected<Refusal> fail(std::string_view input, const char* reason, std::size_t offset, std::string field) {
  return refused("malformed_statement", field, reason_at(input, reason, offset));
}

std::optional<Money> parse_decimal(std::string_view text) {
  const std::size_t point = text.find('.');
  std::string whole(text.substr(0, point));
  std::string fraction(point == std::string_view::npos ? "" : text.substr(point + 1));
  if (whole.empty() || (point != std::string_view::npos && fraction.empty())) return std::nullopt;
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
  while (fraction.size() > 2 && fraction.ends_with('0')) fraction.pop_back();
  while (fraction.size() < 2) fraction.push_back('0');
  if (whole.starts_with('-')) return std::nullopt;
  return Money::parse(whole + "." + fraction);
}

XmlLimits xml_limits(const StatementLimits& limits) {
  XmlLimits xml;
  xml.max_bytes = limits.max_bytes;
  xml.max_text = limits.max_text;
  return xml;
}

std::string joined(const std::vector<std::string>& path, std::size_t from) {
  std::string text;
  for (std::size_t i = from; i < path.size(); ++i) text += (i > from ? "/" : "") + path[i];
  return text;
}

std::optional<std::int64_t> version_of(std::string_view uri, std::string_view stem) {
  if (!uri.starts_with(stem) || uri.size() != stem.size() + 2) return std::nullopt;
  return digits::read(uri.substr(stem.size()));
}

namespace {

constexpr std::int64_t longest_reference = 64, longest_name = 200, longest_account = 64, longest_remark = 1'000;

std::string beginning_of(std::string_view text, std::int64_t characters) {
  std::size_t end = 0;
  for (std::int64_t count = 0; end < text.size(); ++end) {
    const bool begins = (static_cast<unsigned char>(text[end]) & 0xc0U) != 0x80U;
    if (begins && ++count > characters) break;
  }
  return std::string(text.substr(0, end));
}

void cut(std::string& text, std::int64_t most) {
  if (count_codepoints(text) > most) text = beginning_of(text, most - 1) + "…";
}

}  // namespace

std::string reference(std::string_view text) {
  std::string normal = normal_reference(text), written = normal.empty() ? std::string{} : single_line(text);
  if (count_codepoints(written) <= longest_reference) return written;
  if (count_codepoints(normal) <= longest_reference) return normal;
  constexpr std::int64_t kept = 31;
  return beginning_of(normal, kept) + "~" + hex(sha256(normal)).substr(0, 32);
}

std::string stated_reference(std::string_view text) {
  const std::string_view stated = trimmed(text);
  return stated == "NONREF" || stated == "NOTPROVIDED" ? std::string{} : reference(text);
}

void fit(BankLine& line) {
  cut(line.payer_name, longest_name);
  cut(line.payer_account, longest_account);
  cut(line.remark, longest_remark);
}

std::string ReferenceMaker::made(const BankLine& line, std::string_view account, std::string_view format, std::string_view further,
                                 std::string_view after, std::string* alike) {
  const std::string moved = std::string(account) + "\n" + line.booked.text() + "\n" + line.amount.text() + "\n";
  std::string content = moved + (line.reversal ? "R" : "") + "\n";
  for (const std::string* part : {&line.payer_name, &line.payer_account, &line.remark, &line.end_to_end})
    content += single_line(*part) + "\n";
  content += further;
  std::string reference = made_reference(format, content, moved + std::string(after));
  // Two lines that have even the place in common (paid, sent back and paid again) stand in the order of the file.
  if (const std::int64_t times = ++made_[reference]; times > 1) reference += "-" + std::to_string(times);
  if (alike) *alike = std::move(content);
  return reference;
}

void ReferenceMaker::make(BankLine& line, std::string_view format, std::string_view further, std::string_view after) {
  const std::string ours = ours_.ours(line.own_account), &account = ours.empty() ? line.own_account : ours;
  std::string alike;
  line.bank_reference = made(line, account, format, further, after, &alike);
  line.among_alike = ++alike_[alike];
  if (account != line.own_account) line.former_reference = made(line, line.own_account, format, further, after, nullptr);
}

namespace {

// Whether it is meant as UTF-8, with an error in it or without: of Chinese in GB18030 hardly two characters in a row are valid UTF-8, so
// that a file which begins with several is none, and is not to be read as one.
bool looks_like_utf8(std::string_view bytes) {
  constexpr std::int64_t several = 8;
  const auto invalid = first_invalid_utf8(bytes);
  if (!invalid) return true;
  const std::string_view before = bytes.substr(0, *invalid);
  return before.starts_with("\xef\xbb\xbf") ||
         count_codepoints(before) - std::ranges::count_if(before, [](char c) { return static_cast<unsigned char>(c) < 0x80; }) >= several;
}

}  // namespace

Result<std::string> as_utf8(std::string_view bytes, TextEncoding encoding) {
  if (encoding == TextEncoding::utf8 || (encoding == TextEncoding::recognised && looks_like_utf8(bytes))) return std::string(bytes);
  auto text = utf8_of_gb18030(bytes);
  if (!text) return fail(text.error().before, "not_gb18030", text.error().before.size(), "");
  return std::move(*text);
}

std::optional<std::size_t> repeated_reference(const std::vector<BankLine>& lines) {
  std::set<std::pair<std::string, std::string>> seen;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!seen.emplace(lines[i].own_account, normal_reference(lines[i].bank_reference)).second) return i;
  }
  return std::nullopt;
}

void number_lines(std::string_view input, std::vector<BankLine>& lines) {
  std::size_t at = 0;
  std::int64_t line = 1;
  for (BankLine& one : lines) {
    if (one.place.offset < at) at = 0, line = 1;  // a bank's elements need not stand in the order of its lines
    const std::size_t to = std::min(one.place.offset, input.size());
    line += std::count(input.begin() + static_cast<std::ptrdiff_t>(at), input.begin() + static_cast<std::ptrdiff_t>(to), '\n');
    at = to;
    one.place.line = line;
  }
}

}  // namespace ch::statement
