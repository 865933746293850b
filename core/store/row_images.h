// Rows as they lie, one behind another in one string: what a backend notes of a flush before its tables are filled with it. Inside the
// store only.
#pragma once

#include <variant>

#include "store/store.h"

namespace ch {

// A column's value, whatever a record makes of it. Bytes are apart from text.
using Lying = std::variant<std::monostate, std::int64_t, std::string, std::vector<std::uint8_t>>;
void feed(const Lying& value, Sink& sink);

struct RowImage {
  std::string table;
  bool gone = false;  // then as it was
  std::int64_t seq = 0;
  std::vector<Lying> values;  // in the order of the record's fields
};

// Puts down what a change leaves.
class ImageWriter {
 public:
  void put(const RowChange& change);
  const std::string& text() const { return text_; }
  void clear();  // keeps its memory for the next ones

 private:
  std::string text_;
  std::vector<const RecordType*> named_;
};

// Throws StoreError where the text is not what a writer made.
std::vector<RowImage> read_images(std::string_view text);

}  // namespace ch
