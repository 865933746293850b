// A backup's file as it is read (SRV-15, SRV-17): bytes that may come from anywhere. The format stands in cli/archive.h, where it is
// written.
#pragma once

#include <functional>
#include <istream>
#include <optional>
#include <string>
#include <string_view>

namespace ch {

inline constexpr std::string_view archive_first_line = "countinghouse-backup 1\n", archive_last_line = "{\"end\":true}\n";

// Gets a part's bytes as they come, and an empty piece at its end.
using TakeBytes = std::function<void(std::string_view)>;

struct ArchiveDamage {
  std::string zh, en;
};
// Calls `part` with each name. None: it is whole. Only then may anything be made of what was read.
std::optional<ArchiveDamage> read_archive(std::istream& file, const std::function<TakeBytes(const std::string& name)>& part);

}  // namespace ch
