#include "cli/lease.h"

#include <algorithm>
#include <cstdio>

#include "cli/host.h"

namespace ch::cli {

namespace {

[[noreturn]] void is_written(const Place& place, const PostgresLease::Held& held) {
  const std::string tenant = std::to_string(place.tenant);
  throw Failure{
      another_writes,
      "tenant_is_written",
      {"账套 " + tenant + " 正由另一程序写入（" + held.holder + "）",
       "Tenant " + tenant + " is written by another program (" + held.holder + ")"},
      {"请先停止该程序，或用 serve --standby 等待接管。", "Stop that program first, or wait to take over from it with serve --standby."}};
}

}  // namespace

std::unique_ptr<PostgresLease> leased(const Place& place) {
  auto lease = std::make_unique<PostgresLease>(place.db, place.tenant, std::chrono::seconds(place.lease_seconds));
  std::optional<PostgresLease::Held> first;
  for (;;) {
    const auto held = lease->take();
    if (!held) return lease;
    if (!held->holder.empty()) {
      // One renewal more may have been on its way from one that stands still since.
      const bool lives = first && (first->holder != held->holder || held->renewals > first->renewals + 1);
      if (lives && !place.standby) is_written(place, *held);
      if (!first && place.standby)
        std::fprintf(stderr, "等待接管 waiting for the lease of tenant %lld, which %s has\n", static_cast<long long>(place.tenant),
                     held->holder.c_str());
      if (!first) first = held;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(std::clamp<std::int64_t>(held->left_ms, 10, 250)));
  }
}

void copy_broke_off(const std::string& path) {
  throw Failure{store_failed,
                "copy_incomplete",
                {path + " 的迁移中途停止，内容不完整", path + " is incomplete: a copy into it broke off"},
                {"请重新运行同一条 migrate 或 restore 命令；它会清除残留后重来。",
                 "Run the same `migrate` or `restore` again: it clears what is there and begins anew."}};
}

void lease_lost(const std::string& path) { store_failure(StoreError("SRV-12", StoreTrouble::fenced), path); }

}  // namespace ch::cli
