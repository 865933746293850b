// Reads back a spreadsheet that was written: the cells of its first sheet as they stand in the XML.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace ch::test {

struct SheetCell {
  std::string text;  // of a number its decimal, as written
  bool number = false;
  int style = 0;

  bool operator==(const SheetCell&) const = default;
};
using SheetRow = std::map<char, SheetCell>;  // by column

struct Sheet {
  std::string xml, workbook;
  std::vector<SheetRow> rows;
};
// Fails the test where the bytes are no such file.
Sheet read_sheet(const std::string& bytes);

}  // namespace ch::test
