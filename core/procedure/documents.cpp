#include "procedure/documents.h"

#include <algorithm>
#include <array>

#include "api/codes.h"
#include "api/texts.h"
#include "base/sha256.h"

namespace ch {

namespace {

constexpr std::int64_t file_name_max = 200;

bool is_hash(std::string_view text) {
  return text.size() == 64 && std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace

ContentLook look_at_content(std::string_view content) {
  using namespace std::string_view_literals;
  ContentLook look{hex(sha256(content)), {}};
  if (content.starts_with("\x89PNG\r\n\x1a\n"sv)) look.type = "image/png";
  if (content.starts_with("\xff\xd8\xff"sv)) look.type = "image/jpeg";
  if (content.starts_with("RIFF"sv) && content.substr(std::min<std::size_t>(8, content.size())).starts_with("WEBP"sv))
    look.type = "image/webp";
  if (content.starts_with("%PDF-"sv)) look.type = "application/pdf";
  return look;
}

Check document_fits(const AttachedDocument& document, const Policies& policies) {
  constexpr std::array<std::string_view, 4> types{"image/png", "image/jpeg", "image/webp", "application/pdf"};
  const std::int64_t most = policies.number("core.attachment_bytes");
  const auto no = [&](const std::string& zh, const std::string& en) {
    return refused("document_refused", document.question, {{"name", document.name}, {"reason", zh}, {"reason_en", en}});
  };
  if (!is_hash(document.hash)) return no("内容摘要无效", "its content's hash is none");
  if (document.size < 1 || document.size > most)
    return no("大小须在 1 到 " + std::to_string(most) + " 字节之间", "it must have 1 to " + std::to_string(most) + " bytes");
  if (std::ranges::find(types, document.type) == types.end())
    return no("只接受 PNG、JPEG、WebP 图片和 PDF", "only PNG, JPEG and WebP pictures and PDF are taken");
  // It becomes the name of a file where somebody saves it.
  if (document.name.find_first_of("/\\") != std::string::npos || document.name == "." || document.name == "..")
    return no("文件名不得含有路径", "its name must have no path in it");
  return text_fits(document.name, "documents", file_name_max);
}

void keep_documents(Context& context, const Case& one, const std::vector<AttachedDocument>& documents) {
  std::int64_t position = 0;
  for (const AttachedDocument& document : documents)
    context.rows.put(CaseDocument{.process = one.id,
                                  .event_position = one.events,
                                  .position = ++position,
                                  .party = one.party,
                                  .question = document.question,
                                  .hash = document.hash,
                                  .type = document.type,
                                  .name = document.name,
                                  .size = document.size});
}

}  // namespace ch
