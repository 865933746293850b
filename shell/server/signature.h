// How a receiver tells that a webhook is ours: HMAC-SHA256 over id, time and body, as the Standard Webhooks libraries verify it (SRV-5).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ch::server {

// The lines of a secret's file: each a secret; with several each signs, so that a receiver can change from one to the next. A line
// "whsec_…" is Base64, every other is taken as it stands. None: a line is no secret, or shorter than 16 bytes.
std::optional<std::vector<std::string>> webhook_secrets(std::string_view text);

// "v1,BASE64", one for each secret, apart by blanks.
std::string webhook_signature(const std::vector<std::string>& secrets, std::string_view id, std::int64_t seconds, std::string_view body);

}  // namespace ch::server
