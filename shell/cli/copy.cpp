#include "cli/copy.h"

#include <algorithm>
#include <filesystem>

#include "cli/lease.h"
#include "engine/audit.h"
#include "house/house.h"
#include "postgres/postgres_store.h"
#include "procedure/documents.h"
#include "server/access_records.h"
#include "store/sqlite_store.h"

namespace ch::cli {

namespace {

constexpr std::size_t rows_at_once = 2'000;

[[noreturn]] void not_empty(const std::string& where) {
  throw Failure{some_refused,
                "not_empty",
                {where + " 中已有内容", where + " has something in it already"},
                {"请指定新文件或其他账套编号；原有内容未作任何改动。",
                 "Name a new file, or another tenant's number; what is there was left as it is."}};
}

void migrate_both(Store& books, Store& access) {
  const auto expect = [](const Check& migrated) {
    if (!migrated) throw StoreError(migrated.error().code);
  };
  expect(books.migrate(house_catalogue().migrations, house_catalogue().records));
  expect(access.migrate(server::access_migrations(), server::access_records()));
}

// Written beside the place under other names; the last of the new names is the books', which make it a tenant.
class FileTarget final : public Target {
 public:
  explicit FileTarget(const std::string& file) : file_(file) {
    const bool broke_off = std::filesystem::exists(part(file_));
    for (const std::string& there : {file_, file_ + "-wal", broke_off ? std::string() : file_ + ".access"})
      if (!there.empty() && std::filesystem::exists(there)) not_empty(there);
    remove_parts();
    books_ = std::make_unique<SqliteStore>(part(file_));
    access_ = std::make_unique<SqliteStore>(part(file_ + ".access"));
    migrate_both(*books_, *access_);
  }
  ~FileTarget() override {
    if (!books_ && !access_) return;
    books_.reset();
    access_.reset();
    remove_parts();
  }
  Store& books() override { return *books_; }
  Store& access() override { return *access_; }
  void finish() override {
    access_.reset();  // closed, all lies in the file itself, and on disk
    books_.reset();
    std::filesystem::rename(part(file_ + ".access"), file_ + ".access");
    std::filesystem::rename(part(file_), file_);
    bring_folder_to_disk(std::filesystem::absolute(file_).parent_path().string());
  }

 private:
  static std::string part(const std::string& file) { return file + ".part"; }
  void remove_parts() {
    std::error_code ignored;
    for (const std::string& file : {part(file_ + ".access"), part(file_)})
      for (const char* end : {"-wal", ""}) std::filesystem::remove(file + end, ignored);
  }
  const std::string file_;
  std::unique_ptr<SqliteStore> books_, access_;
};

// Marked as incomplete in the row of its lease until it is whole.
class DatabaseTarget final : public Target {
 public:
  explicit DatabaseTarget(const Place& place)
      : lease_(leased(place)),
        books_(place.db, place.tenant, {.fence = lease_->fence()}),
        access_(place.db, place.tenant, {.schema = lease_->schema(), .fence = lease_->fence()}) {
    // SRV-12, SRV-14: a newer schema is everybody's in the database, and a program of before would write into it.
    const std::int64_t schema = books_.schema_number();
    if (schema > 0 && schema < house_catalogue().migrations.back().number) refuse_while_others_write(place.shown(), lease_->others());
    migrate_both(books_, access_);
    if (lease_->copying()) {
      clear(books_, house_catalogue().records);
      clear(access_, server::access_records());
      return;
    }
    const auto written = [](Store& store) { return [&store](const RecordType* type) { return store.sum_of(*type).rows > 0; }; };
    if (std::ranges::any_of(house_catalogue().records, written(books_)) || std::ranges::any_of(server::access_records(), written(access_)))
      not_empty(place.shown());
    lease_->set_copying(true);
  }
  Store& books() override { return books_; }
  Store& access() override { return access_; }
  void finish() override { lease_->set_copying(false); }

 private:
  static void clear(PostgresStore& store, std::span<const RecordType* const> records) {
    const std::string own = " WHERE tenant = " + std::to_string(store.tenant()) + ";";
    std::string sql = "BEGIN;";
    for (const RecordType* type : records) sql += "DELETE FROM " + std::string(type->table.name) + own;
    store.run(sql + "DELETE FROM table_sum" + own + "COMMIT");
  }
  std::unique_ptr<PostgresLease> lease_;
  PostgresStore books_, access_;
};

void copy_rows(Store& from, Store& to, std::span<const RecordType* const> records) {
  std::vector<RowChange> some;
  const auto flush = [&] {
    to.flush(some);
    some.clear();
  };
  for (const RecordType* type : records) {
    from.each(*type, [&](const Row& row, std::int64_t seq, std::int64_t) {
      some.push_back({.type = type, .key = position_in(*type, nullptr, row.get()), .before = {}, .after = row, .seq = seq});
      if (some.size() == rows_at_once) flush();
    });
    flush();
  }
}

[[noreturn]] void differs(const std::string& where, const std::string& fault) {
  throw Failure{audit_differs,
                "audit_differs",
                {where + " 未通过审计：" + fault, where + " does not pass the audit: " + fault},
                {"未生成副本；请从完好的备份恢复。", "No copy was made of it; restore a sound backup."}};
}

AuditReport audited(Store& store, const std::string& where) {
  AuditReport report = ch::audit(store, house_catalogue());
  if (!report.clean()) differs(where, report.fault);
  return report;
}

}  // namespace

std::unique_ptr<Target> target_at(const Place& place) {
  if (place.is_url()) return std::make_unique<DatabaseTarget>(place);
  return std::make_unique<FileTarget>(place.db);
}

std::unique_ptr<Store> access_beside(const Place& place, Store& books) {
  if (!place.is_url()) {
    const std::string path = place.db + ".access";
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return nullptr;
    auto access = std::make_unique<SqliteStore>(path, SqliteOptions{.journal_mode = "", .reads = true});
    if (const Check known = access->migrate(server::access_migrations(), server::access_records()); !known)
      throw StoreError(path + ": " + known.error().code);
    return access;
  }
  const std::string schema = PostgresLease::schema_beside(dynamic_cast<PostgresStore&>(books));
  auto access = std::make_unique<PostgresStore>(place.db, place.tenant, PostgresOptions{.schema = schema, .snapshot = true});
  if (access->schema_number() == 0) return nullptr;
  return access;
}

Copied copy_tenant(const Source& from, const std::string& from_shown, Target& to, const std::string& to_shown) {
  const AuditReport before = audited(from.books, from_shown);
  copy_rows(from.books, to.books(), house_catalogue().records);
  const AuditReport after = audited(to.books(), to_shown);
  Copied copied{.commands = after.commands,
                .rows = after.rows,
                .chain_head = after.chain_head,
                .tables = digest_of_tables(to.books(), house_catalogue())};
  if (before.chain_head != after.chain_head || digest_of_tables(from.books, house_catalogue()) != copied.tables)
    differs(to_shown, "the copy is not equal to " + from_shown);
  if (!from.access) return copied;
  const auto records = server::access_records();
  copy_rows(*from.access, to.access(), records);
  for (const RecordType* type : records)
    if (!(from.access->sum_of(*type) == to.access().sum_of(*type)))
      differs(to_shown, "its table " + std::string(type->table.name) + " is not equal to that of " + from_shown);
  copied.sign_ins = to.access().sum_of(*records.front()).rows;
  return copied;
}

std::int64_t copy_attachments(Store& books, const Attachments& from, const Attachments& to) {
  std::int64_t count = 0;
  books.scan(record_type<CaseDocument>(), {.limit = INT32_MAX}, [&](const Row& row) {
    const auto& one = *static_cast<const CaseDocument*>(row.get());
    const auto content = from.content_of({one.question, one.hash, one.size, one.type, one.name});
    if (!content) differs(one.hash, content.error().code);
    if (const auto kept = to.keep(*content, one.name); !kept || kept->hash != one.hash) differs(one.hash, "attachment_damaged");
    ++count;
    return true;
  });
  return count;
}

Copied copy_whole(const House& from, const std::string& from_shown, const Attachments& its, const Place& to, const Attachments& kept) {
  const auto access = access_beside(from.place, *from.store);
  const auto target = target_at(to);
  const std::int64_t contents = copy_attachments(*from.store, its, kept);
  Copied copied = copy_tenant({*from.store, access.get()}, from_shown, *target, to.shown());
  target->finish();
  copied.attachments = contents;
  return copied;
}

}  // namespace ch::cli
