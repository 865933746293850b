#include "store/row_images.h"

#include <algorithm>
#include <array>

namespace ch {

namespace {

constexpr char nothing = 'n', whole = 'i', words = 't', raw = 'b';  // of what kind a value is

// A few bytes that are put together before they go into a string: it is on the way of every command.
class Short {
 public:
  Short& byte(char c) {
    bytes_[count_++] = c;
    return *this;
  }
  Short& number(std::uint64_t value) {  // seven bits a byte
    for (; value >= 0x80; value >>= 7) byte(static_cast<char>(value | 0x80));
    return byte(static_cast<char>(value));
  }
  std::string_view text() const { return {bytes_.data(), count_}; }

 private:
  std::array<char, 40> bytes_;  // four numbers
  std::size_t count_ = 0;
};

class ImageSink final : public Sink {
 public:
  explicit ImageSink(std::string& into) : into_(into) {}
  void null() override { into_ += nothing; }
  void integer(std::int64_t value) override {
    // Small numbers of either sign are short.
    into_ += Short().byte(whole).number(static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63)).text();
  }
  void text(std::string_view value) override { put(words, value); }
  void bytes(std::span<const std::uint8_t> value) override { put(raw, {reinterpret_cast<const char*>(value.data()), value.size()}); }

 private:
  void put(char kind, std::string_view value) {
    into_ += Short().byte(kind).number(value.size()).text();
    into_ += value;
  }
  std::string& into_;
};

class ImageReader {
 public:
  explicit ImageReader(std::string_view text) : text_(text) {}
  bool at_end() const { return text_.empty(); }

  RowImage row() {
    RowImage image;
    const std::uint64_t table = number();
    if (table > named_.size()) damaged();
    if (table == named_.size()) named_.push_back(string());
    image.table = named_[table];
    image.gone = number() != 0;
    image.seq = static_cast<std::int64_t>(number());
    const std::uint64_t count = number();
    if (count > text_.size()) damaged();
    for (std::uint64_t i = 0; i < count; ++i) image.values.push_back(value());
    return image;
  }

 private:
  [[noreturn]] static void damaged() { throw StoreError("what a flush noted cannot be read", StoreTrouble::damaged); }
  char byte() {
    if (text_.empty()) damaged();
    const char c = text_.front();
    text_.remove_prefix(1);
    return c;
  }
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const auto c = static_cast<unsigned char>(byte());
      value |= std::uint64_t{c & 0x7FU} << shift;
      if (c < 0x80) return value;
    }
    damaged();
  }
  std::string string() {
    const std::uint64_t size = number();
    if (size > text_.size()) damaged();
    std::string value(text_.substr(0, size));
    text_.remove_prefix(size);
    return value;
  }
  Lying value() {
    switch (byte()) {
      case nothing:
        return std::monostate{};
      case whole: {
        const std::uint64_t n = number();
        return static_cast<std::int64_t>(n >> 1) ^ -static_cast<std::int64_t>(n & 1);
      }
      case words:
        return string();
      case raw: {
        const std::string value = string();
        return std::vector<std::uint8_t>(value.begin(), value.end());
      }
      default:
        damaged();
    }
  }

  std::string_view text_;
  std::vector<std::string> named_;
};

}  // namespace

void feed(const Lying& value, Sink& sink) {
  if (const auto* number = std::get_if<std::int64_t>(&value))
    sink.integer(*number);
  else if (const auto* text = std::get_if<std::string>(&value))
    sink.text(*text);
  else if (const auto* bytes = std::get_if<std::vector<std::uint8_t>>(&value))
    sink.bytes(*bytes);
  else
    sink.null();
}

void ImageWriter::put(const RowChange& change) {
  const auto named = std::ranges::find(named_, change.type);
  text_ += Short().number(static_cast<std::uint64_t>(named - named_.begin())).text();
  if (named == named_.end()) {
    named_.push_back(change.type);
    const std::string_view name = change.type->table.name;
    text_ += Short().number(name.size()).text();
    text_ += name;
  }
  Short head;
  head.number(change.after ? 0 : 1).number(static_cast<std::uint64_t>(change.seq)).number(change.type->shape->fields.size());
  text_ += head.text();
  ImageSink sink(text_);
  change.type->shape->write(change.after ? change.after.get() : change.before.get(), sink);
}

void ImageWriter::clear() {
  text_.clear();
  named_.clear();
}

std::vector<RowImage> read_images(std::string_view text) {
  std::vector<RowImage> images;
  for (ImageReader reader(text); !reader.at_end();) images.push_back(reader.row());
  return images;
}

}  // namespace ch
