/*
 * Confines a program before its own code runs. We assume that a hostile file will take the program over. Even
 * then it can only read its one object, compute and print. It cannot open or look at files, connect, start,
 * signal or trace processes, make memory executable, fill memory or disk, or outlive its parent.
 *
 * The measures are independent. If the kernel refuses one, the parent is told, and the others are still in
 * force.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "object-file.h"

/* User `nobody` on every Linux. It owns no file and no other process of the function. */
enum { NOBODY = 65534 };

const char *variable(char **environment, const char *name) {
  size_t length = strlen(name);
  for (; *environment; environment += 1) {
    if (strncmp(*environment, name, length) == 0 && (*environment)[length] == '=') return *environment + length + 1;
  }
  return "";
}

static rlim_t number(const char **text) {
  rlim_t value = 0;
  for (; **text >= '0' && **text <= '9'; *text += 1) value = value * 10 + (rlim_t)(**text - '0');
  if (**text == ',') *text += 1;
  return value;
}

struct grants granted(char **environment) {
  const char *given = variable(environment, "CONFINEMENT");
  uint64_t memory = number(&given), addresses = number(&given), cpu = number(&given);
  return (struct grants){memory, addresses, cpu};
}

static int limits(const struct grants *grants) {
  const struct { int resource; rlim_t most; } all[] = {
      {RLIMIT_DATA, grants->memory}, {RLIMIT_AS, grants->addresses}, {RLIMIT_CPU, grants->cpu},
      /*
       * No file may grow, no process may be added, no core file may be written, no memory locked and no
       * message queued.
       */
      {RLIMIT_FSIZE, 0},   {RLIMIT_NPROC, 0}, {RLIMIT_CORE, 0}, {RLIMIT_MEMLOCK, 0}, {RLIMIT_MSGQUEUE, 0},
      {RLIMIT_NOFILE, MAX_DESCRIPTORS},
  };
  int refused = grants->memory == 0 || grants->addresses == 0 || grants->cpu == 0;
  /* The first three limits are only set when they are given. */
  for (size_t i = refused ? 3 : 0; i < sizeof all / sizeof *all; i += 1) {
    /* The soft limit of CPU sends a signal of its own, so that the parent can recognise it. */
    struct rlimit limit = {all[i].most, all[i].most + (all[i].resource == RLIMIT_CPU)};
    if (setrlimit(all[i].resource, &limit) != 0) refused = 1;
  }
  return refused;
}

/*
 * Only root can change its user; other users are unprivileged already. If root may not signal other users'
 * processes, the user stays root: otherwise the parent could not kill this process.
 */
static int unprivileged_user(void) {
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct own[2] = {{0}}, none[2] = {{0}};
  int refused = 0;
  if (geteuid() == 0) {
    if (syscall(SYS_capget, &header, own) != 0 || !(own[0].effective & 1u << CAP_KILL)) {
      refused = 1;
    } else {
      if (setgroups(0, NULL) != 0) refused = 1;
      if (setresgid(NOBODY, NOBODY, NOBODY) != 0) refused = 1;
      if (setresuid(NOBODY, NOBODY, NOBODY) != 0) refused = 1;
    }
  }
  if (syscall(SYS_capset, &header, none) != 0) refused = 1;
  return refused;
}

/*
 * If memory runs out, the kernel should kill this process and no other. This is not a measure: it may be
 * refused.
 */
static void first_to_go(void) {
  int score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (score < 0) return;
  if (write(score, "1000", 4) < 0) errno = 0;
  close(score);
}

/* Closes what else is open, from this number on. Kernels before 5.9 have no system call for it. */
static int descriptors(int first, int end) {
  if (syscall(CLOSE_RANGE, first, ~0u, 0) == 0) return 0;
  for (int fd = first; fd < end; fd += 1) close(fd);
  return 0;
}

/*
 * No file except the locale may be opened, no TCP port bound or connected to, and no other process signalled.
 */
static int landlock(char **environment) {
  long version = syscall(CREATE_RULESET, NULL, 0, 1);
  if (version < 1) return 1;
  /* File rights of versions 1, 2, 3 and 5 of the interface; then TCP (version 4) and scopes (version 6). */
  uint64_t files = 0x1fff | (version >= 2 ? 1 << 13 : 0) | (version >= 3 ? 1 << 14 : 0) | (version >= 5 ? 1 << 15 : 0);
  uint64_t rules[3] = {files, 3, 3};
  int ruleset = (int)syscall(CREATE_RULESET, rules, version >= 6 ? 24 : version >= 4 ? 16 : 8, 0);
  if (ruleset < 0) return 1;
  int locale = open(variable(environment, "LOCPATH"), O_PATH | O_CLOEXEC);
  if (locale >= 0) {
    struct { uint64_t access; int32_t beneath; } __attribute__((packed)) read_files = {1 << 2, locale};
    syscall(ADD_RULE, ruleset, 1, &read_files, 0); /* If it fails, the locale is missing: the program ends. */
    close(locale);
  }
  int refused = syscall(RESTRICT_SELF, ruleset, 0) != 0;
  close(ruleset);
  return refused;
}

/*
 * Loads the locale now, because the program asks for it when it can no longer open it; libc keeps what it has
 * loaded. Without it, every character that is not ASCII would be printed as a question mark.
 */
static int locale(void) {
  return !setlocale(LC_ALL, "") || !setlocale(LC_ALL, "C");
}

uint64_t confine(const struct grants *grants, char **environment, int descriptors_end) {
  uint64_t refused = 0;
  first_to_go();
  if (limits(grants)) refused |= LIMITS;
  if (descriptors(FIRST_UNUSED, descriptors_end)) refused |= DESCRIPTORS;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) refused |= NO_NEW_PRIVILEGES;
  if (landlock(environment)) refused |= LANDLOCK;
  /* Do this while the locale's folder can still be read; perhaps only root may read it. */
  if (locale()) end_with(EXIT_NO_LOCALE);
  if (unprivileged_user()) refused |= USER;
  /* A change of user resets both of these. */
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) refused |= PARENT_DEATH;
  if (prctl(PR_SET_DUMPABLE, 0) != 0) refused |= NOT_DUMPABLE;
  if (filter_to_describe()) refused |= SYSTEM_CALLS;
  return refused;
}

/*
 * Leaves root what the template needs to give its children another user and to end them. Other users have no
 * capabilities.
 */
static int few_capabilities(void) {
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct few[2] = {{0}};
  if (geteuid() == 0) {
    few[0].effective = few[0].permitted = 1u << CAP_KILL | 1u << CAP_SETUID | 1u << CAP_SETGID;
  }
  return syscall(SYS_capset, &header, few) != 0;
}

uint64_t confine_template(char **environment, int descriptors_end) {
  uint64_t refused = 0;
  first_to_go();
  if (descriptors(descriptors_end, MOST_DESCRIPTORS)) refused |= DESCRIPTORS;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) refused |= NO_NEW_PRIVILEGES;
  if (landlock(environment)) refused |= LANDLOCK;
  if (locale()) end_with(EXIT_NO_LOCALE);
  if (few_capabilities()) refused |= USER;
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) refused |= PARENT_DEATH;
  if (prctl(PR_SET_DUMPABLE, 0) != 0) refused |= NOT_DUMPABLE;
  if (filter_of_template()) refused |= SYSTEM_CALLS;
  return refused;
}
