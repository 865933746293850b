#pragma once
// Text: UTF-8 checked, counted, trimmed, and compared as PRE-1 wants company names compared.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ch {

// Well-formed by Unicode's table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF.
bool valid_utf8(std::string_view bytes);
// The offset of the first byte that cannot begin or go on a character.
std::optional<std::size_t> first_invalid_utf8(std::string_view bytes);
// CON-9: well-formed, and without U+0000.
bool valid_text(std::string_view bytes);

// Has it what turns the direction of writing, so that it reads as something else (U+202E and its like); or what shows nothing at all?
bool turns_direction(std::string_view text);
bool shows_nothing(std::string_view text);

// The bytes given must be well-formed for these.
std::int64_t count_codepoints(std::string_view text);
void append_utf8(std::string& out, char32_t codepoint);

// Without the blanks at its ends that people and files leave there: ASCII's, U+00A0 and U+3000.
std::string_view trimmed(std::string_view text);

// The form in which company names (PRE-1) are compared: full-width letters, digits, punctuation
// and brackets become half-width ones; any kind of blank becomes a space, several become one, those at the ends go. Nothing
// looser: case, traditional forms, compatibility forms and spaces inside all count, since money is credited by this comparison.
std::string normal_text(std::string_view name);
// The form in which bank references are compared and kept (LED-10): as above, without blanks and what shows nothing, in capitals.
// Typed in by hand or read from whatever file, one payment has one.
std::string normal_reference(std::string_view reference);
// The pieces of a list that people keep in one line, apart by blanks or commas.
std::vector<std::string_view> parts_of(std::string_view list);
// In one line: banks break the lines of names and remarks.
std::string single_line(std::string_view text);
// A cell of words as a spreadsheet may have it: what one would take for a formula gets an apostrophe before it.
std::string harmless_cell(std::string_view cell);
// PRE-1: normal_text, and brackets of the small form are brackets like others, and blanks on either side of a bracket do not count.
bool same_company_name(std::string_view a, std::string_view b);
// All names that are the same as this one, in normal_text, begin with one of these: how a name is found among those kept in that form.
std::vector<std::string> company_name_beginnings(std::string_view name);

// CON-12: all but the last four characters hidden, and half at least, however short it is.
std::string masked(std::string_view number);
// The name before the @ hidden but for its first letter.
std::string masked_email(std::string_view email);

}  // namespace ch
