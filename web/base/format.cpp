#include "web/base/format.h"

#include <array>
#include <utility>

namespace ch::web {

namespace {

constexpr std::string_view minus = "\xE2\x88\x92";
constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool digit(char c) { return c >= '0' && c <= '9'; }

std::string two(int n) { return {static_cast<char>('0' + n / 10 % 10), static_cast<char>('0' + n % 10)}; }

bool is_amount(std::string_view s) {
  if (!s.empty() && s.front() == '-') s.remove_prefix(1);
  if (s.size() < 4 || s[s.size() - 3] != '.') return false;
  for (std::size_t i = 0; i < s.size(); ++i)
    if (i != s.size() - 3 && !digit(s[i])) return false;
  return true;
}

std::string grouped(std::string_view digits) {
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out;
}

std::string day_text(const CivilTime& t, TimeForm form) {
  const bool zh = language() == Language::zh;
  const std::string_view month = months[static_cast<std::size_t>((t.month + 11) % 12)];
  const std::string clock = two(t.hour) + ":" + two(t.minute);
  switch (form) {
    case TimeForm::date:
      return zh ? std::to_string(t.year) + "-" + two(t.month) + "-" + two(t.day)
                : std::to_string(t.day) + " " + std::string(month) + " " + std::to_string(t.year);
    case TimeForm::date_time:
      return day_text(t, TimeForm::date) + " " + clock;
    case TimeForm::short_time:
      return zh ? two(t.month) + "-" + two(t.day) + " " + clock : std::to_string(t.day) + " " + std::string(month) + " " + clock;
    case TimeForm::month_day:
      return zh ? std::to_string(t.month) + "月" + std::to_string(t.day) + "日" : std::to_string(t.day) + " " + std::string(month);
  }
  return {};
}

// One character of what was typed, full width brought to ASCII; 0 for what is skipped, '?' for what is no part.
char typed_char(std::string_view s, std::size_t& i) {
  const auto byte = static_cast<unsigned char>(s[i]);
  if (byte < 0x80) {
    ++i;
    if (byte == ' ' || byte == ',') return 0;
    return static_cast<char>(byte);
  }
  if (s.substr(i, 3) == "\xEF\xBC\x8C" || s.substr(i, 3) == "\xEF\xBF\xA5" || s.substr(i, 3) == "\xE3\x80\x80") return i += 3, '\0';
  if (s.substr(i, 2) == "\xC2\xA5") return i += 2, '\0';
  if (s.substr(i, 3) == "\xE3\x80\x82" || s.substr(i, 3) == "\xEF\xBC\x8E") return i += 3, '.';
  if (byte == 0xEF && i + 2 < s.size() && static_cast<unsigned char>(s[i + 1]) == 0xBC) {
    const auto last = static_cast<unsigned char>(s[i + 2]);
    if (last >= 0x90 && last <= 0x99) return i += 3, static_cast<char>('0' + (last - 0x90));
  }
  return i = s.size(), '?';
}

}  // namespace

std::string money(std::string_view amount) {
  if (!is_amount(amount)) return std::string(amount);
  const bool negative = amount.front() == '-';
  if (negative) amount.remove_prefix(1);
  return std::string(negative ? minus : std::string_view()) + grouped(amount.substr(0, amount.size() - 3)) +
         std::string(amount.substr(amount.size() - 3));
}

int sign_of(std::string_view amount) {
  bool some = false;
  for (char c : amount) some = some || (c >= '1' && c <= '9');
  if (!some) return 0;
  return amount.front() == '-' ? -1 : 1;
}

std::string signed_money(std::string_view amount) { return (sign_of(amount) > 0 ? "+" : "") + money(amount); }

std::string parse_money(std::string_view typed) {
  std::string whole;
  std::string part;
  bool point = false;
  for (std::size_t i = 0; i < typed.size();) {
    const char c = typed_char(typed, i);
    if (c == 0) continue;
    if (c == '.' && !point)
      point = true;
    else if (!digit(c))
      return {};
    else
      (point ? part : whole) += c;
  }
  if (part.size() > 2 || (whole.empty() && part.empty()) || whole.size() > 15) return {};
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
  if (whole.empty()) whole = "0";
  part.resize(2, '0');
  return whole + "." + part;
}

CivilTime civil(std::int64_t utc_ms) {
  const std::int64_t whole = utc_ms / 1000 - (utc_ms % 1000 < 0 ? 1 : 0);  // towards the past, also before 1970
  const std::int64_t seconds_all = whole + 8 * 3600;                       // Asia/Shanghai has no summer time
  std::int64_t days = seconds_all / 86400;
  std::int64_t rest = seconds_all % 86400;
  if (rest < 0) rest += 86400, --days;
  days += 719468;  // from 0000-03-01, in eras of 400 years
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const auto doe = static_cast<int>(days - era * 146097);
  const int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const int mp = (5 * doy + 2) / 153;
  const int month = mp < 10 ? mp + 3 : mp - 9;
  const auto secs = static_cast<int>(rest);
  return {static_cast<int>(yoe + era * 400) + (month <= 2 ? 1 : 0),
          month,
          doy - (153 * mp + 2) / 5 + 1,
          secs / 3600,
          secs / 60 % 60,
          secs % 60};
}

std::string instant(std::int64_t utc_ms, TimeForm form) { return day_text(civil(utc_ms), form); }

std::string date(std::string_view iso, TimeForm form) {
  if (iso.size() < 10 || iso[4] != '-' || iso[7] != '-') return std::string(iso);
  auto number = [&](std::size_t at, std::size_t n) {
    int value = 0;
    for (std::size_t i = at; i < at + n; ++i) value = value * 10 + (digit(iso[i]) ? iso[i] - '0' : 0);
    return value;
  };
  return day_text({number(0, 4), number(5, 2), number(8, 2), 0, 0, 0}, form);
}

namespace {

bool word_char(char c) { return digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; }

// The day or instant at the start of `s` in words, and how many bytes it took; 0: there is none.
std::pair<std::string, std::size_t> day_at(std::string_view s) {
  constexpr std::string_view day_form = "0000-00-00";
  constexpr std::string_view instant_form = "0000-00-00T00:00:00.000+00:00";
  auto fits = [&](std::string_view form) {
    if (s.size() < form.size()) return false;
    for (std::size_t i = 0; i < form.size(); ++i)
      if (form[i] == '0' ? !digit(s[i]) : s[i] != form[i]) return false;
    return s.size() == form.size() || (!word_char(s[form.size()]) && s[form.size()] != '-');
  };
  if (fits(instant_form)) return {date(s) + " " + std::string(s.substr(11, 5)), instant_form.size()};
  if (fits(day_form)) return {date(s), day_form.size()};
  return {{}, 0};
}

// How long the amount at the start of `s` is; 0: there is none.
std::size_t amount_at(std::string_view s) {
  std::size_t n = 0;
  while (n < s.size() && digit(s[n])) ++n;
  if (n == 0 || n + 3 > s.size() || s[n] != '.' || !digit(s[n + 1]) || !digit(s[n + 2])) return 0;
  n += 3;
  if (n < s.size() && (word_char(s[n]) || (s[n] == '.' && n + 1 < s.size() && digit(s[n + 1])))) return 0;  // a version, an address
  return n;
}

}  // namespace

std::string readable(std::string_view sentence) {
  std::string out;
  for (std::size_t i = 0; i < sentence.size();) {
    const bool starts = digit(sentence[i]) && (i == 0 || (!word_char(sentence[i - 1]) && sentence[i - 1] != '.' && sentence[i - 1] != '-'));
    const std::string_view rest = sentence.substr(i);
    if (const auto [words, size] = starts ? day_at(rest) : std::pair<std::string, std::size_t>{}; size > 0) {
      out += words;
      i += size;
    } else if (const std::size_t n = starts ? amount_at(rest) : 0; n > 0) {
      out += money(rest.substr(0, n));
      i += n;
    } else {
      out += sentence[i++];
    }
  }
  return out;
}

std::string bytes(std::int64_t n) {
  constexpr std::int64_t kilo = 1024;
  if (const std::int64_t whole = (n + kilo - 1) / kilo; whole < kilo) return count(whole) + " KB";
  std::int64_t unit = kilo * kilo;
  const char* name = " MB";
  if (n >= unit * kilo) unit *= kilo, name = " GB";
  const std::int64_t tenths = (n + unit / 20) / (unit / 10);
  return count(tenths / 10) + "." + std::to_string(tenths % 10) + name;
}

std::string count(std::int64_t n) { return n < 0 ? std::string(minus) + grouped(std::to_string(-n)) : grouped(std::to_string(n)); }

}  // namespace ch::web
