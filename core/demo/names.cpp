#include "demo/names.h"

#include <array>
#include <string_view>

namespace ch {

namespace {

constexpr std::array<std::string_view, 24> cities{"杭州", "上海", "广州", "深圳", "苏州", "宁波", "成都", "武汉",
                                                  "南京", "青岛", "厦门", "长沙", "合肥", "郑州", "西安", "重庆",
                                                  "天津", "佛山", "东莞", "无锡", "泉州", "温州", "济南", "昆明"};
constexpr std::array<std::string_view, 32> trades{"家居", "服饰", "数码", "母婴", "食品", "家电", "美妆", "图书", "运动", "户外", "文具",
                                                  "厨具", "灯饰", "玩具", "箱包", "鞋靴", "茶叶", "乐器", "园艺", "宠物", "汽配", "建材",
                                                  "家纺", "办公", "生鲜", "酒水", "珠宝", "钟表", "医械", "五金", "卫浴", "收纳"};
constexpr std::array<std::string_view, 8> samples{"示例", "样本", "范例", "演示", "样例", "示范", "例样", "测试"};
constexpr std::array<std::string_view, 10> titles{"新春白条免息", "三期免息专场", "春季焕新",      "618 白条免息",  "夏日清凉季",
                                                  "开学季免息",   "金秋满减免息", "双11 白条免息", "双12 返场免息", "年货节免息"};
constexpr std::array<std::string_view, 8> banks{"示例银行杭州分行",     "示例银行上海分行",     "样本商业银行广州支行",
                                                "样本商业银行成都支行", "演示农商银行苏州支行", "演示农商银行武汉支行",
                                                "范例银行南京分行",     "范例银行青岛分行"};

template <std::size_t N>
std::string pick(const std::array<std::string_view, N>& from, std::int64_t index) {
  return std::string(from[static_cast<std::size_t>(index) % N]);
}

}  // namespace

std::string merchant_name(std::int64_t index) {
  // A stride that meets every pair once and turns both, so that neighbours in a list differ in both; a number comes when the parts
  // are used up.
  constexpr std::int64_t per_sample = static_cast<std::int64_t>(cities.size() * trades.size());
  const std::int64_t pair = index % per_sample * 139 % per_sample, round = index / per_sample;
  const std::int64_t city = pair / static_cast<std::int64_t>(trades.size());
  const std::int64_t trade = pair % static_cast<std::int64_t>(trades.size());
  std::string name = pick(samples, round) + pick(trades, trade);
  if (const auto again = round / static_cast<std::int64_t>(samples.size()); again > 0) name += std::to_string(again + 1) + "店";
  return name + "（" + pick(cities, city) + "）有限公司";
}

std::string campaign_title(std::int64_t choice) { return pick(titles, choice); }
std::string bank_name(std::int64_t choice) { return pick(banks, choice); }

}  // namespace ch
