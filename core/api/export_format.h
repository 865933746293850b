// What books and statements are written as for other programs (LED-8).
#pragma once

#include <boost/describe/enum.hpp>
#include <cstdint>

namespace ch {

enum class ExportFormat : std::uint8_t { csv, xlsx, hledger, ledger, beancount };
BOOST_DESCRIBE_ENUM(ExportFormat, csv, xlsx, hledger, ledger, beancount)

}  // namespace ch
