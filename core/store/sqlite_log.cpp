// How a flush becomes durable at once and reaches its tables later. What it changes is noted in one row of flush_log and kept in
// a view, which reading looks through first; when many rows have gathered, a second view takes what comes, and those of the first go into
// their tables, sorted, each once, in steps that flushes carry along; after the last step their notes leave the log. So a hold costs a note
// at the end of the file instead of a page of each table it touches, and its cost does not grow with what the tables hold already. Only the
// journal, which grows at its end anyway, is written at once.
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <set>

#include "store/row_images.h"
#include "store/schema.h"
#include "store/sqlite_store.h"
#include "store/sqlite_values.h"

namespace ch {

namespace {

constexpr std::string_view log_table = "flush_log";

bool grows_at_its_end(const RecordType& type) {
  return type.table.append_only && type.key_fields.size() == 1 && lies_as_integer(*type.key_fields.front());
}

bool is_change(const RowChange& change) { return change.before || change.after; }  // not made and gone within the flush

// The first bytes of a key as numbers, so that most keys are told apart without a look at their texts.
std::array<std::uint64_t, 2> head_of(const Key& key) {
  std::array<std::uint64_t, 2> head{};
  std::memcpy(head.data(), key.data(), std::min(key.size(), sizeof head));
  for (std::uint64_t& word : head) word = std::byteswap(word);
  return head;
}

// Rows that lie together are written together.
void sort_by_key(std::vector<const RowChange*>& changes) {
  struct Keyed {
    std::array<std::uint64_t, 2> head;
    const RowChange* change;
  };
  std::vector<Keyed> keyed;
  keyed.reserve(changes.size());
  for (const RowChange* change : changes) keyed.push_back({head_of(change->key), change});
  std::ranges::sort(keyed,
                    [](const Keyed& a, const Keyed& b) { return a.head != b.head ? a.head < b.head : a.change->key < b.change->key; });
  std::ranges::transform(keyed, changes.begin(), &Keyed::change);
}

std::int64_t note_digest(std::string_view rows, std::int64_t position) {
  return digests_of(log_table, [&](Sink& sink) { sink.text(rows); }, position).row;
}

}  // namespace

void SqliteStore::flush(std::span<const RowChange> changes) {
  images_.clear();
  for (const RowChange& change : changes)
    if (is_change(change) && !grows_at_its_end(*change.type)) images_.put(change);
  expect_unique(changes);
  const bool noted = !images_.text().empty();
  // Only a flush with a note carries a step: by its note it is known after a COMMIT that failed whether both were kept.
  const std::size_t to = noted ? next_step() : 0;
  const auto keep = [&] {
    if (noted) ++notes_;
    if (fill_ && noted) filled(to);
    for (const RowChange& change : changes)
      if (!grows_at_its_end(*change.type)) pending_->lay(change, change.seq);
  };
  try {
    all_or_nothing([&] {
      if (fill_ && noted) fill_rows(to);
      std::map<const RecordType*, TableSum> sums;
      for (const RowChange& change : changes)
        if (is_change(change) && grows_at_its_end(*change.type)) write(change, sums[change.type]);
      for (const auto& [type, sum] : sums) add(type->table.name, sum);
      if (noted) note(images_.text(), notes_ + 1);
    });
  } catch (...) {
    // COMMIT may have failed with all of it kept.
    if (noted && is_noted(images_.text(), notes_ + 1)) keep();
    throw;
  }
  keep();
}

bool SqliteStore::is_noted(std::string_view rows, std::int64_t position) {
  const Prepared last(prepare("SELECT position, digest FROM flush_log ORDER BY position DESC LIMIT 1"), sqlite3_finalize);
  const int step = sqlite3_step(last.get());
  if (step == SQLITE_DONE) return false;
  if (step != SQLITE_ROW) fail("read the log");
  return sqlite3_column_int64(last.get(), 0) == position && sqlite3_column_int64(last.get(), 1) == note_digest(rows, position);
}

// What a table will not take must not be noted: no fill would ever end.
void SqliteStore::expect_unique(std::span<const RowChange> changes) {
  std::set<std::pair<const RecordType::Index*, Key>> taken;
  for (const RowChange& change : changes) {
    if (!change.after || (change.before && !moves_in_a_unique_index(change)) || grows_at_its_end(*change.type)) continue;
    for (const RecordType::Index& index : change.type->indexes) {
      if (!index.unique) continue;
      Key place = change.type->index_key_of(index, change.after.get());
      bool free = true;
      pending_->each_in(*change.type, {.index = index.name, .prefix = place}, [&](const Row& row) {
        const Key key = change.type->key_of(row.get());
        const auto leaves = [&](const RowChange& other) { return other.type == change.type && other.key == key; };
        return free = std::ranges::any_of(changes, leaves);
      });
      if (!free || !taken.emplace(&index, std::move(place)).second)
        throw StoreError("sqlite: two rows of " + std::string(change.type->table.name) + " would have one " + std::string(index.name));
    }
  }
}

void SqliteStore::note(std::string_view rows, std::int64_t position) {
  if (!note_) note_ = prepare("INSERT INTO flush_log (position, rows, digest) VALUES (?1, ?2, ?3)");
  const InUse in_use{note_};
  BindSink bind(note_);
  bind.integer(position);
  bind.bytes({reinterpret_cast<const std::uint8_t*>(rows.data()), rows.size()});
  bind.integer(note_digest(rows, position));
  step(note_, log_table);
  add(log_table, {.rows = 1});
}

void SqliteStore::fill() {
  finish_fill();
  if (!pending_->changes().empty()) begin_fill();
  finish_fill();
}

void SqliteStore::finish_fill() {
  if (!fill_) return;
  try {
    all_or_nothing([&] { fill_rows(fill_->rows.size()); });
  } catch (...) {
    if (!has_notes_of_fill()) filled(fill_->rows.size());  // COMMIT failed with all of it kept
    throw;
  }
  filled(fill_->rows.size());
}

// What has gathered becomes what the tables are filled with; another view takes what comes from now on. Nothing is written yet.
void SqliteStore::begin_fill() {
  std::swap(pending_, filling_);
  filling_->stand_on(tables_);
  pending_->stand_on(*filling_);
  fill_.emplace();
  fill_->up_to = notes_;
  std::map<std::string_view, std::vector<const RowChange*>> tables;
  for (const RowChange& change : filling_->changes())
    if (is_change(change)) tables[change.type->table.name].push_back(&change);
  for (auto& [name, changes] : tables) {
    sort_by_key(changes);
    for (const RowChange* change : changes)
      if (leaves_its_place(*change)) fill_->rows.push_back({change, true});
    for (const RowChange* change : changes)
      if (change->after) fill_->rows.push_back({change, false});
  }
}

// How far the fill will have come with this flush: a step each time as many rows more have gathered, so that one is done when the next is
// due.
std::size_t SqliteStore::next_step() {
  const std::size_t gathered = pending_->changes().size();
  if (!fill_ && gathered >= pending_rows_) {
    begin_fill();
  } else if (!fill_ || gathered < fill_->next_at) {
    return fill_ ? fill_->done : 0;
  }
  if (gathered >= pending_rows_ && fill_->done > 0) return fill_->rows.size();
  return std::min(fill_->rows.size(), fill_->done + step_rows());
}

void SqliteStore::fill_rows(std::size_t to) {
  std::map<std::string_view, TableSum> sums;
  for (std::size_t i = fill_->done; i < to; ++i) {
    const auto [change, leaves] = fill_->rows[i];
    RowChange half = *change;
    if (leaves)
      half.after = {};
    else if (leaves_its_place(*change))
      half.before = {};
    write(half, sums[change->type->table.name]);
  }
  for (const auto& [table, sum] : sums) add(table, sum);
  if (to < fill_->rows.size()) return;
  run(("DELETE FROM flush_log WHERE position <= " + std::to_string(fill_->up_to)).c_str());
  const std::int64_t gone = fill_->up_to - emptied_to_;
  if (sqlite3_changes(db_) != gone) throw StoreError("sqlite: notes of flush_log that were written are gone");
  add(log_table, {.rows = -gone});
}

// It is committed.
void SqliteStore::filled(std::size_t to) {
  if (to > fill_->done) fill_->next_at = pending_->changes().size() + step_rows();
  fill_->done = to;
  if (to < fill_->rows.size()) return;
  emptied_to_ = fill_->up_to;
  if (notes_ == emptied_to_) notes_ = emptied_to_ = 0;
  fill_.reset();
  filling_->clear();
}

bool SqliteStore::has_notes_of_fill() {
  const Prepared first(prepare("SELECT count(*) FROM flush_log WHERE position <= " + std::to_string(fill_->up_to)), sqlite3_finalize);
  if (sqlite3_step(first.get()) != SQLITE_ROW) fail("read the log");
  return sqlite3_column_int64(first.get(), 0) > 0;
}

void SqliteStore::empty_log() {
  run("DELETE FROM flush_log");
  run("UPDATE table_sum SET row_count = 0 WHERE name = 'flush_log'");
}

// What a crash left noted. By values, not by records: the schema may be one that no record describes any more.
std::string SqliteStore::recover(std::span<const RecordType* const> records) {
  std::vector<RowImage> images;
  std::int64_t count = 0, last_position = 0;
  const Prepared notes(prepare("SELECT position, rows, digest FROM flush_log ORDER BY position"), sqlite3_finalize);
  int step = sqlite3_step(notes.get());
  for (; step == SQLITE_ROW; step = sqlite3_step(notes.get())) {
    const std::string_view rows(static_cast<const char*>(sqlite3_column_blob(notes.get(), 1)),
                                static_cast<std::size_t>(sqlite3_column_bytes(notes.get(), 1)));
    const std::int64_t position = sqlite3_column_int64(notes.get(), 0);
    if ((count > 0 && position != last_position + 1) || sqlite3_column_int64(notes.get(), 2) != note_digest(rows, position))
      return "flush_log: note " + std::to_string(position) + " is not as it was written";
    last_position = position;
    ++count;
    std::ranges::move(read_images(rows), std::back_inserter(images));
  }
  if (step != SQLITE_DONE) fail("read the log");
  if (sum_named(log_table) != TableSum{.rows = count}) return "flush_log: notes are missing";
  if (count == 0) return {};

  // Of each row, what it was left as last.
  std::map<const RecordType*, std::map<std::vector<Lying>, const RowImage*>> last;
  std::map<const RecordType*, std::vector<const Field*>> columns_of;
  for (const RowImage& image : images) {
    const auto of = std::ranges::find(records, image.table, [](const RecordType* type) { return type->table.name; });
    if (of == records.end()) return "flush_log: there is no table " + image.table;
    std::vector<const Field*>& columns = columns_of[*of];
    if (columns.empty()) columns = columns_in_file(**of);
    if (columns.size() != image.values.size()) return "flush_log: a row of " + image.table + " has not its columns";
    std::vector<Lying> key;
    for (const Field* field : (*of)->key_fields)
      key.push_back(image.values[static_cast<std::size_t>(std::ranges::find(columns, field) - columns.begin())]);
    last[*of][std::move(key)] = &image;
  }
  all_or_nothing([&] {
    for (const auto& [type, rows] : last) put_back(*type, rows);
    empty_log();
  });
  return {};
}

// All leave their places before any takes one.
void SqliteStore::put_back(const RecordType& type, const std::map<std::vector<Lying>, const RowImage*>& rows) {
  const std::vector<const Field*> columns = columns_in_file(type);
  const bool digests = !type.table.append_only;
  const Prepared before(prepare("SELECT " + names(columns) + " FROM " + std::string(type.table.name) + where_key(type, sqlite_dialect, 1)),
                        sqlite3_finalize);
  const Prepared erase(prepare(delete_sql(type, sqlite_dialect)), sqlite3_finalize);
  TableSum sum;
  for (const auto& [key, image] : rows) {
    const InUse reading{before.get()}, erasing{erase.get()};
    for (sqlite3_stmt* statement : {before.get(), erase.get()}) {
      BindSink bind(statement);
      for (const Lying& value : key) feed(value, bind);
    }
    const int found = sqlite3_step(before.get());
    if (found == SQLITE_DONE) continue;
    if (found != SQLITE_ROW) fail("read " + std::string(type.table.name));
    const auto as_it_lies = [&](Sink& sink) {
      for (int i = 0; i < static_cast<int>(columns.size()); ++i) write_column(before.get(), i, sink);
    };
    sum.give_back(digests ? digests_of(type.table.name, as_it_lies, 0).content : 0);
    sqlite3_reset(before.get());
    this->step(erase.get(), type.table.name);
  }
  const Prepared insert(prepare(insert_sql(type, columns, sqlite_dialect)), sqlite3_finalize);
  for (const auto& [key, image] : rows) {
    if (image->gone) continue;
    const InUse inserting{insert.get()};
    BindSink bind(insert.get());
    const auto values = [&](Sink& sink) {
      for (const Lying& value : image->values) feed(value, sink);
    };
    values(bind);
    bind.integer(image->seq);
    const RowDigests made = digests ? digests_of(type.table.name, values, image->seq) : RowDigests{};
    if (digests) bind.integer(made.row);
    sum.take(made.content);
    this->step(insert.get(), type.table.name);
  }
  add(type.table.name, sum);
}

std::vector<const Field*> SqliteStore::columns_in_file(const RecordType& type) {
  std::set<std::string, std::less<>> lie;
  const Prepared found(prepare("SELECT name FROM pragma_table_info('" + std::string(type.table.name) + "')"), sqlite3_finalize);
  while (sqlite3_step(found.get()) == SQLITE_ROW) lie.insert(ColumnSource(found.get()).text());
  return fields_among(type, lie);
}

}  // namespace ch
