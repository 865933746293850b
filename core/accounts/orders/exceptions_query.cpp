// PRE-8, PRE-13: the messages that a person has to look at, of one account or of all, newest first.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "engine/paging.h"
#include "accounts/queries.h"
#include "accounts/queries/view_parts.h"

namespace ch {

namespace {

// The command line asks for all accounts; a merchant names his own, or learns nothing.
PartyId party(const AskExceptions& ask, Reader& rows) { return ask.account ? owner_of(rows, *ask.account) : PartyId{}; }

std::vector<Arg> args_of(const OrderException& exception) {
  std::vector<Arg> args;
  for (const std::string& text : exception.args) {
    const auto middle = text.find('=');
    if (middle != std::string::npos) args.push_back({text.substr(0, middle), text.substr(middle + 1)});
  }
  return args;
}

ExceptionRow row_of(const OrderException& exception, ReadContext& context) {
  static const Command retry = retry_exception_command(), resolve = resolve_exception_command();
  const auto merchant = context.rows.get<Party>(exception.party);
  const Refusal why{.code = exception.code, .args = args_of(exception)};
  ExceptionRow row{exception.id,
                   exception.account,
                   number_of(context.policies, "exception", exception.id.value),
                   merchant ? merchant->name : std::string{},
                   exception.order_no,
                   exception.kind,
                   exception.amount,
                   exception.code,
                   words(why, Language::zh),
                   words(why, Language::en),
                   exception.state,
                   exception.at,
                   exception.note,
                   {}};
  if (exception.state == ExceptionState::open) {
    add_action(row.actions, retry, RetryException{exception.id}, context);
    add_action(row.actions, resolve, ResolveException{exception.id, "-"}, context);
  }
  return row;
}

Scan scan_of(const AskExceptions& ask) {
  Scan scan{.descending = true};
  const bool open = ask.open.value_or(false);
  if (ask.account) {
    scan.index = "by_account";
    scan.prefix = open ? key_of(*ask.account, ExceptionState::open) : key_of(*ask.account);
  } else if (open) {
    scan.index = "by_state";
    scan.prefix = key_of(ExceptionState::open);
  }
  return scan;
}

Result<ExceptionsView> run(const AskExceptions& ask, ReadContext& context) {
  const auto limit = page_limit(ask.limit);
  if (!limit) return std::unexpected(limit.error());
  const RecordType& type = record_type<OrderException>();
  Scan scan = scan_of(ask);
  CH_TRY(go_on_after(ask.cursor, type, scan));
  scan.limit = *limit + 1;
  const auto found = context.rows.list<OrderException>(scan);
  ExceptionsView view;
  for (const OrderException& exception : found) {
    if (view.rows.size() == static_cast<std::size_t>(*limit)) {
      view.next = cursor_of(position_in(type, scan.index.empty() ? nullptr : &type.index(scan.index), &found[view.rows.size() - 1]));
      break;
    }
    view.rows.push_back(row_of(exception, context));
  }
  return view;
}

}  // namespace

Query exceptions_query() { return query<AskExceptions, ExceptionsView>("exceptions", party, run); }

}  // namespace ch
