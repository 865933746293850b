#include "api/headings.h"

#include <algorithm>
#include <array>

namespace ch {

namespace {

struct Heading {
  std::string_view field, zh, en;
};

constexpr std::array headings{
    Heading{"at", "时间", "Time"},
    Heading{"business_date", "业务日期", "Business date"},
    Heading{"kind", "类型", "Kind"},
    Heading{"reference", "单号", "Reference"},
    Heading{"campaign", "活动", "Campaign"},
    Heading{"amount", "收支金额", "Amount"},
    Heading{"total", "总余额", "Total"},
    Heading{"available", "可用余额", "Available"},
    Heading{"frozen", "冻结金额", "Frozen"},
    Heading{"change", "变动金额", "Change"},
    Heading{"balance", "账本余额", "Balance"},
};

}  // namespace

std::string_view heading(std::string_view field, Language language) {
  const auto found = std::ranges::find(headings, field, &Heading::field);
  if (found == headings.end()) return {};
  return language == Language::zh ? found->zh : found->en;
}

}  // namespace ch
