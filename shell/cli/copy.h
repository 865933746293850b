// A tenant as a whole, from one place to another (SRV-11, SRV-15): books, sign-ins and what is attached. A copy that did not come to its
// end is never taken for a whole one.
#pragma once

#include <functional>
#include <memory>

#include "cli/attachments.h"
#include "cli/host.h"

namespace ch::cli {

// What lies at a place, at one moment; it does not change meanwhile, or does not show it.
struct Source {
  Store& books;
  Store* access;  // null: nobody can sign in there
};

struct Copied {
  std::int64_t commands = 0, rows = 0, sign_ins = 0, attachments = 0;
  Hash chain_head{}, tables{};
};

// Where a copy goes to: empty, or with what an earlier copy left when it broke off, which goes. Nobody takes it for a tenant before
// finish().
class Target {
 public:
  virtual ~Target() = default;
  virtual Store& books() = 0;
  virtual Store& access() = 0;
  virtual void finish() = 0;  // from now on it is a tenant
};
// Throws Failure (not_empty) where something is there, whatever it is.
std::unique_ptr<Target> target_at(const Place& place);

// Where sign-ins lie beside these books; null: there are none.
std::unique_ptr<Store> access_beside(const Place& place, Store& books);

// All rows, then an audit, and both compared. Throws Failure (exit 5) where source or copy is not as it should be.
Copied copy_tenant(const Source& from, const std::string& from_shown, Target& to, const std::string& to_shown);
// What cases name, each looked at by its hash; how many.
std::int64_t copy_attachments(Store& books, const Attachments& from, const Attachments& to);
// All of it, to where nothing is, from where it stands still.
Copied copy_whole(const House& from, const std::string& from_shown, const Attachments& its, const Place& to, const Attachments& kept);

}  // namespace ch::cli
