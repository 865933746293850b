// Names of sample merchants, put together from neutral parts: nobody's.
#pragma once

#include <cstdint>
#include <string>

namespace ch {

// "示例家居（杭州）有限公司"; no two of one numbering are equal.
std::string merchant_name(std::int64_t index);
std::string campaign_title(std::int64_t choice);
std::string bank_name(std::int64_t choice);

}  // namespace ch
