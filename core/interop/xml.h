#pragma once
// A strict, bounded pull reader for the XML that banks send: elements, attributes, text and CDATA. No DTD, no
// entities beyond the five, nothing external, so that no statement can expand or fetch anything.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/outcome.h"

namespace ch {

struct XmlLimits {
  std::size_t max_bytes = 32U << 20;
  std::size_t max_depth = 40;
  std::size_t max_text = 4'096;  // bytes of one run of text or one attribute's value
  std::size_t max_attributes = 32;
  std::size_t max_name = 128;
};

enum class XmlEvent : std::uint8_t { start, end, text, finished };

struct XmlAttribute {
  std::string name;  // as written, with its prefix
  std::string value;
};

// Asked for the next event; what that event was about is then read off the reader. Text may come in several
// events where a comment stands in it.
class XmlReader {
 public:
  explicit XmlReader(std::string_view input, XmlLimits limits = {}) : input_(input), limits_(limits) {}

  // Refusal: code "malformed_xml", band malformed, rule "CON-9", field = path(); args reason, offset, line,
  // column. Reasons: too_long, empty, invalid_utf8, nul, encoding, doctype, entity, character, name,
  // attribute, duplicate_attribute, namespace, mismatch, unclosed, trailing, depth, text_too_long, too_many,
  // syntax.
  Result<XmlEvent> next();

  const std::string& local_name() const { return local_; }   // of a start or an end, without prefix
  const std::string& namespace_uri() const { return uri_; }  // of a start
  const std::string& text() const { return text_; }
  const std::vector<XmlAttribute>& attributes() const { return attributes_; }
  std::size_t offset() const { return event_at_; }  // where the last event begins
  std::string path() const;                         // of the elements open, by local name

 private:
  struct Open {
    std::string name;
    std::size_t bindings;  // how many namespace bindings held outside of it
  };
  struct Binding {
    std::string prefix;
    std::string uri;
  };

  Check begin();
  Check read_declaration();
  Result<XmlEvent> read_start();
  Result<XmlEvent> read_end();
  Result<XmlEvent> close();
  Result<XmlEvent> finish();
  Check read_text();
  Check read_cdata();
  Check read_attribute();
  Check read_attribute_value(std::string& value, char quote);
  Check read_reference(std::string& out);
  Check read_name(std::string& out);
  Check bind_namespaces();
  Check skip_comment();
  Check skip_instruction();
  Check append(std::string& out, std::string_view bytes) const;
  const std::string* uri_of(std::string_view prefix) const;
  bool skip_space();
  bool looking_at(std::string_view what) const { return input_.substr(at_).starts_with(what); }
  std::unexpected<Refusal> fail(const char* reason, std::size_t at) const;

  std::string_view input_;
  XmlLimits limits_;
  std::size_t at_ = 0;
  std::size_t event_at_ = 0;
  bool begun_ = false;
  bool root_seen_ = false;
  bool self_closed_ = false;
  std::vector<Open> open_;
  std::vector<Binding> bindings_;
  std::string local_;
  std::string uri_;
  std::string text_;
  std::vector<XmlAttribute> attributes_;
};

}  // namespace ch
