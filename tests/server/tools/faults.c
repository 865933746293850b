// Stands between the program and the system in tests of faults (LD_PRELOAD): the time of day is another, and bringing to disk takes as long
// as the file that CH_TEST_FAULTS names says. Only the time of day: what goes on evenly (CLOCK_MONOTONIC) jumps on no machine.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

// As tools/faults.mjs writes it, while the program runs.
struct faults {
  volatile long long clock_ms;    // how far the clock is ahead
  volatile long long disk_ms;     // how long each sync takes more
  volatile long long sync_begun;  // syncs so far, told by the program
};
static struct faults none;
static struct faults* now = &none;

__attribute__((constructor)) static void look(void) {
  const char* file = getenv("CH_TEST_FAULTS");
  const int at = file ? open(file, O_RDWR | O_CLOEXEC) : -1;
  if (at < 0) return;
  void* there = mmap(NULL, sizeof(struct faults), PROT_READ | PROT_WRITE, MAP_SHARED, at, 0);
  if (there != MAP_FAILED) now = there;
  close(at);
}

int clock_gettime(clockid_t which, struct timespec* time) {
  const int code = (int)syscall(SYS_clock_gettime, which, time);
  if (code != 0 || (which != CLOCK_REALTIME && which != CLOCK_REALTIME_COARSE)) return code;
  const long long ahead = now->clock_ms, nanoseconds = time->tv_nsec + ahead % 1000 * 1000000;
  time->tv_sec += ahead / 1000 + (nanoseconds >= 1000000000) - (nanoseconds < 0);
  time->tv_nsec = (nanoseconds + 1000000000) % 1000000000;
  return 0;
}

int gettimeofday(struct timeval* restrict time, void* restrict zone) {
  (void)zone;
  struct timespec is;
  if (clock_gettime(CLOCK_REALTIME, &is) != 0) return -1;
  time->tv_sec = is.tv_sec;
  time->tv_usec = is.tv_nsec / 1000;
  return 0;
}

time_t time(time_t* out) {
  struct timespec is;
  clock_gettime(CLOCK_REALTIME, &is);
  if (out) *out = is.tv_sec;
  return is.tv_sec;
}

// A disk that is well again is so at once, for those too that wait for it.
static void be_slow(void) {
  __atomic_add_fetch(&now->sync_begun, 1, __ATOMIC_SEQ_CST);
  for (long long waited = 0; waited < now->disk_ms; waited += 2) {
    const struct timespec piece = {0, 2000000};
    nanosleep(&piece, NULL);
  }
}
int fsync(int file) {
  be_slow();
  return (int)syscall(SYS_fsync, file);
}
int fdatasync(int file) {
  be_slow();
  return (int)syscall(SYS_fdatasync, file);
}
