// The icons that there are; icons.cpp draws them.
#pragma once

namespace ch::ui {

enum class Icon : unsigned char {
  none,
  check,
  down,
  up,
  up_down,
  close,
  plus,
  warn,
  info,
  sun,
  moon,
  rows,
  more,
  account,
  list,
  download,
  copy,
  search,
  // of the pages
  statement,
  flag,
  bell,
  wire_in,
  wire_out,
  bag,
  scales,
  sliders,
  person,
  storage,
};

}  // namespace ch::ui
