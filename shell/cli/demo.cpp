// countinghouse demo: a tenant with lifelike traffic, the same for the same numbers.
#include "demo/demo.h"
#include "house/packs.h"

#include <unistd.h>

#include "base/fault.h"
#include "cli/answers.h"
#include "cli/attachments.h"
#include "cli/programs.h"
#include "engine/audit.h"
#include "house/house.h"

namespace ch::cli {

namespace {

// Not today: the same numbers give the same data on any day.
constexpr const char* usual_start = "2026-01-05";
const Date last_day = *Date::from_ymd(2199, 12, 31);

Instant start_of_demo(const DemoOptions& options) {
  if (options.ends_today) {
    const Date today = business_date(system_now());
    return start_of(today.plus_days(-Demo::days_in_all(options.days)));
  }
  const Instant start = instant_of(options.start.empty() ? usual_start : options.start, "--start");
  const std::int64_t room = last_day.days - business_date(start).days;
  if (Demo::days_in_all(options.days) > room)
    throw Failure{usage,
                  "time",
                  {"演示会超出 " + last_day.text(), "The demo would go beyond " + last_day.text()},
                  {"请提前 --start 或减少 --days。", "Begin earlier (--start) or take fewer --days."}};
  return start;
}

// CON-13: what its cases have filed.
void keep_pictures(const Place& db) {
  struct Picture {
    const char* name;
    std::string_view content;
  };
#define CH_PICTURE(name, hash, size, bytes) {name ".png", std::string_view(bytes, size)},
  static constexpr Picture all[] = {
#include "demo_pictures.inc"
  };
#undef CH_PICTURE
  const Attachments attachments(db);
  for (const Picture& one : all)
    if (const auto kept = attachments.keep(std::string(one.content), one.name); !kept)
      throw Fault(std::string("a picture of the demo is not taken: ") + one.name);
}

}  // namespace

int demo(const DemoOptions& options) {
  const Instant start = start_of_demo(options);
  const std::string pack = options.pack.empty() ? std::string(built_in_pack("credit")) : read_file(options.pack, 1U << 20);
  House house(options.db, Opening::to_begin);
  if (house.engine->last_seq() != 0)
    throw Failure{some_refused,
                  "not_empty",
                  {options.db.shown() + " 中已有数据", options.db.shown() + " has data in it already"},
                  {"请指定新文件；演示数据绝不混入真实数据。", "Name a new file; demo data never goes among real data."}};
  try {
    Demo made(*house.engine, {options.merchants, options.days, static_cast<std::uint64_t>(options.seed)}, start, pack,
              built_in_pack("promo"));
    const bool shows = !options.quiet && !options.json && isatty(STDERR_FILENO) != 0;
    for (std::int64_t shown = -1; made.step();) {
      const std::int64_t percent = made.done() * 100 / made.total();
      if (shows && percent != std::exchange(shown, percent))
        std::fprintf(stderr, "\r%3d %%  %lld commands", static_cast<int>(percent), static_cast<long long>(made.counts().commands));
    }
    if (shows) std::fputs("\r                              \r", stderr);
    if (!made.fault().empty())
      throw Failure{store_failed,
                    "demo_failed",
                    {"演示数据的生成中止：" + made.fault(), "The demo stopped: " + made.fault()},
                    {"请检查磁盘空间，删除该文件后重新运行。", "Check the disk's room; remove the file and run it again."}};
    if (options.db.db != ":memory:") keep_pictures(options.db);
    const std::string head = hex(house.engine->chain_head()), tables = hex(digest_of_tables(*house.store, house_catalogue()));
    const DemoCounts& counts = made.counts();
    if (options.json) {
      say(line_of({{"merchants", options.merchants},
                   {"days", options.days},
                   {"seed", options.seed},
                   {"from", text(start)},
                   {"to", text(house.engine->last_now())},
                   {"commands", house.engine->last_seq()},
                   {"refused", counts.refused},
                   {"chain_head", head},
                   {"tables", tables}}));
    } else {
      say("from " + text(start) + " to " + text(house.engine->last_now()) + "\ncommands " + std::to_string(house.engine->last_seq()) +
          ", refused on purpose " + std::to_string(counts.refused) + "\nchain head " + head + "\ntables " + tables +
          "\nusers: admin:administrator admin2:administrator ops:settlement_operations ops2:settlement_operations fin:finance "
          "audit:auditor shop:shop merchant-0001:merchant_user:1 …\n");
    }
  } catch (const StoreError& error) {
    store_failure(error, options.db.shown());
  }
  return done;
}

}  // namespace ch::cli
