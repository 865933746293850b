#include "worker/demo_work.h"

#include "house/house.h"
#include "house/packs.h"
#include "store/sqlite_store.h"
#include "worker/database_copy.h"

namespace ch::browser {
namespace {

class DemoWork final : public LongWork {
 public:
  DemoWork(sqlite3* main, DemoSize size, Instant now) : main_{main}, size_{size}, now_{now} {}

  WorkReport step() override {
    if (!store_) return prepare();
    if (!copy_.begun()) {
      if (demo_->step()) return {.phase = "demo", .done = demo_->done(), .total = demo_->total()};
      if (!demo_->fault().empty()) return work_failed("demo_failed", demo_->fault());
      if (const int code = copy_.begin(store_->handle(), main_); code != SQLITE_OK) {
        return work_failed(storage_code(code), sqlite3_errmsg(main_));
      }
    }
    return copy_.step("replace");
  }

  bool exclusive() const override { return true; }

 private:
  WorkReport prepare() {
    store_ = std::make_unique<SqliteStore>(":memory:", SqliteOptions{.vfs = {}, .journal_mode = "memory"});
    engine_ = std::make_unique<Engine>(*store_, house_catalogue());
    if (const Check opened = engine_->open(); !opened) return work_failed("demo_failed", opened.error().code);
    // The traffic ends today, so that what falls due next lies ahead.
    const Instant start = start_of(business_date(now_).plus_days(-Demo::days_in_all(size_.days)));
    demo_ = std::make_unique<Demo>(*engine_, size_, start, built_in_pack("credit"), built_in_pack("promo"));
    return {.phase = "demo", .done = 0, .total = demo_->total()};
  }

  sqlite3* main_;
  DemoSize size_;
  Instant now_;
  std::unique_ptr<SqliteStore> store_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<Demo> demo_;
  DatabaseCopy copy_;  // ends before the connections that it uses
};

}  // namespace

std::unique_ptr<LongWork> make_demo(sqlite3* main, DemoSize size, Instant now) { return std::make_unique<DemoWork>(main, size, now); }

}  // namespace ch::browser
