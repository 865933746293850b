#include "cli/archive.h"

#include <array>
#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "json/strict.h"

namespace ch::cli {

namespace {

constexpr std::string_view first_line = "countinghouse-backup 1\n", last_line = "{\"end\":true}\n";
constexpr std::size_t piece = 1U << 16, line_most = 1'000;

class Reading {
 public:
  explicit Reading(const std::string& path) : path_(path), file_(path, std::ios::binary) {
    if (!file_) cannot_read(path);
  }
  [[noreturn]] void damaged(const std::string& zh, const std::string& en) const {
    throw Failure{malformed_input,
                  "backup_damaged",
                  {path_ + " 不是完好的备份：" + zh, path_ + " is no sound backup: " + en},
                  {"请使用其他备份；未作任何改动。", "Take another backup; nothing was changed."}};
  }
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
    if (file_.peek() != std::ifstream::traits_type::eof()) damaged("末尾有多余内容", "there is something behind its end");
  }

 private:
  [[noreturn]] void cut_short() const { damaged("文件被截断", "it is cut short"); }
  const std::string path_;
  std::ifstream file_;
  Sha256 hash_;
};

}  // namespace

ArchiveWriter::ArchiveWriter(const std::string& path) : out_(path) { write(first_line); }

void ArchiveWriter::write(std::string_view bytes) {
  hash_.update(bytes);
  out_.write(bytes);
  bytes_ += std::ssize(bytes);
}

void ArchiveWriter::begin(std::string_view name, std::int64_t size) {
  write(nlohmann::ordered_json{{"part", name}, {"size", size}}.dump() + "\n");
}

void ArchiveWriter::add(std::string_view name, std::string_view content) {
  begin(name, std::ssize(content));
  write(content);
}

void ArchiveWriter::add_file(std::string_view name, const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) cannot_read(path);
  std::int64_t left = file.tellg();
  begin(name, left);
  file.seekg(0);
  std::array<char, piece> buffer{};
  for (; left > 0; left -= file.gcount()) {
    if (!file.read(buffer.data(), static_cast<std::streamsize>(std::min<std::int64_t>(left, piece)))) cannot_read(path);
    write({buffer.data(), static_cast<std::size_t>(file.gcount())});
  }
}

std::int64_t ArchiveWriter::finish() {
  write(last_line);
  write(hex(hash_.finish()) + "\n");
  out_.finish();
  return bytes_;
}

void read_archive(const std::string& path, const std::function<TakeBytes(const std::string& name)>& part) {
  Reading reading(path);
  if (reading.line() != first_line) reading.damaged("它不是本程序的备份", "it is none of this program");
  for (std::string head = reading.line(); head != last_line; head = reading.line()) {
    const auto json = parse_strict(std::string_view(head).substr(0, head.size() - 1));
    const bool good = json && json->is_object() && json->contains("part") && json->at("part").is_string() && json->contains("size") &&
                      json->at("size").is_number_integer() && json->at("size").get<std::int64_t>() >= 0;
    if (!good) reading.damaged("内容已被改动", "it was changed since");
    reading.bytes(json->at("size").get<std::int64_t>(), part(json->at("part").get<std::string>()));
  }
  reading.expect_end();
}

}  // namespace ch::cli
