// An account's statement on its way into a file, a page a step (LED-8, WEB-14).
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>

#include "engine/engine.h"
#include "worker/long_work.h"

namespace ch::browser {

/// Its pieces are what shell/browser/writer takes: {"ask", "head"}, then {"rows"} ... A refusal: of `params`.
Result<std::unique_ptr<LongWork>> statement_work(Engine& engine, const nlohmann::json& params, const Actor& actor, Instant now);

}  // namespace ch::browser
