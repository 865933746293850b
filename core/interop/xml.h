#pragma once
// A strict, bounded pull reader for the XML that banks send: elements, attributes, text and CDATA. No DTD, no
// entities beyond the five, no external anything, so nothing in a statement can expand or fetch.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/outcome.h"
#include "base/place.h"

namespace ch {

struct XmlLimits {
  std::size_t max_bytes = 32U << 20;
  std::size_t max_depth = 40;
  std::size_t max_text = 4'096;  // bytes of one run of text or one attribute value
  std::size_t max_attributes = 32;
  std::size_t max_name = 128;
};

enum class XmlEvent : std::uint8_t { start, end, text, finished };

struct XmlAttribute {
  std::string name;  // as written, with its prefix
  std::string value;
};

// The reader is an object that is asked for the next event; what the last event was about is read off it.
class XmlReader {
 public:
  explicit XmlReader(std::string_view input, XmlLimits limits = {});

  // Refusal: code "malformed_xml", band malformed, rule "CON-9", field = path; args reason, offset, line,
  // column.
  Result<XmlEvent> next();

  std::string_view local_name() const { return local_; }     // of start and end, without prefix
  const std::string& namespace_uri() const { return uri_; }  // of start
  const std::string& text() const { return text_; }          // of text
  const std::vector<XmlAttribute>& attributes() const { return attributes_; }
  std::size_t depth() const { return open_.size(); }  // after a start it counts the element itself
  std::size_t offset() const { return event_at_; }    // where the last event begins
  std::string path() const;                           // "/Document/BkToCstmrStmt"

 private:
  struct Open {
    std::string name;
    std::size_t bindings;  // how many namespace bindings held before it
  };
  struct Binding {
    std::string prefix;
    std::string uri;
  };

  Result<XmlEvent> read_text();
  Result<XmlEvent> read_markup();
  Result<XmlEvent> read_start();
  Result<XmlEvent> read_end();
  Result<XmlEvent> close_element();
  Check read_declaration();
  Check skip_comment();
  Check skip_instruction();
  Check read_cdata();
  Check read_attribute();
  Check read_reference(std::string& out);
  Check read_name(std::string& out);
  Check bind_namespaces();
  bool skip_space();
  bool looking_at(std::string_view what) const;
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
  std::string name_;
  std::string_view local_;
  std::string uri_;
  std::string text_;
  std::vector<XmlAttribute> attributes_;
};

}  // namespace ch
