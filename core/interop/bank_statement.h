#pragma once
// Bank statements read from outside: ISO 20022 camt.053, SWIFT MT940, and CSV with a column map. LED-10.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/our_accounts.h"
#include "base/instant.h"
#include "base/money.h"
#include "base/outcome.h"
#include "base/place.h"

namespace ch {

// Where a line stands in its file; no part of what it says.
struct FilePlace {
  std::size_t offset = 0;
  std::int64_t line = 0;  // from 1, as an editor counts

  bool operator==(const FilePlace&) const { return true; }
};

// One movement of the bank account. A line is taken once, by its bank reference on that account.
struct BankLine {
  std::string bank_reference;
  Date booked;
  Money amount;            // positive came in, negative went out; never zero: such lines are left out
  std::string payer_name;  // the other side: who paid, or who was paid
  std::string payer_account;
  std::string remark;
  bool reversal = false;    // it takes back an earlier movement, whose other side this is
  std::string own_account;  // of ours, on whose statement it stands, where that says so
  std::string end_to_end;   // what whoever ordered the payment calls it, where the bank hands that on
  // Where the reference is made up: the how manieth of those alike it is on its statement, from 1.
  std::optional<std::int64_t> among_alike = {};
  // The reference made of the account as the bank writes it, as it was once, where that is another.
  std::string former_reference = {};
  FilePlace place = {};

  bool operator==(const BankLine&) const = default;
};

// What the statement shows and the bank has not booked: nothing to take yet, and not to be passed over in silence.
struct UnbookedEntry {
  std::string status;  // PDNG, INFO
  std::string bank_reference;
  Money amount;  // as of a line
  Place place;

  bool operator==(const UnbookedEntry&) const = default;
};

struct BankStatement {
  std::vector<BankLine> lines;
  std::vector<UnbookedEntry> unbooked;
  std::int64_t without_amount = 0;  // lines of 0.00, which are nothing to take
};

struct StatementLimits {
  std::size_t max_bytes = 32U << 20;
  std::size_t max_lines = 100'000;
  std::size_t max_text = 4'096;  // bytes in one field
};

// camt.053.001, versions 02 to 13. Booked entries are lines; others are told apart. An entry with several
// transactions gives a line for each, if each states its amount; otherwise one line without payer, which only a person can match.
// Where the bank gives no reference, a line gets one as in MT940 (CAMT053-…); the place is the balance since the opening one, where stated.
//
// Refusals: code "malformed_statement" (or those of the XML reader), band malformed, rule "LED-10", field =
// the element's path; args reason, offset, line, column. Reasons: not_camt053, interim_report, notification, version, currency, amount,
// direction, date, reversal, missing (an element), repeated, batch_sum, duplicate_reference, too_many.
Result<BankStatement> read_camt053(std::string_view xml, const StatementLimits& limits = {}, const OurAccounts& ours = {});

// MT940, of one or more statements, in SWIFT's envelope or without, UTF-8 or GB18030. Each statement's movements have to lead from its
// opening to its closing balance. Information (:86:) is taken apart where it is structured (?20 to ?33), else it is the remark.
//
// Many banks leave out their own reference ("//…"), or write NONREF. Such a line gets a made-up one (MT940-…): a part of the account (in
// our spelling where it is ours), its day, its amount, type and text, which are the same in whatever order the bank lists them, and a part
// of the balance after it, which two movements never have in common without another between them. A bank may list a day in another order
// the next time, and then the balance is another: so take_wire looks at those of the same first part too. What only the payer wrote is
// never taken for the bank's reference.
//
// Refusals as above; field = the field's tag; further reasons: not_mt940, unexpected_field, transaction_type, balance, not_gb18030.
Result<BankStatement> read_mt940(std::string_view bytes, const StatementLimits& limits = {}, const OurAccounts& ours = {});

enum class TextEncoding : std::uint8_t { recognised, utf8, gb18030 };

// Which column holds what, by its heading; "" is none. Either `amount` (signed; with `direction` unsigned, and
// a minus there is a reversal), or `credit` and `debit` apart.
struct ColumnMap {
  std::string bank_reference;
  std::string booked;
  std::string amount;
  std::string credit;
  std::string debit;
  std::string direction;
  std::vector<std::string> credit_words;  // in the direction column; for example 贷, C, CRDT
  std::vector<std::string> debit_words;
  std::string payer_name;
  std::string payer_account;
  std::string remark;
  std::string own_account;
  std::string end_to_end;
  std::vector<std::string> end_words;  // a row that begins with one of these ends the table; for example 合计
  char delimiter = ',';
  TextEncoding encoding = TextEncoding::recognised;
  std::size_t max_preamble = 50;  // rows that a bank may write above the headings

  bool operator==(const ColumnMap&) const = default;
};

// UTF-8, with or without a byte order mark, or GB18030: by the map, else what has the mark or begins as UTF-8 is that, and what is neither
// is GB18030 (of real Chinese text in GB18030 hardly a line is valid UTF-8 by chance). Places are those in the text as UTF-8. RFC 4180
// quoting; cells padded with blanks or tabs; amounts with thousands separators; dates 20240101, 2024-01-01, 2024/1/1, 2024.01.01 or
// 2024年1月1日, with or without a time behind, which is not kept; "-" for none in credit or debit; cells ="00123".
//
// Refusals as above; field = the heading, or the map's own field for reason column_map; further reasons:
// headings (one is missing), duplicate_heading, not_gb18030.
// `without_amount`, where given, is told how many lines are of 0.00.
Result<std::vector<BankLine>> read_bank_csv(std::string_view csv, const ColumnMap& map, const StatementLimits& limits = {},
                                            std::int64_t* without_amount = nullptr);

}  // namespace ch
