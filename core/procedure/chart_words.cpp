#include "procedure/chart_words.h"

#include <algorithm>

#include "procedure/explain.h"
#include "procedure/history.h"

namespace ch {

namespace {

// Length in bytes of the character that begins with this byte.
std::size_t bytes_of(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

// In hundredths of the size. What is beyond Latin counts as a Chinese character.
std::int32_t hundredths(std::string_view character) {
  if (character.size() > 2) return 100;
  const char c = character.front();
  if (character.size() == 2) return 60;
  if (c >= 'A' && c <= 'Z') return c == 'I' ? 30 : c == 'W' || c == 'M' ? 92 : 68;
  if (std::string_view("mw").contains(c)) return 86;
  if (std::string_view("fijlrt.,:;'!|()").contains(c)) return 34;
  if (c == ' ') return 30;
  return 57;
}

// Where a line may end: after a blank, and beside a Chinese character, but not before punctuation.
std::vector<std::string> pieces_of(std::string_view text) {
  std::vector<std::string> pieces;
  bool open = false;  // the last piece may go on
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view character = text.substr(at, bytes_of(text[at]));
    at += character.size();
    const bool wide = character.size() > 2;
    const bool clings = wide && std::string_view("，。：；、）”】·").contains(character);
    if (pieces.empty() || (!clings && (wide || !open)))
      pieces.emplace_back(character);
    else
      pieces.back() += character;
    open = !wide && character != " ";
  }
  return pieces;
}

std::string without_blanks_at_end(std::string text) {
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

std::vector<std::string> filled(const std::vector<std::string>& pieces, std::int32_t size, std::int32_t most) {
  std::vector<std::string> lines{""};
  for (const std::string& piece : pieces) {
    if (!lines.back().empty() && chart_text_width(without_blanks_at_end(lines.back() + piece), size) > most) lines.emplace_back();
    lines.back() += piece;
  }
  for (std::string& line : lines) line = without_blanks_at_end(line);
  return lines;
}

}  // namespace

std::int32_t chart_text_width(std::string_view text, std::int32_t size) {
  std::int32_t sum = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t bytes = bytes_of(text[at]);
    sum += hundredths(text.substr(at, bytes));
    at += bytes;
  }
  return (sum * size + 99) / 100;
}

std::vector<std::string> chart_lines(std::string_view text, std::int32_t size, std::int32_t most) {
  const std::vector<std::string> pieces = pieces_of(text);
  std::vector<std::string> lines = filled(pieces, size, most);
  for (std::int32_t narrower = most - size / 2; narrower > most / 3; narrower -= size / 2) {
    std::vector<std::string> even = filled(pieces, size, narrower);
    if (even.size() > lines.size()) break;
    lines = std::move(even);
  }
  return lines;
}

bool decides(const Procedure& procedure, const Transition& one) {
  return std::ranges::any_of(procedure.transitions, [&](const Transition& other) {
    return &other != &one && other.from == one.from && other.on == one.on && !one.guard.name.empty() && other.guard.name == one.guard.name;
  });
}

std::string guard_words(const Guard& guard, Language language) {
  const bool zh = language == Language::zh;
  return (guard.negated ? zh ? "否：" : "No: " : "") + std::string(zh ? guard.zh : guard.en);
}

std::string limit_words(const Limit& limit, Language language, const PolicyNumber& number) {
  const auto count = number ? number(limit.policy) : std::nullopt;
  return count ? counted(limit.form, *count, language) : "";
}

std::string from_words(const Procedure& procedure, const Limit& limit, Language language) {
  if (limit.from_day.empty()) return {};
  const bool zh = language == Language::zh;
  const std::string day(procedure.words_of_answer(limit.from_day, zh));
  return zh ? "，自" + day + "起" : ", from: " + day;
}

std::string deadline_words(const Step& step, Language language, const PolicyNumber& number) {
  const std::string limit = limit_words(step.within, language, number);
  return std::string(words_of_overdue(step).in(language)) + (limit.empty() ? "" : " · " + limit);
}

std::string transition_words(const Procedure& procedure, const Transition& one, Language language, const PolicyNumber& number) {
  if (one.by == Trigger::clock) return deadline_words(procedure.step(one.from), language, number);
  return std::string(language == Language::zh ? one.zh : one.en);
}

}  // namespace ch
