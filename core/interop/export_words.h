// Text from outside inside plain-text accounting: it may end no field and begin no comment. Inside interop only.
#pragma once

#include <string>
#include <string_view>

namespace ch {

// Control characters become spaces.
inline std::string one_line(std::string_view text) {
  std::string line(text);
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return line;
}

// A beancount string.
inline std::string quoted(std::string_view text) {
  std::string made = "\"";
  for (const char c : one_line(text)) {
    if (c == '"' || c == '\\') made += '\\';
    made += c;
  }
  return made += '"';
}

// The code of a transaction in hledger and ledger, which stands in brackets. The CSV has the reference as it is.
inline std::string as_code(std::string_view text) {
  std::string made = one_line(text);
  for (char& c : made) {
    if (c == '(' || c == ')' || c == ';' || c == '|') c = '_';
  }
  return made;
}

}  // namespace ch
