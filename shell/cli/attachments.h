// The contents of attachments (CON-13), in a folder beside the database: each once, in a file that bears its hash.
//
//   shop.db.attachments/3f/3f9a…   written first under another name, brought to disk, then named: there whole or not at all
#pragma once

#include <optional>
#include <string>

#include "api/cases.h"
#include "base/outcome.h"
#include "cli/place.h"
#include "store/store.h"

namespace ch::cli {

// What was renamed or made in a folder is there after a power cut too.
void bring_folder_to_disk(const std::string& folder);

class Attachments {
 public:
  explicit Attachments(const Place& place) : folder_(place.attachments_folder()) {}

  // On disk when it answers. Refusal document_refused: it is neither picture nor PDF, or too large. Failure where it cannot be written.
  Result<AttachedDocument> keep(const std::string& content, std::string name) const;
  // Refusals attachment_missing, attachment_damaged: a command must not name what is not there (CON-13).
  Result<std::string> content_of(const AttachedDocument& document) const;
  Check is_whole(const AttachedDocument& document) const;

  static constexpr std::size_t most_bytes = 32U << 20;

 private:
  std::string path_of(const std::string& hash) const;
  // None: it is not there. Failure where it cannot be read; what is read may be damaged.
  std::optional<std::string> read(const std::string& hash) const;
  const std::string folder_;
};

// What an audit finds of the contents: those that cases name, and the first that is not as it should be.
struct AttachmentsReport {
  std::int64_t contents = 0;
  std::string fault;
};
AttachmentsReport audit_attachments(Store& store, const Place& place);

}  // namespace ch::cli
