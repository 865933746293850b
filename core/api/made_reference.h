#pragma once
// LED-10: what a bank's line is known by where the bank gave it no reference. It has two parts: one of what stays the same in whatever
// order the bank lists its day, so that lines alike share it, and one of where the line stood ("MT940-<20 digits>-<20 digits>").
#include <optional>
#include <string>
#include <string_view>

namespace ch {

std::string made_reference(std::string_view format, std::string_view content, std::string_view place);

// What all made-up references alike begin with; of a reference that is not made up so: none. In the form of normal_reference.
std::optional<std::string> beginning_of_alike(std::string_view reference);

}  // namespace ch
