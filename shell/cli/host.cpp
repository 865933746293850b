#include "cli/host.h"

#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <sqlite3.h>

#include "api/codes.h"
#include "cli/crash.h"
#include "cli/lease.h"
#include "house/house.h"
#include "postgres/postgres_store.h"
#include "store/sqlite_store.h"

namespace ch::cli {

Uuid new_id(Instant now) {
  std::array<std::uint8_t, 10> bits{};
  std::size_t filled = 0;
  while (filled < bits.size()) {
    const auto got = getrandom(bits.data() + filled, bits.size() - filled, 0);
    if (got < 0 && errno != EINTR)
      throw Failure{store_failed,
                    "no_randomness",
                    {"系统无法提供随机数", "The system gives no random numbers"},
                    {"请为每条命令自备编号（UUIDv7）。", "Give every command an id of its own (UUIDv7)."}};
    if (got > 0) filled += static_cast<std::size_t>(got);
  }
  return Uuid::v7(now.ms, bits);
}

Actor actor_of(const std::string& text) {
  const auto first = text.find(':');
  const auto second = first == std::string::npos ? first : text.find(':', first + 1);
  const auto role = enum_type<Role>().number_of(
      text.substr(first == std::string::npos ? text.size() : first + 1, second == std::string::npos ? second : second - first - 1));
  std::int64_t party = 0;
  bool fits = role && first > 0;
  if (second != std::string::npos) {
    const std::string digits = text.substr(second + 1);
    fits = fits && !digits.empty() && digits.size() <= 18 && digits.find_first_not_of("0123456789") == std::string::npos;
    if (fits) party = std::stoll(digits);
  }
  if (fits) return {text.substr(0, first), static_cast<Role>(*role), {party}};
  std::string roles;
  for (const auto& item : enum_type<Role>().items) roles += (roles.empty() ? "" : ", ") + std::string(item.name);
  throw Failure{usage,
                "actor",
                {"“" + text + "”没有写明由谁操作", "'" + text + "' does not say who acts"},
                {"请写 用户:角色，商家用户写 用户:角色:商家编号；角色：" + roles + "。",
                 "Write user:role, or user:role:party for a merchant's user; roles: " + roles + "."}};
}

Instant instant_of(const std::string& text, const char* option) {
  // Dates go back further than instants.
  if (const auto date = Date::parse(text); date && *date >= business_date(first_instant)) return start_of(*date);
  if (const auto instant = Instant::parse(text)) return *instant;
  throw Failure{usage,
                "time",
                {std::string(option) + "：“" + text + "”不是时间", std::string(option) + ": '" + text + "' is no time"},
                {"请写 2026-03-02 或 2026-03-02T09:00:00+08:00，2000 年至 2199 年。",
                 "Write 2026-03-02 or 2026-03-02T09:00:00+08:00, of the years 2000 to 2199."}};
}

namespace {

struct TroubleTold {
  const char* name;
  Said what, remedy;
};

TroubleTold trouble_told(StoreTrouble trouble) {
  switch (trouble) {
    case StoreTrouble::full:
      return {"store_full",
              {" 所在磁盘已满", ": no room left on the disk"},
              {"请腾出磁盘空间后重新运行；已确认的内容均已保存。",
               "Make room on the disk and run the command again; what was acknowledged is kept."}};
    case StoreTrouble::busy:
      return {"store_busy",
              {" 正被其他程序使用", " is in use by another program"},
              {"请关闭其他程序（同时只能有一个写入者）后重试。", "Close the other program (one writer at a time), then try again."}};
    case StoreTrouble::read_only:
      return {"store_read_only",
              {" 无法写入", " cannot be written"},
              {"请授予当前用户写入该文件及其文件夹的权限。", "Give this user the right to write the file and its folder."}};
    case StoreTrouble::unreadable:
      return {
          "store_failed",
          {" 无法读写", " could not be read or written"},
          {"请腾出磁盘空间，检查文件大小限制（ulimit -f）和磁盘后重新运行；编号保证重复运行是安全的。",
           "Make room on the disk, look at the limit on the size of files (ulimit -f) and at the disk itself, then run the command again; "
           "ids make repeating safe."}};
    case StoreTrouble::cannot_open:
      return {"store_cannot_open",
              {" 无法打开", " cannot be opened"},
              {"请检查路径以及文件和文件夹的权限。", "Check the path and the rights on the file and its folder."}};
    case StoreTrouble::not_a_database:
      return {"not_a_database",
              {" 不是本程序的数据库", " is not a database of this program"},
              {"请指定正确的文件，或新文件。", "Name the right file, or a new one."}};
    case StoreTrouble::damaged:
      return {"store_damaged",
              {" 已损坏", " is damaged"},
              {"请从备份恢复；audit 可以判断备份是否完好。", "Restore it from a backup; `audit` tells whether one is sound."}};
    case StoreTrouble::log_damaged:
      return {"store_log_damaged",
              {" 的日志文件（-wal）已损坏，打开会丢失已确认的内容；未作任何改动",
               ": its log (the -wal file beside it) is damaged, and to open it would lose what was acknowledged; nothing was changed"},
              {"请将该文件与其 -wal 文件一并另存、切勿删除，并从备份恢复；备份之后的命令可按原编号重新发送。",
               "Keep this file and its -wal file together, delete neither, and restore from a backup; commands since then may be sent "
               "again under the same ids."}};
    case StoreTrouble::fenced:
      return {"lease_lost",
              {" 已由其他程序接管写入，本程序未再写入任何内容",
               ": another program has taken over writing it; this one has written nothing since"},
              {"请使用接管的程序；需要时重新启动本程序。", "Use the program that took over, or start this one again."}};
    case StoreTrouble::failed:
      break;
  }
  return {"store_failed",
          {" 无法读写", " could not be read or written"},
          {"请检查磁盘后重新运行；编号保证重复运行是安全的。", "Check the disk, then run the command again; ids make repeating safe."}};
}

}  // namespace

void store_failure(const StoreError& error, const std::string& path) {
  const auto [name, what, remedy] = trouble_told(error.trouble);
  const std::string detail = std::string(" [") + error.what() + "]";
  const Exit exit = error.trouble == StoreTrouble::fenced ? another_writes : store_failed;
  throw Failure{exit, name, {path + what.zh + detail, path + what.en + detail}, remedy};
}

namespace {

std::string as_uri(const std::string& path) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string uri = "file:";
  for (const char c : std::filesystem::absolute(path).string()) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7f && c != '%' && c != '?' && c != '#')
      uri += c;
    else
      uri += {'%', hex[byte >> 4], hex[byte & 15]};
  }
  return uri + "?immutable=1";
}

// A database that somebody else made must not be touched, so it is looked at without opening it for writing.
void refuse_foreign(const std::string& path) {
  sqlite3* db = nullptr;
  sqlite3_stmt* statement = nullptr;
  std::int64_t tables = 0, ours = 0;
  int code = sqlite3_open_v2(as_uri(path).c_str(), &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
  if (code == SQLITE_OK)
    code = sqlite3_prepare_v2(db, "SELECT COUNT(*), COALESCE(SUM(name = 'schema_migration'), 0) FROM sqlite_master WHERE type = 'table'",
                              -1, &statement, nullptr);
  if (code == SQLITE_OK) code = sqlite3_step(statement);
  if (code == SQLITE_ROW) {
    tables = sqlite3_column_int64(statement, 0);
    ours = sqlite3_column_int64(statement, 1);
  }
  sqlite3_finalize(statement);
  sqlite3_close(db);
  if (code == SQLITE_NOTADB || (tables > 0 && ours == 0))
    throw Failure{store_failed,
                  "not_a_database",
                  {path + " 不是本程序的数据库", path + " is not a database of this program"},
                  {"请指定正确的文件，或新文件；该文件未作任何改动。", "Name the right file, or a new one; this one was left as it is."}};
}

// A refusal of the table as what ends the program.
[[noreturn]] void fail_by(const std::string& path, const Refusal& refusal) {
  // Its words say what is wrong, and last what to do.
  const std::string zh = words(refusal, Language::zh), en = words(refusal, Language::en);
  const auto zh_remedy = std::min(zh.find("请"), zh.size());
  const auto en_end = en.find_last_of(";.", en.size() - 2);
  const auto en_remedy = en_end == en.npos ? en.size() : en_end + 2;
  std::string what = zh.substr(0, zh_remedy);
  for (const std::string_view mark : {"，", "。"})
    if (what.ends_with(mark)) what.resize(what.size() - mark.size());
  std::string remedy = en.substr(en_remedy);
  if (!remedy.empty() && remedy[0] >= 'a' && remedy[0] <= 'z') remedy[0] = static_cast<char>(remedy[0] - 'a' + 'A');
  throw Failure{store_failed,
                refusal.code,
                {path + "：" + what, path + ": " + en.substr(0, std::min(en_end, en.size()))},
                {zh.substr(zh_remedy), remedy}};
}

bool needs_tenant(Opening opening) { return opening == Opening::to_audit || opening == Opening::to_read || opening == Opening::to_change; }

void look_for(const std::string& path, Opening opening) {
  std::error_code error;
  const auto folder = std::filesystem::absolute(path).parent_path();
  const bool only_there = needs_tenant(opening);
  if (!only_there && !std::filesystem::is_directory(folder, error))
    throw Failure{store_failed,
                  "no_such_folder",
                  {"没有文件夹 " + folder.string(), "There is no folder " + folder.string()},
                  {"请先建立该文件夹，或指定其他文件。", "Make it, or name another file."}};
  if (opening == Opening::to_begin) return;
  const std::string init = "countinghouse init --db " + path + " --platform NAME --administrator USER";
  const std::string create = opening == Opening::to_go_on ? "--create" : "";
  throw Failure{store_failed,
                "no_such_file",
                {"没有文件 " + path, "There is no file " + path},
                {"请核对路径；如需新建：" + init + (create.empty() ? "" : "，或加上 " + create) + "。",
                 "Check the path, or make one first: " + init + (create.empty() ? "" : ", or add " + create) + "."}};
}

void look_at(const std::string& path, Opening opening) {
  if (path == ":memory:") return;
  refuse_log_without_file(path);
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::directory)
    throw Failure{store_failed,
                  "is_a_directory",
                  {path + " 是文件夹", path + " is a directory"},
                  {"请指定文件；--db FILE 是一个 SQLite 文件。", "Name a file; --db FILE is one SQLite file."}};
  if (!std::filesystem::exists(status)) return look_for(path, opening);
  if (status.type() != std::filesystem::file_type::regular)
    throw Failure{store_failed,
                  "not_a_file",
                  {path + " 不是普通文件", path + " is no plain file"},
                  {"请指定文件；--db FILE 是一个 SQLite 文件。", "Name a file; --db FILE is one SQLite file."}};
  if (access(path.c_str(), R_OK | W_OK) != 0) {
    const std::string why = std::strerror(errno);
    throw Failure{store_failed,
                  "store_read_only",
                  {path + " 无法读写（" + why + "）", path + " cannot be read and written (" + why + ")"},
                  {"请授予当前用户读写该文件及其文件夹的权限。", "Give this user the right to read and write the file and its folder."}};
  }
  if (needs_tenant(opening) && std::filesystem::file_size(path, error) == 0) fail_by(path, refused("no_tenant").error());
  refuse_foreign(path);
}

// The newest migration in the file; none: it has no schema of ours.
std::optional<std::int64_t> schema_of(sqlite3* db) {
  sqlite3_stmt* statement = nullptr;
  std::optional<std::int64_t> number;
  if (sqlite3_prepare_v2(db, "SELECT MAX(number) FROM schema_migration", -1, &statement, nullptr) == SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_type(statement, 0) == SQLITE_INTEGER)
    number = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return number;
}

// SRV-14: what only looks brings no schema up to date, and audits none but its own.
void refuse_to_migrate(std::optional<std::int64_t> found, const std::string& path) {
  const std::int64_t known = house_catalogue().migrations.back().number;
  if (!found) fail_by(path, refused("no_tenant").error());
  if (*found != known)
    fail_by(path, refused(*found < known ? "schema_older" : "schema_newer", "",
                          {{"found", std::to_string(*found)}, {"known", std::to_string(known)}})
                      .error());
}

}  // namespace

House::~House() {
  if (!made_ || !engine || engine->last_seq() > 0) return;
  engine.reset();
  store.reset();
  std::error_code error;
  std::filesystem::remove(path, error);
}

House::House(const Place& place_, Opening opening)
    : place(place_), path(place.shown()), made_(!place.is_url() && place.db != ":memory:" && !std::filesystem::exists(place.db)) {
  if (!place.is_url()) look_at(path, opening);
  try {
    if (place.is_url())
      open_database(opening);
    else
      open_file(opening);
    if (opening != Opening::to_audit) open_engine(opening);
  } catch (const StoreError& error) {
    store_failure(error, path);
  }
}

void House::open_file(Opening opening) {
  SqliteOptions options;
  const bool looks = opening == Opening::to_read || opening == Opening::to_audit;
  options.reads = looks;
  if (looks) options.journal_mode.clear();                      // to change it is to write
  if (opening == Opening::to_audit) options.cache_kib = 4'096;  // each page is read once or twice, so as few as stay near the processor
  if (!looks) audit_with_log(path);
  auto file = std::make_unique<SqliteStore>(path, options);
  if (looks) refuse_to_migrate(schema_of(file->handle()), path);
  store = std::move(file);
}

// Who looks sees one moment, whatever a server writes meanwhile; who changes has the lease first.
void House::open_database(Opening opening) {
  if (opening == Opening::to_read || opening == Opening::to_audit) {
    auto rows = std::make_unique<PostgresStore>(place.db, place.tenant, PostgresOptions{.snapshot = true});
    const std::int64_t schema = rows->schema_number();
    refuse_to_migrate(schema > 0 ? std::optional(schema) : std::nullopt, path);
    if (PostgresLease::is_copying(*rows)) copy_broke_off(path);
    store = std::move(rows);
    return;
  }
  lease = leased(place);
  if (lease->copying()) copy_broke_off(path);
  store = std::make_unique<PostgresStore>(place.db, place.tenant, PostgresOptions{.fence = lease->fence()});
}

void House::open_engine(Opening opening) {
  engine = std::make_unique<Engine>(*store, house_catalogue());
  if (const Check open = engine->open(); !open) fail_by(path, open.error());
  if (engine->last_seq() > 0) return;
  const auto written = [&](const RecordType* type) { return store->sum_of(*type).rows > 0; };
  if (std::ranges::any_of(house_catalogue().records, written))
    throw Failure{store_failed,
                  "store_damaged",
                  {path + " 已损坏：流水账为空", path + " is damaged: its journal is empty"},
                  {"请从备份恢复；audit 可以判断备份是否完好。", "Restore it from a backup; `audit` tells whether one is sound."}};
  if (needs_tenant(opening)) no_tenant(path);
}

void no_tenant(const std::string& path) { fail_by(path, refused("no_tenant").error()); }

namespace {

[[noreturn]] void output_closed(Said remedy) {
  const std::string why = std::strerror(errno);
  throw Failure{store_failed,
                "output_closed",
                {"标准输出无法写入（" + why + "）", "Standard output cannot be written (" + why + ")"},
                std::move(remedy)};
}

[[noreturn]] void export_closed() {
  output_closed({"数据库未作任何改动；请用 --out 写入文件。", "Nothing in the database was changed; write to a file with --out."});
}

[[noreturn]] void cannot_write(const std::string& path, const Said& why, Said remedy) {
  throw Failure{store_failed,
                "cannot_write",
                {path + " 无法写入（" + why.zh + "）", path + " cannot be written (" + why.en + ")"},
                std::move(remedy)};
}

}  // namespace

namespace {

bool is_database(const std::string& path) {
  std::ifstream there(path, std::ios::binary);
  std::string head(15, '\0');
  return there.read(head.data(), std::ssize(head)) && head == "SQLite format 3";
}

// What SQLite keeps beside a file; the log has what was acknowledged last.
bool is_companion(const std::string& path) {
  std::error_code error;
  const std::string real = std::filesystem::weakly_canonical(path, error).string();
  for (const std::string_view ending : {"-wal", "-shm", "-journal"})
    if (real.ends_with(ending) && std::filesystem::exists(real.substr(0, real.size() - ending.size()), error)) return true;
  return false;
}

// What is exported must not take the place of a database, or of what belongs to one: of this one or of any other.
void refuse_to_write_over(const std::string& out) {
  if (is_companion(out))
    throw Failure{usage,
                  "out_is_of_a_database",
                  {out + " 是某个文件的日志文件名", out + " is the name of a log of another file"},
                  {"请为 --out 指定其他文件；未作任何改动。", "Name another file for --out; nothing was changed."}};
  if (is_database(out) || is_database(out + ".part"))
    throw Failure{usage,
                  "out_is_a_database",
                  {out + " 是数据库", out + " is a database"},
                  {"请为 --out 指定其他文件；该文件未作任何改动。", "Name another file for --out; this one was left as it is."}};
}

}  // namespace

Output::Output(std::string path) : path_(std::move(path)), part_(path_ + ".part"), file_(stdout) {
  if (path_.empty()) return;
  refuse_to_write_over(path_);
  std::error_code error;
  const auto there = std::filesystem::status(path_, error);
  const bool folder = std::filesystem::is_directory(there);
  // A device or a pipe is written to as it is; a plain file put in its place would be its end.
  if (std::filesystem::exists(there) && !std::filesystem::is_regular_file(there)) part_.clear();
  file_ = folder ? nullptr : std::fopen(part_.empty() ? path_.c_str() : part_.c_str(), "wb");
  if (file_) return;
  const std::string why = std::strerror(errno);
  cannot_write(path_, folder ? Said{"它是文件夹", "it is a directory"} : Said{why, why},
               {"请在当前用户可写的文件夹中指定文件。", "Name a file in a folder that this user may write to."});
}

Output::~Output() {
  if (file_ == stdout || !file_) return;
  std::fclose(file_);
  if (!part_.empty()) std::remove(part_.c_str());
}

void Output::write(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), file_) == text.size()) return;
  if (file_ == stdout) export_closed();
  const std::string why = std::strerror(errno);
  cannot_write(path_, {why, why}, {"请腾出空间，或指定其他磁盘上的文件。", "Make room, or name a file on another disk."});
}

void Output::finish() {
  if (file_ == stdout) {
    if (std::fflush(stdout) != 0) export_closed();
    return;
  }
  const bool plain = !part_.empty();
  // One after the other: the first error is the one that is told.
  bool kept = std::fflush(file_) == 0 && (!plain || fsync(fileno(file_)) == 0);
  int why_not = errno;
  if (std::fclose(std::exchange(file_, nullptr)) != 0 && std::exchange(kept, false)) why_not = errno;
  if (kept && plain && std::rename(part_.c_str(), path_.c_str()) != 0) {
    kept = false;
    why_not = errno;
  }
  if (kept) return;
  const std::string why = std::strerror(why_not);
  if (plain) std::remove(part_.c_str());
  cannot_write(path_, {why, why}, {"请腾出空间，或指定其他文件。", "Make room, or name another file."});
}

bool make_folder(const std::string& folder) {
  std::error_code error;
  const bool made = std::filesystem::create_directories(folder, error);
  if (!error) return made;
  throw Failure{store_failed,
                "cannot_write",
                {"无法创建文件夹 " + folder + "：" + error.message(), "The folder " + folder + " cannot be made: " + error.message()},
                {"请指定可以写入的文件夹。", "Name a folder that can be written."}};
}

void say(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) return;
  output_closed({"已办理的内容均已保存；用相同编号重新运行即可看到结果。",
                 "What was done is kept; run it again with the same ids to see the outcomes."});
}

void cannot_read(const std::string& path) {
  const std::string why = std::strerror(errno);
  throw Failure{usage,
                "cannot_read",
                {path + " 无法读取（" + why + "）", path + " cannot be read (" + why + ")"},
                {"请核对路径及其权限；须是文件而不是文件夹。", "Check the path and the rights on it; it must be a file, not a directory."}};
}

std::string read_file(const std::string& path, std::size_t most) {
  std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
  if (!file) cannot_read(path);
  std::string text;
  char buffer[65'536];
  std::size_t got = 0;
  while (text.size() <= most && (got = std::fread(buffer, 1, sizeof buffer, file)) > 0) text.append(buffer, got);
  if (std::ferror(file) != 0) cannot_read(path);  // the program ends: what it has open goes with it
  if (file != stdin) std::fclose(file);
  if (text.size() > most)
    throw Failure{malformed_input,
                  "too_long",
                  {path + " 超过 " + std::to_string(most) + " 字节", path + " is longer than " + std::to_string(most) + " bytes"},
                  {"请拆分。", "Split it."}};
  return text;
}

}  // namespace ch::cli
