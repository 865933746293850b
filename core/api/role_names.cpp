#include "api/role_names.h"

namespace ch {

Words words_of(Role role) {
  switch (role) {
    case Role::administrator:
      return {"管理员", "Administrator"};
    case Role::auditor:
      return {"审计", "Auditor"};
    case Role::settlement_operations:
      return {"白条结算运营", "Settlement operations"};
    case Role::finance:
      return {"财务", "Finance"};
    case Role::merchant_user:
      return {"商家", "Merchant"};
    case Role::shop:
      return {"商城", "Shop"};
    case Role::clock:
      return {"系统", "System"};
    case Role::reseller_user:
      return {"代理商", "Reseller"};
    case Role::information_reviewer:
      return {"信息审核组", "Information review"};
    case Role::value_added_services:
      return {"增值服务组", "Value-added services"};
    case Role::risk_supervisor:
      return {"风险监察组", "Risk supervision"};
    case Role::channel:
      return {"中小渠道", "Channel"};
    case Role::operations_manager:
      return {"运营部经理", "Operations manager"};
  }
  return {"", ""};
}

Words words_of_role(std::string_view name) {
  const auto number = enum_type<Role>().number_of(name);
  return number ? words_of(static_cast<Role>(*number)) : Words{};
}

}  // namespace ch
