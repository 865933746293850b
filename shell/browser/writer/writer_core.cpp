#include "writer/writer_core.h"

#include <emscripten.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "accounts/statement/statement_export.h"
#include "api/answer.h"
#include "exports/statement_files.h"
#include "record/json_codec.h"

#pragma clang diagnostic ignored "-Wextra-semi"  // EM_JS wants one after each function
// clang-format off
EM_JS(void, js_bytes, (const char* bytes, unsigned size), { Module.chBytes(HEAPU8.slice(bytes, bytes + size)); });
// clang-format on

namespace {

using namespace ch;

std::unique_ptr<StatementFile> file;
std::string answer;

Check take(const StatementPiece& piece) {
  if (piece.ask && piece.head) {
    auto made = statement_file(piece.ask->format, *piece.head, piece.ask->language,
                               [](std::string_view bytes) { js_bytes(bytes.data(), static_cast<unsigned>(bytes.size())); });
    if (!made) return std::unexpected(made.error());
    file = std::move(*made);
  }
  for (const StatementRow& row : piece.rows)
    if (auto kept = file->row(row); !kept) return kept;
  return {};
}

const char* give(const Check& done) {
  answer = done ? "" : answer_text(answer_json(done.error()));
  return answer.c_str();
}

}  // namespace

extern "C" {

const char* ch_take(const char* piece_json) {
  const auto piece = decode<StatementPiece>(nlohmann::json::parse(piece_json));
  return give(piece ? take(*piece) : Check(std::unexpected(piece.error())));
}

const char* ch_finish() {
  const Check done = file->end();
  file.reset();
  return give(done);
}
}
