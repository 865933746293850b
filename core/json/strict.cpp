// Strict decoding through the parser's SAX layer. CON-9.
#include "json/strict.h"

#include <limits>
#include <optional>

#include <nlohmann/json.hpp>

#include "base/place.h"
#include "base/text.h"

namespace ch {
namespace {

using Json = nlohmann::json;

// The parser tells its handler what it read but not where; it reads through this iterator, and the handler
// looks how far it has come.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, const char** seen) : at_(at), seen_(seen) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    *seen_ = ++at_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** seen_;
};

std::unexpected<Refusal> malformed(std::string_view input, const char* reason, std::size_t offset, std::string path) {
  return refuse("malformed_json", "CON-9", std::move(path), reason_at(input, reason, offset), Band::malformed);
}

void append_pointer_token(std::string& path, std::string_view key) {
  if (!path.empty()) path.push_back('/');
  for (const char c : key) {
    if (c == '~') {
      path += "~0";
    } else if (c == '/') {
      path += "~1";
    } else {
      path.push_back(c);
    }
  }
}

// Builds the value, and stops the parser at the first thing that is not allowed.
class Builder {
 public:
  Builder(std::string_view input, const JsonLimits& limits) : input_(input), limits_(limits), seen_(input.data()) {}

  const char** seen() { return &seen_; }
  std::optional<Refusal>& refusal() { return refusal_; }
  Json take() { return std::move(root_); }

  // The handler's interface, as the parser names it.
  bool null() { return value(nullptr); }
  bool boolean(bool b) { return value(b); }
  bool number_integer(std::int64_t n) { return value(n); }
  bool number_unsigned(std::uint64_t n) {
    if (n > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return stop("integer_range");
    return value(static_cast<std::int64_t>(n));
  }
  bool number_float(double, const std::string& as_written) {
    // An integer too long for the parser comes as a float too.
    const bool fraction = as_written.find_first_of(".eE") != std::string::npos;
    return stop(fraction ? "floating_number" : "integer_range");
  }
  bool string(std::string& text) {
    if (text.find('\0') != std::string::npos) return stop("nul");
    return value(std::move(text));
  }
  bool binary(Json::binary_t&) { return stop("syntax"); }
  bool start_object(std::size_t) { return open(Json::object()); }
  bool start_array(std::size_t) { return open(Json::array()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& name);
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&);

 private:
  struct Level {
    Json* container;
    std::string key;       // of an object: the one being read
    bool expects = false;  // a key was read, its value was not
  };

  bool value(Json&& json);
  bool open(Json&& container);
  bool close();
  Json* attach(Json&& json);
  bool stop(const char* reason) { return stop(reason, token_start(), path()); }
  bool stop(const char* reason, std::size_t offset, std::string path);
  std::string path() const;
  std::size_t token_start() const;
  std::size_t offset() const { return static_cast<std::size_t>(seen_ - input_.data()); }

  std::string_view input_;
  JsonLimits limits_;
  const char* seen_;
  std::size_t token_end_ = 0;  // of the token before, or one more where that was a number
  std::size_t items_ = 0;
  std::vector<Level> levels_;
  Json root_;
  std::optional<Refusal> refusal_;
};

bool Builder::key(std::string& name) {
  if (name.find('\0') != std::string::npos) return stop("nul");
  Level& level = levels_.back();
  level.key = name;
  level.expects = true;
  if (level.container->contains(name)) return stop("duplicate_key");
  token_end_ = offset();
  return true;
}

bool Builder::parse_error(std::size_t position, const std::string& token, const nlohmann::detail::exception& error) {
  constexpr int number_too_large_for_a_float = 406;
  if (error.id == number_too_large_for_a_float) return number_float(0, token);
  // The position counts characters read, the offending one among them.
  const std::size_t at = std::min(position == 0 ? 0 : position - 1, input_.size());
  const bool complete = levels_.empty() && items_ > 0;
  return stop(complete ? "trailing" : "syntax", complete ? token_start() : at, path());
}

bool Builder::value(Json&& json) {
  if (++items_ > limits_.max_items) return stop("too_many");
  attach(std::move(json));
  token_end_ = offset();
  return true;
}

bool Builder::open(Json&& container) {
  if (++items_ > limits_.max_items) return stop("too_many");
  if (levels_.size() >= static_cast<std::size_t>(limits_.max_depth)) return stop("depth");
  Json* attached = attach(std::move(container));
  levels_.push_back({attached, {}});
  token_end_ = offset();
  return true;
}

bool Builder::close() {
  levels_.pop_back();
  token_end_ = offset();
  return true;
}

// An array's storage moves when it grows, but never while one of its members is open.
Json* Builder::attach(Json&& json) {
  if (levels_.empty()) {
    root_ = std::move(json);
    return &root_;
  }
  Level& level = levels_.back();
  if (level.container->is_array()) return &level.container->emplace_back(std::move(json));
  level.expects = false;
  return &(*level.container)[level.key].operator=(std::move(json));
}

bool Builder::stop(const char* reason, std::size_t offset, std::string path) {
  if (!refusal_) refusal_ = malformed(input_, reason, offset, std::move(path)).error();
  return false;
}

// Of what is being read: an object's key once it is known, an array's next index.
std::string Builder::path() const {
  std::string path;
  for (std::size_t i = 0; i < levels_.size(); ++i) {
    const Level& level = levels_[i];
    const bool innermost = i + 1 == levels_.size();
    if (level.container->is_array()) {
      append_pointer_token(path, std::to_string(level.container->size() - (innermost ? 0 : 1)));
    } else if (!innermost || level.expects) {
      append_pointer_token(path, level.key);
    }
  }
  return path;
}

std::size_t Builder::token_start() const {
  const std::size_t start = input_.find_first_not_of(" \t\r\n,:", token_end_);
  return std::min(start, input_.size());
}

}  // namespace

Result<nlohmann::json> parse_strict(std::string_view text, JsonLimits limits) {
  if (text.size() > limits.max_bytes) return malformed(text, "too_long", limits.max_bytes, "");
  // The parser skips a byte order mark and takes a zero byte for the end, so these are looked for first.
  if (text.starts_with("\xef\xbb\xbf")) return malformed(text, "byte_order_mark", 0, "");
  if (const auto bad = first_invalid_utf8(text)) return malformed(text, "invalid_utf8", *bad, "");
  if (const auto nul = text.find('\0'); nul != std::string_view::npos) return malformed(text, "nul", nul, "");
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return malformed(text, "empty", text.size(), "");

  Builder builder(text, limits);
  const char* const bytes = text.data();
  const CountingIterator first(bytes, builder.seen());
  const CountingIterator last(bytes + text.size(), builder.seen());
  const bool whole = Json::sax_parse(first, last, &builder, Json::input_format_t::json, true, false);
  if (builder.refusal()) return std::unexpected(std::move(*builder.refusal()));
  if (!whole) return malformed(text, "syntax", text.size(), "");
  return builder.take();
}

}  // namespace ch
