#include "cli/attachments.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>

#include "api/codes.h"
#include "cli/answers.h"
#include "cli/programs.h"
#include "procedure/documents.h"
#include "record/json_codec.h"

namespace ch::cli {

// A name is on disk once its folder is.
void bring_folder_to_disk(const std::string& folder) {
  const int handle = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) cannot_read(folder);
  const bool kept = fsync(handle) == 0;
  close(handle);
  if (!kept) cannot_read(folder);
}

namespace {

void keep_folder(const std::string& folder) {
  if (make_folder(folder)) bring_folder_to_disk(std::filesystem::path(folder).parent_path().string());
}

}  // namespace

std::string Attachments::path_of(const std::string& hash) const { return folder_ + "/" + hash.substr(0, 2) + "/" + hash; }

Result<AttachedDocument> Attachments::keep(const std::string& content, std::string name) const {
  const ContentLook look = look_at_content(content);
  if (look.type.empty())
    return refused("document_refused", "",
                   {{"name", name},
                    {"reason", "只接受 PNG、JPEG、WebP 图片和 PDF"},
                    {"reason_en", "only PNG, JPEG and WebP pictures and PDF are taken"}});
  AttachedDocument document{.hash = look.hash, .size = std::ssize(content), .type = std::string(look.type), .name = std::move(name)};
  if (is_whole(document)) return document;
  const std::string path = path_of(look.hash), folder = std::filesystem::path(path).parent_path().string();
  keep_folder(folder_);
  keep_folder(folder);
  Output out(path);
  out.write(content);
  out.finish();
  bring_folder_to_disk(folder);
  return document;
}

std::optional<std::string> Attachments::read(const std::string& hash) const {
  if (!parse_hash(hash)) return std::nullopt;
  const std::string path = path_of(hash);
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return std::nullopt;
  return read_file(path, most_bytes);
}

Result<std::string> Attachments::content_of(const AttachedDocument& document) const {
  auto content = read(document.hash);
  if (!content) return refused("attachment_missing", "documents", {{"name", document.name}});
  const ContentLook look = look_at_content(*content);
  const bool same = look.hash == document.hash && look.type == document.type && std::ssize(*content) == document.size;
  if (!same) return refused("attachment_damaged", "documents", {{"name", document.name}});
  return std::move(*content);
}

Check Attachments::is_whole(const AttachedDocument& document) const {
  const auto content = content_of(document);
  return content ? Check{} : std::unexpected(content.error());
}

AttachmentsReport audit_attachments(Store& store, const Place& place) {
  const Attachments attachments(place);
  AttachmentsReport report;
  store.scan(record_type<CaseDocument>(), {.limit = INT32_MAX}, [&](const Row& row) {
    const auto& one = *static_cast<const CaseDocument*>(row.get());
    ++report.contents;
    if (const Check whole = attachments.is_whole({one.question, one.hash, one.size, one.type, one.name}); !whole)
      report.fault = "attachment " + one.hash + " of case " + std::to_string(one.process.value) + ": " + whole.error().code;
    return report.fault.empty();
  });
  return report;
}

int attach(const AttachOptions& options) {
  const House house(options.db, Opening::to_read);
  const Attachments attachments(options.db);
  Exit exit = done;
  for (const std::string& file : options.files) {
    const auto kept = attachments.keep(read_file(file, Attachments::most_bytes), std::filesystem::path(file).filename().string());
    if (kept) {
      say(encode_text(*kept) + "\n");
    } else {
      say(line_of(answer_json(kept.error(), {{"name", file}})));
      exit = worse(exit, exit_of(kept.error().band, kept.error().code));
    }
  }
  return exit;
}

int attachment(const AttachmentOptions& options) {
  for (const auto& part : std::filesystem::weakly_canonical(options.out))
    if (part.string().ends_with(".attachments"))
      throw Failure{usage,
                    "out_is_kept",
                    {options.out + " 在附件文件夹中", options.out + " lies among the attachments that are kept"},
                    {"请为 --out 指定其他位置。", "Name another place for --out."}};
  const Actor actor = actor_of(options.as);
  const House house(options.db, Opening::to_read);
  const auto view = house.engine->query("document", encode_text(AskDocument{{options.process}, options.hash}), actor,
                                        std::max(system_now(), house.engine->last_now()));
  const auto refuse = [&](const Refusal& refusal) {
    std::fputs(line_of(answer_json(refusal, {{"name", "document"}})).c_str(), stderr);  // standard output is the content's
    return exit_of(refusal.band, refusal.code);
  };
  if (!view) return refuse(view.error());
  const auto found = decode<DocumentView>(nlohmann::json::parse(*view));
  if (!found) return refuse(found.error());
  const Attachments attachments(options.db);
  const auto content = attachments.content_of({found->question, found->hash, found->size, found->type, found->name});
  if (!content) return refuse(content.error());
  Output out(options.out);
  out.write(*content);
  out.finish();
  return done;
}

}  // namespace ch::cli
