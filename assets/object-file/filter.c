/*
 * The filters of system calls: that of a program which describes an object, and that of the template from which
 * such programs are forked (see template.c).
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/futex.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "object-file.h"

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

int filter_to_describe(void) {
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
int filter_of_template(void) {
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
