#pragma once
// What a bank's file becomes: each credit line a take_wire, what became of a payment a confirm_payment or reject_payment, under ids made of
// the content itself, so that a file taken twice changes nothing (LED-10, LED-11, CON-7). Other debits, and reversals, are a person's to
// look at, and are told. The command line and the page do the rest: ask the books, run the commands, tell what came of them.
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "api/payments.h"
#include "api/roles.h"
#include "base/id.h"
#include "interop/bank_statement.h"
#include "interop/payment_status.h"

namespace ch {

enum class BankFormat : std::uint8_t { camt053, mt940, csv, pain002 };

// A statement, or a report on payments.
struct BankFile {
  std::optional<BankStatement> statement;
  std::optional<PaymentStatusReport> report;
};

// By its first words; what is neither XML nor MT940 is CSV.
BankFormat bank_format_of(std::string_view bytes);
// The headings that banks write in a CSV, by which its columns are known where nobody named them; those not found are empty, and
// read_bank_csv says which of them it needs.
ColumnMap usual_columns(std::string_view bytes);
Result<BankFile> read_bank_file(BankFormat format, const std::string& bytes, const ColumnMap& columns, const StatementLimits& limits,
                                const OurAccounts& ours);

// What the books have of it: `bank_file` is asked these, so many names at once, and its answers come together.
std::vector<AskBankFile> questions_about(const BankFile& file);
struct BankFacts {
  std::map<std::string, BatchId> payments;
  std::map<std::string, NamedMessage> messages;
  std::set<std::string> alike;

  void add(const BankFileView& answer);
};

// One thing of the file: a command, or what is told of it without one.
struct BankItem {
  enum class Kind : std::uint8_t { command, refused, not_taken, pending };
  Kind kind = Kind::command;
  std::string what;         // "credit", "payment", "batch", "debit", "reversal", "pending", "under_way"
  std::string name, value;  // "bank_reference", "B-1"
  std::optional<Money> amount;
  std::vector<std::pair<std::string, std::string>> more;  // what else a person needs who looks at it
  std::int64_t line = 0;                                  // of the file; 0: of the whole
  std::optional<Refusal> why;                             // where it is no command
  std::string command, payload;
  Instant at;  // that its id is of
};
// Commands and what is told, in the order of the file; what is pending stands where it was read.
std::vector<BankItem> items_of(const BankFile& file, const BankFacts& facts, Role role);

// Of the content and of who takes it: the same again gives the same id, and another user's taking is judged by the rule and not by the id.
// What was refused before is tried anew under the next id, since what it was refused for may be gone.
inline constexpr int attempts_most = 64;
Uuid bank_item_id(const BankItem& item, const std::string& user, int attempt);

// How often each came of a file.
struct BankSums {
  std::int64_t taken = 0, known = 0, refused = 0, not_taken = 0, pending = 0, without_amount = 0;
};
BOOST_DESCRIBE_STRUCT(BankSums, (), (taken, known, refused, not_taken, pending, without_amount))
void count_told(BankSums& sums, const BankItem& item);

}  // namespace ch
