#include "procedure/booking.h"

#include "api/codes.h"

namespace ch {

Check post_for(Context& context, Entry entry, Date day) {
  entry.business_date = day;
  if (context.ledger.post(entry)) return {};
  entry.business_date = context.today();
  return context.ledger.post(std::move(entry));
}

Check bank_day_fits(ReadContext& context, const Case& one, std::string_view name, std::optional<Date> earliest) {
  const auto day = Date::parse(answer(one, name));
  if (day && (*day > context.today() || (earliest && *day < *earliest))) return refused("paid_on_impossible", name);
  return {};
}

}  // namespace ch
