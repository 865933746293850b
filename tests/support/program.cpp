#ifndef __EMSCRIPTEN__
#include "support/program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/capability.h>

#include <fstream>
#include <sstream>

#include <catch_amalgamated.hpp>

namespace ch::test {

namespace {

struct Child {
  pid_t pid = -1;
  int in = -1, out = -1, err = -1;
};

void restrict_to(const Machine& machine) {
  if (machine.largest_file != 0) {
    const rlimit limit{machine.largest_file, machine.largest_file};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  // Out of the bounding set: not even a program of root's gets it then. Whoever may not do this is not root.
  if (!machine.rights_of_root) prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0);
}

Child start(const std::string& program, const std::vector<std::string>& arguments, const Machine& machine = {}) {
  int in[2], out[2], err[2];
  REQUIRE(pipe2(in, O_CLOEXEC) == 0);
  REQUIRE(pipe2(out, O_CLOEXEC) == 0);
  REQUIRE(pipe2(err, O_CLOEXEC) == 0);
  std::vector<char*> argv{const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  if (!machine.standard_output_read) close(std::exchange(out[0], -1));
  const pid_t pid = fork();
  REQUIRE(pid >= 0);
  if (pid == 0) {
    restrict_to(machine);
    signal(SIGPIPE, SIG_DFL);  // as a shell starts it
    dup2(in[0], 0);
    dup2(out[1], 1);
    dup2(err[1], 2);
    execvp(argv[0], argv.data());
    _exit(127);
  }
  close(in[0]);
  close(out[1]);
  close(err[1]);
  fcntl(in[1], F_SETFL, O_NONBLOCK);
  return {pid, in[1], out[0], err[0]};
}

// Feeds and reads at once, so that neither side waits for the other for ever. Stops early at so many bytes of output.
void converse(Child& child, const std::string& in, std::string& out, std::string& err, std::size_t enough) {
  signal(SIGPIPE, SIG_IGN);
  std::size_t written = 0;
  bool reading_out = child.out >= 0, reading_err = true;
  const auto take = [](int file, std::string& into) {
    char piece[65'536];
    const auto got = read(file, piece, sizeof piece);
    if (got > 0) into.append(piece, static_cast<std::size_t>(got));
    return got > 0;
  };
  while ((reading_out || reading_err) && out.size() < enough) {
    if (child.in >= 0 && written == in.size()) close(std::exchange(child.in, -1));
    pollfd files[3] = {{reading_out ? child.out : -1, POLLIN, 0}, {reading_err ? child.err : -1, POLLIN, 0}, {child.in, POLLOUT, 0}};
    poll(files, 3, -1);
    if (files[0].revents) reading_out = take(child.out, out);
    if (files[1].revents) reading_err = take(child.err, err);
    if (child.in >= 0 && files[2].revents) {
      const auto put = write(child.in, in.data() + written, in.size() - written);
      if (put > 0)
        written += static_cast<std::size_t>(put);
      else
        close(std::exchange(child.in, -1));
    }
  }
}

int finish(Child& child) {
  for (int file : {child.in, child.out, child.err})
    if (file >= 0) close(file);
  int status = 0;
  waitpid(child.pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string program_path() { return std::string(CH_BUILD_DIR) + "/countinghouse"; }

}  // namespace

std::vector<json> Ran::lines() const {
  std::vector<json> values;
  std::istringstream text(out);
  for (std::string line; std::getline(text, line);) values.push_back(json::parse(line));
  return values;
}

Ran run_program(const std::string& program, const std::vector<std::string>& arguments, const std::string& in, const Machine& machine) {
  Child child = start(program, arguments, machine);
  Ran ran;
  converse(child, in, ran.out, ran.err, SIZE_MAX);
  ran.exit = finish(child);
  return ran;
}

Ran countinghouse(const std::vector<std::string>& arguments, const std::string& in, const Machine& machine) {
  return run_program(program_path(), arguments, in, machine);
}

std::string killed_after(const std::vector<std::string>& arguments, const std::string& in, std::size_t bytes) {
  Child child = start(program_path(), arguments);
  std::string out, err;
  converse(child, in, out, err, bytes);
  kill(child.pid, SIGKILL);
  // What it had answered before it died counts as acknowledged too.
  std::string rest;
  converse(child, "", rest, err, SIZE_MAX);
  finish(child);
  return out + rest;
}

bool on_path(const std::string& program) { return run_program("sh", {"-c", "command -v " + program}).exit == 0; }

std::string read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}
void write_text(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

}  // namespace ch::test
#endif
