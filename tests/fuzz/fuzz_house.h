// A small tenant in memory, for fuzzers that send it what strangers send: somebody in every role, and one of most things to name.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "house/house.h"
#include "house/packs.h"
#include "store/sqlite_store.h"

namespace ch::fuzz {

struct SmallHouse {
  SqliteStore store{":memory:"};
  Engine engine{store, house_catalogue()};
  Instant now = *Instant::parse("2026-03-02T09:00:00.000+08:00");
  std::int64_t ids = 0;

  SmallHouse() {
    if (!engine.open()) std::abort();
    nlohmann::json setup = pack("credit");
    setup["platform"] = "示例平台";
    setup["administrator"] = "a";
    done(actor(Role::administrator), "bootstrap", setup);
    done(actor(Role::administrator), "load_pack", pack("promo"));
    for (const auto& item : enum_type<Role>().items) {
      const auto role = static_cast<Role>(item.number);
      if (role == Role::clock || role == Role::administrator || role == Role::merchant_user || role == Role::reseller_user) continue;
      done(actor(Role::administrator), "grant_role", {{"user", "u"}, {"role", item.name}});
    }
    done(actor(Role::settlement_operations), "register_merchant", {{"name", "示例商家"}, {"supplier", "S1"}});
    done(actor(Role::settlement_operations), "register_reseller",
         {{"name", "示例代理"}, {"code", "D1"}, {"emails", {"d@reseller.example"}}});
    done(actor(Role::administrator), "grant_role", {{"user", "u"}, {"role", "merchant_user"}, {"party", 1}});
    done(actor(Role::administrator), "grant_role", {{"user", "u"}, {"role", "reseller_user"}, {"party", 2}});
    done(actor(Role::settlement_operations), "register_client", {{"name", "示例客户"}, {"code", "K1"}, {"reseller", 2}});
    done(actor(Role::merchant_user), "set_settlement_profile",
         {{"party", 1}, {"bank", "示例银行"}, {"account_name", "示例商家"}, {"account_number", "6222000000000001"}});
    done(actor(Role::merchant_user), "open_account", {{"party", 1}});
    done(actor(Role::reseller_user), "file_case",
         {{"procedure", "corporate_verification"},
          {"party", 3},
          {"answers", {{{"name", "order_no"}, {"value", "SO-1"}}}},
          {"documents", nlohmann::json::array()}});
  }

  Uuid new_id() {
    std::array<std::uint8_t, 10> bits{};
    ++ids;
    for (std::size_t i = 0; i < 8; ++i) bits[2 + i] = static_cast<std::uint8_t>(ids >> (56 - 8 * i));
    return Uuid::v7(now.ms, bits);
  }
  static Actor actor(Role role) {
    const std::int64_t party = role == Role::merchant_user ? 1 : role == Role::reseller_user ? 2 : 0;
    return {role == Role::administrator ? "a" : "u", role, PartyId{party}};
  }

 private:
  static nlohmann::json pack(std::string_view name) { return nlohmann::json::parse(built_in_pack(name)); }
  void done(const Actor& by, const char* name, const nlohmann::json& payload) {
    const Outcome outcome = engine.execute({new_id(), name, payload.dump(), by, now});
    if (!outcome.done()) {
      std::fprintf(stderr, "%s: %s %s\n", name, outcome.code.c_str(), outcome.field.c_str());
      std::abort();
    }
  }
};

}  // namespace ch::fuzz
