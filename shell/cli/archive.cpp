#include "cli/archive.h"

#include <array>
#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

namespace ch::cli {

namespace {

constexpr std::size_t piece = 1U << 16;

}  // namespace

ArchiveWriter::ArchiveWriter(const std::string& path) : out_(path) { write(archive_first_line); }

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
  write(archive_last_line);
  write(hex(hash_.finish()) + "\n");
  out_.finish();
  return bytes_;
}

void read_archive(const std::string& path, const std::function<TakeBytes(const std::string& name)>& part) {
  std::ifstream file(path, std::ios::binary);
  if (!file) cannot_read(path);
  const auto damage = ch::read_archive(file, part);
  if (!damage) return;
  throw Failure{malformed_input,
                "backup_damaged",
                {path + " 不是完好的备份：" + damage->zh, path + " is no sound backup: " + damage->en},
                {"请使用其他备份；未作任何改动。", "Take another backup; nothing was changed."}};
}

}  // namespace ch::cli
