#include "archive/reading.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "json/strict.h"

namespace ch {

namespace {

constexpr std::size_t piece = 1U << 16, line_most = 1'000;

class Reading {
 public:
  explicit Reading(std::istream& file) : file_(file) {}
  // Thrown and caught in this file alone: from within what a line or a part is read by.
  [[noreturn]] static void damaged(const char* zh, const char* en) { throw ArchiveDamage{zh, en}; }
  std::string line() {
    std::string text;
    for (char c = 0; c != '\n' && text.size() < line_most; text += c)
      if (!file_.get(c)) cut_short();
    hash_.update(text);
    return text;
  }
  void bytes(std::int64_t count, const TakeBytes& take) {
    std::array<char, piece> buffer{};
    while (count > 0) {
      const auto wanted = static_cast<std::streamsize>(std::min<std::int64_t>(count, piece));
      if (!file_.read(buffer.data(), wanted)) cut_short();
      const std::string_view got(buffer.data(), static_cast<std::size_t>(wanted));
      hash_.update(got);
      take(got);
      count -= wanted;
    }
    take({});
  }
  void expect_end() {
    const std::string should = hex(hash_.finish()) + "\n";
    if (line() != should) damaged("内容已被改动（校验值不符）", "it was changed since (its hash is another)");
    if (file_.peek() != std::istream::traits_type::eof()) damaged("末尾有多余内容", "there is something behind its end");
  }

 private:
  [[noreturn]] static void cut_short() { damaged("文件被截断", "it is cut short"); }
  std::istream& file_;
  Sha256 hash_;
};

void read_whole(std::istream& file, const std::function<TakeBytes(const std::string& name)>& part) {
  Reading reading(file);
  if (reading.line() != archive_first_line) Reading::damaged("它不是本程序的备份", "it is none of this program");
  for (std::string head = reading.line(); head != archive_last_line; head = reading.line()) {
    const auto json = parse_strict(std::string_view(head).substr(0, head.size() - 1));
    const bool good = json && json->is_object() && json->contains("part") && json->at("part").is_string() && json->contains("size") &&
                      json->at("size").is_number_integer() && json->at("size").get<std::int64_t>() >= 0;
    if (!good) Reading::damaged("内容已被改动", "it was changed since");
    reading.bytes(json->at("size").get<std::int64_t>(), part(json->at("part").get<std::string>()));
  }
  reading.expect_end();
}

}  // namespace

std::optional<ArchiveDamage> read_archive(std::istream& file, const std::function<TakeBytes(const std::string& name)>& part) {
  try {
    read_whole(file, part);
  } catch (const ArchiveDamage& damage) {
    return damage;
  }
  return std::nullopt;
}

}  // namespace ch
