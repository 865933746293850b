// A backup's file, as `restore` reads it: what is no whole backup is refused, whatever else it is; what is whole is the same when it is put
// together again. The bytes are read twice: as they are, and with the hash that belongs to them, which no mutation would hit.
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "archive/reading.h"
#include "base/sha256.h"

namespace {

bool check(const std::string& bytes) {
  std::istringstream file(bytes);
  std::vector<std::string> parts;
  std::size_t read = 0, ended = 0;
  const auto damage = ch::read_archive(file, [&](const std::string& name) -> ch::TakeBytes {
    if (ended != parts.size()) std::abort();  // the one before has come to its end
    parts.push_back(name);
    return [&](std::string_view piece) {
      if (ended == parts.size()) std::abort();  // nothing comes behind it
      read += piece.size();
      ended += piece.empty() ? 1 : 0;
    };
  });
  if (read > bytes.size()) std::abort();
  if (damage) return damage->zh.empty() || damage->en.empty() ? (std::abort(), false) : false;
  if (ended != parts.size() || !bytes.starts_with(ch::archive_first_line)) std::abort();
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  check(input);
  std::string sealed = std::string(ch::archive_first_line) + input + std::string(ch::archive_last_line);
  ch::Sha256 hash;
  hash.update(sealed);
  sealed += ch::hex(hash.finish()) + "\n";
  if (!check(sealed)) return 0;
  // SRV-15: one bit anywhere, or a byte fewer or more, and it is none.
  const std::size_t at = size % sealed.size();
  sealed[at] = static_cast<char>(sealed[at] ^ 1);
  if (check(sealed)) std::abort();
  sealed[at] = static_cast<char>(sealed[at] ^ 1);
  if (check(sealed + "x") || check(sealed.substr(0, sealed.size() - 1))) std::abort();
  return 0;
}
