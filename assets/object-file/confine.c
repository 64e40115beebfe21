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
#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/futex.h>
#include <linux/seccomp.h>
#include <locale.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "object-file.h"

/* User `nobody` on every Linux. It owns no file and no other process of the function. */
enum { NOBODY = 65534 };

/* From the headers of kernel 6.12. The headers of the machine that compiles this may be older. */
enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446, CLOSE_RANGE = 436 };

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

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
/* The lower half of the argument, because the machine is little endian. */
#define LOAD_ARGUMENT(n) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[n]))
#define RETURN(what) BPF_STMT(BPF_RET | BPF_K, what)
#define REFUSE(error) RETURN(SECCOMP_RET_ERRNO | (error))
#define ALLOW(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), RETURN(SECCOMP_RET_ALLOW)
#define NOT_THERE(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), REFUSE(ENOENT)
/* Allows the call if one argument has this value. */
#define ALLOW_IF(call, n, value)                                                                              \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 4), LOAD_ARGUMENT(n),                                   \
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1), RETURN(SECCOMP_RET_ALLOW), REFUSE(EPERM)
/* Allows the call if two arguments have these values. */
#define ALLOW_IF_BOTH(call, n, value, m, other)                                                               \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 6), LOAD_ARGUMENT(n),                                   \
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 3), LOAD_ARGUMENT(m),                                     \
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, other, 0, 1), RETURN(SECCOMP_RET_ALLOW), REFUSE(EPERM)
/* Allows the call if two arguments have none of these bits. */
#define ALLOW_WITHOUT(call, n, bits, m, others)                                                               \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 6), LOAD_ARGUMENT(n),                                   \
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, 3, 0), LOAD_ARGUMENT(m),                                     \
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, others, 1, 0), RETURN(SECCOMP_RET_ALLOW), REFUSE(EACCES)

/* Only the system calls of 64-bit programs, and not those of the x32 interface, which have this bit. */
#define ONLY_NATIVE                                                                                           \
  LOAD(arch), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0), RETURN(SECCOMP_RET_KILL_PROCESS),  \
      LOAD(nr), BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1), RETURN(SECCOMP_RET_KILL_PROCESS)

/*
 * The system calls that describing a file needs, the most frequent first. Memory can only be added. Shared
 * pages and partly unmapped pages are forbidden, because no limit would count them.
 */
#define TO_DESCRIBE                                                                                           \
  ALLOW(pread64), ALLOW(read), ALLOW(write), ALLOW(brk), ALLOW_WITHOUT(mmap, 2, PROT_EXEC, 3, MAP_SHARED),     \
      ALLOW_IF(madvise, 2, MADV_HUGEPAGE), ALLOW_WITHOUT(mprotect, 2, PROT_EXEC, 2, PROT_EXEC), ALLOW(lseek), \
      ALLOW(fstat), ALLOW(dup), ALLOW(close), ALLOW_IF(fcntl, 1, F_GETFL),                                    \
      ALLOW_IF(futex, 1, FUTEX_WAKE_PRIVATE), ALLOW(sched_yield), ALLOW(getrandom), ALLOW(clock_gettime),     \
      ALLOW(clock_nanosleep), ALLOW(gettimeofday), ALLOW(time), ALLOW(exit_group), ALLOW(exit),               \
      /* The kernel uses this call when the process was frozen and thawed in the middle of another call. */   \
      ALLOW(restart_syscall)

/* These fail as if the program were in an empty directory. */
#define IN_AN_EMPTY_FOLDER                                                                                    \
  NOT_THERE(open), NOT_THERE(openat), NOT_THERE(stat), NOT_THERE(lstat), NOT_THERE(newfstatat),                \
      NOT_THERE(statx), NOT_THERE(access), NOT_THERE(readlink), NOT_THERE(execve)

static int set_filter(struct sock_filter *filter, size_t bytes) {
  struct sock_fprog program = {(unsigned short)(bytes / sizeof *filter), filter};
  /*
   * Without this flag, kernels before 5.16 would turn off a kind of speculative execution in the processor,
   * and MediaInfo would be slow.
   */
  if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, &program) == 0) return 0;
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0;
}

static int filter(void) {
  struct sock_filter filter[] = {
      ONLY_NATIVE, TO_DESCRIBE,
      /* The calls that abort() makes. */
      ALLOW(getpid), ALLOW_IF_BOTH(tgkill, 0, (uint32_t)getpid(), 2, SIGABRT), IN_AN_EMPTY_FOLDER, REFUSE(EPERM),
  };
  return set_filter(filter, sizeof filter);
}

/*
 * What the template needs besides: to be asked, to fork, to learn how its children end and to end them. And what
 * its children need until they are confined by the filter above. It still opens nothing, connects nowhere and
 * becomes no other program.
 */
static int filter_of_template(void) {
  struct sock_filter filter[] = {
      ONLY_NATIVE, TO_DESCRIBE,
      ALLOW(ppoll), ALLOW(recvfrom), ALLOW(sendto), ALLOW(clone), ALLOW(wait4), ALLOW(kill), ALLOW(getpid), ALLOW(getppid),
      ALLOW(rt_sigaction), ALLOW(rt_sigprocmask), ALLOW(rt_sigreturn), ALLOW(set_robust_list), ALLOW(rseq), ALLOW(tgkill),
      ALLOW(dup2), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CLOSE_RANGE, 0, 1), RETURN(SECCOMP_RET_ALLOW),
      ALLOW(prlimit64), ALLOW(prctl), ALLOW(geteuid), ALLOW(capget), ALLOW(capset), ALLOW(setgroups), ALLOW(setresgid),
      ALLOW(setresuid), ALLOW(seccomp),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CREATE_RULESET, 0, 1), RETURN(SECCOMP_RET_ALLOW),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, RESTRICT_SELF, 0, 1), RETURN(SECCOMP_RET_ALLOW),
      IN_AN_EMPTY_FOLDER, REFUSE(EPERM),
  };
  return set_filter(filter, sizeof filter);
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
  if (filter()) refused |= SYSTEM_CALLS;
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
