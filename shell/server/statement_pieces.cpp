#include "server/statement_pieces.h"

#include "messages/replies.h"
#include "record/json_codec.h"

namespace ch::server {

std::string StatementPieces::next() {
  if (last_) return over_ = true, result_message(id_, "null");
  const auto made = pages_.next();
  if (!made)
    return over_ = true, code_ = made.error().band == Band::not_allowed ? made.error().code : "", refused_message(id_, made.error());
  last_ = made->last;
  StatementPiece piece{.rows = made->rows};
  if (made->head) piece = {.ask = ask_, .head = made->head};
  std::string message = piece_message(id_, made->head || !made->rows.empty() ? encode_text(piece) : "null");
  message.pop_back();
  return message + R"(,"done":)" + std::to_string(made->percent) + "}";
}

}  // namespace ch::server
