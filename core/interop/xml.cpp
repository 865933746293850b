// The XML pull reader: well-formedness and namespaces, each step with its bound. CON-9.
#include "interop/xml.h"

#include <algorithm>
#include <array>

#include "api/codes.h"
#include "base/place.h"
#include "base/text.h"

namespace ch {
namespace {

constexpr std::string_view blanks = " \t\r\n";

constexpr bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
constexpr bool is_name_char(char c) { return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':'; }

// XML's own set of characters: no control but tab and line ends, no surrogate, not U+FFFE and U+FFFF.
constexpr bool is_character(char32_t c) {
  return c == 0x9 || c == 0xa || c == 0xd || (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || (c >= 0x10000 && c <= 0x10ffff);
}

// In bytes that are valid UTF-8 already.
std::size_t first_bad_character(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 && !is_character(byte)) return i;
    if (byte == 0xef && (text.substr(i, 3) == "\xef\xbf\xbe" || text.substr(i, 3) == "\xef\xbf\xbf")) return i;
  }
  return std::string_view::npos;
}

std::string_view local_part(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view prefix_part(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon);
}

bool same_word(std::string_view a, std::string_view upper) {
  return std::equal(a.begin(), a.end(), upper.begin(), upper.end(),
                    [](char x, char y) { return (x >= 'a' && x <= 'z' ? x - 'a' + 'A' : x) == y; });
}

}  // namespace

std::unexpected<Refusal> XmlReader::fail(const char* reason, std::size_t at) const {
  return refused("malformed_xml", path(), reason_at(input_, reason, at));
}

std::string XmlReader::path() const {
  std::string path;
  for (const Open& element : open_) path.append(path.empty() ? "" : "/").append(local_part(element.name));
  return path;
}

Check XmlReader::begin() {
  begun_ = true;
  if (input_.size() > limits_.max_bytes) return fail("too_long", limits_.max_bytes);
  if (const auto bad = first_invalid_utf8(input_)) return fail("invalid_utf8", *bad);
  if (const auto nul = input_.find('\0'); nul != std::string_view::npos) return fail("nul", nul);
  if (const auto bad = first_bad_character(input_); bad != std::string_view::npos) return fail("character", bad);
  if (looking_at("\xef\xbb\xbf")) at_ = 3;
  return looking_at("<?xml") && at_ + 5 < input_.size() && blanks.contains(input_[at_ + 5]) ? read_declaration() : Check{};
}

Check XmlReader::read_declaration() {
  const std::size_t start = at_;
  at_ += 5;
  attributes_.clear();
  while (skip_space() && !looking_at("?>")) {
    if (auto read = read_attribute(); !read) return read;
  }
  if (!looking_at("?>") || attributes_.empty()) return fail("syntax", at_);
  at_ += 2;
  for (std::size_t i = 0; i < attributes_.size(); ++i) {
    const auto& [name, value] = attributes_[i];
    if (name == "version" && i == 0 && value.starts_with("1.")) continue;
    if (name == "encoding" && i == 1) {
      if (!same_word(value, "UTF-8") && !same_word(value, "US-ASCII")) return fail("encoding", start);
      continue;
    }
    if (name != "standalone" || i == 0) return fail("syntax", start);
  }
  return {};
}

Result<XmlEvent> XmlReader::next() {
  if (!begun_) {
    if (auto begun = begin(); !begun) return std::unexpected(begun.error());
  }
  if (self_closed_) return close();
  while (true) {
    event_at_ = at_;
    if (at_ == input_.size()) return finish();
    Check step;
    if (input_[at_] != '<' || looking_at("<![CDATA[")) {
      if (step = read_text(); step && !open_.empty()) return XmlEvent::text;
    } else if (looking_at("<!--")) {
      step = skip_comment();
    } else if (looking_at("<?")) {
      step = skip_instruction();
    } else if (looking_at("<!")) {
      return fail(looking_at("<!DOCTYPE") ? "doctype" : "syntax", at_);
    } else if (looking_at("</")) {
      return read_end();
    } else {
      return read_start();
    }
    if (!step) return std::unexpected(step.error());
  }
}

Result<XmlEvent> XmlReader::finish() {
  if (!open_.empty()) return fail("unclosed", at_);
  if (!root_seen_) return fail("empty", at_);
  return XmlEvent::finished;
}

// Text, references and CDATA up to the next markup. Outside of the root only blanks may stand.
Check XmlReader::read_text() {
  text_.clear();
  while (at_ < input_.size()) {
    Check step;
    if (looking_at("<![CDATA[")) {
      if (open_.empty()) return fail(root_seen_ ? "trailing" : "syntax", at_);
      step = read_cdata();
    } else if (input_[at_] == '<') {
      break;
    } else if (input_[at_] == '&') {
      if (open_.empty()) return fail(root_seen_ ? "trailing" : "syntax", at_);
      step = read_reference(text_);
    } else {
      const std::size_t end = std::min(input_.find_first_of("<&", at_), input_.size());
      const std::string_view run = input_.substr(at_, end - at_);
      if (open_.empty()) {
        const auto stray = run.find_first_not_of(blanks);
        if (stray != std::string_view::npos) return fail(root_seen_ ? "trailing" : "syntax", at_ + stray);
      } else if (const auto cdata_end = run.find("]]>"); cdata_end != std::string_view::npos) {
        return fail("syntax", at_ + cdata_end);
      } else {
        step = append(text_, run);
      }
      if (step) at_ = end;
    }
    if (!step) return step;
  }
  return {};
}

// Line ends become a line feed, as XML asks.
Check XmlReader::append(std::string& out, std::string_view bytes) const {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] != '\r') {
      out.push_back(bytes[i]);
    } else if (i + 1 == bytes.size() || bytes[i + 1] != '\n') {
      out.push_back('\n');
    }
    if (out.size() > limits_.max_text) return fail("text_too_long", event_at_);
  }
  return {};
}

Check XmlReader::read_cdata() {
  const std::size_t begin = at_ + 9;
  const std::size_t end = input_.find("]]>", begin);
  if (end == std::string_view::npos) return fail("unclosed", at_);
  if (auto appended = append(text_, input_.substr(begin, end - begin)); !appended) return appended;
  at_ = end + 3;
  return {};
}

Check XmlReader::read_reference(std::string& out) {
  const std::size_t start = at_;
  const std::size_t end = input_.find(';', at_);
  if (end == std::string_view::npos || end - at_ > 12) return fail("entity", start);
  std::string_view body = input_.substr(at_ + 1, end - at_ - 1);
  at_ = end + 1;
  if (out.size() >= limits_.max_text) return fail("text_too_long", start);
  if (!body.starts_with('#')) {
    constexpr std::array<std::pair<std::string_view, char>, 5> five{
        {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"apos", '\''}, {"quot", '"'}}};
    for (const auto& [name, c] : five) {
      if (body == name) return out.push_back(c), Check{};
    }
    return fail("entity", start);
  }

  body.remove_prefix(1);
  const bool hexadecimal = body.starts_with('x');
  if (hexadecimal) body.remove_prefix(1);
  char32_t value = 0;
  for (const char c : body) {
    const bool letter = hexadecimal && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'));
    if (!letter && !(c >= '0' && c <= '9')) return fail("entity", start);
    const auto figure = static_cast<char32_t>(letter ? (c | 0x20) - 'a' + 10 : c - '0');
    value = value * (hexadecimal ? 16 : 10) + figure;
    if (value > 0x10ffff) return fail("character", start);
  }
  if (body.empty()) return fail("entity", start);
  if (!is_character(value)) return fail("character", start);
  append_utf8(out, value);
  return {};
}

Check XmlReader::read_name(std::string& out) {
  const std::size_t start = at_;
  while (at_ < input_.size() && is_name_char(input_[at_])) ++at_;
  out = input_.substr(start, at_ - start);
  if (out.empty() || out.size() > limits_.max_name || !is_name_start(out.front())) return fail("name", start);
  const auto colon = out.find(':');
  if (colon != std::string::npos &&
      (colon + 1 == out.size() || !is_name_start(out[colon + 1]) || out.find(':', colon + 1) != std::string::npos)) {
    return fail("name", start);
  }
  return {};
}

Check XmlReader::read_attribute() {
  const std::size_t start = at_;
  XmlAttribute attribute;
  if (auto name = read_name(attribute.name); !name) return name;
  skip_space();
  if (!looking_at("=")) return fail("attribute", at_);
  ++at_;
  skip_space();
  if (!looking_at("\"") && !looking_at("'")) return fail("attribute", at_);
  const char quote = input_[at_++];
  if (auto value = read_attribute_value(attribute.value, quote); !value) return value;

  for (const XmlAttribute& other : attributes_) {
    if (other.name == attribute.name) return fail("duplicate_attribute", start);
  }
  if (attributes_.size() == limits_.max_attributes) return fail("too_many", start);
  attributes_.push_back(std::move(attribute));
  return {};
}

Check XmlReader::read_attribute_value(std::string& value, char quote) {
  const std::size_t start = at_;
  while (at_ < input_.size() && input_[at_] != quote) {
    const char c = input_[at_];
    if (c == '<') return fail("attribute", at_);
    if (c == '&') {
      if (auto reference = read_reference(value); !reference) return reference;
      continue;
    }
    if (value.size() == limits_.max_text) return fail("text_too_long", start);
    value.push_back(blanks.contains(c) ? ' ' : c);
    ++at_;
  }
  if (at_ == input_.size()) return fail("unclosed", start);
  ++at_;
  return {};
}

Result<XmlEvent> XmlReader::read_start() {
  const std::size_t start = at_++;
  if (open_.empty() && root_seen_) return fail("trailing", start);
  if (open_.size() == limits_.max_depth) return fail("depth", start);
  std::string name;
  if (auto read = read_name(name); !read) return std::unexpected(read.error());
  attributes_.clear();
  bool spaced = skip_space();
  while (at_ < input_.size() && input_[at_] != '>' && input_[at_] != '/') {
    if (!spaced) return fail("syntax", at_);
    if (auto read = read_attribute(); !read) return std::unexpected(read.error());
    spaced = skip_space();
  }
  self_closed_ = looking_at("/>");
  if (!self_closed_ && !looking_at(">")) return fail(at_ == input_.size() ? "unclosed" : "syntax", at_);
  at_ += self_closed_ ? 2 : 1;

  root_seen_ = true;
  open_.push_back({std::move(name), bindings_.size()});
  if (auto bound = bind_namespaces(); !bound) return std::unexpected(bound.error());
  local_ = local_part(open_.back().name);
  return XmlEvent::start;
}

Check XmlReader::bind_namespaces() {
  for (const auto& [name, value] : attributes_) {
    if (name == "xmlns") {
      bindings_.push_back({"", value});
    } else if (prefix_part(name) == "xmlns") {
      const std::string_view prefix = local_part(name);
      if (value.empty() || prefix == "xmlns" || prefix == "xml") return fail("namespace", event_at_);
      bindings_.push_back({std::string(prefix), value});
    }
  }
  for (const auto& attribute : attributes_) {
    const std::string_view prefix = prefix_part(attribute.name);
    if (!prefix.empty() && prefix != "xmlns" && uri_of(prefix) == nullptr) return fail("namespace", event_at_);
  }
  const std::string* uri = uri_of(prefix_part(open_.back().name));
  if (uri == nullptr) return fail("namespace", event_at_);
  uri_ = *uri;
  return {};
}

const std::string* XmlReader::uri_of(std::string_view prefix) const {
  static const std::string none;
  static const std::string reserved = "http://www.w3.org/XML/1998/namespace";
  for (auto binding = bindings_.rbegin(); binding != bindings_.rend(); ++binding) {
    if (binding->prefix == prefix) return &binding->uri;
  }
  if (prefix == "xml") return &reserved;
  return prefix.empty() ? &none : nullptr;
}

Result<XmlEvent> XmlReader::read_end() {
  const std::size_t start = at_;
  at_ += 2;
  std::string name;
  if (auto read = read_name(name); !read) return std::unexpected(read.error());
  skip_space();
  if (!looking_at(">")) return fail("syntax", at_);
  ++at_;
  if (open_.empty()) return fail("trailing", start);
  if (open_.back().name != name) return fail("mismatch", start);
  return close();
}

Result<XmlEvent> XmlReader::close() {
  self_closed_ = false;
  local_ = local_part(open_.back().name);
  bindings_.resize(open_.back().bindings);
  open_.pop_back();
  return XmlEvent::end;
}

Check XmlReader::skip_comment() {
  const std::size_t end = input_.find("--", at_ + 4);
  if (end == std::string_view::npos) return fail("unclosed", at_);
  if (!input_.substr(end).starts_with("-->")) return fail("syntax", end);
  at_ = end + 3;
  return {};
}

Check XmlReader::skip_instruction() {
  const std::size_t start = at_;
  at_ += 2;
  std::string target;
  if (auto name = read_name(target); !name) return name;
  // Only the declaration bears this name, and it stands at the very beginning.
  if (same_word(target, "XML")) return fail("syntax", start);
  const std::size_t end = input_.find("?>", at_);
  if (end == std::string_view::npos) return fail("unclosed", start);
  at_ = end + 2;
  return {};
}

bool XmlReader::skip_space() {
  const std::size_t start = at_;
  at_ = std::min(input_.find_first_not_of(blanks, at_), input_.size());
  return at_ > start;
}

}  // namespace ch
