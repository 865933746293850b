#include "engine/audit.h"

#include <unordered_map>
#include <utility>

#include "base/fault.h"
#include "engine/audit_dates.h"
#include "engine/journal.h"
#include "store/mix.h"

namespace ch {

namespace {

struct Found : std::exception {
  explicit Found(std::string text_) : text(std::move(text_)) {}
  std::string text;
};

[[noreturn]] void differs(std::string text) { throw Found(std::move(text)); }

struct BookId {
  std::int64_t account = 0, book = 0;
  auto operator<=>(const BookId&) const = default;
  std::string text() const { return "account " + std::to_string(account) + ", book " + std::to_string(book); }
};
struct BookHash {
  std::size_t operator()(const BookId& id) const {
    return static_cast<std::size_t>(
        (static_cast<std::uint64_t>(id.account) << 8 ^ static_cast<std::uint64_t>(id.book)) * 0x9E3779B97F4A7C15 >> 24);
  }
};

// What a book's postings sum to, and the digest of them one after another, which the journal's and the table's must have alike.
struct BookState {
  Money signed_balance;
  Mix postings;
  bool met = false;
};

void mix_posting(Mix& mix, std::int64_t entry, std::int64_t amount, std::int64_t after, std::int64_t kind, std::int64_t date,
                 std::string_view reference, std::int64_t seq) {
  for (const std::int64_t number : {entry, amount, after, kind, date, seq}) mix.word(static_cast<std::uint64_t>(number));
  mix.text(reference);
}

std::int64_t number(const LyingValue& value) {
  if (value.kind != LyingValue::Kind::integer) differs("a value that is a whole number lies as something else");
  return value.number;
}

class Audit {
 public:
  Audit(Store& store, const Catalogue& catalogue, AuditReport& report) : store_(store), catalogue_(catalogue), report_(report) {
    for (const auto make : catalogue.whole_invariants) invariants_.push_back(make());
  }

  void run() {
    if (const std::string damage = store_.damage(catalogue_.migrations, catalogue_.records); !damage.empty())
      differs("database: " + damage);
    journal();
    postings();
    try {
      balances();
    } catch (const StoreError& error) {
      if (error.trouble != StoreTrouble::damaged) throw;
      differs(std::string("balance: ") + error.what());
    }
    for (const RecordType* type : catalogue_.records)
      if (type != &record_type<JournalRow>() && type != &record_type<Posting>()) others(*type);
    if (const std::string difference = dates_.difference(store_); !difference.empty()) differs(difference);
    Committed rows(store_);
    std::vector<std::string> faults;
    for (const auto& invariant : invariants_) invariant->finish(rows, faults);
    if (!faults.empty()) differs(faults.front());
  }

 private:
  // Each table is read once; what is to be known of its rows is asked on the way.
  void table(const RecordType& type, const TakeLying& look) {
    TableSum sum;
    const std::string wrong = store_.look_through(type, [&](const LyingRow& row) {
      ++report_.rows;
      const RowDigests expected = digests_of(type, row);
      sum.take(expected.content);
      if (!type.table.append_only && expected.row != number(row.digest))
        differs(std::string(type.table.name) + ", row " + std::to_string(sum.rows) + " (written by command " +
                std::to_string(number(row.seq)) + "): its digest differs");
      look(row);
    });
    if (!wrong.empty()) differs("database: " + wrong);
    const TableSum kept = store_.sum_of(type);
    if (sum.rows != kept.rows)
      differs(std::string(type.table.name) + ": " + std::to_string(kept.rows) + " rows were written, " + std::to_string(sum.rows) +
              " are there");
    if (sum != kept) differs(std::string(type.table.name) + ": its rows are not those that were written last");
  }

  void journal() {
    std::vector<Entry> entries;
    Instant at{};
    ChainLook chain([&](const ChainLook::Sound& row) {
      try {
        if (row.at < at) differs("its time is before that of the row before it");
        at = row.at;
        read_entries(row.entries, row.seq, entries);
        for (const Entry& entry : entries) {
          take(entry, row.seq);
          dates_.take(entry, business_date(at));
        }
      } catch (const Found& found) {
        differs("journal " + std::to_string(row.seq) + ": " + found.text);
      } catch (const std::exception& error) {  // no entry can be made of it, or none that a ledger would take
        differs("journal " + std::to_string(row.seq) + ": " + error.what());
      }
      ++report_.commands;
    });
    std::int64_t last = 0;
    table(record_type<JournalRow>(), [&](const LyingRow& row) {
      const std::int64_t seq = number(row.values.front());
      const auto wrong = [&](const std::string& what) {
        chain.finish();  // the rows before come first
        differs("journal " + std::to_string(seq) + ": " + what);
      };
      if (seq != last + 1) wrong("the row before it should be " + std::to_string(seq - 1) + ", is " + std::to_string(last));
      if (row.seq.kind != LyingValue::Kind::integer || row.seq.number != seq) wrong("row_seq is " + std::to_string(row.seq.number));
      chain.look(seq, row.values);
      last = seq;
    });
    chain.finish();
    report_.chain_head = chain.head();
  }

  void take(const Entry& entry, std::int64_t seq) {
    Money sum;
    for (const Leg& leg : entry.legs) {
      sum += leg.amount;
      BookState& state = books_[{leg.account.value, static_cast<std::int64_t>(leg.book)}];
      state.signed_balance += leg.amount;
      const BookInfo& book = info(leg.book);
      const Money after = book.normal == Side::debit ? state.signed_balance : -state.signed_balance;
      if (after < book.floor) differs("it takes a book below its floor");
      mix_posting(state.postings, entry.id.value, leg.amount.minor(), after.minor(), static_cast<std::int64_t>(entry.kind),
                  entry.business_date.days, entry.reference, seq);
      ++report_.postings;
    }
    if (entry.legs.size() < 2 || !sum.is_zero()) differs("the postings of an entry do not sum to zero");
    ++report_.entries;
  }

  // They lie book by book, and in each in the order of time.
  void postings() {
    BookId book;
    Mix found;
    const auto meet = [&] {
      const auto expected = books_.find(book);
      if (expected == books_.end()) differs("posting: " + book.text() + " has postings that the journal does not know");
      if (expected->second.postings.state() != found.state())
        differs("posting: those of " + book.text() + " are not what the journal says");
      expected->second.met = true;
    };
    table(record_type<Posting>(), [&](const LyingRow& row) {
      const BookId own{number(row.values[0]), number(row.values[1])};
      if (own != book) {
        if (book != BookId{}) meet();
        book = own;
        found = Mix();
      }
      if (row.values[7].kind != LyingValue::Kind::text) differs("posting: a reference lies as something else");
      mix_posting(found, number(row.values[2]), number(row.values[3]), number(row.values[4]), number(row.values[5]), number(row.values[6]),
                  row.values[7].bytes, number(row.seq));
    });
    if (book != BookId{}) meet();
    for (const auto& [own, state] : books_)
      if (!state.met) differs("posting: those of " + own.text() + " are not what the journal says");
  }

  void balances() {
    std::size_t seen = 0;
    store_.each(record_type<Balance>(), [&](const Row& kept, std::int64_t, std::int64_t) {
      const auto& balance = *static_cast<const Balance*>(kept.get());
      const BookId book{balance.account.value, static_cast<std::int64_t>(balance.book)};
      const auto found = books_.find(book);
      const std::string place = "balance of " + book.text();
      if (found == books_.end()) differs(place + ": it has no postings");
      const Money sum = found->second.signed_balance;
      const Money expected = info(balance.book).normal == Side::debit ? sum : -sum;
      if (balance.amount != expected) differs(place + ": it is " + balance.amount.text() + ", its postings sum to " + expected.text());
      ++seen;
    });
    if (seen != books_.size()) differs("balance: one is missing");
  }

  void others(const RecordType& type) {
    std::vector<WholeInvariant*> asking;
    for (const auto& invariant : invariants_)
      if (invariant->asks_for(type)) asking.push_back(invariant.get());
    std::shared_ptr<void> record;  // the same one for each row
    table(type, [&](const LyingRow& row) {
      if (asking.empty()) return;
      LyingSource source(type, row);
      if (record)
        type.shape->read(record.get(), source);
      else
        record = std::const_pointer_cast<void>(type.read(source));
      for (WholeInvariant* invariant : asking) invariant->take(type, record.get());
    });
  }

  Store& store_;
  const Catalogue& catalogue_;
  AuditReport& report_;
  std::vector<std::unique_ptr<WholeInvariant>> invariants_;
  std::unordered_map<BookId, BookState, BookHash> books_;
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
