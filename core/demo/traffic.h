// Ordinary days: merchants open, recharge, run campaigns, sell, give back and withdraw; the shop reports; staff answers in office hours.
#pragma once

#include "api/accounts.h"
#include "demo/stage.h"

namespace ch {

// A merchant as the demo knows it. What it has is in the engine; this is how it behaves.
struct DemoShop {
  std::int64_t index = 0;
  Actor user;
  PartyId party;
  AccountId account;
  std::string name;
  std::int64_t orders_a_day = 0;  // on a usual day
  Money fee_least, fee_most;
  Money recharge;            // what it usually wires
  std::int64_t returns = 0;  // of a thousand orders
  std::int64_t careful = 0;  // of a thousand mornings on which a low balance is seen
  bool recharging = false;   // a request is under way
  std::vector<CampaignId> campaigns;
};

class Traffic {
 public:
  Traffic(Stage& stage, std::int64_t shops);
  void begin(Date first, std::int64_t days);

 private:
  // merchants
  void join(DemoShop& shop);
  void open(DemoShop& shop);
  void recharge(DemoShop& shop, Money amount);
  void start_campaign(DemoShop& shop);
  void day(DemoShop& shop, Date date);
  void morning(DemoShop& shop);
  void withdraw(DemoShop& shop, Money amount);
  // the bank and the staff
  void wire(DemoShop& shop, RechargeId recharge, Money amount, std::string remark);
  void take(std::string payer, Money amount, std::string remark, Stage::Then then);
  void suspense(DemoShop& shop, WireId wire, RechargeId recharge);
  void decide(WithdrawalId withdrawal);
  void pay(WithdrawalId withdrawal);
  void office(Date date);
  void look_at_exceptions();
  void offer(Date date);
  // orders
  void place(DemoShop& shop);
  void fate(const DemoShop& shop, const FreezeOrder& order);
  void settle(const DemoShop& shop, const FreezeOrder& order);

  std::optional<CampaignId> campaign_for_order(const DemoShop& shop);
  Money available(const DemoShop& shop);
  Instant hours_from_now(std::int64_t least, std::int64_t most);
  std::string next_reference(const char* prefix, std::int64_t& counter);

  Stage& stage_;
  std::vector<DemoShop> shops_;
  std::int64_t orders_ = 0, wires_ = 0, payments_ = 0;
  std::optional<CampaignId> offer_;
};

// How many orders of a usual hundred come on this day: season, sales days, day of week.
std::int64_t orders_of_hundred(Date day);
// A moment of the day, by when people buy.
Instant moment_of_order(Date day, Random& random);

}  // namespace ch
