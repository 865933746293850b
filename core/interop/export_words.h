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

// A part of an account's name. A number's prefix is pack data and may be anything; beancount wants a part to begin with a capital and
// to be of letters, digits and dashes.
inline std::string as_part(std::string_view number) {
  std::string part;
  for (const char c : number) {
    if (c >= 'a' && c <= 'z')
      part += static_cast<char>(c - 'a' + 'A');
    else if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
      part += c;
  }
  return part;
}

// A book as a part of an account's name: "Withdrawal in progress" -> "WithdrawalInProgress"
inline std::string joined(std::string_view words) {
  std::string name;
  bool begins = true;
  for (const char c : words) {
    if (c == ' ') {
      begins = true;
      continue;
    }
    name += begins && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    begins = false;
  }
  return name;
}

// A value in a comment of hledger and ledger: nothing in it is a tag or a date.
inline std::string as_note(std::string_view text) {
  std::string made = one_line(text);
  for (char& c : made) {
    if (c == '[' || c == ']' || c == ':' || c == ',' || c == ';') c = '_';
  }
  return made;
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
