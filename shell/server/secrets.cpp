#include "server/secrets.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <array>
#include <stdexcept>

#include "base/sha256.h"

namespace ch::server {

namespace {

constexpr std::string_view base32_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t totp_secret_bytes = 20, token_bytes = 32;

std::string base32(std::string_view bytes) {
  std::string text;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char byte : bytes) {
    bits = (bits << 8) | static_cast<std::uint8_t>(byte);
    for (held += 8; held >= 5; held -= 5) text += base32_letters[(bits >> (held - 5)) & 31];
  }
  return text;
}

std::string from_base32(std::string_view text) {
  std::string bytes;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char letter : text) {
    const auto value = base32_letters.find(letter);
    if (value == std::string_view::npos) continue;
    bits = (bits << 5) | static_cast<std::uint32_t>(value);
    held += 5;
    if (held < 8) continue;
    held -= 8;
    bytes += static_cast<char>((bits >> held) & 255);
  }
  return bytes;
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

}  // namespace

bool begin_secrets() { return sodium_init() >= 0; }

std::string password_hash(std::string_view password) {
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                            crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::runtime_error("SRV-16: no memory for a password's hash");
  return hash.data();
}

bool password_fits(std::string_view hash, std::string_view password) {
  return crypto_pwhash_str_verify(std::string(hash).c_str(), password.data(), password.size()) == 0;
}

void password_of_nobody(std::string_view password) {
  static const std::string nobody = password_hash(random_bytes(token_bytes));
  static_cast<void>(password_fits(nobody, password));
}

std::string new_token() {
  const std::string bytes = random_bytes(token_bytes);
  std::string text(sodium_base64_ENCODED_LEN(token_bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();  // the NUL that it ends in
  return text;
}

std::string token_hash(std::string_view token) { return hex(sha256(token)); }

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string new_totp_secret() { return base32(random_bytes(totp_secret_bytes)); }

std::string totp_code(std::string_view secret, std::int64_t step) {
  std::array<unsigned char, 8> counter{};
  for (std::size_t i = 0; i < counter.size(); ++i)
    counter[counter.size() - 1 - i] = static_cast<unsigned char>(static_cast<std::uint64_t>(step) >> (8 * i));
  const std::string key = from_base32(secret);
  std::array<unsigned char, EVP_MAX_MD_SIZE> made{};
  unsigned int length = 0;
  HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), counter.data(), counter.size(), made.data(), &length);
  const std::size_t at = made[length - 1] & 15U;
  const std::uint32_t value = (static_cast<std::uint32_t>(made[at] & 127) << 24) | (static_cast<std::uint32_t>(made[at + 1]) << 16) |
                              (static_cast<std::uint32_t>(made[at + 2]) << 8) | made[at + 3];
  std::string code = std::to_string(value % 1'000'000);
  return std::string(6 - code.size(), '0') + code;
}

std::optional<std::int64_t> totp_fits(std::string_view secret, std::string_view code, Instant now) {
  std::optional<std::int64_t> fits;
  for (const std::int64_t beside : {-1, 0, 1})
    if (same_secret(totp_code(secret, totp_step(now) + beside), code)) fits = totp_step(now) + beside;
  return fits;
}

}  // namespace ch::server
