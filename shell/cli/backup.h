// A tenant in one file, and back (SRV-15). A backup has books, sign-ins, and the attachments that cases name.
#pragma once

#include <string>

#include "cli/copy.h"
#include "server/access.h"
#include "server/backups.h"

namespace ch::cli {

// Of what nothing writes, or of a moment of what a server writes into a database.
server::BackupMade back_up(const Place& place, const std::string& out);
// Of the file that this program has open and goes on writing: in small steps between groups.
server::BackupMade back_up_while_serving(const Place& place, Store& books, server::Access& access, const std::string& out,
                                         const server::OnEngine& on_engine);

// What a server that was killed left of backups that it made into this folder; by the one that has the tenant now, before it makes any.
void sweep_backups(const std::string& folder);

}  // namespace ch::cli
