#include "accounts/records.h"
#include "parties/parties.h"

namespace ch {

std::vector<const RecordType*> account_records() {
  return {&record_type<SettlementProfile>(), &record_type<PrepaidAccount>(), &record_type<Recharge>(),   &record_type<Wire>(),
          &record_type<PartyName>(),         &record_type<CampaignOffer>(),  &record_type<Campaign>(),   &record_type<SweepState>(),
          &record_type<DayTotals>(),         &record_type<DayShift>(),       &record_type<Order>(),      &record_type<OpenDebt>(),
          &record_type<WaitingMessage>(),    &record_type<OrderException>(), &record_type<Withdrawal>(), &record_type<Notice>()};
}

}  // namespace ch
