// The messages that a page is answered with, each as JSON text (shell/browser/protocol.md): by the worker, and by the server.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/engine.h"

namespace ch {

using Replies = std::vector<std::string>;

std::string outcome_message(std::int64_t id, const Outcome& outcome);
/// `value` and `view` are JSON already; the views are large and are not read again.
std::string result_message(std::int64_t id, std::string_view value);
std::string view_message(std::int64_t id, std::string_view view);
/// The answer to `why_not`: null, or what would refuse it.
std::string why_not_message(std::int64_t id, const std::optional<Refusal>& refusal);
std::string progress_message(std::int64_t id, std::string_view phase, std::int64_t done, std::int64_t total);
/// For the host alone, which makes the file: no page sees it.
std::string piece_message(std::int64_t id, std::string_view piece);
/// Without an id: of no request.
std::string error_message(std::optional<std::int64_t> id, std::string_view code, std::string_view detail);
/// A query that is refused; the words for the user are in `refusal`.
std::string refused_message(std::int64_t id, const Refusal& refusal);

std::string array_of(const Replies& replies);

}  // namespace ch
