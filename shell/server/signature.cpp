#include "server/signature.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace ch::server {

namespace {

constexpr std::size_t secret_least = 16;
constexpr std::string_view marker = "whsec_";

std::optional<std::string> secret_of(std::string_view line) {
  if (!line.starts_with(marker)) return line.size() < secret_least ? std::nullopt : std::optional<std::string>(line);
  line.remove_prefix(marker.size());
  std::string bytes(line.size(), '\0');
  std::size_t length = 0;
  const bool read = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), line.data(), line.size(), nullptr,
                                      &length, nullptr, sodium_base64_VARIANT_ORIGINAL) == 0;
  if (!read || length < secret_least) return std::nullopt;
  bytes.resize(length);
  return bytes;
}

std::string base64(const std::array<unsigned char, crypto_auth_hmacsha256_BYTES>& bytes) {
  std::array<char, sodium_base64_ENCODED_LEN(crypto_auth_hmacsha256_BYTES, sodium_base64_VARIANT_ORIGINAL)> text{};
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  return text.data();
}

}  // namespace

std::optional<std::vector<std::string>> webhook_secrets(std::string_view text) {
  std::vector<std::string> secrets;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    if (line.empty()) continue;
    auto secret = secret_of(line);
    if (!secret) return std::nullopt;
    secrets.push_back(std::move(*secret));
  }
  if (secrets.empty()) return std::nullopt;
  return secrets;
}

std::string webhook_signature(const std::vector<std::string>& secrets, std::string_view id, std::int64_t seconds, std::string_view body) {
  const std::string head = std::string(id) + "." + std::to_string(seconds) + ".";
  std::string all;
  for (const std::string& secret : secrets) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(secret.data()), secret.size());
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(head.data()), head.size());
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(body.data()), body.size());
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> made{};
    crypto_auth_hmacsha256_final(&state, made.data());
    all += (all.empty() ? "v1," : " v1,") + base64(made);
  }
  return all;
}

}  // namespace ch::server
