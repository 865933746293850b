#include "postgres/postgres_lease.h"

#include <unistd.h>

#include <array>

#include "postgres/postgres_connection.h"
#include "postgres/postgres_store.h"

namespace ch {

using namespace postgres;

namespace {

std::int64_t steady_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Milliseconds as the database adds them to its time.
constexpr std::string_view from_now = "clock_timestamp() + $2::BIGINT * INTERVAL '1 millisecond'";

}  // namespace

Question Fence::question() const {
  Question question{"SELECT fence FROM " + table_ + " WHERE tenant = $1::BIGINT AND fence = $2::BIGINT FOR UPDATE"};
  question.values.integer(tenant_);
  question.values.integer(number_);
  return question;
}

void Fence::lose() {
  note_lost();
  throw StoreError("postgresql: another program has taken the lease of tenant " + std::to_string(tenant_), StoreTrouble::fenced);
}

void Fence::note_lost() {
  std::function<void()> then;
  {
    const std::scoped_lock lock(mutex_);
    lost_ = true;
    then = std::exchange(then_, {});
  }
  if (then) then();
}

void Fence::when_lost(std::function<void()> then) {
  {
    const std::scoped_lock lock(mutex_);
    if (!lost_ || !then) {
      then_ = std::move(then);
      return;
    }
  }
  then();
}

namespace {

std::string beside(const Lines& current_schema) {
  if (current_schema.empty() || current_schema.front().empty())
    throw StoreError("postgresql: the search path names no schema that is there", StoreTrouble::cannot_open);
  return current_schema.front() + "_server";
}

constexpr const char* current_schema_sql = "SELECT current_schema()";

}  // namespace

std::string PostgresLease::schema_beside(PostgresStore& books) { return beside(books.lines(current_schema_sql)); }

bool PostgresLease::is_copying(PostgresStore& books) {
  return !books
              .lines("SELECT 1 FROM " + quoted(schema_beside(books)) +
                     ".writer_lease WHERE copying AND tenant = " + std::to_string(books.tenant()))
              .empty();
}

void PostgresLease::hold_still(PostgresStore& still) {
  still.lines("SELECT set_config(name, '5000', false) FROM pg_catalog.pg_settings WHERE name = 'idle_in_transaction_session_timeout'");
  still.run("BEGIN");
  still.lines("SELECT tenant FROM " + quoted(schema_beside(still)) + ".writer_lease WHERE tenant = " + std::to_string(still.tenant()) +
              " FOR UPDATE");
}

// On connections of their own, since another thread renews on ours.
bool PostgresLease::copying() {
  return !Connection(url_).lines("SELECT 1 FROM " + table_ + " WHERE copying AND tenant = " + std::to_string(tenant_)).empty();
}

std::vector<std::string> PostgresLease::others() {
  const Lines found = Connection(url_).lines("SELECT 'tenant ' || CAST(tenant AS TEXT) || ' (' || holder || ')' FROM " + table_ +
                                             " WHERE tenant <> " + std::to_string(tenant_) + " AND until > clock_timestamp() ORDER BY 1");
  return {found.begin(), found.end()};
}

void PostgresLease::set_copying(bool copying) {
  Connection(url_).run("UPDATE " + table_ + " SET copying = " + (copying ? "TRUE" : "FALSE") +
                       " WHERE tenant = " + std::to_string(tenant_));
}

PostgresLease::PostgresLease(const std::string& url, std::int64_t tenant, std::chrono::milliseconds length)
    : url_(url), tenant_(tenant), length_(length), connection_(std::make_unique<Connection>(url)) {
  schema_ = beside(connection_->lines(current_schema_sql));
  table_ = quoted(schema_) + ".writer_lease";
  const std::string made = "CREATE SCHEMA IF NOT EXISTS " + quoted(schema_) + ";CREATE TABLE IF NOT EXISTS " + table_ +
                           " (tenant BIGINT NOT NULL, holder TEXT NOT NULL, fence BIGINT NOT NULL, renewals BIGINT NOT NULL, until "
                           "TIMESTAMPTZ NOT NULL, copying BOOLEAN NOT NULL DEFAULT FALSE, PRIMARY KEY (tenant));";
  try {
    connection_->run(made);
  } catch (const StoreError&) {  // of two that make it at once, the second fails at what the first has made
    connection_->run(made);
  }
}

PostgresLease::~PostgresLease() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
  if (fence_) fence_->when_lost({});
  give_back();
}

std::string PostgresLease::own_name() {
  std::array<char, 256> host{};
  gethostname(host.data(), host.size() - 1);
  return std::string(host.data()) + ":" + std::to_string(getpid());
}

std::optional<PostgresLease::Held> PostgresLease::take() {
  Question look{"SELECT holder, GREATEST(0::BIGINT, CAST(EXTRACT(EPOCH FROM until - clock_timestamp()) * 1000 AS BIGINT)), renewals FROM " +
                table_ + " WHERE tenant = $1::BIGINT AND until > clock_timestamp()"};
  look.values.integer(tenant_);
  const Answer there = connection_->ask(look);  // first, since who tries to take it holds up whoever has it
  if (PQntuples(there.get()) > 0) {
    RowSource source(there.get(), 0);
    Held held{source.text()};
    held.left_ms = source.integer();
    held.renewals = source.integer();
    return held;
  }
  Question wanted{"INSERT INTO " + table_ + " (tenant, holder, fence, renewals, until) VALUES ($1::BIGINT, $3::TEXT, 1, 0, " +
                  std::string(from_now) +
                  ") ON CONFLICT (tenant) DO UPDATE SET holder = excluded.holder, fence = writer_lease.fence + 1, " +
                  "renewals = 0, until = " + std::string(from_now) + " WHERE writer_lease.until <= clock_timestamp() RETURNING fence"};
  wanted.values.integer(tenant_);
  wanted.values.integer(length_.count());
  wanted.values.text(own_name());
  const std::int64_t began = steady_ms();
  const Answer taken = connection_->ask(wanted);
  if (PQntuples(taken.get()) == 0) return Held{};  // somebody was quicker
  number_ = RowSource(taken.get(), 0).integer();
  sure_until_ms_ = began + length_.count();
  fence_ = std::make_shared<Fence>(table_, tenant_, number_, length_ / 2);
  thread_ = std::thread([this] { renew_again_and_again(); });
  return std::nullopt;
}

bool PostgresLease::sure() const { return fence_ && !fence_->lost() && steady_ms() < sure_until_ms_; }

bool PostgresLease::renew(Connection& connection) {
  Question question{"UPDATE " + table_ + " SET renewals = renewals + 1, until = " + std::string(from_now) +
                    " WHERE tenant = $1::BIGINT AND fence = $3::BIGINT RETURNING fence"};
  question.values.integer(tenant_);
  question.values.integer(length_.count());
  question.values.integer(number_);
  const std::int64_t began = steady_ms();
  if (PQntuples(connection.ask(question).get()) == 0) return false;
  sure_until_ms_ = began + length_.count();
  return true;
}

void PostgresLease::renew_again_and_again() {
  auto rest = length_ / 3;
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, rest, [&] { return ending_; })) {
    lock.unlock();
    rest = length_ / 3;
    try {
      if (!renew(*connection_)) return fence_->note_lost();
    } catch (const StoreError&) {
      rest = std::min(length_ / 10, std::chrono::milliseconds(1'000));  // the database is away: it is ours until another takes it
    }
    lock.lock();
  }
}

void PostgresLease::give_back() {
  if (!fence_ || fence_->lost()) return;
  try {
    Question question{"UPDATE " + table_ + " SET until = clock_timestamp() WHERE tenant = $1::BIGINT AND fence = $2::BIGINT"};
    question.values.integer(tenant_);
    question.values.integer(number_);
    connection_->ask(question);
  } catch (const StoreError&) {
    return;  // then it passes on by itself, in its time
  }
}

}  // namespace ch
