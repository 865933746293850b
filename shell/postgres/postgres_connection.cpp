#include "postgres/postgres_connection.h"

#include <array>

namespace ch::postgres {

namespace {

std::string without_line_end(std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  return std::string(text);
}

bool answered(const PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

// Each statement has one good plan, whatever its tables hold: through the index, in its order. A plan that was made while a table was
// nearly empty would go on reading the whole of it. What a server does not have of these it passes over.
constexpr std::string_view settings_sql =
    "SELECT set_config(name, CASE name WHEN 'plan_cache_mode' THEN 'force_generic_plan' ELSE 'off' END, false) FROM pg_catalog.pg_settings "
    "WHERE name IN ('plan_cache_mode', 'enable_seqscan', 'enable_bitmapscan', 'enable_sort', 'enable_hashjoin', 'enable_mergejoin', "
    "'jit')";

// From the five characters that PostgreSQL gives each of its errors.
StoreTrouble trouble_of(std::string_view state) {
  if (state == "53100") return StoreTrouble::full;
  if (state == "25006") return StoreTrouble::read_only;
  if (state == "58030") return StoreTrouble::unreadable;                                     // the server's disk
  if (state == "40001" || state == "40P01" || state == "55P03") return StoreTrouble::busy;   // another transaction is in the way
  if (state == "3D000") return StoreTrouble::cannot_open;                                    // no such database
  if (state == "XX001" || state == "XX002") return StoreTrouble::damaged;                    // a page, an index
  if (state.starts_with("08") || state.starts_with("28")) return StoreTrouble::cannot_open;  // the connection, the password
  if (state.starts_with("57P") || state.starts_with("53"))
    return StoreTrouble::cannot_open;  // it is going down, or has no room for one more
  return StoreTrouble::failed;
}

}  // namespace

std::string quoted(std::string_view name) {
  std::string text = "\"";
  for (const char c : name) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + '"';
}

Connection::Connection(std::string url, Settings settings) : url_(std::move(url)), settings_(std::move(settings)) {
  try {
    connect();
  } catch (...) {
    PQfinish(connection_);
    throw;
  }
}

Connection::~Connection() { PQfinish(connection_); }

void Connection::connect() {
  PQfinish(connection_);
  prepared_.clear();
  // What stands before the URL is so unless that says otherwise: a server that is gone without a word is not waited for long.
  const std::array<const char*, 6> names{"connect_timeout", "tcp_user_timeout",          "dbname",
                                         "client_encoding", "fallback_application_name", nullptr};
  const std::array<const char*, 6> values{"10", "30000", url_.c_str(), "UTF8", "countinghouse", nullptr};
  connection_ = PQconnectdbParams(names.data(), values.data(), 1);
  if (PQstatus(connection_) != CONNECTION_OK) fail("connect", nullptr);
  PQsetNoticeProcessor(connection_, [](void*, const char*) {}, nullptr);
  run("SET synchronous_commit = on");  // what a flush has said is kept stays
  lines(std::string(settings_sql));
  if (settings_.idle_in_transaction.count() > 0)
    lines("SELECT set_config(name, '" + std::to_string(settings_.idle_in_transaction.count()) +
          "', false) FROM pg_catalog.pg_settings WHERE name = 'idle_in_transaction_session_timeout'");
  if (!settings_.schema.empty()) run("SET search_path = " + quoted(settings_.schema));
  if (lines("SELECT CAST('B' < 'a' AND 'é' > 'z' AS TEXT)").front() != "true")
    throw StoreError(
        "postgresql: the database does not compare texts byte by byte; create it with TEMPLATE template0 LC_COLLATE 'C' ENCODING 'UTF8'");
}

// A connection that was lost is made anew by whoever asks next; what was under way on it has thrown by then.
void Connection::ready() {
  if (PQstatus(connection_) != CONNECTION_OK) connect();
}

void Connection::fail(std::string_view doing, const PGresult* result) {
  const char* state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  const bool lost = PQstatus(connection_) != CONNECTION_OK;
  const std::string said = without_line_end(result ? PQresultErrorMessage(result) : PQerrorMessage(connection_));
  throw StoreError("postgresql: " + std::string(doing.substr(0, 120)) + ": " + said, state  ? trouble_of(state)
                                                                                     : lost ? StoreTrouble::cannot_open
                                                                                            : StoreTrouble::failed);
}

void Connection::run(const std::string& sql) {
  ready();
  const Answer answer(PQexec(connection_, sql.c_str()));
  if (!answered(answer.get())) fail(sql, answer.get());
}

Lines Connection::lines(const std::string& sql) {
  ready();
  const Answer answer(PQexec(connection_, sql.c_str()));
  if (!answered(answer.get())) fail(sql, answer.get());
  Lines found;
  for (int row = 0; row < PQntuples(answer.get()); ++row) found.emplace_back(PQgetvalue(answer.get(), row, 0));
  return found;
}

const std::string& Connection::prepared(const std::string& sql) {
  const auto [at, made] = prepared_.try_emplace(sql, "s" + std::to_string(prepared_.size()));
  if (made) {
    const Answer answer(PQprepare(connection_, at->second.c_str(), sql.c_str(), 0, nullptr));
    if (!answered(answer.get())) {
      prepared_.erase(at);
      fail(sql, answer.get());
    }
  }
  return at->second;
}

void Connection::forget_too_many() {
  constexpr std::size_t most = 2'000;
  if (prepared_.size() < most) return;
  run("DEALLOCATE ALL");
  prepared_.clear();
}

Answer Connection::ask(const Question& question) {
  ready();
  forget_too_many();
  Answer answer(question.values.ask(connection_, prepared(question.sql)));
  if (!answered(answer.get())) fail(question.sql, answer.get());
  return answer;
}

std::vector<Answer> Connection::ask_all(std::span<const Question> questions) {
  ready();
  forget_too_many();
  std::vector<const std::string*> names;
  for (const Question& question : questions) names.push_back(&prepared(question.sql));
  if (PQenterPipelineMode(connection_) != 1) fail("send many at once", nullptr);
  for (std::size_t i = 0; i < questions.size(); ++i)
    if (!questions[i].values.send(connection_, *names[i])) fail(questions[i].sql, nullptr);
  if (PQpipelineSync(connection_) != 1) fail("send many at once", nullptr);

  std::vector<Answer> answers;
  std::size_t failed = questions.size();
  for (std::size_t i = 0; i < questions.size() && PQstatus(connection_) == CONNECTION_OK; ++i) {
    answers.emplace_back(PQgetResult(connection_));
    PQclear(PQgetResult(connection_));  // the null that ends an answer
    if (failed == questions.size() && !answered(answers.back().get())) failed = i;
  }
  PQclear(PQgetResult(connection_));  // what PQpipelineSync asked for
  PQexitPipelineMode(connection_);
  if (failed < questions.size()) fail(questions[failed].sql, answers[failed].get());
  if (PQstatus(connection_) != CONNECTION_OK) fail("send many at once", nullptr);
  return answers;
}

bool Connection::in_transaction() const {
  const PGTransactionStatusType status = PQtransactionStatus(connection_);
  return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

void Connection::roll_back() {
  if (in_transaction()) PQclear(PQexec(connection_, "ROLLBACK"));
}

void Connection::all_or_nothing(FunctionRef<bool()> work) {
  try {
    if (!work()) return roll_back();
    // What has failed, or was begun on another connection, would answer to COMMIT all the same.
    if (PQtransactionStatus(connection_) != PQTRANS_INTRANS) throw StoreError("postgresql: the transaction is gone");
    run("COMMIT");
  } catch (...) {
    roll_back();
    throw;
  }
}

}  // namespace ch::postgres
