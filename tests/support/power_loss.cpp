#include "support/power_loss.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <sqlite3.h>

#include "support/env.h"

namespace ch::test {

namespace {

// What a disk writes whole or not at all.
constexpr std::size_t sector = 512;

using Bytes = std::vector<std::uint8_t>;

// One write or, without bytes, one truncation.
struct Change {
  std::size_t at = 0;
  std::optional<Bytes> bytes;
};

void lay_into(Bytes& file, const Change& change, std::uint8_t filling = 0) {
  if (!change.bytes) {
    if (change.at < file.size()) file.resize(change.at);
    return;
  }
  const std::size_t end = change.at + change.bytes->size();
  if (file.size() < end) file.resize(end, filling);
  std::ranges::copy(*change.bytes, file.begin() + static_cast<std::ptrdiff_t>(change.at));
}

struct File {
  Bytes live, synced;
  std::vector<Change> waiting;  // from `synced` to `live`
  bool named = false;           // its name has reached the disk
};

}  // namespace

struct LossyDisk {
  explicit LossyDisk(std::uint64_t seed) : random(seed) {}

  // Each operation that changes something is counted. False: the power went while it ran, or before.
  bool power_for_one() {
    if (left > 0) --left;
    return left > 0;
  }
  bool chance(std::int64_t of, std::int64_t in) { return random.below(in) < of; }
  void sync_folder() {
    deleted.clear();
    for (const auto& [named, file] : files) file->named = true;
  }
  void lose_unsynced(File& file);
  void restart();

  std::string name;
  sqlite3_vfs vfs{};
  Random random;
  std::int64_t left = INT64_MAX;
  std::int64_t syncs_left = INT64_MAX;
  std::map<std::string, std::shared_ptr<File>> files;
  std::map<std::string, std::shared_ptr<File>> deleted;  // their folder was not synced since: they may come back
  std::int64_t lost = 0, kept = 0;
};

void LossyDisk::lose_unsynced(File& file) {
  // Of eight sectors: none, half, nearly all, all.
  const std::int64_t share = std::array<std::int64_t, 4>{0, 4, 7, 8}[static_cast<std::size_t>(random.below(4))];
  // Where a file grew and what stands between was not written, there lies what the disk had there before.
  const auto filling = static_cast<std::uint8_t>(chance(1, 2) ? 0 : random.below(256));
  for (const Change& change : file.waiting) {
    if (!change.bytes) {
      if (chance(share, 8)) lay_into(file.synced, change);
      continue;
    }
    // An earlier sector dropped and a later one kept is also what changing places would leave.
    for (std::size_t from = 0, piece = 0; from < change.bytes->size(); from += piece) {
      piece = std::min(sector - (change.at + from) % sector, change.bytes->size() - from);
      const auto start = change.bytes->begin() + static_cast<std::ptrdiff_t>(from);
      const bool keep = chance(share, 8);
      ++(keep ? kept : lost);
      if (keep) lay_into(file.synced, {change.at + from, Bytes(start, start + static_cast<std::ptrdiff_t>(piece))}, filling);
    }
  }
  file.waiting.clear();
  file.live = file.synced;
}

void LossyDisk::restart() {
  for (const auto& [gone, file] : deleted)
    if (!files.contains(gone) && chance(1, 2)) files[gone] = file;
  deleted.clear();
  std::erase_if(files, [&](const auto& entry) { return !entry.second->named && chance(1, 2); });
  for (const auto& [kept_name, file] : files) {
    assert(file.use_count() == 1 && "all handles are closed before the machine starts again");
    lose_unsynced(*file);
    file->named = true;
  }
  left = INT64_MAX;
  syncs_left = INT64_MAX;
}

namespace {

struct Handle {
  sqlite3_file base;  // first, as SQLite demands
  LossyDisk* disk;
  std::shared_ptr<File>* file;  // SQLite gives room without a constructor
  bool folder_too;              // its first sync syncs the folder, as SQLite's own VFS does for journals that it has made
};

Handle& handle_of(sqlite3_file* file) { return *reinterpret_cast<Handle*>(file); }
LossyDisk& disk_of(sqlite3_vfs* vfs) { return *static_cast<LossyDisk*>(vfs->pAppData); }

int file_close(sqlite3_file* file) {
  delete handle_of(file).file;
  return SQLITE_OK;
}

int file_read(sqlite3_file* file, void* to, int bytes, sqlite3_int64 offset) {
  const Handle& self = handle_of(file);
  if (self.disk->left == 0) return SQLITE_IOERR_READ;
  const Bytes& live = (*self.file)->live;
  const auto at = static_cast<std::size_t>(offset), wanted = static_cast<std::size_t>(bytes);
  const std::size_t got = at < live.size() ? std::min(wanted, live.size() - at) : 0;
  if (got > 0) std::memcpy(to, live.data() + at, got);
  std::memset(static_cast<char*>(to) + got, 0, wanted - got);
  return got == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

// What the power's going interrupts may be on the disk in part, like all that is not synced.
int change_file(const Handle& self, Change change, int failure) {
  if (self.disk->left == 0) return failure;
  File& file = **self.file;
  lay_into(file.live, change);
  file.waiting.push_back(std::move(change));
  return self.disk->power_for_one() ? SQLITE_OK : failure;
}

int file_write(sqlite3_file* file, const void* from, int bytes, sqlite3_int64 offset) {
  const auto* start = static_cast<const std::uint8_t*>(from);
  return change_file(handle_of(file), {static_cast<std::size_t>(offset), Bytes(start, start + bytes)}, SQLITE_IOERR_WRITE);
}

int file_truncate(sqlite3_file* file, sqlite3_int64 bytes) {
  return change_file(handle_of(file), {static_cast<std::size_t>(bytes), std::nullopt}, SQLITE_IOERR_TRUNCATE);
}

int file_sync(sqlite3_file* file, int /*flags*/) {
  Handle& self = handle_of(file);
  if (--self.disk->syncs_left == 0) self.disk->left = 0;
  if (!self.disk->power_for_one()) return SQLITE_IOERR_FSYNC;
  File& synced = **self.file;
  for (const Change& change : synced.waiting) lay_into(synced.synced, change);
  synced.waiting.clear();
  if (std::exchange(self.folder_too, false)) self.disk->sync_folder();
  return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* bytes) {
  const Handle& self = handle_of(file);
  *bytes = static_cast<sqlite3_int64>((*self.file)->live.size());
  return self.disk->left == 0 ? SQLITE_IOERR_FSTAT : SQLITE_OK;
}

int file_lock(sqlite3_file* /*file*/, int /*level*/) { return SQLITE_OK; }  // one connection at a time

int file_check_reserved_lock(sqlite3_file* /*file*/, int* held) {
  *held = 0;
  return SQLITE_OK;
}

int file_control(sqlite3_file* /*file*/, int /*operation*/, void* /*argument*/) { return SQLITE_NOTFOUND; }

// What SQLite's own VFS for Unix says, so that what is tried here is what is run there.
int file_sector_size(sqlite3_file* /*file*/) { return 4096; }
int file_characteristics(sqlite3_file* /*file*/) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

// Version 1: with an exclusive lock WAL needs no shared memory.
constexpr sqlite3_io_methods methods{
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

int vfs_open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags) {
  file->pMethods = nullptr;  // tells SQLite not to close what was never opened
  LossyDisk& disk = disk_of(vfs);
  if (disk.left == 0) return SQLITE_CANTOPEN;
  std::shared_ptr<File> opened;
  bool made = false;
  if (name == nullptr) {  // a temporary file
    opened = std::make_shared<File>();
  } else {
    if (!disk.files.contains(name) && (flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
    auto& slot = disk.files[name];
    made = !slot;
    if (made) slot = std::make_shared<File>();
    opened = slot;
  }
  Handle& self = handle_of(file);
  self.disk = &disk;
  self.file = new std::shared_ptr<File>(std::move(opened));
  self.folder_too = made && (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL)) != 0;
  self.base.pMethods = &methods;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int vfs_delete(sqlite3_vfs* vfs, const char* name, int sync_folder) {
  LossyDisk& disk = disk_of(vfs);
  if (disk.left == 0) return SQLITE_IOERR_DELETE;
  const auto found = disk.files.find(name);
  if (found == disk.files.end()) return SQLITE_IOERR_DELETE_NOENT;
  if (found->second->named) disk.deleted[name] = found->second;
  disk.files.erase(found);
  if (!disk.power_for_one()) return SQLITE_IOERR_DELETE;
  if (sync_folder != 0) disk.sync_folder();
  return SQLITE_OK;
}

int vfs_access(sqlite3_vfs* vfs, const char* name, int /*flags*/, int* answer) {
  const LossyDisk& disk = disk_of(vfs);
  const auto found = disk.files.find(name);
  *answer = found != disk.files.end() && !found->second->live.empty() ? 1 : 0;  // an empty journal is none
  return disk.left == 0 ? SQLITE_IOERR_ACCESS : SQLITE_OK;
}

int vfs_full_pathname(sqlite3_vfs* /*vfs*/, const char* name, int room, char* full) {
  const std::size_t length = std::strlen(name);
  if (length >= static_cast<std::size_t>(room)) return SQLITE_CANTOPEN;
  std::memcpy(full, name, length + 1);
  return SQLITE_OK;
}

int vfs_randomness(sqlite3_vfs* vfs, int bytes, char* to) {
  for (int i = 0; i < bytes; ++i) to[i] = static_cast<char>(disk_of(vfs).random.next());
  return bytes;
}

int vfs_sleep(sqlite3_vfs* /*vfs*/, int /*microseconds*/) { return 0; }

int vfs_current_time(sqlite3_vfs* /*vfs*/, double* julian_days) {
  *julian_days = 2'461'100;  // nothing asks
  return SQLITE_OK;
}

int vfs_last_error(sqlite3_vfs* /*vfs*/, int /*room*/, char* /*text*/) { return 0; }

}  // namespace

LossyMachine::LossyMachine(std::uint64_t seed) : disk_(std::make_unique<LossyDisk>(seed)) {
  static int machines = 0;
  disk_->name = "lossy-" + std::to_string(++machines);
  sqlite3_vfs& vfs = disk_->vfs;
  vfs.iVersion = 1;
  vfs.szOsFile = sizeof(Handle);
  vfs.mxPathname = 64;
  vfs.zName = disk_->name.c_str();
  vfs.pAppData = disk_.get();
  vfs.xOpen = vfs_open;
  vfs.xDelete = vfs_delete;
  vfs.xAccess = vfs_access;
  vfs.xFullPathname = vfs_full_pathname;
  vfs.xRandomness = vfs_randomness;
  vfs.xSleep = vfs_sleep;
  vfs.xCurrentTime = vfs_current_time;
  vfs.xGetLastError = vfs_last_error;
  REQUIRE(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK);
}

LossyMachine::~LossyMachine() { sqlite3_vfs_unregister(&disk_->vfs); }

const std::string& LossyMachine::vfs() const { return disk_->name; }
void LossyMachine::lose_power_after(std::int64_t operations) { disk_->left = operations + 1; }
void LossyMachine::lose_power_in_sync(std::int64_t number) { disk_->syncs_left = number; }
bool LossyMachine::has_power() const { return disk_->left > 0; }
void LossyMachine::restart() { disk_->restart(); }
std::int64_t LossyMachine::lost() const { return disk_->lost; }
std::int64_t LossyMachine::kept() const { return disk_->kept; }

}  // namespace ch::test
