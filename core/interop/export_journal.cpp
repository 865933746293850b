#include "interop/export_journal.h"

#include "engine/journal.h"
#include "interop/csv.h"
#include "interop/export_words.h"

namespace ch {

namespace {

// Pieces of this size reach `out`.
constexpr std::size_t piece = 64U << 10;

class Exporter {
 public:
  Exporter(Store& store, ExportFormat format, std::string_view title, std::string_view prefix, const TextOut& out)
      : store_(store), format_(format), title_(title), prefix_(prefix), out_(out) {}

  ExportedCount run() {
    if (format_ == ExportFormat::csv)
      csv_heading();
    else
      heading();
    std::int64_t last = 0;
    store_.scan(record_type<JournalRow>(), {.descending = true, .limit = 1},
                [&](const Row& row) { return last = static_cast<const JournalRow*>(row.get())->seq, false; });
    store_.each(record_type<JournalRow>(), [&](const Row& kept, std::int64_t, std::int64_t) {
      if (!count_.complete) return;
      const auto& row = *static_cast<const JournalRow*>(kept.get());
      percent_ = static_cast<int>(100 * row.seq / last);
      for (const Entry& entry : entries_of(row)) write(row, entry);
      if (text_.size() + csv_rows_ >= piece) hand_over();
    });
    hand_over();
    return count_;
  }

 private:
  void hand_over() {
    if (format_ == ExportFormat::csv) text_ = csv_.take();
    csv_rows_ = 0;
    if (count_.complete && !text_.empty()) count_.complete = out_(text_, percent_);
    text_.clear();
  }

  std::string account(AccountId id, Book book) const { return plain_text_account(id, book, prefix_); }

  // Strict checkers want every account and the currency declared before they are used. Books with postings have a balance, and
  // no account has an entry before its opening.
  void heading() {
    if (format_ == ExportFormat::beancount) {
      text_ += "option \"title\" " + quoted(title_) + "\noption \"operating_currency\" \"CNY\"\n\n";
    } else {
      text_ += "; " + one_line(title_) + "\n\ncommodity CNY";
      text_ += format_ == ExportFormat::hledger ? " 1000.00\n\n" : "\n    format CNY 1000.00\n\n";
    }
    store_.each(record_type<Balance>(), [&](const Row& kept, std::int64_t, std::int64_t) {
      const auto& balance = *static_cast<const Balance*>(kept.get());
      if (format_ == ExportFormat::beancount)
        text_ += opened(balance.account).text() + " open " + account(balance.account, balance.book) + " CNY\n";
      else
        text_ += "account " + account(balance.account, balance.book) + "\n";
      if (text_.size() >= piece) hand_over();
    });
    text_ += "\n";
  }

  Date opened(AccountId id) {
    const Row row = store_.get(record_type<LedgerAccount>(), key_of(id));
    return row ? business_date(static_cast<const LedgerAccount*>(row.get())->opened) : business_date(first_instant);
  }

  void write(const JournalRow& row, const Entry& entry) {
    ++count_.entries;
    count_.postings += static_cast<std::int64_t>(entry.legs.size());
    if (format_ == ExportFormat::csv) return csv(row, entry);
    if (format_ == ExportFormat::beancount)
      beancount_head(row, entry);
    else
      ledger_head(row, entry);
    for (const Leg& leg : entry.legs) {
      const std::string name = account(leg.account, leg.book), amount = leg.amount.text();
      if (format_ == ExportFormat::beancount)
        text_ += "  " + name + "  " + amount + " CNY\n";
      else
        text_ += "    " + name + "  CNY " + amount + "\n";
    }
    text_ += "\n";
  }

  void ledger_head(const JournalRow& row, const Entry& entry) {
    text_ += entry.business_date.text() + " *";
    if (!entry.reference.empty()) text_ += " (" + as_code(entry.reference) + ")";
    text_ += " " + std::string(info(entry.kind).en) + "\n";
    text_ += "    ; entry:" + std::to_string(entry.id.value) + ", booked:" + text(row.at) + ", command:" + row.id.text();
    if (entry.reverses) text_ += ", reverses:" + std::to_string(entry.reverses.value);
    text_ += "\n";
  }

  void beancount_head(const JournalRow& row, const Entry& entry) {
    text_ += entry.business_date.text() + " * " + quoted(info(entry.kind).en) + " " + quoted(entry.reference) + "\n";
    text_ +=
        "  entry: \"" + std::to_string(entry.id.value) + "\"\n  booked: \"" + text(row.at) + "\"\n  command: \"" + row.id.text() + "\"\n";
    if (entry.reverses) text_ += "  reverses: \"" + std::to_string(entry.reverses.value) + "\"\n";
  }

  void csv_heading() {
    for (const char* heading : {"entry", "command", "name", "user", "role", "booked", "business_date", "kind", "reference", "reverses",
                                "account", "book", "amount"})
      csv_.exact(heading);
    csv_.end_row();
  }

  // A row a leg; debits are positive, so the rows of an entry sum to 0.00.
  void csv(const JournalRow& row, const Entry& entry) {
    for (const Leg& leg : entry.legs) {
      csv_.exact(std::to_string(entry.id.value)).exact(row.id.text()).exact(row.name).text(row.user_name);
      csv_.exact(enum_type<Role>().name_of(static_cast<std::int64_t>(row.role))).exact(text(row.at)).exact(entry.business_date.text());
      csv_.exact(enum_type<EntryKind>().name_of(static_cast<std::int64_t>(entry.kind))).text(entry.reference);
      csv_.exact(entry.reverses ? std::to_string(entry.reverses.value) : "");
      csv_.exact(leg.account == platform_account ? "platform" : readable_number(prefix_, leg.account.value));
      csv_.exact(enum_type<Book>().name_of(static_cast<std::int64_t>(leg.book))).exact(leg.amount.text());
      csv_.end_row();
      csv_rows_ += 160;  // about; only decides how large the pieces are
    }
  }

  static std::string text(Instant at) { return ch::text(at); }

  Store& store_;
  ExportFormat format_;
  std::string_view title_, prefix_;
  const TextOut& out_;
  ExportedCount count_;
  std::string text_;
  CsvWriter csv_;
  std::size_t csv_rows_ = 0;
  int percent_ = 0;
};

}  // namespace

std::string plain_text_account(AccountId account, Book book, std::string_view account_prefix) {
  const BookInfo& of = info(book);
  std::string name(of.section);
  if (account == platform_account)
    name += ":Platform";
  else
    name += ":Merchant:" + as_part(readable_number(account_prefix, account.value));
  return name + ":" + joined(of.en);
}

ExportedCount export_journal(Store& store, ExportFormat format, std::string_view title, std::string_view account_prefix,
                             const TextOut& out) {
  return Exporter(store, format, title, account_prefix, out).run();
}

}  // namespace ch
