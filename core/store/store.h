// The store: one tenant's committed rows. Two backends keep it (SQLite here, PostgreSQL in shell/postgres); both pass
// tests/unit/store_conformance. Nothing but View and the engine writes; queries get a Reader.
//
// Each row carries two columns besides its record's own: `seq`, the journal sequence of the command that wrote it last,
// and (unless append-only) `digest`, which audit recomputes (LED-7). Beside each such table the store keeps its sum.
#pragma once

#include "base/outcome.h"
#include "base/sha256.h"
#include "record/record_type.h"
#include "store/lying.h"

namespace ch {

using Row = std::shared_ptr<const void>;

struct RowName {
  const RecordType* type;
  Key key;
};

// One row as a flush leaves it. before null: new; after null: gone.
struct RowChange {
  const RecordType* type;
  Key key;
  Row before;
  Row after;
  std::int64_t seq = 0;
};

// What of an index (or, with no name, of the key) to read, in the order of its columns and then the key's.
struct Scan {
  std::string_view index = {};  // empty: by key
  Key prefix = {};              // equal leading columns
  Key from = {}, to = {};       // further columns after the prefix: at or above `from`, below `to`; empty: open
  Key after = {};               // cursor: strictly beyond this full position (index columns, then key)
  bool descending = false;      // then `after` is strictly below
  int limit = 1'000'000;
};

// Told apart where people do something else about it. fenced: another program writes this tenant now (SRV-12).
enum class StoreTrouble : std::uint8_t {
  failed,
  unreadable,
  full,
  busy,
  read_only,
  cannot_open,
  not_a_database,
  damaged,
  log_damaged,
  fenced
};

struct StoreError : std::exception {  // the disk or the database failed; nothing of the flush is to be relied on
  explicit StoreError(std::string text, StoreTrouble trouble_ = StoreTrouble::failed) : what_(std::move(text)), trouble(trouble_) {}
  const char* what() const noexcept override { return what_.c_str(); }
  bool full() const { return trouble == StoreTrouble::full; }
  std::string what_;
  StoreTrouble trouble;
};

struct Migration {
  int number;
  std::string_view name;
  std::string_view sql;  // frozen text in the store's portable dialect; statements end in ";\n"
};

// Of what a row holds, and of that and the seq: see below.
struct RowDigests {
  std::int64_t content = 0, row = 0;
};

// LED-7: how many rows a table has and the sum of what they hold, kept by every flush: a row that is lost, or one that an older page
// brought back, has a digest that fits and is missed by the sum. Of what is append-only the count says enough: the chain has the rest.
struct TableSum {
  std::int64_t rows = 0;
  std::int64_t contents = 0;  // of content_digest, modulo 2^62, which SQL adds without overflow
  void take(std::int64_t content);
  void give_back(std::int64_t content);
  RowDigests follow(const RowChange& change);  // answers with the digests of what it leaves
  // Takes a row as it lies, of whatever schema; false where it has not this digest.
  bool take_lying(const RecordType& type, FunctionRef<void(Sink&)> write, std::int64_t seq, std::int64_t digest);
  bool operator==(const TableSum&) const = default;
};

class Store {
 public:
  virtual ~Store() = default;
  // Brings the schema up to the newest migration, all or nothing; refuses (schema_newer) a database of a newer program. A migration may
  // change what a digest covers, so where one runs, the digests and sums of these records are looked at (schema_damaged) and made anew.
  virtual Check migrate(std::span<const Migration> migrations, std::span<const RecordType* const> records) = 0;
  virtual Row get(const RecordType& type, const Key& key) = 0;
  // Is the way to the rows so long that whoever will want many had better ask for them together?
  virtual bool far() const { return false; }
  // The rows of these names, in their order; null where there is none.
  virtual std::vector<Row> get_all(std::span<const RowName> names) {
    std::vector<Row> rows;
    for (const RowName& name : names) rows.push_back(get(*name.type, name.key));
    return rows;
  }
  // Calls take() for each row in order until it answers false.
  virtual void scan(const RecordType& type, const Scan& scan, FunctionRef<bool(const Row&)> take) = 0;
  // All rows with their seq and digest, by key (audit, digests, export). Null digest column reads as 0.
  virtual void each(const RecordType& type, FunctionRef<void(const Row&, std::int64_t seq, std::int64_t digest)> take) = 0;
  // LED-7: the same as they lie; and what of their order, or of the table's indexes, does not fit them, in words (empty: all does).
  virtual std::string look_through(const RecordType& type, const TakeLying& take) = 0;
  // As the flushes kept it.
  virtual TableSum sum_of(const RecordType& type) = 0;
  // LED-7: what lies below the rows (pages, the schema that these migrations left) and is not as it must be, in words; empty: sound.
  virtual std::string damage(std::span<const Migration> migrations, std::span<const RecordType* const> records) = 0;
  // All or nothing, durable when it returns. Throws StoreError; then what is committed is unknown until re-read.
  virtual void flush(std::span<const RowChange> changes) = 0;
};

// The digest of a row outside the ledger, over table, fields and seq. Rows that differ in one word never share one.
std::int64_t row_digest(const RecordType& type, const void* record, std::int64_t seq);
// The same without seq, which a change does not know of the row before it. Both are 0 where append-only.
std::int64_t content_digest(const RecordType& type, const void* record);
// Both at once.
RowDigests digests_of(const RecordType& type, const void* record, std::int64_t seq);
RowDigests digests_of(const RecordType& type, const LyingRow& row);
// Of values in the order of a table's fields: for rows of a schema that no record describes any more.
RowDigests digests_of(std::string_view table, FunctionRef<void(Sink&)> write, std::int64_t seq);

// Feeds values to SHA-256, each with its kind and length, so that no two different rows look alike.
class DigestSink final : public Sink {
 public:
  DigestSink() { buffer_.reserve(1024); }
  void null() override;
  void integer(std::int64_t value) override;
  void text(std::string_view value) override;
  void bytes(std::span<const std::uint8_t> value) override;
  void values(std::span<const LyingValue> row);  // the same of a row's, one after the other
  Hash finish();                                 // afterwards it is as new
  static std::array<Hash, 2> finish_two(DigestSink& a, DigestSink& b) { return sha256_of_two(a.buffer_, b.buffer_); }

 private:
  std::string buffer_;  // hashed in one go: rows are small
};

}  // namespace ch
