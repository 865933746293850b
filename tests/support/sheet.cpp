#include "support/sheet.h"

#include <minizip/unzip.h>

#include <catch_amalgamated.hpp>
#include <fstream>

#include "exports/statement_files.h"
#include "support/folder.h"

namespace ch::test {

namespace {

std::string part(unzFile file, const char* name) {
  REQUIRE(unzLocateFile(file, name, 1) == UNZ_OK);
  REQUIRE(unzOpenCurrentFile(file) == UNZ_OK);
  std::string all;
  char piece[4'096];
  int got = 0;
  while ((got = unzReadCurrentFile(file, piece, sizeof piece)) > 0) all.append(piece, static_cast<std::size_t>(got));
  REQUIRE(got == 0);
  REQUIRE(unzCloseCurrentFile(file) == UNZ_OK);  // looks at the checksum too
  return all;
}

// What stands between the first `open` from `at` on and the `close` after it; `at` goes behind that.
std::string between(const std::string& text, std::size_t& at, std::string_view open, std::string_view close) {
  const auto begin = text.find(open, at);
  if (begin == text.npos) return at = text.npos, std::string{};
  const auto end = text.find(close, begin + open.size());
  REQUIRE(end != text.npos);
  at = end + close.size();
  return text.substr(begin + open.size(), end - begin - open.size());
}

std::string plain(std::string text) {
  for (const auto& [written, meant] : {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}})
    for (auto at = text.find(written); at != text.npos; at = text.find(written, at + 1))
      text.replace(at, std::string(written).size(), meant);
  return text;
}

SheetRow cells_of(const std::string& xml) {
  SheetRow row;
  for (std::size_t at = 0; at != xml.npos;) {
    const std::string cell = between(xml, at, "<c r=\"", "</c>");
    if (cell.empty()) break;
    SheetCell made;
    std::size_t in = 0;
    if (cell.find(" s=\"") != cell.npos) made.style = std::stoi(between(cell, in, " s=\"", "\""));
    in = 0;
    made.number = cell.find("t=\"inlineStr\"") == cell.npos;
    made.text = made.number ? between(cell, in, "<v>", "</v>")
                            : plain(between(cell, in, cell.find("<t>") != cell.npos ? "<t>" : "preserve\">", "</t>"));
    row[cell[0]] = made;
  }
  return row;
}

}  // namespace

Sheet read_sheet(const std::string& bytes) {
  const Folder folder;
  const std::string path = folder.file("read.xlsx");
  std::ofstream(path, std::ios::binary) << bytes;
  const unzFile file = unzOpen64(path.c_str());
  REQUIRE(file);
  Sheet sheet{part(file, "xl/worksheets/sheet1.xml"), part(file, "xl/workbook.xml"), {}};
  unzClose(file);
  for (std::size_t at = 0; at != sheet.xml.npos;) {
    const std::string row = between(sheet.xml, at, "<row ", "</row>");
    if (!row.empty()) sheet.rows.push_back(cells_of(row));
  }
  return sheet;
}

}  // namespace ch::test
