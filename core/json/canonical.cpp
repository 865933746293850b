// The one text of a JSON value: what digests are made of. CON-7.
#include <charconv>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "json/strict.h"

namespace ch {
namespace {

using Json = nlohmann::json;

void append_string(std::string& out, const std::string& text) {
  if (!valid_utf8(text)) throw std::invalid_argument("canonical: invalid UTF-8");
  constexpr std::string_view figures = "0123456789abcdef";
  out.push_back('"');
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20) {
          out.push_back(c);
        } else {
          out += "\\u00";
          out.push_back(figures[static_cast<unsigned char>(c) >> 4]);
          out.push_back(figures[static_cast<unsigned char>(c) & 15]);
        }
    }
  }
  out.push_back('"');
}

template <class Integer>
void append_integer(std::string& out, Integer value) {
  char buffer[24];
  const auto end = std::to_chars(std::begin(buffer), std::end(buffer), value).ptr;
  out.append(buffer, end);
}

void append_value(std::string& out, const Json& value);

void append_object(std::string& out, const Json& object) {
  out.push_back('{');
  bool first = true;
  // The parser's objects are ordered maps: by bytes, the same on every machine.
  for (const auto& [key, member] : object.items()) {
    if (!first) out.push_back(',');
    first = false;
    append_string(out, key);
    out.push_back(':');
    append_value(out, member);
  }
  out.push_back('}');
}

void append_array(std::string& out, const Json& array) {
  out.push_back('[');
  bool first = true;
  for (const Json& item : array) {
    if (!first) out.push_back(',');
    first = false;
    append_value(out, item);
  }
  out.push_back(']');
}

void append_value(std::string& out, const Json& value) {
  switch (value.type()) {
    case Json::value_t::null:
      out += "null";
      return;
    case Json::value_t::boolean:
      out += value.get<bool>() ? "true" : "false";
      return;
    case Json::value_t::number_integer:
      append_integer(out, value.get<std::int64_t>());
      return;
    case Json::value_t::number_unsigned:
      append_integer(out, value.get<std::uint64_t>());
      return;
    case Json::value_t::string:
      append_string(out, value.get_ref<const std::string&>());
      return;
    case Json::value_t::array:
      append_array(out, value);
      return;
    case Json::value_t::object:
      append_object(out, value);
      return;
    case Json::value_t::number_float:
    case Json::value_t::binary:
    case Json::value_t::discarded:
      throw std::invalid_argument("canonical: neither text, integer, truth nor null");
  }
}

}  // namespace

std::string canonical(const nlohmann::json& value) {
  std::string out;
  append_value(out, value);
  return out;
}

}  // namespace ch
