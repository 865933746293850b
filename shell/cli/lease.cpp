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
       "Tenant " + tenant + " is written by another program (" + held.holder + "), which renews its lease"},
      {"请先停止该程序，或用 serve --standby 等待接管。", "Stop that program first, or wait to take over from it with serve --standby."}};
}

// A program that was killed keeps its lease until that runs out: who waits for it is told whom he waits for, and how long at most.
constexpr std::int64_t silent_ms = 2'000;
void say_who_has_it(const Place& place, const PostgresLease::Held& held) {
  const long long tenant = place.tenant, seconds = (held.left_ms + 999) / 1'000;
  std::fprintf(
      stderr,
      "账套 %lld 的写入权由 %s 持有，若其不再续期，%lld 秒后可接手；等待中 tenant %lld: waiting for the lease of %s, which runs out "
      "in %lld s unless it is renewed\n",
      tenant, held.holder.c_str(), seconds, tenant, held.holder.c_str(), seconds);
}

}  // namespace

std::unique_ptr<PostgresLease> leased(const Place& place) {
  auto lease = std::make_unique<PostgresLease>(place.db, place.tenant, std::chrono::seconds(place.lease_seconds));
  std::optional<PostgresLease::Held> first;
  bool said = place.standby;
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
      if (!said && first->left_ms - held->left_ms >= silent_ms && held->renewals == first->renewals) {
        say_who_has_it(place, *held);
        said = true;
      }
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(std::clamp<std::int64_t>(held->left_ms, 10, 250)));
  }
}

void refuse_while_others_write(const std::string& path, const std::vector<std::string>& others) {
  if (others.empty()) return;
  std::string list;
  for (const std::string& one : others) list += (list.empty() ? "" : ", ") + one;
  throw Failure{another_writes,
                "others_write",
                {path + " 需要升级表结构，而同一数据库的其他账套正在写入：" + list,
                 path + " needs a newer schema, and other tenants of the database are being written: " + list},
                {"请先停止这些程序；未作任何改动。", "Stop those programs first; nothing was changed."}};
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
