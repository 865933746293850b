// Passwords, tokens and second factors (SRV-16). What is secret is kept as a hash, compared in constant time, and never logged.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"

namespace ch::server {

// Once, before anything else here. False: the machine gives no randomness.
bool begin_secrets();

// Argon2id, in its usual text form; some tens of milliseconds and 64 MiB each, so by one thread, one at a time.
std::string password_hash(std::string_view password);
bool password_fits(std::string_view hash, std::string_view password);
// Takes as long as a real one: who is unknown is not told apart by time.
void password_of_nobody(std::string_view password);

// 32 random bytes as 43 letters that stand in addresses and cookies. What is kept is its hash.
std::string new_token();
std::string token_hash(std::string_view token);

bool same_secret(std::string_view a, std::string_view b);  // in constant time

// RFC 6238, SHA-1, 30 seconds, six digits: what authenticator programs know. The secret in Base32.
std::string new_totp_secret();
std::string totp_code(std::string_view secret, std::int64_t step);
inline std::int64_t totp_step(Instant now) { return now.ms / 30'000; }
// The step for which the code fits: this one, or one beside it. None: it fits none.
std::optional<std::int64_t> totp_fits(std::string_view secret, std::string_view code, Instant now);

}  // namespace ch::server
