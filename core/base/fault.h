// A fault of the program, not of its user: what must never be was about to happen. The engine throws the command away as a whole
// and answers internal_fault, so that a defect costs one command and never a fen.
#pragma once

#include <stdexcept>
#include <string>

namespace ch {

struct Fault : std::logic_error {
  using std::logic_error::logic_error;
};

inline void require(bool holds, const char* what) {
  if (!holds) throw Fault(what);
}

}  // namespace ch
