#include "engine/audit.h"

#include "base/fault.h"
#include "engine/audit_dates.h"
#include "engine/journal.h"

namespace ch {

namespace {

struct Found : std::exception {
  explicit Found(std::string text_) : text(std::move(text_)) {}
  std::string text;
};

[[noreturn]] void differs(std::string text) { throw Found(std::move(text)); }

// A posting as the journal says it must be. Sums of these per book meet the table's, so that neither side needs sorting.
std::uint64_t fingerprint(const Posting& posting, std::int64_t seq) {
  return static_cast<std::uint64_t>(row_digest(record_type<Posting>(), &posting, seq));
}

struct BookState {
  Money signed_balance;
  std::uint64_t fingerprints = 0;
  std::int64_t postings = 0;
};

class Audit {
 public:
  Audit(Store& store, const Catalogue& catalogue, AuditReport& report) : store_(store), catalogue_(catalogue), report_(report) {}

  void run() {
    if (const std::string damage = store_.damage(catalogue_.migrations, catalogue_.records); !damage.empty())
      differs("database: " + damage);
    journal();
    postings();
    balances();
    if (const std::string difference = dates_.difference(store_); !difference.empty()) differs(difference);
    for (const RecordType* type : catalogue_.records) digests(*type);
    Committed rows(store_);
    std::vector<std::string> faults;
    for (const WholeInvariant invariant : catalogue_.whole_invariants) invariant(store_, rows, faults);
    if (!faults.empty()) differs(faults.front());
  }

 private:
  void journal() {
    Hash head{};
    std::int64_t last = 0;
    Instant at{};
    store_.each(record_type<JournalRow>(), [&](const Row& kept, std::int64_t seq, std::int64_t) {
      const auto& row = *static_cast<const JournalRow*>(kept.get());
      const std::string place = "journal " + std::to_string(row.seq);
      if (row.seq != last + 1)
        differs(place + ": the row before it should be " + std::to_string(row.seq - 1) + ", is " + std::to_string(last));
      if (seq != row.seq) differs(place + ": row_seq is " + std::to_string(seq));
      if (chained(head, row) != row.hash) differs(place + ": the hash does not follow from the row and the one before it");
      if (row.at < at) differs(place + ": its time is before that of the row before it");
      std::vector<Entry> entries;
      try {
        entries = entries_of(row);
      } catch (const Fault& fault) {
        differs(place + ": " + fault.what());
      }
      const Date booked = business_date(row.at);
      for (const Entry& entry : entries) {
        take(entry, row.seq, place);
        dates_.take(entry, booked);
      }
      last = row.seq;
      head = row.hash;
      at = row.at;
      ++report_.commands;
    });
    report_.chain_head = head;
  }

  void take(const Entry& entry, std::int64_t seq, const std::string& place) {
    Money sum;
    for (const Leg& leg : entry.legs) {
      sum += leg.amount;
      BookState& state = books_[{leg.account, leg.book}];
      state.signed_balance += leg.amount;
      const BookInfo& book = info(leg.book);
      const Money after = book.normal == Side::debit ? state.signed_balance : -state.signed_balance;
      if (after < book.floor) differs(place + ": it takes a book below its floor");
      state.fingerprints +=
          fingerprint({leg.account, leg.book, entry.id, leg.amount, after, entry.kind, entry.business_date, entry.reference}, seq);
      ++state.postings;
      ++report_.postings;
    }
    if (entry.legs.size() < 2 || !sum.is_zero()) differs(place + ": the postings of an entry do not sum to zero");
    ++report_.entries;
  }

  void postings() {
    std::map<std::pair<AccountId, Book>, BookState> found;
    store_.each(record_type<Posting>(), [&](const Row& kept, std::int64_t seq, std::int64_t) {
      const auto& posting = *static_cast<const Posting*>(kept.get());
      BookState& state = found[{posting.account, posting.book}];
      state.fingerprints += fingerprint(posting, seq);
      ++state.postings;
    });
    for (const auto& [book, state] : books_)
      if (const auto it = found.find(book);
          it == found.end() || it->second.fingerprints != state.fingerprints || it->second.postings != state.postings)
        differs("posting: those of account " + std::to_string(book.first.value) + ", book " +
                std::to_string(static_cast<int>(book.second)) + " are not what the journal says");
    for (const auto& [book, state] : found)
      if (!books_.contains(book))
        differs("posting: account " + std::to_string(book.first.value) + " has postings that the journal does not know");
  }

  void balances() {
    std::size_t seen = 0;
    store_.each(record_type<Balance>(), [&](const Row& kept, std::int64_t, std::int64_t) {
      const auto& balance = *static_cast<const Balance*>(kept.get());
      const auto found = books_.find({balance.account, balance.book});
      const std::string place =
          "balance of account " + std::to_string(balance.account.value) + ", book " + std::to_string(static_cast<int>(balance.book));
      if (found == books_.end()) differs(place + ": it has no postings");
      const Money sum = found->second.signed_balance;
      const Money expected = info(balance.book).normal == Side::debit ? sum : -sum;
      if (balance.amount != expected) differs(place + ": it is " + balance.amount.text() + ", its postings sum to " + expected.text());
      ++seen;
    });
    if (seen != books_.size()) differs("balance: one is missing");
  }

  void digests(const RecordType& type) {
    TableSum sum;
    store_.each(type, [&](const Row& kept, std::int64_t seq, std::int64_t digest) {
      ++report_.rows;
      const RowDigests expected = digests_of(type, kept.get(), seq);
      sum.take(expected.content);
      if (expected.row != digest)
        differs(std::string(type.table.name) + ", row " + std::to_string(report_.rows) + " of all (written by command " +
                std::to_string(seq) + "): its digest differs");
    });
    const TableSum kept = store_.sum_of(type);
    if (sum.rows != kept.rows)
      differs(std::string(type.table.name) + ": " + std::to_string(kept.rows) + " rows were written, " + std::to_string(sum.rows) +
              " are there");
    if (sum != kept) differs(std::string(type.table.name) + ": its rows are not those that were written last");
  }

  Store& store_;
  const Catalogue& catalogue_;
  AuditReport& report_;
  std::map<std::pair<AccountId, Book>, BookState> books_;
  DatesAudit dates_;
};

}  // namespace

AuditReport audit(Store& store, const Catalogue& catalogue) {
  AuditReport report;
  try {
    Audit(store, catalogue, report).run();
  } catch (const Found& found) {
    report.fault = found.text;
  } catch (const StoreError& error) {
    if (error.full()) throw;  // nothing was looked at
    report.fault = error.what();
  } catch (const Fault& fault) {
    report.fault = fault.what();
  } catch (const MoneyOverflow&) {
    report.fault = "an amount leaves its range";
  }
  return report;
}

Hash digest_of_tables(Store& store, const Catalogue& catalogue) {
  Sha256 all;
  for (const RecordType* type : catalogue.records)
    store.each(*type, [&](const Row& row, std::int64_t seq, std::int64_t) {
      const std::int64_t digest = row_digest(*type, row.get(), seq);
      std::array<std::uint8_t, 8> bytes{};
      for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(digest) >> (56 - 8 * i));
      all.update(bytes);
    });
  return all.finish();
}

}  // namespace ch
