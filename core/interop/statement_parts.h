#pragma once
// What the readers of bank statements share. Inside interop only.
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interop/bank_statement.h"
#include "interop/xml.h"

namespace ch::statement {

std::unexpected<Refusal> fail(std::string_view input, const char* reason, std::size_t offset, std::string field);

// Of ISO 20022: the reader's limits; a path of elements as a refusal's field; the version behind a namespace's stem, "…pain.002.001." "10".
XmlLimits xml_limits(const StatementLimits& limits);
std::string joined(const std::vector<std::string>& path, std::size_t from = 0);
std::optional<std::int64_t> version_of(std::string_view uri, std::string_view stem);

// "1234", "1234.5", "1234.50", and longer fractions where what is beyond the fen is zero. No sign.
std::optional<Money> parse_decimal(std::string_view text);

// In one line; empty where nothing of it shows, since such a reference could not be told from another. Of more than 64 characters the first
// 31, "~" and 32 digits of its digest.
std::string reference(std::string_view text);

// The same, and empty too where the bank only says that there is none: NONREF, NOTPROVIDED.
std::string stated_reference(std::string_view text);

// As long as take_wire takes them (PRE-5): nobody can shorten what a bank writes.
void fit(BankLine& line);

// LED-10: references for lines to which the bank gave none; of what is fitted, and is the same in whatever order the bank lists its day.
class ReferenceMaker {
 public:
  explicit ReferenceMaker(const OurAccounts& ours) : ours_(ours) {}
  void begin_statement() { alike_.clear(); }
  // `further` is what else the line says, `after` what tells its place: the balance after it.
  void make(BankLine& line, std::string_view format, std::string_view further, std::string_view after);

 private:
  std::string made(const BankLine& line, std::string_view account, std::string_view format, std::string_view further,
                   std::string_view after, std::string* alike);
  const OurAccounts& ours_;
  std::map<std::string, std::int64_t> alike_;  // of the statement
  std::map<std::string, std::int64_t> made_;   // of the file
};

// As TextEncoding has it. Refusal reason not_gb18030; whoever reads on finds what is no UTF-8.
Result<std::string> as_utf8(std::string_view bytes, TextEncoding encoding);

// LED-10 takes a line once, by its reference; two lines of one account with the same one cannot both be
// taken, so the file is refused. Gives the index of the second.
std::optional<std::size_t> repeated_reference(const std::vector<BankLine>& lines);

// The line of the file that each begins on, by its offset.
void number_lines(std::string_view input, std::vector<BankLine>& lines);

}  // namespace ch::statement
