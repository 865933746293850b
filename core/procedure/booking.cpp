#include "procedure/booking.h"

namespace ch {

Check post_for(Context& context, Entry entry, Date day) {
  entry.business_date = day;
  if (context.ledger.post(entry)) return {};
  entry.business_date = context.today();
  return context.ledger.post(std::move(entry));
}

}  // namespace ch
