// SQLite over the host's file handles (WEB-16).
//
// One worker owns all handles for life (a Web Lock elects it), and one connection opens each file, so locks are
// not the VFS's business: taking one always succeeds. What it must get right is what SQLite concludes from its
// answers after a crash: an empty file does not exist, and nobody else ever holds a reserved lock.
#include "vfs/opfs_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include "vfs/opfs_border.h"

namespace ch::browser {
namespace {

constexpr std::array<std::string_view, 4> kFiles{kMainFile, "main.db-wal", "main.db-journal", kSpareFile};
constexpr int kNoSlot = -1;

struct File {
  sqlite3_file base;  // first, as SQLite demands
  int slot;
  bool delete_on_close;
};

std::array<bool, kFiles.size()> open_slots{};

File& file_of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }

int slot_of(const char* name) {
  if (name == nullptr) return kNoSlot;
  const auto found = std::ranges::find(kFiles, std::string_view{name});
  return found == kFiles.end() ? kNoSlot : static_cast<int>(found - kFiles.begin());
}

int code_of(int border_error, int otherwise) { return border_error == kBorderFull ? SQLITE_FULL : otherwise; }

int empty_file(int slot) {
  if (const int answer = ch_border_truncate(slot, 0); answer < 0) return SQLITE_IOERR_DELETE;
  // A deleted journal is what commits a rollback-mode transaction, so it has to reach the disk.
  return ch_border_flush(slot) < 0 ? SQLITE_IOERR_DELETE : SQLITE_OK;
}

int file_close(sqlite3_file* file) {
  const File& self = file_of(file);
  open_slots[static_cast<std::size_t>(self.slot)] = false;
  return self.delete_on_close ? empty_file(self.slot) : SQLITE_OK;
}

int file_read(sqlite3_file* file, void* to, int bytes, sqlite3_int64 offset) {
  const int got = ch_border_read(file_of(file).slot, to, bytes, static_cast<double>(offset));
  if (got < 0) return SQLITE_IOERR_READ;
  if (got == bytes) return SQLITE_OK;
  std::memset(static_cast<char*>(to) + got, 0, static_cast<std::size_t>(bytes - got));
  return SQLITE_IOERR_SHORT_READ;
}

int file_write(sqlite3_file* file, const void* from, int bytes, sqlite3_int64 offset) {
  const int put = ch_border_write(file_of(file).slot, from, bytes, static_cast<double>(offset));
  if (put < 0) return code_of(put, SQLITE_IOERR_WRITE);
  return put == bytes ? SQLITE_OK : SQLITE_FULL;  // a disk takes less than asked only when it is full
}

int file_truncate(sqlite3_file* file, sqlite3_int64 bytes) {
  const int answer = ch_border_truncate(file_of(file).slot, static_cast<double>(bytes));
  return answer < 0 ? code_of(answer, SQLITE_IOERR_TRUNCATE) : SQLITE_OK;
}

int file_sync(sqlite3_file* file, int /*flags*/) {
  const int answer = ch_border_flush(file_of(file).slot);
  return answer < 0 ? code_of(answer, SQLITE_IOERR_FSYNC) : SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* bytes) {
  const double size = ch_border_size(file_of(file).slot);
  if (size < 0) return SQLITE_IOERR_FSTAT;
  *bytes = static_cast<sqlite3_int64>(size);
  return SQLITE_OK;
}

int file_lock(sqlite3_file* /*file*/, int /*level*/) { return SQLITE_OK; }

int file_check_reserved_lock(sqlite3_file* /*file*/, int* held) {
  // 0, always. SQLite asks this to learn whether a journal that it finds belongs to a writer that still lives; a 1
  // makes it ignore the journal of a killed tab and read a half-written database as if it were whole.
  *held = 0;
  return SQLITE_OK;
}

int file_control(sqlite3_file* /*file*/, int /*operation*/, void* /*argument*/) { return SQLITE_NOTFOUND; }

int file_sector_size(sqlite3_file* /*file*/) { return 4096; }

int file_characteristics(sqlite3_file* /*file*/) { return SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN | SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

// Version 1: no shared memory. With an exclusive lock WAL keeps its index on the heap and needs none.
constexpr sqlite3_io_methods kMethods{
    .iVersion = 1,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_lock,
    .xCheckReservedLock = file_check_reserved_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = nullptr,
    .xShmLock = nullptr,
    .xShmBarrier = nullptr,
    .xShmUnmap = nullptr,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int vfs_open(sqlite3_vfs* /*vfs*/, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags) {
  file->pMethods = nullptr;  // tells SQLite not to close what was never opened
  const int slot = slot_of(name);
  if (slot == kNoSlot) return SQLITE_CANTOPEN;  // a temporary file: SQLITE_TEMP_STORE=3 asks for none
  bool& open = open_slots[static_cast<std::size_t>(slot)];
  if (open) return SQLITE_BUSY;
  if ((flags & SQLITE_OPEN_CREATE) == 0) {
    const double size = ch_border_size(slot);
    if (size < 0) return SQLITE_IOERR_FSTAT;
    if (size == 0) return SQLITE_CANTOPEN;
  }
  open = true;
  File& self = file_of(file);
  self.slot = slot;
  self.delete_on_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
  self.base.pMethods = &kMethods;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int vfs_delete(sqlite3_vfs* /*vfs*/, const char* name, int /*sync_directory*/) {
  const int slot = slot_of(name);
  return slot == kNoSlot ? SQLITE_IOERR_DELETE_NOENT : empty_file(slot);
}

int vfs_access(sqlite3_vfs* /*vfs*/, const char* name, int /*flags*/, int* answer) {
  const int slot = slot_of(name);
  const double size = slot == kNoSlot ? 0 : ch_border_size(slot);
  if (size < 0) return SQLITE_IOERR_ACCESS;
  *answer = size > 0 ? 1 : 0;
  return SQLITE_OK;
}

int vfs_full_pathname(sqlite3_vfs* /*vfs*/, const char* name, int room, char* full) {
  const std::size_t length = std::strlen(name);
  if (length >= static_cast<std::size_t>(room)) return SQLITE_CANTOPEN;
  std::memcpy(full, name, length + 1);
  return SQLITE_OK;
}

int vfs_randomness(sqlite3_vfs* /*vfs*/, int bytes, char* to) { return ch_border_random(to, bytes) < 0 ? 0 : bytes; }

int vfs_sleep(sqlite3_vfs* /*vfs*/, int /*microseconds*/) { return 0; }  // nobody to wait for

int vfs_current_time_ms(sqlite3_vfs* /*vfs*/, sqlite3_int64* julian_ms) {
  constexpr sqlite3_int64 kUnixEpochInJulianMs = 210866760000000;
  *julian_ms = kUnixEpochInJulianMs + static_cast<sqlite3_int64>(ch_border_now());
  return SQLITE_OK;
}

int vfs_current_time(sqlite3_vfs* vfs, double* julian_days) {
  sqlite3_int64 julian_ms = 0;
  const int code = vfs_current_time_ms(vfs, &julian_ms);
  *julian_days = static_cast<double>(julian_ms) / 86400000.0;
  return code;
}

int vfs_last_error(sqlite3_vfs* /*vfs*/, int /*room*/, char* /*text*/) { return 0; }

}  // namespace

int register_opfs_vfs() {
  static sqlite3_vfs vfs{};
  vfs.iVersion = 2;
  vfs.szOsFile = sizeof(File);
  vfs.mxPathname = 64;
  vfs.zName = "opfs";
  vfs.xOpen = vfs_open;
  vfs.xDelete = vfs_delete;
  vfs.xAccess = vfs_access;
  vfs.xFullPathname = vfs_full_pathname;
  vfs.xRandomness = vfs_randomness;
  vfs.xSleep = vfs_sleep;
  vfs.xCurrentTime = vfs_current_time;
  vfs.xGetLastError = vfs_last_error;
  vfs.xCurrentTimeInt64 = vfs_current_time_ms;
  return sqlite3_vfs_register(&vfs, 1);
}

}  // namespace ch::browser
