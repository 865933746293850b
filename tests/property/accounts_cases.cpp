// The procedures of chapter 03 under random traffic: every transition, and every two in a row, from the opening of an account on; each
// record says what its case says, and nothing is lost.
#include "engine/audit.h"
#include "procedure/cases.h"
#include "support/orders.h"
#include "support/walker.h"

using namespace ch;
using namespace ch::test;

namespace {

class Chapter {
 public:
  explicit Chapter(std::uint64_t seed) : env({}, seed), dice_(seed * 11 + 3) {}

  void go() {
    const std::int64_t what = dice_.below(100);
    if (merchants_.empty() || what < 4) return open_one();
    const Merchant& one = merchants_[pick(merchants_.size())];
    if (what < 10) return tell(one.user, "set_alerts", alerts(one));
    if (what < 11) return tell(dice_.below(2) == 0 ? env.ops : one.user, "close_account", {{"account", one.account}});
    if (what < 34) return recharging(one);
    if (what < 55) return campaigning(one);
    if (what < 76) return ordering(one);
    if (what < 82) return tell(env.ops, "retry_exception", {{"exception", 1 + dice_.below(30)}});
    if (what < 83) return tell(env.ops, "resolve_exception", {{"exception", 1 + dice_.below(30)}, {"note", "已核对"}});
    if (what < 95) return withdrawing(one);
    env.advance_hours(1 + dice_.below(dice_.below(6) == 0 ? 100 : 6));
  }

  Env env;

 private:
  std::size_t pick(std::size_t of) { return static_cast<std::size_t>(dice_.below(static_cast<std::int64_t>(of))); }
  std::string fen(std::int64_t most) { return Money::fen(1 + dice_.below(most)).text(); }

  void tell(const Actor& actor, const std::string& name, const json& payload) { env.tried(actor, name, payload); }

  void open_one() {
    if (merchants_.size() == 8) return;
    merchants_.push_back(env.opened("示例商家" + std::to_string(merchants_.size()) + "（杭州）有限公司"));
  }
  json alerts(const Merchant& one) const {
    return {{"account", one.account}, {"alert_value", "500.00"}, {"emails", {"finance@example.com"}}, {"phones", json::array()}};
  }

  // Two amounts, so that a wire's is mostly some request's, and sometimes none's.
  void recharging(const Merchant& one) {
    const std::string amount = dice_.below(3) == 0 ? "3000.00" : "4000.00";
    switch (dice_.below(8)) {
      case 0:
      case 1:
      case 2:
        return tell(one.user, "request_recharge", {{"account", one.account}, {"amount", amount}});
      case 3:
        return tell(one.user, "cancel_recharge", {{"recharge", 1 + dice_.below(40)}});
      case 4:
        return tell(env.ops, "match_wire", {{"wire", 1 + dice_.below(40)}, {"account", one.account}});
      case 5:
        return tell(env.ops, "return_wire", {{"wire", 1 + dice_.below(40)}, {"reason", "商家要求退回"}});
      default:
        return static_cast<void>(env.wire(one.name, dice_.below(3) == 0 ? "3500.00" : amount));
    }
  }

  void campaigning(const Merchant& one) {
    if (!campaigns_.empty() && dice_.below(4) == 0)
      return tell(env.ops, "end_campaign", {{"campaign", campaigns_[pick(campaigns_.size())].first}});
    const Instant starts = env.now.plus_hours(dice_.below(100) - 40), ends = env.now.plus_hours(61 + dice_.below(30));
    const Outcome made =
        env.run(one.user, "create_campaign", {{"account", one.account}, {"title", "随机"}, {"starts", text(starts)}, {"ends", text(ends)}});
    if (made.done()) campaigns_.emplace_back(id_arg(made, "campaign"), one.account);
  }

  // Of about all that an account has, so that campaigns are suspended and come back.
  void ordering(const Merchant& one) {
    if (dice_.below(5) < 2) {
      const std::string order = "O-" + std::to_string(1 + dice_.below(orders_ + 2));  // some that never came
      return tell(env.shop, dice_.below(3) == 0 ? "settle_order" : "release_order", {{"account", one.account}, {"order", order}});
    }
    if (campaigns_.empty()) return;
    const auto& [campaign, account] = campaigns_[pick(campaigns_.size())];
    const Money left = Money::fen(dice_.below(200'000)), available = env.book(account, Book::available);
    const std::string fee = available > left && dice_.below(2) == 0 ? (available - left).text() : fen(60'000);
    const std::string order = "O-" + std::to_string(++orders_);
    tell(env.shop, "freeze_order", {{"account", account}, {"order", order}, {"campaign", campaign}, {"fee", fee}});
  }

  void withdrawing(const Merchant& one) {
    const std::int64_t id = 1 + dice_.below(std::max<std::int64_t>(1, withdrawals_));
    switch (withdrawals_ == 0 ? 8 : dice_.below(9)) {
      case 0:
        return tell(env.ops, "approve_withdrawal", {{"withdrawal", id}});
      case 1:
        return tell(env.ops2, "refuse_withdrawal", {{"withdrawal", id}, {"reason", "资料不全"}});
      case 2:
        return tell(env.finance, "pay_withdrawal", {{"withdrawal", id}, {"bank_reference", "P" + std::to_string(++paid_)}});
      case 3:
        return tell(env.finance, "fail_withdrawal", {{"withdrawal", id}, {"reason", "户名不符"}});
      case 4:
        return tell(env.finance, "retry_withdrawal", {{"withdrawal", id}});
      case 5:
        return tell(env.finance, "return_withdrawal", {{"withdrawal", id}, {"reason", "无法付款"}});
      case 6: {
        const Outcome paid =
            env.run(env.finance, "pay_withdrawal_after_all", {{"withdrawal", id}, {"bank_reference", "P" + std::to_string(++paid_)}});
        if (paid.done()) withdrawals_ = std::max(withdrawals_, id_arg(paid, "withdrawal"));  // a returned one has another number
        return;
      }
      default:
        if (env.run(one.user, "request_withdrawal", {{"account", one.account}, {"amount", fen(30'000)}}).done()) ++withdrawals_;
    }
  }

  Random dice_;
  std::vector<Merchant> merchants_;
  std::vector<std::pair<std::int64_t, std::int64_t>> campaigns_;  // and the account of each
  std::int64_t orders_ = 0, withdrawals_ = 0, paid_ = 0;
};

// Two that the table lets follow on one another, and that cannot.
const std::set<std::string> impossible{// What has run has started, and comes back to nothing but that.
                                       "running>suspend>suspended suspended>resume_early>scheduled",
                                       // A deadline that has passed passes no more.
                                       "requested>overdue>requested requested>overdue>requested",
                                       "approved>overdue>approved approved>overdue>approved"};

}  // namespace

TEST_CASE("PRE-1 to PRE-20, PRO-1: by chance chapter 03 takes every transition of its procedures and every two in a row", "[property]") {
  std::map<std::string, Walked> by_procedure;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    INFO("seed " << seed);
    Chapter chapter(seed);
    for (int i = 0; i < 1'500; ++i) chapter.go();
    add_walked(*chapter.env.engine, by_procedure);
    CHECK(audit(*chapter.env.store, house_catalogue()).fault == "");
  }
  for (const Procedure* procedure : house_procedures().all()) {
    if (procedure->pack != "credit") continue;
    check_walked(*procedure, by_procedure[std::string(procedure->id)], impossible);
  }
}
