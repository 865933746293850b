// countinghouse migrate: a tenant from one store to another (SRV-11).
#include "cli/answers.h"
#include "cli/copy.h"
#include "cli/lease.h"
#include "cli/programs.h"

namespace ch::cli {

int migrate(const MigrateOptions& options) {
  const Attachments attachments(options.from), copies(options.to);
  // What is copied stands still: a file lets in one program alone, and a database's tenant is ours meanwhile.
  const auto lease = options.from.is_url() ? leased(options.from) : nullptr;
  House house(options.from, Opening::to_read);
  try {
    const Copied copied = copy_whole(house, house.path, attachments, options.to, copies);
    if (options.json)
      say(line_of({{"commands", copied.commands},
                   {"rows", copied.rows},
                   {"sign_ins", copied.sign_ins},
                   {"attachments", copied.attachments},
                   {"chain_head", hex(copied.chain_head)},
                   {"tables", hex(copied.tables)}}));
    else
      say("commands " + std::to_string(copied.commands) + "\nrows " + std::to_string(copied.rows) + "\nsign-ins " +
          std::to_string(copied.sign_ins) + "\nattachments " + std::to_string(copied.attachments) + "\nchain head " +
          hex(copied.chain_head) + "\ntables " + hex(copied.tables) + "\nequal: both were audited and compared\n");
  } catch (const StoreError& error) {
    store_failure(error, options.to.shown());
  }
  return done;
}

}  // namespace ch::cli
