// countinghouse backup and restore (SRV-15).
#include "cli/backup.h"

#include <filesystem>
#include <fstream>

#include <sqlite3.h>

#include "cli/answers.h"
#include "cli/archive.h"
#include "cli/lease.h"
#include "cli/programs.h"
#include "engine/audit.h"
#include "house/house.h"
#include "postgres/postgres_store.h"
#include "procedure/documents.h"
#include "server/access.h"
#include "store/sqlite_store.h"

namespace ch::cli {

namespace {

constexpr int pages_a_step = 256;  // a megabyte

// A folder that goes, with all in it.
class WorkFolder {
 public:
  explicit WorkFolder(std::string path) : path_(std::move(path)) {
    std::filesystem::remove_all(path_);  // what an earlier one left that was killed
    make_folder(path_);
  }
  ~WorkFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  const std::string path_;
};

void refuse_to_replace(const std::string& out) {
  std::error_code error;
  if (std::filesystem::exists(out, error))
    throw Failure{some_refused, "not_empty", {out + " 已存在", out + " is there already"}, {"请指定新文件名。", "Name a new file."}};
}

// A copy that is a file by itself, audited; with what its cases name.
server::BackupMade pack(const std::string& copy, const Attachments& attachments, const std::string& out) {
  House house(Place{.db = copy}, Opening::to_audit);
  const AuditReport report = ch::audit(*house.store, house_catalogue());
  if (!report.clean())
    throw Failure{audit_differs,
                  "audit_differs",
                  {"副本未通过审计：" + report.fault, "The copy does not pass the audit: " + report.fault},
                  {"未生成备份；请对原账套运行 audit。", "No backup was made; run `audit` on the tenant itself."}};
  ArchiveWriter archive(out);
  archive.add_file("books", copy);
  if (std::error_code error; std::filesystem::exists(copy + ".access", error)) archive.add_file("sign-ins", copy + ".access");
  server::BackupMade made{.commands = report.commands};
  house.store->scan(record_type<CaseDocument>(), {.limit = INT32_MAX}, [&](const Row& row) {
    const auto& one = *static_cast<const CaseDocument*>(row.get());
    const auto content = attachments.content_of({one.question, one.hash, one.size, one.type, one.name});
    if (!content)
      throw Failure{audit_differs,
                    content.error().code,
                    {"附件 " + one.hash + " 缺失或损坏", "Attachment " + one.hash + " is missing or damaged"},
                    {"未生成备份；请先找回该附件。", "No backup was made; find that attachment first."}};
    archive.add("attachment " + one.hash, *content);
    ++made.attachments;
    return true;
  });
  made.bytes = archive.finish();
  return made;
}

void expect_ok(int code, sqlite3* db) {
  if (code != SQLITE_OK && code != SQLITE_DONE) throw StoreError(std::string("sqlite: backup: ") + sqlite3_errmsg(db));
}

// SQLite's own online backup: what is written meanwhile by the same connection goes into the copy too, so it ends as of its last step.
class FileCopy {
 public:
  explicit FileCopy(const std::string& to) {
    expect_ok(sqlite3_open(to.c_str(), &to_), to_);
    expect_ok(sqlite3_exec(to_, "PRAGMA synchronous = OFF", nullptr, nullptr, nullptr), to_);  // what is packed from it is brought to disk
  }
  ~FileCopy() { sqlite3_close_v2(to_); }
  FileCopy(const FileCopy&) = delete;
  FileCopy& operator=(const FileCopy&) = delete;
  void begin(Store& from) {
    copy_ = sqlite3_backup_init(to_, "main", dynamic_cast<SqliteStore&>(from).handle(), "main");
    if (!copy_) throw StoreError(std::string("sqlite: backup: ") + sqlite3_errmsg(to_));
  }
  // Where begin() was called. False: it is done.
  bool step(int pages) {
    const int code = sqlite3_backup_step(copy_, pages);
    if (code == SQLITE_OK) return true;
    end();
    expect_ok(code, to_);
    return false;
  }
  void end() { sqlite3_backup_finish(std::exchange(copy_, nullptr)); }
  bool under_way() const { return copy_ != nullptr; }

 private:
  sqlite3* to_ = nullptr;
  sqlite3_backup* copy_ = nullptr;
};

}  // namespace

namespace {

// What a backup is made of, at one moment: in a database nothing is committed without the row of its lease, so while that is held, books
// and sign-ins are looked at first.
struct Moment {
  explicit Moment(const Place& place) {
    std::optional<PostgresStore> still;
    if (place.is_url()) {
      still.emplace(place.db, place.tenant);
      PostgresLease::hold_still(*still);
    }
    house.emplace(place, Opening::to_read);
    access = access_beside(place, *house->store);
    if (still) still->run("COMMIT");
  }
  std::optional<House> house;
  std::unique_ptr<Store> access;
};

}  // namespace

server::BackupMade back_up(const Place& place, const std::string& out) {
  refuse_to_replace(out);
  const Attachments attachments(place);
  const WorkFolder work(out + ".work");
  const std::string copy = work.file("books");
  {
    const Moment from(place);
    const auto target = target_at(Place{.db = copy});
    copy_tenant({*from.house->store, from.access.get()}, from.house->path, *target, out);
    target->finish();
  }
  return pack(copy, attachments, out);
}

server::BackupMade back_up_while_serving(const Place& place, Store& books, server::Access& access, const std::string& out,
                                         const server::OnEngine& on_engine) {
  refuse_to_replace(out);
  const Attachments attachments(place);
  const WorkFolder work(out + ".work");
  const std::string copy = work.file("books");
  {
    FileCopy file(copy);
    bool more = on_engine([&] { file.begin(books); });
    while (more && on_engine([&] { more = file.step(pages_a_step); }));
    if (file.under_way()) {
      on_engine([&] { file.end(); });
      throw std::runtime_error("the server ends");
    }
  }
  access.with_store([&](Store& sign_ins) {
    FileCopy file(copy + ".access");
    file.begin(sign_ins);
    file.step(-1);
  });
  return pack(copy, attachments, out);
}

void sweep_backups(const std::string& folder) {
  std::error_code error;
  std::vector<std::filesystem::path> left;
  for (const auto& there : std::filesystem::directory_iterator(folder, error)) {
    const std::string name = there.path().filename().string();
    if (name.starts_with("backup-") && (name.ends_with(".ch.work") || name.ends_with(".ch.part"))) left.push_back(there.path());
  }
  for (const auto& path : left) std::filesystem::remove_all(path, error);
}

int backup(const BackupOptions& options) {
  const server::BackupMade made = back_up(options.db, options.out);
  if (options.json)
    say(line_of({{"file", options.out}, {"commands", made.commands}, {"attachments", made.attachments}, {"bytes", made.bytes}}));
  else
    say("commands " + std::to_string(made.commands) + "\nattachments " + std::to_string(made.attachments) + "\nbytes " +
        std::to_string(made.bytes) + "\n");
  return done;
}

namespace {

// What a part of the backup becomes; files are written as they come, contents of attachments are looked at whole.
TakeBytes unpacked_into(const std::string& path) {
  const auto file = std::make_shared<std::ofstream>(path, std::ios::binary);
  return [file, path](std::string_view bytes) {
    if (!bytes.empty() && !file->write(bytes.data(), static_cast<std::streamsize>(bytes.size()))) cannot_read(path);
    if (bytes.empty() && !file->flush()) cannot_read(path);
  };
}

TakeBytes attachment_into(const Attachments& attachments) {
  const auto content = std::make_shared<std::string>();
  return [content, attachments](std::string_view bytes) {
    content->append(bytes);
    if (bytes.empty()) static_cast<void>(attachments.keep(*content, "restored"));
  };
}

}  // namespace

int restore(const RestoreOptions& options) {
  const Attachments kept(options.db);
  const WorkFolder work(options.db.is_url() ? options.db.attachments_folder() + ".restore" : options.db.db + ".restore");
  const Place unpacked{.db = work.file("books")};
  const Attachments attachments(unpacked);
  read_archive(options.file, [&](const std::string& name) -> TakeBytes {
    if (name == "books") return unpacked_into(unpacked.db);
    if (name == "sign-ins") return unpacked_into(unpacked.db + ".access");
    return attachment_into(attachments);
  });
  {
    const House newest(unpacked, Opening::to_change);
  }  // SRV-14: of an older program, too
  const House house(unpacked, Opening::to_read);
  try {
    const Copied copied = copy_whole(house, options.file, attachments, options.db, kept);
    if (options.json)
      say(line_of({{"commands", copied.commands},
                   {"sign_ins", copied.sign_ins},
                   {"attachments", copied.attachments},
                   {"chain_head", hex(copied.chain_head)},
                   {"tables", hex(copied.tables)}}));
    else
      say("commands " + std::to_string(copied.commands) + "\nsign-ins " + std::to_string(copied.sign_ins) + "\nattachments " +
          std::to_string(copied.attachments) + "\nchain head " + hex(copied.chain_head) + "\ntables " + hex(copied.tables) + "\nclean\n");
  } catch (const StoreError& error) {
    store_failure(error, options.db.shown());
  }
  return done;
}

}  // namespace ch::cli
