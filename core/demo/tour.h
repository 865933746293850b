// The tour: a few merchants to whom everything happens that chapter 03 knows, once. Each function is a scene of a day.
#pragma once

#include "api/tenant.h"
#include "demo/stage.h"

namespace ch {

struct TourMerchant {
  Actor user;
  PartyId party;
  AccountId account;
  std::string name;
};

class Tour {
 public:
  static constexpr std::int64_t merchants = 6;
  static constexpr std::int64_t pilot_days = 10;  // longer than the clock may jump unasked (CON-3)
  static constexpr std::int64_t days = 14;        // until the last deadline has passed, holidays included

  Tour(Stage& stage, Bootstrap tenant) : stage_(stage), tenant_(std::move(tenant)) {}
  // Puts its scenes on the agenda; the tenant is set up in the first.
  void begin();

 private:
  // of the pilot
  void set_up_tenant();
  void roles();
  void policies();
  void opening();
  void alerts();
  void first_recharge();
  void first_campaign();
  // after the pause
  void clock_jumped();
  void periods();
  void other_merchants();
  void orders();
  void orders_under_suspension();
  void owed();
  void exceptions();
  void recharge_and_resume();
  void wires();
  void wires_returned();
  void withdrawals();
  void withdrawals_failed();
  void payments();
  void campaigns();
  void blocking();
  void closing();
  void notices();
  void questions();

  TourMerchant registered(std::int64_t index);
  void set_profile(const TourMerchant& merchant, std::string account_name);
  void set_alerts(const TourMerchant& merchant);
  RechargeId request(const TourMerchant& merchant, Money amount);
  WithdrawalId approved(Money amount);
  Outcome wire(std::string payer, Money amount, std::string remark = {});
  FreezeOrder order(std::string number, Money fee) const { return {one_.account, std::move(number), campaign_, fee}; }
  std::optional<ExceptionId> open_exception(std::string_view code);

  Stage& stage_;
  Bootstrap tenant_;
  TourMerchant one_, two_, three_, four_, five_, six_;
  CampaignId campaign_, offer_;
  std::int64_t wires_ = 0, payments_ = 0;
};

inline constexpr std::int64_t nobody = 999'999'999;  // a number that nothing has

}  // namespace ch
