// Every command and query that outside bytes reach: "ROLE NAME" on the first line, its payload as JSON behind it. Whatever comes, it is
// answered by a refusal that has words for it, or by a view that is JSON; nothing of it is a fault of the program's own.
#include "api/codes.h"
#include "api/commands.h"
#include "house/house.h"
#include "json/strict.h"
#include "store/sqlite_store.h"

#include "fuzz_house.h"

namespace {

using namespace ch;

void check_refusal(const Refusal& refusal) {
  if (refusal.code == "internal_fault") {
    std::fprintf(stderr, "%s\n", words(refusal, Language::en).c_str());
    std::abort();
  }
  if (code_spec(refusal.code) == nullptr || words(refusal, Language::zh).empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static fuzz::SmallHouse house;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto line = input.find('\n'), space = input.find(' ');
  if (line == std::string_view::npos || space == std::string_view::npos || space > line) return 0;
  const auto role = enum_type<Role>().number_of(input.substr(0, space));
  const std::string name(input.substr(space + 1, line - space - 1)), payload(input.substr(line + 1));
  if (!role) return 0;
  const Actor actor = house.actor(static_cast<Role>(*role));
  if (const auto refusal = house.engine.why_not({house.new_id(), name, payload, actor, house.now})) check_refusal(*refusal);
  const auto view = house.engine.query(name, payload, actor, house.now);
  if (!view) return check_refusal(view.error()), 0;
  if (!parse_strict(*view, {.max_bytes = view->size()})) std::abort();
  return 0;
}
