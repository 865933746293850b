#include "procedure/mail_text.h"

#include <array>

#include "base/calendar.h"
#include "engine/records.h"

namespace ch {

namespace {

constexpr std::string_view line_end = "\r\n";

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t three = 0;
    for (std::size_t i = 0; i < 3; ++i) three = three << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i) out += at + i > bytes.size() ? '=' : digits[three >> (18 - 6 * i) & 63];
  }
  return out;
}

// A header's words (RFC 2047): pieces of at most 45 bytes, none ending inside a character, so that no line is longer than 76.
std::string header_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t end = std::min<std::size_t>(text.size(), 42);
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    out += (out.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + base64(text.substr(0, end))) + "?=";
    text.remove_prefix(end);
  }
  return out;
}

// "Mon, 02 Mar 2026 09:00:00 +0800"
std::string mail_time(Instant at) {
  constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr std::array<std::string_view, 7> days{"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  const std::string written = text(at);  // 2026-03-02T09:00:00.000+08:00
  const std::int64_t day = business_date(at).days;
  const auto month = static_cast<std::size_t>(std::stoi(written.substr(5, 2)) - 1);
  return std::string(days[static_cast<std::size_t>((day % 7 + 7) % 7)]) + ", " + written.substr(8, 2) + " " + std::string(months[month]) +
         " " + written.substr(0, 4) + " " + written.substr(11, 8) + " +0800";
}

std::string list_of(const std::vector<std::string>& addresses) {
  std::string out;
  for (const std::string& address : addresses) {
    out += out.empty() ? "" : ",\r\n ";
    for (const char c : address)
      if (static_cast<unsigned char>(c) >= ' ') out += c;  // nothing that would end the line
  }
  return out;
}

// The core has no content of documents, so what was filed with it is named, by its content's hash too.
std::string attachments_of(Reader& rows, const Outgoing& out, bool zh) {
  std::string names;
  rows.scan<CaseDocument>({.prefix = key_of(out.process, out.event_position)}, [&](const CaseDocument& document) {
    names += "\r\n" + document.name + " (SHA-256 " + document.hash + ")";
    return true;
  });
  return names.empty() ? names : (zh ? "\r\n\r\n附件：" : "\r\n\r\nAttachments:") + names;
}

}  // namespace

std::string delivery_id(Reader& rows, const Outgoing& out) {
  return rows.get<JournalRow>(std::int64_t{1})->id.text() + "-" + std::to_string(out.id);
}

std::string mail_text(Reader& rows, const Outgoing& out, Language language, std::string_view from) {
  const bool zh = language == Language::zh;
  std::string mail = from.empty() ? "X-Unsent: 1\r\n" : "From: " + std::string(from) + "\r\n";
  mail += "Date: " + mail_time(out.at) + "\r\nMessage-ID: <" + delivery_id(rows, out) + "@countinghouse>\r\n";
  if (!out.recipients.empty()) mail += "To: " + list_of(out.recipients) + "\r\n";
  if (!out.copies.empty()) mail += "Cc: " + list_of(out.copies) + "\r\n";
  mail += "Subject: " + header_words(zh ? out.subject : out.subject_en) + "\r\n";
  mail += "Auto-Submitted: auto-generated\r\n";
  mail += "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n";
  const std::string body = base64((zh ? out.body : out.body_en) + attachments_of(rows, out, zh));
  for (std::size_t at = 0; at < body.size(); at += 76) mail.append(body, at, 76).append(line_end);
  return mail;
}

}  // namespace ch
