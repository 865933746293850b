// The states of chapter 03's entities, and of what goes out. Numbers are stored: never change one.
#pragma once

#include "record/struct_type.h"

namespace ch {

enum class AccountState : std::uint8_t { opened = 1, alerts_set = 2, active = 3, closed = 4 };  // blocked lies beside it (PRE-3)
BOOST_DESCRIBE_ENUM(AccountState, opened, alerts_set, active, closed)

enum class RechargeState : std::uint8_t { waiting = 1, in_suspense = 2, credited = 3, cancelled = 4 };
BOOST_DESCRIBE_ENUM(RechargeState, waiting, in_suspense, credited, cancelled)

// kept: it is the platform's own money.
enum class WireState : std::uint8_t { credited = 1, suspense = 2, return_due = 3, returned = 4, kept = 5 };
BOOST_DESCRIBE_ENUM(WireState, credited, suspense, return_due, returned, kept)

enum class CampaignState : std::uint8_t { scheduled = 1, running = 2, suspended = 3, ended = 4 };
BOOST_DESCRIBE_ENUM(CampaignState, scheduled, running, suspended, ended)

enum class OrderState : std::uint8_t { held = 1, owed = 2, owed_paid = 3, completed = 4, released = 5 };
BOOST_DESCRIBE_ENUM(OrderState, held, owed, owed_paid, completed, released)

enum class WithdrawalState : std::uint8_t { requested = 1, approved = 2, paid = 3, refused = 4, failed = 5, returned = 6 };
BOOST_DESCRIBE_ENUM(WithdrawalState, requested, approved, paid, refused, failed, returned)

enum class PaymentState : std::uint8_t { given = 1, paid = 2, failed = 3 };  // given to the bank, and what became of it
BOOST_DESCRIBE_ENUM(PaymentState, given, paid, failed)

enum class ExceptionState : std::uint8_t { open = 1, retried = 2, resolved = 3 };
BOOST_DESCRIBE_ENUM(ExceptionState, open, retried, resolved)

// What goes out (SRV-5): a letter, an event for another system, a short message.
enum class OutgoingKind : std::uint8_t { mail = 1, event = 2, short_message = 3 };
BOOST_DESCRIBE_ENUM(OutgoingKind, mail, event, short_message)
// waiting: the first of its queue; behind: another has to go first; dead: tried as often as the policy says, it holds its queue up until
// somebody retries or drops it; no_address: there is nobody to send it to, and it holds up nobody.
enum class OutgoingState : std::uint8_t { waiting = 1, delivered = 2, dead = 3, behind = 4, no_address = 5, dropped = 6 };
BOOST_DESCRIBE_ENUM(OutgoingState, waiting, delivered, dead, behind, no_address, dropped)

}  // namespace ch
