// The inbox (PRO-5): the cases that somebody may act on, the most urgent first.
#pragma once

#include "procedure/cases.h"

namespace ch {

struct InboxScan {
  std::optional<std::string> procedure;
  std::vector<std::int64_t> after;  // deadline and id of the last one seen; empty: from the beginning
};
// Until `take` says no. Those that another has claimed are passed over, unless the actor stands in for him.
void each_in_inbox(ReadContext& context, const InboxScan& scan, FunctionRef<bool(const Case&)> take);

}  // namespace ch
