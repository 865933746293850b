#include "house/packs.h"

namespace ch {

namespace {

constexpr unsigned char credit[] = {
#include "credit_pack.inc"
};
constexpr unsigned char promo[] = {
#include "promo_pack.inc"
};

template <std::size_t N>
std::string_view text_of(const unsigned char (&bytes)[N]) {
  return {reinterpret_cast<const char*>(bytes), N};
}

}  // namespace

std::string_view built_in_pack(std::string_view name) {
  if (name == "credit") return text_of(credit);
  if (name == "promo") return text_of(promo);
  return {};
}

}  // namespace ch
