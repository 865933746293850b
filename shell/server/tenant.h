// One tenant, served (SRV-12, SRV-13): a thread of its own has the engine and computes one group from all that comes while another thread
// writes the group before. Each is told what became of his once it is durable, in order. Questions are answered between two writes, from
// committed rows, in their turn among the commands.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "engine/live.h"
#include "server/metrics.h"

namespace ch::server {

class Tenant {
 public:
  struct Limits {
    std::size_t waiting_most = 4'096;  // then who comes is turned away (SRV-20)
    std::size_t group_most = 1'000;
    std::function<bool()> sure = [] { return true; };  // that nobody else writes the tenant (SRV-12)
  };
  using Done = std::function<void()>;
  // Gets what is to be told after a group, all at once, on the tenant's thread; it must not block.
  using Deliver = std::function<void(std::vector<Done>)>;
  // Asked of the engine on the tenant's thread; its answer is to be told like an outcome.
  using Question = std::function<Done(Engine&, Live&, Instant)>;

  // The engine is open and outlives it; while it runs, nobody else touches the engine.
  Tenant(Engine& engine, Limits limits, Metrics& metrics, Deliver deliver);
  ~Tenant() { stop(); }
  Tenant(const Tenant&) = delete;
  Tenant& operator=(const Tenant&) = delete;

  void start();
  // Finishes what it has taken, and takes no more. May be called twice.
  void stop();

  // False: too many wait, or it is stopping; then nothing will be called. `then` gets the outcomes, in order, once all are durable.
  bool run(std::vector<Decoded> commands, std::function<void(std::vector<Outcome>)> then);
  // `failed` is told instead where the store did not answer.
  bool ask(Question question, Done failed);
  // Reading a command needs no state: on any thread.
  Result<Decoded> decode(const Envelope& envelope) const { return engine_.decode_command(envelope); }
  Result<Decoded> decode(const Envelope& envelope, const nlohmann::json& payload) const {
    return engine_.decode_command(envelope, payload);
  }

  // What the host itself has done.
  Decoded by_clock(std::string_view name, std::string payload, Instant now, std::string_view seed) const {
    return engine_.by_clock(name, std::move(payload), now, seed);
  }

  // After each group: views that have changed since are sent by who listens, on the tenant's thread.
  void on_group(std::function<void(Live&, Engine&, Instant, std::vector<Done>&)> listener) { listener_ = std::move(listener); }

  std::int64_t last_seq() const { return last_seq_.load(); }
  bool well() const { return well_.load(); }  // its store answers
  bool sure() const { return limits_.sure(); }

 private:
  struct Waiting {
    std::vector<Decoded> commands;
    std::function<void(std::vector<Outcome>)> then;
    Question question;
    Done failed;
    std::int64_t since_us = 0;
    std::size_t count = 0;  // of its commands
  };
  // A group and who waits for it.
  struct Flight {
    std::unique_ptr<Group> group;
    std::vector<Waiting> whose;
  };
  enum class Writing : std::uint8_t { nothing, asked, done };

  void work();
  bool worth_taking() const;
  bool wait(bool& written, std::vector<Waiting>& taken);
  void tick();
  void board(std::vector<Waiting> taken);
  void launch();
  void write();
  void land(Flight flight, Group* above);
  void tell_listener();
  std::vector<Outcome> end(Flight& flight, Group* above);
  Done answered(Waiting& one, Instant now);
  static Done told(Waiting& one, std::vector<Outcome> outcomes);
  void unwell();

  Engine& engine_;
  Live live_;
  const Limits limits_;
  Metrics& metrics_;
  Deliver deliver_;
  std::function<void(Live&, Engine&, Instant, std::vector<Done>&)> listener_;

  // Of the engine's thread alone.
  std::optional<Flight> flying_;  // is being written
  std::optional<Flight> next_;    // is computed upon it
  std::vector<Done> done_;

  std::mutex mutex_;
  std::condition_variable wake_, wake_writer_;
  std::vector<Waiting> waiting_;
  std::size_t commands_waiting_ = 0;
  bool stopping_ = false;
  Writing writing_ = Writing::nothing;
  bool ended_ = false;  // there will be nothing more to write
  std::thread thread_, writer_;
  std::atomic<std::int64_t> last_seq_{0};
  std::atomic<bool> well_{true};
};

}  // namespace ch::server
