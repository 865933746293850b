#include "demo/demo.h"

#include <nlohmann/json.hpp>

#include "demo/case_tour.h"
#include "demo/tour.h"
#include "demo/traffic.h"
#include "json/strict.h"

namespace ch {

namespace {

// Empty, and the stage told why, where the text is no pack.
Bootstrap tenant_of(std::string_view pack, std::string& fault) {
  auto json = parse_strict(pack);
  if (!json || !json->is_object()) {
    fault = "the pack is no JSON object";
    return {};
  }
  (*json)["platform"] = "示例平台";
  (*json)["administrator"] = Stage::admin.user;
  auto tenant = decode<Bootstrap>(*json);
  if (!tenant) {
    fault = "the pack's " + tenant.error().field + " cannot be read";
    return {};
  }
  return *tenant;
}

LoadPack pack_of(std::string_view text, std::string& fault) {
  const auto json = parse_strict(text);
  auto pack = json ? decode<LoadPack>(*json) : std::unexpected(json.error());
  if (pack) return *pack;
  fault = "a further pack's " + pack.error().field + " cannot be read";
  return {};
}

}  // namespace

struct Demo::Parts {
  Parts(Stage& stage, Bootstrap tenant, LoadPack pack, std::int64_t shops)
      : tour(stage, std::move(tenant)), cases(stage, std::move(pack)), traffic(stage, shops) {}
  Tour tour;
  CaseTour cases;
  Traffic traffic;
};

std::int64_t Demo::days_in_all(std::int64_t days) { return Tour::pilot_days + std::max(days, Tour::days); }

Demo::Demo(Engine& engine, DemoSize size, Instant start, std::string_view credit, std::string_view promo)
    : stage_(engine, size.seed, start_of(business_date(start)), start_of(business_date(start).plus_days(days_in_all(size.days)))) {
  Bootstrap tenant = tenant_of(credit, stage_.fault);
  LoadPack pack = pack_of(promo, stage_.fault);
  parts_ = std::make_unique<Parts>(stage_, std::move(tenant), std::move(pack), std::max<std::int64_t>(0, size.merchants - Tour::merchants));
  if (!stage_.fault.empty()) return;
  parts_->tour.begin();
  parts_->cases.begin(business_date(start).plus_days(Tour::pilot_days + 4), business_date(stage_.end));
  // The traffic is of the last days, and never before the launch.
  parts_->traffic.begin(business_date(stage_.end).plus_days(-size.days), size.days);
  // The platform's clock ticks on quiet days too; a week without would count as a jump and halt it (CON-3).
  for (Date day = business_date(start).plus_days(Tour::pilot_days + 1); day < business_date(stage_.end); day = day.plus_days(1))
    stage_.at(start_of(day), [this] { stage_.engine.tick(stage_.now); });
}

Demo::~Demo() = default;

bool Demo::step() { return stage_.step(); }

std::int64_t Demo::done() const { return (std::min(stage_.now, stage_.end).ms - stage_.start.ms) / ms_per_hour; }
std::int64_t Demo::total() const { return (stage_.end.ms - stage_.start.ms) / ms_per_hour; }

}  // namespace ch
