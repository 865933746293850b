#include "server/log.h"

#include "api/answer.h"
#include "base/instant.h"
#include "server/clock.h"

namespace ch::server {

void Log::say(std::string_view level, std::string_view event, std::initializer_list<Field> fields) {
  nlohmann::ordered_json line{{"at", text(system_now())}, {"level", level}, {"event", event}};
  for (const Field& field : fields) {
    if (const auto* number = std::get_if<std::int64_t>(&field.value))
      line[std::string(field.name)] = *number;
    else
      line[std::string(field.name)] = std::get<std::string_view>(field.value);
  }
  const std::string made = answer_text(line) + "\n";
  const std::scoped_lock lock(mutex_);
  std::fwrite(made.data(), 1, made.size(), to_);
  std::fflush(to_);
}

}  // namespace ch::server
