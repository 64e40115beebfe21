/*
 * A program that is loaded once and then forks for each object: the template. It waits for orders in the place of
 * the program's main, when all libraries are linked and their constructors have run. A child goes on from there,
 * in the very state in which a program that was started would begin.
 *
 * It does not call main before, for example to fill MediaInfo's tables. That would save nothing, because each
 * child would have to copy the pages that were written. And it would change reports: MediaInfo prints a byte of
 * memory that it never wrote for some files (the version of a TGA), and what is there depends on all that was
 * done before.
 *
 * A program is such a template with the variable TEMPLATE=SLOTS. It never sees a byte of an object, and is
 * confined, too.
 *
 * Each slot serves one object at a time. It has three descriptors, which the parent made: a socket for questions,
 * a socket for what the program prints, and the mailbox. They become the child's descriptors 3, 1 and 4; it has
 * no others. Descriptor 3 of the template is a socket to the parent. Numbers have 64 bits, little endian:
 *
 *   parent to template       FORK, slot, grants (memory, addresses, CPU), bytes of the arguments; then the
 *                            arguments, each ended by a zero byte, the object's path last; then two numbers that
 *                            nobody can guess, the mark
 *                            KILL, slot, 0, 0, 0, 0
 *   template to parent       READY, the measures that the kernel refused, 0
 *                            FORKED, slot, process id; 0 when the kernel refused another process
 *                            ENDED, slot, status as of wait()
 *
 * When a child has ended, the template also writes the mark to both sockets of its slot: what comes before it is
 * all that the child wrote. The template reads the mark after it has forked, so the child cannot know it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "object-file.h"

typedef int main_function(int, char **, char **);

enum { FORK = 1, KILL = 2, READY = 1, FORKED = 2, ENDED = 3 };
enum { MAX_SLOTS = 16, MAX_ARGUMENTS = 16, ARGUMENT_BYTES = 8192 };

/* A slot's descriptors lie one behind the other, from this number on. */
enum { FIRST_SLOT = 4, QUESTIONS = 0, PRINTED = 1, BYTES = 2, DESCRIPTORS_PER_SLOT = 3 };

struct order { uint64_t what, slot; struct grants grants; uint64_t bytes; };

/* Whether the mark still has to be written to the slot's two sockets. */
static struct slot { pid_t child; uint64_t mark[2]; int owed[2]; } slots[MAX_SLOTS];
static size_t slot_count;
static main_function *program;
static sigset_t all_but_the_end_of_a_child;

static int descriptor(size_t slot, int which) {
  return FIRST_SLOT + (int)slot * DESCRIPTORS_PER_SLOT + which;
}

static void tell(uint64_t what, uint64_t a, uint64_t b) {
  uint64_t message[3] = {what, a, b};
  exchange(SYS_write, message, sizeof message);
}

/* What a child did not read of its parent's answers. */
static void drain(size_t slot) {
  char unread[256];
  while (recv(descriptor(slot, QUESTIONS), unread, sizeof unread, MSG_DONTWAIT) > 0);
}

/* A socket may be full of what the parent has not read yet. Then this is tried again. */
static void pay_marks(void) {
  for (size_t i = 0; i < slot_count; i += 1) {
    for (int which = QUESTIONS; which <= PRINTED; which += 1) {
      if (!slots[i].owed[which]) continue;
      long sent = send(descriptor(i, which), slots[i].mark, sizeof slots[i].mark, MSG_DONTWAIT | MSG_NOSIGNAL);
      if (sent >= 0 || errno != EAGAIN) slots[i].owed[which] = 0;
    }
  }
}

static void collect_children(void) {
  int status;
  pid_t ended;
  while ((ended = waitpid(-1, &status, WNOHANG)) > 0) {
    for (size_t i = 0; i < slot_count; i += 1) {
      if (slots[i].child != ended) continue;
      slots[i].child = 0;
      slots[i].owed[QUESTIONS] = slots[i].owed[PRINTED] = 1;
      tell(ENDED, i, (uint64_t)status);
    }
  }
}

/* Never returns when the arguments are not as they should be: only the parent sends them. */
static int split(char *text, size_t length, char **to) {
  int count = 0;
  for (size_t at = 0; at < length; at += strlen(text + at) + 1) {
    if (count == MAX_ARGUMENTS) end_with(EXIT_NOT_DELIVERED);
    to[count++] = text + at;
  }
  to[count] = NULL;
  return count;
}

static void become_child(const struct order *order, const char *path, pid_t parent, char **environment) {
  signal(SIGCHLD, SIG_DFL);
  sigprocmask(SIG_SETMASK, &all_but_the_end_of_a_child, NULL);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) end_with(EXIT_NOT_DELIVERED);
  /* Descriptor 4 is the first slot's, so it is replaced last. The rest is closed before the object is there. */
  dup2(descriptor(order->slot, QUESTIONS), PARENT);
  dup2(descriptor(order->slot, PRINTED), STDOUT_FILENO);
  dup2(descriptor(order->slot, BYTES), MAILBOX);
  set_object(path);
  report_confinement(confine(&order->grants, environment, descriptor(slot_count, 0)));
}

/* Returns the exit code of the program in the child, and -1 in the template. */
static int obey(char **argv, char **environment) {
  static char text[ARGUMENT_BYTES];
  char *arguments[MAX_ARGUMENTS + 2] = {argv[0]};
  struct order order;
  exchange(SYS_read, &order, sizeof order);
  if (order.slot >= slot_count) end_with(EXIT_NOT_DELIVERED);
  struct slot *slot = &slots[order.slot];
  if (order.what == KILL) {
    if (slot->child > 0) kill(slot->child, SIGKILL);
    return -1;
  }
  if (order.what != FORK || slot->child || order.bytes > sizeof text) end_with(EXIT_NOT_DELIVERED);
  exchange(SYS_read, text, order.bytes);
  if (order.bytes == 0 || text[order.bytes - 1] != '\0') end_with(EXIT_NOT_DELIVERED);
  int count = 1 + split(text, order.bytes, arguments + 1);
  drain(order.slot);
  pid_t parent = getpid(), child = fork();
  if (child == 0) {
    become_child(&order, arguments[count - 1], parent, environment);
    return program(count, arguments, environment);
  }
  exchange(SYS_read, slot->mark, sizeof slot->mark);
  slot->child = child > 0 ? child : 0;
  tell(FORKED, order.slot, (uint64_t)slot->child);
  return -1;
}

static void wake_up(int signal) {
  (void)signal;
}

static int template_main(int argc, char **argv, char **environment) {
  (void)argc;
  slot_count = (size_t)atoi(variable(environment, "TEMPLATE"));
  if (slot_count > MAX_SLOTS) end_with(EXIT_NOT_DELIVERED);
  uint64_t refused = confine_template(environment, descriptor(slot_count, 0));
  /* Without one of these, a process of its own for each object is shut in better. */
  int usable = !(refused & ~(uint64_t)LANDLOCK);
  tell(READY, refused, 0);
  if (!usable) end_with(0);
  sigset_t end_of_a_child;
  sigemptyset(&end_of_a_child);
  sigaddset(&end_of_a_child, SIGCHLD);
  sigprocmask(SIG_BLOCK, &end_of_a_child, &all_but_the_end_of_a_child);
  struct sigaction action = {.sa_handler = wake_up};
  sigaction(SIGCHLD, &action, NULL);
  for (;;) {
    struct pollfd polled[1 + 2 * MAX_SLOTS] = {{PARENT, POLLIN, 0}};
    nfds_t count = 1;
    for (size_t i = 0; i < slot_count; i += 1) {
      for (int which = QUESTIONS; which <= PRINTED; which += 1) {
        if (slots[i].owed[which]) polled[count++] = (struct pollfd){descriptor(i, which), POLLOUT, 0};
      }
    }
    /* The signal comes only while this waits. */
    if (ppoll(polled, count, NULL, &all_but_the_end_of_a_child) < 0) polled[0].revents = 0;
    collect_children();
    pay_marks();
    if (polled[0].revents) {
      int code = obey(argv, environment);
      if (code >= 0) return code;
    }
  }
}

/* libc calls this before the program's main, when the constructors of all libraries have run. */
int __libc_start_main(main_function *entry, int argc, char **argv, void (*init)(void), void (*fini)(void),
                      void (*rtld_fini)(void), void *stack_end) {
  typedef int start_function(main_function *, int, char **, void (*)(void), void (*)(void), void (*)(void), void *);
  start_function *start = (start_function *)dlsym(RTLD_NEXT, "__libc_start_main");
  program = entry;
  int as_template = *variable(argv + argc + 1, "TEMPLATE") != '\0';
  return start(as_template ? template_main : entry, argc, argv, init, fini, rtld_fini, stack_end);
}
