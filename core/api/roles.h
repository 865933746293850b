// Who acts: roles, scopes and the actor that the host names (CON-7, CON-11).
#pragma once

#include <span>

#include "base/id.h"
#include "record/struct_type.h"

namespace ch {

using PartyId = Id<struct PartyTag>;

// Staff of the platform, outside users, and the two that are no person. Numbers are stored: never change one.
enum class Role : std::uint8_t {
  administrator = 1,          // 管理员
  auditor = 2,                // 审计
  settlement_operations = 3,  // 白条结算运营
  finance = 4,                // 财务
  merchant_user = 5,          // 商家
  shop = 6,                   // 商城 (the order system, a machine)
  clock = 7,                  // 系统时钟: timers that fall due
  reseller_user = 8,          // 代理商
  information_reviewer = 9,   // 信息审核组
  value_added_services = 10,  // 增值服务组
  risk_supervisor = 11,       // 风险监察组
  channel = 12,               // 中小渠道: small and medium clients
  operations_manager = 13,    // 运营部经理
};
BOOST_DESCRIBE_ENUM(Role, administrator, auditor, settlement_operations, finance, merchant_user, shop, clock, reseller_user,
                    information_reviewer, value_added_services, risk_supervisor, channel, operations_manager)

// What of the tenant a role may touch with a command.
enum class Scope : std::uint8_t {
  own = 1,  // only what belongs to the actor's own party
  all = 2,
};
BOOST_DESCRIBE_ENUM(Scope, own, all)

struct Permission {
  Role role;
  Scope scope;
};

// Named by the host, never by a client. The host has made sure who it is; the engine asks what he may.
struct Actor {
  std::string user;
  Role role = Role::auditor;
  PartyId party;  // of an outside user; none for staff
};
BOOST_DESCRIBE_STRUCT(Actor, (), (user, role, party))

}  // namespace ch
