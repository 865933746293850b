// PRE-13: in whatever order the shop's messages about an order come, its books end the same, where the rule lets a message wait.
#include <algorithm>

#include "support/orders.h"

using namespace ch;
using namespace ch::test;

namespace {

// F freeze, S settle, R refund of 100, P release of 300, A release of all that is left.
struct Permuted {
  Env env;
  Merchant merchant;
  std::int64_t campaign;
  std::string fee;
  explicit Permuted(std::string fee_)
      : merchant(env.merchant("示例家居（杭州）有限公司")), campaign(env.campaign(merchant)), fee(std::move(fee_)) {}

  Outcome say(char message, const std::string& number) {
    switch (message) {
      case 'F':
        return env.run(env.shop, "freeze_order", freeze_of(merchant, number, campaign, fee));
      case 'S':
        return env.run(env.shop, "settle_order", settle_of(merchant, number));
      case 'R':
        return env.run(env.shop, "refund_order", refund_of(merchant, number, "100.00"));
      case 'P':
        return env.run(env.shop, "release_order", release_of(merchant, number, "300.00"));
      default:
        return env.run(env.shop, "release_order", release_of(merchant, number));
    }
  }
  // What became of the order; "refused CODE" where a message was refused at its coming.
  std::string end(const std::string& messages) {
    const std::string number = "O-1";
    std::string refused;
    for (const char message : messages) {
      const Outcome outcome = say(message, number);
      if (!outcome.done()) refused += "refused " + outcome.code;
      env.now = env.now.plus_hours(5);
      env.engine->tick(env.now);
    }
    const json is = order(env, merchant, number);
    std::string text;
    for (const char* field : {"state", "held", "settled", "released", "refunded", "owed", "owed_paid", "owed_cancelled"})
      text += is[field].get<std::string>() + " ";
    return refused.empty() ? text : refused;
  }
};

// The orders of coming that do not end as the order of business does, with what each ends with.
std::map<std::string, std::string> differing(const std::string& business, const std::string& fee) {
  Permuted plain(fee);
  const std::string wanted = plain.end(business), books = test::books(plain.env, plain.merchant);
  CHECK_FALSE(wanted.starts_with("refused"));
  std::map<std::string, std::string> found;
  std::string messages = business;
  std::ranges::sort(messages);
  do {
    Permuted shop(fee);
    const std::string ended = shop.end(messages);
    INFO(messages << ": " << ended);
    if (ended != wanted) {
      found[messages] = ended;
      continue;
    }
    CHECK(test::books(shop.env, shop.merchant) == books);
    CHECK(account(shop.env, shop.merchant).waiting == 0);
    CHECK(exceptions(shop.env, shop.merchant).empty());
  } while (std::ranges::next_permutation(messages).found);
  return found;
}

using Differing = std::map<std::string, std::string>;

}  // namespace

TEST_CASE("PRE-13: all orders of arrival end in the same books, but for what the rule refuses when it comes") {
  for (const char* fee : {"1000.00", "6000.00"}) {  // held, and owed
    INFO(fee);
    CHECK(differing("FA", fee) == Differing{});
    CHECK(differing("FP", fee) == Differing{});
    CHECK(differing("FS", fee) == Differing{});
    CHECK(differing("FPA", fee) == Differing{{"AFP", "refused more_than_held"}, {"FAP", "refused more_than_held"}});
    // PRE-12: a refund of a known order that is not settled yet is more than is settled.
    CHECK(differing("FSR", fee) == Differing{{"FRS", "refused more_than_settled"}});
    // PRE-10: a return before receipt, told once the order is completed.
    CHECK(differing("FPS", fee) == Differing{{"FSP", "refused order_completed"}, {"SFP", "refused order_completed"}});
    const auto all = differing("FPSR", fee);
    for (const auto& [messages, ended] : all) {
      INFO(messages << ": " << ended);
      CHECK(ended.starts_with("refused"));
    }
    CHECK(all.size() < 24);
  }
}
