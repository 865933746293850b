// Work that is done in steps, so that between two of them requests are answered and a cancel arrives (WEB-14).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/outcome.h"

namespace ch::browser {

/// Where the work stands after a step.
struct WorkReport {
  enum class State { more, done, failed };
  State state = State::more;
  const char* phase = "";
  std::int64_t done = 0;
  std::int64_t total = 0;
  const char* code = "";  // of a failure (protocol.md)
  std::string detail;
  std::optional<Refusal> refusal;  // a failure that has words of its own
  std::string piece;               // JSON that this step made for the host
};

inline WorkReport work_failed(const char* code, std::string detail) {
  return {.state = WorkReport::State::failed, .code = code, .detail = std::move(detail)};
}

/// Invariant: cancelled (destroyed) between any two steps, it leaves the database as it was.
class LongWork {
 public:
  virtual ~LongWork() = default;
  /// A few milliseconds' worth.
  virtual WorkReport step() = 0;
  /// Whether nobody else may use the database between two steps.
  virtual bool exclusive() const { return false; }
};

}  // namespace ch::browser
