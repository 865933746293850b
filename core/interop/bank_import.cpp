#include "interop/bank_import.h"

#include <algorithm>
#include <array>

#include "api/codes.h"
#include "api/accounts.h"
#include "api/made_reference.h"
#include "base/sha256.h"
#include "base/text.h"
#include "record/json_codec.h"

namespace ch {

namespace {

constexpr std::size_t names_at_once = 500;

// Of a bank's day, which may be before all instants: the command refuses the day, and a file's other lines are tried.
Instant start_of_bank_day(Date day) { return start_of(std::max(day, business_date(first_instant))); }

// As long as a reason may be.
std::string cut(const std::string& text) {
  std::string kept = text;
  while (count_codepoints(kept) > 200) {
    do kept.pop_back();
    while (!valid_utf8(kept));
  }
  return kept;
}

class Items {
 public:
  Items(const BankFacts& facts, Role role) : facts_(facts), role_(role) {}

  void add(const BankStatement& statement) {
    for (const UnbookedEntry& entry : statement.unbooked) tell_pending(entry);
    for (const BankLine& line : statement.lines) add(line);
  }

  // What the bank says of the whole it says of every payment that it does not name.
  void add(const PaymentStatusReport& report) {
    const NamedMessage* of_message = message(report.message);
    std::string called = report.message;
    // A batch's one PmtInf has the message's name; under another it is of another message, whatever stands above it.
    if (const NamedMessage* part = message(report.information);
        !report.information.empty() && (!part || !of_message || part->batch != of_message->batch)) {
      if (of_message) called = report.information;
      of_message = nullptr;
    }
    std::set<std::string> named;
    for (const PaymentStatus& payment : report.payments) {
      named.insert(normal_reference(payment.end_to_end));
      const auto known = facts_.payments.find(payment.end_to_end);
      if (of_message && (known == facts_.payments.end() || known->second == of_message->batch))
        add(payment);
      else
        tell({.kind = BankItem::Kind::refused,
              .what = "payment",
              .name = "end_to_end",
              .value = payment.end_to_end,
              .amount = payment.amount,
              .line = payment.place.line,
              .why = refused("payment_not_in_message", "OrgnlMsgId", {{"end_to_end", payment.end_to_end}, {"message", called}}).error()});
    }
    if (!report.status.empty() && may_be_of_whole(report, called, of_message)) add_unnamed(report, *of_message, named);
  }

  std::vector<BankItem> take() { return std::move(items_); }

 private:
  const NamedMessage* message(const std::string& name) const {
    const auto found = facts_.messages.find(name);
    return found == facts_.messages.end() ? nullptr : &found->second;
  }

  void tell(BankItem item) { items_.push_back(std::move(item)); }

  template <class P>
  void send(BankItem item, std::string_view command, const P& content, Instant at) {
    item.command = command;
    item.payload = encode_text(content);
    item.at = at;
    items_.push_back(std::move(item));
  }

  void add(const BankLine& line) {
    BankItem item{.name = "bank_reference", .value = line.bank_reference, .amount = line.amount, .line = line.place.line};
    if (confirms_payment(line)) {
      item.what = "payment";
      send(std::move(item), "confirm_payment", ConfirmPayment{line.end_to_end, -line.amount, line.bank_reference, line.booked},
           start_of_bank_day(line.booked));
    } else if (line.reversal || !line.amount.positive()) {
      item.kind = BankItem::Kind::not_taken;
      item.what = line.reversal ? "reversal" : "debit";
      item.more = {{"booked", line.booked.text()}, {"other_side", line.payer_name}, {"remark", line.remark}};
      item.why = refused(line.reversal ? "bank_line_reversal" : "bank_line_debit").error();
      tell(std::move(item));
    } else {
      item.what = "credit";
      const TakeWire wire{reference_of(line),
                          line.booked,
                          line.amount,
                          line.payer_name,
                          line.payer_account,
                          line.remark,
                          line.own_account.empty() ? std::nullopt : std::optional(line.own_account),
                          line.among_alike};
      send(std::move(item), "take_wire", wire, start_of_bank_day(line.booked));
    }
  }

  // Where the line, or one alike, was taken under the reference that was once made for it, that is its name.
  std::string reference_of(const BankLine& line) const {
    const auto alike = beginning_of_alike(normal_reference(line.former_reference));
    return alike && facts_.alike.contains(*alike) ? line.former_reference : line.bank_reference;
  }

  // The statement hands back the name that a batch gave the payment. Who may not take payments leaves it to who may.
  bool confirms_payment(const BankLine& line) const {
    return role_ == Role::finance && line.amount.negative() && !line.reversal && facts_.payments.contains(line.end_to_end);
  }

  void tell_pending(const UnbookedEntry& entry) {
    const std::string line = std::to_string(entry.place.line), column = std::to_string(entry.place.column);
    tell({.kind = BankItem::Kind::pending,
          .what = "pending",
          .name = "bank_reference",
          .value = entry.bank_reference,
          .amount = entry.amount,
          .line = entry.place.line,
          .why = refused("bank_line_pending", "", {{"status", entry.status}, {"line", line}, {"column", column}}).error()});
  }

  // What the bank says of the whole may not be believed where the message is not ours, or is another by its sums.
  bool may_be_of_whole(const PaymentStatusReport& report, const std::string& called, const NamedMessage* batch) {
    BankItem item{.kind = BankItem::Kind::refused, .what = "batch", .name = "message", .value = called, .line = report.place.line};
    if (!batch) {
      item.why = refused("unknown_message", "OrgnlMsgId", {{"message", called}}).error();
      tell(std::move(item));
      return false;
    }
    for (const OriginalTotals& stated : {report.of_message, report.of_information})
      if (stated.payments.value_or(batch->payments) != batch->payments || stated.sum.value_or(batch->total) != batch->total) {
        item.why = refused("message_totals_differ", "",
                           {{"message", called}, {"payments", std::to_string(batch->payments)}, {"amount", batch->total.text()}})
                       .error();
        tell(std::move(item));
        return false;
      }
    return true;
  }

  void add_unnamed(const PaymentStatusReport& report, const NamedMessage& batch, const std::set<std::string>& named) {
    for (const BatchPayment& payment : batch.rows) {
      // One that the bank has decided already is told again, so that a contrary word on it is heard; "under way" says nothing of it.
      const bool silent = report.fate == PaymentFate::under_way && payment.state != PaymentState::given;
      if (silent || named.contains(payment.end_to_end)) continue;
      add(PaymentStatus{.end_to_end = payment.end_to_end,
                        .status = report.status,
                        .fate = report.fate,
                        .amount = payment.amount,
                        .bank_reference = "",
                        .reason = report.reason,
                        .day = {},
                        .place = report.place});
    }
  }

  void add(const PaymentStatus& payment) {
    BankItem item{
        .what = "payment", .name = "end_to_end", .value = payment.end_to_end, .amount = payment.amount, .line = payment.place.line};
    if (payment.fate == PaymentFate::settled) {
      const ConfirmPayment paid{payment.end_to_end, payment.amount,
                                payment.bank_reference.empty() ? std::nullopt : std::optional(payment.bank_reference), payment.day};
      send(std::move(item), "confirm_payment", paid, first_instant);
    } else if (payment.fate == PaymentFate::rejected) {
      const std::string reason = payment.reason.empty() ? payment.status : payment.reason;
      send(std::move(item), "reject_payment", RejectPayment{payment.end_to_end, payment.amount, cut(reason)}, first_instant);
    } else {
      const std::string line = std::to_string(payment.place.line), column = std::to_string(payment.place.column);
      item.kind = BankItem::Kind::pending;
      item.what = "under_way";
      item.why = refused("payment_not_decided", "", {{"status", payment.status}, {"line", line}, {"column", column}}).error();
      tell(std::move(item));
    }
  }

  const BankFacts& facts_;
  Role role_;
  std::vector<BankItem> items_;
};

// Names without repetition, so many a question.
class Questions {
 public:
  void payment(const std::string& name) { put(name, payments_, &AskBankFile::payments); }
  void message(const std::string& name) { put(name, messages_, &AskBankFile::messages); }
  void alike(const std::string& name) { put(name, alike_, &AskBankFile::alike); }
  std::vector<AskBankFile> take() { return std::move(asks_); }

 private:
  void put(const std::string& name, std::set<std::string>& asked, std::vector<std::string> AskBankFile::* list) {
    if (name.empty() || !asked.insert(name).second) return;
    if (asks_.empty() || (asks_.back().*list).size() == names_at_once) asks_.emplace_back();
    (asks_.back().*list).push_back(name);
  }
  std::set<std::string> payments_, messages_, alike_;
  std::vector<AskBankFile> asks_;
};

}  // namespace

std::vector<AskBankFile> questions_about(const BankFile& file) {
  Questions questions;
  if (file.statement)
    for (const BankLine& line : file.statement->lines) {
      if (line.amount.negative()) questions.payment(line.end_to_end);
      if (const auto alike = beginning_of_alike(normal_reference(line.former_reference))) questions.alike(*alike);
    }
  if (file.report) {
    questions.message(file.report->message);
    questions.message(file.report->information);
    for (const PaymentStatus& payment : file.report->payments) questions.payment(payment.end_to_end);
  }
  return questions.take();
}

void BankFacts::add(const BankFileView& answer) {
  for (const NamedPayment& payment : answer.payments) payments.emplace(payment.end_to_end, payment.batch);
  for (const NamedMessage& message : answer.messages) messages.emplace(message.message, message);
  alike.insert(answer.alike.begin(), answer.alike.end());
}

std::vector<BankItem> items_of(const BankFile& file, const BankFacts& facts, Role role) {
  Items items(facts, role);
  if (file.statement) items.add(*file.statement);
  if (file.report) items.add(*file.report);
  return items.take();
}

Uuid bank_item_id(const BankItem& item, const std::string& user, int attempt) {
  const std::string content = item.command + "\n" + user + "\n" + item.payload;
  const Hash hash = sha256(attempt == 0 ? content : content + "\n" + std::to_string(attempt));  // JSON text has no such line
  std::array<std::uint8_t, 10> bits{};
  std::copy_n(hash.begin(), bits.size(), bits.begin());
  return Uuid::v7(item.at.ms, bits);
}

void count_told(BankSums& sums, const BankItem& item) {
  if (item.kind == BankItem::Kind::refused) ++sums.refused;
  if (item.kind == BankItem::Kind::not_taken) ++sums.not_taken;
  if (item.kind == BankItem::Kind::pending) ++sums.pending;
}

}  // namespace ch
