#include "cli/place.h"

#include <filesystem>

#include "cli/host.h"
#include "postgres/postgres_url.h"

namespace ch::cli {

bool Place::is_url() const { return db.starts_with("postgresql://") || db.starts_with("postgres://"); }

std::string Place::shown() const {
  return is_url() ? postgres::without_password(db) + (tenant == 1 ? "" : " (" + std::to_string(tenant) + ")") : db;
}

std::string Place::attachments_folder() const {
  if (!attachments.empty()) return std::filesystem::absolute(attachments).string();
  if (!is_url()) return std::filesystem::absolute(db).string() + ".attachments";
  throw Failure{usage,
                "attachments",
                {"未指定附件文件夹", "No folder of attachments is named"},
                {"数据库中的账套须以 --attachments DIR 指明附件文件夹。", "Name it by --attachments DIR: a database keeps none."}};
}

}  // namespace ch::cli
