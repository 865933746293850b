// A backup as a file (SRV-15): parts one behind another, each with its name and size before it, and at the end the hash of all. What is cut
// short or changed anywhere is told before anything of it is used.
//
//   countinghouse-backup 1\n  {"part":"books","size":8192}\n  8192 bytes  …  {"end":true}\n  sha256 of all before, in hex\n
#pragma once

#include <functional>
#include <string>

#include "archive/reading.h"
#include "base/sha256.h"
#include "cli/host.h"

namespace ch::cli {

class ArchiveWriter {
 public:
  explicit ArchiveWriter(const std::string& path);
  void add(std::string_view name, std::string_view content);
  void add_file(std::string_view name, const std::string& path);
  // On disk, under its name; how many bytes.
  std::int64_t finish();

 private:
  void begin(std::string_view name, std::int64_t size);
  void write(std::string_view bytes);
  Output out_;
  Sha256 hash_;
  std::int64_t bytes_ = 0;
};

// Throws Failure (backup_damaged) where it is no whole backup: only when this has returned may anything be made of what was read.
void read_archive(const std::string& path, const std::function<TakeBytes(const std::string& name)>& part);

}  // namespace ch::cli
