// A table of the tests' own, to try a store with.
#pragma once

#include <catch_amalgamated.hpp>

#include "store/sql.h"
#include "store/view.h"
#include "support/stores.h"

namespace ch::test {

struct Thing {
  std::int64_t group_no = 0;
  std::string name;
  std::int64_t rank = 0;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Thing, (), (group_no, name, rank, note))

// With an index that is unique.
struct Seat {
  std::int64_t id = 0;
  std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(Seat, (), (id, number))

}  // namespace ch::test
template <>
struct ch::TableOf<ch::test::Thing> {
  static TableSpec spec() { return {"thing", {"group_no", "name"}, {{"by_rank", {"rank"}}}, "group_no"}; }
};
template <>
struct ch::TableOf<ch::test::Seat> {
  static TableSpec spec() { return {"seat", {"id"}, {{"by_number", {"number"}, true}}, ""}; }
};

namespace ch::test {

inline const RecordType* const things[] = {&record_type<Thing>(), &record_type<Seat>()};
inline const std::string things_schema = create_sql(record_type<Thing>(), sqlite_dialect) + create_sql(record_type<Seat>(), sqlite_dialect);
// The second changes what rows hold.
inline const Migration things_migrations[] = {{1, "things", things_schema}, {2, "ranked", "UPDATE thing SET rank = rank + 10;\n"}};

template <class T>
void keep(Committed& committed, const std::vector<T>& rows) {
  View view(committed);
  for (const T& row : rows) view.put(row);
  committed.flush(view.changes());
}

using Names = std::vector<std::string>;

inline Names names(Reader& reader, const Scan& scan) {
  Names found;
  reader.scan<Thing>(scan, [&](const Thing& thing) { return found.push_back(std::to_string(thing.group_no) + thing.name), true; });
  return found;
}

// Of the rows as they are, each of which must have its digest.
inline TableSum sum_in_rows(Store& store, const RecordType& type) {
  TableSum sum;
  store.each(type, [&](const Row& row, std::int64_t seq, std::int64_t digest) {
    CHECK(digest == row_digest(type, row.get(), seq));
    sum.take(content_digest(type, row.get()));
  });
  return sum;
}

}  // namespace ch::test
