#include "worker/pack.h"

namespace ch::browser {
namespace {
constexpr unsigned char kPack[] = {
#include "pack.inc"
};
}  // namespace

std::string_view built_in_pack() { return {reinterpret_cast<const char*>(kPack), sizeof kPack}; }

}  // namespace ch::browser
