// One connection to PostgreSQL, and how its failures are told. Inside the PostgreSQL backend only.
#pragma once

#include <chrono>
#include <map>

#include "base/function_ref.h"
#include "postgres/postgres_values.h"

namespace ch::postgres {

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, Clear>;
using Lines = std::vector<std::string>;

struct Settings {
  std::string schema;                                // first in the search path; empty: as the URL has it
  std::chrono::milliseconds idle_in_transaction{0};  // after so long a transaction whose client says nothing is taken back; 0: never
};

struct Question {
  std::string sql;
  Values values = {};
};

// A name as SQL takes it, whatever is in it.
std::string quoted(std::string_view name);

class Connection {
 public:
  // Throws StoreError where the server cannot be reached or its database is of no use.
  explicit Connection(std::string url, Settings settings = {});
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void run(const std::string& sql);     // one or many statements that answer nothing
  Lines lines(const std::string& sql);  // the first column of the answer, as text
  Answer ask(const Question& question);
  // Sent one behind another, and answered in one go; the first failure is thrown.
  std::vector<Answer> ask_all(std::span<const Question> questions);

  // `work` sends BEGIN before anything else. What it does is kept if it answers true, and else, or if it throws, all taken back.
  void all_or_nothing(FunctionRef<bool()> work);
  bool in_transaction() const;

 private:
  void connect();
  void ready();
  void roll_back();
  const std::string& prepared(const std::string& sql);
  void forget_too_many();  // an update's text is of the columns that change, so there may be many in time
  [[noreturn]] void fail(std::string_view doing, const PGresult* result);

  std::string url_;
  Settings settings_;
  PGconn* connection_ = nullptr;
  std::map<std::string, std::string> prepared_;  // by text
};

}  // namespace ch::postgres
