// A record: a described struct that is stored. Its table, key and indexes are stated beside it, once:
//
//   CH_RECORD(Campaign, "campaign", key("id"), index("by_account", "account", "state"), party("party"))
//
// The store makes every table and statement from this; domain code never sees SQL.
#pragma once

#include <memory>

#include "record/key.h"
#include "record/struct_type.h"

namespace ch {

struct IndexSpec {
  std::string_view name;
  std::vector<std::string_view> columns;
  bool unique = false;
};

struct TableSpec {
  std::string_view name;
  std::vector<std::string_view> key;
  std::vector<IndexSpec> indexes;
  std::string_view party;    // the column that names whose row it is (sync scope, live queries); empty: the platform's
  bool append_only = false;  // never changed once written; covered by the hash chain instead of a digest of its own
};

// Specialised for each record next to its struct.
template <class T>
struct TableOf;

struct RecordType {
  const StructType* shape;
  TableSpec table;
  std::vector<const Field*> key_fields;
  struct Index {
    std::string_view name;
    std::vector<const Field*> fields;
    bool unique;
  };
  std::vector<Index> indexes;
  const Field* party_field;
  std::shared_ptr<const void> (*read)(Source& source);

  Key key_of(const void* record) const { return key_from(key_fields, record); }
  Key index_key_of(const Index& index, const void* record) const { return key_from(index.fields, record); }
  // 0 where the record is the platform's own.
  std::int64_t party_of(const void* record) const;
  const Index& index(std::string_view index_name) const;
  // In what order rows lie in an index (null: in the table): by its fields, then the key's.
  std::vector<const Field*> order(const Index* index) const;
};

namespace detail {
RecordType make_record_type(const StructType& shape, TableSpec table, std::shared_ptr<const void> (*read)(Source&));
}

template <class T>
const RecordType& record_type() {
  static const RecordType type =
      detail::make_record_type(struct_type<T>(), TableOf<T>::spec(), [](Source& source) -> std::shared_ptr<const void> {
        auto made = std::make_shared<T>();
        struct_type<T>().read(made.get(), source);
        return made;
      });
  return type;
}

}  // namespace ch
