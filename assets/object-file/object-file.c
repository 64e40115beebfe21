/*
 * Lets a program read an object of a bucket as if it were a local file.
 *
 * The parent makes a file of the object's size that holds nothing and opens it as descriptor 5. Descriptor 3 is a socket
 * to the parent, descriptor 4 a second file, the mailbox, in which the parent lets lie what it receives of the object.
 * Before the program reads a part of the first file of which it was not told where it is in the mailbox, it asks the
 * parent: 16 bytes out (offset and length); when the bytes or some of them are there, 16 bytes back (where they are in it,
 * and how many, which may be more than was asked for; all numbers are 64 bits, little endian). They stay there until the
 * next question. Opening, seeking, the file's size and times and everything about other files stay the kernel's business.
 *
 * The program is started before the parent knows the object's size. It gets itself ready meanwhile, and waits before it
 * asks for the first time what a file is like until the parent has sent a first 8 bytes.
 *
 * When the parent cannot deliver, the program ends at once: it must never take a failed read for the end of the file.
 * Network connections are refused: a playlist must not make the program fetch what it names.
 *
 * Loaded with the dynamic linker's --preload. It needs nothing but `syscall` and errno of the libc it meets.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PARENT = 3, MAILBOX = 4, OBJECT = 5, EXIT_NOT_DELIVERED = 74 };

static volatile int busy, waiting, begun;

/* The part of the object that is in the mailbox, and where it is there. */
static struct { uint64_t start, end, place; } held;

static void give_up(void) {
  for (;;) syscall(SYS_exit_group, EXIT_NOT_DELIVERED);
}

static void exchange(long number, void *bytes, size_t length) {
  for (char *at = bytes; length > 0;) {
    long done = syscall(number, PARENT, at, length);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) give_up();
    at += done;
    length -= (size_t)done;
  }
}

static void wait_to_begin(void) {
  uint64_t go;
  while (__sync_lock_test_and_set(&waiting, 1)) syscall(SYS_sched_yield);
  if (!begun) exchange(SYS_read, &go, sizeof go);
  begun = 1;
  __sync_lock_release(&waiting);
}

static int is_object(int fd) {
  struct stat object, file;
  return syscall(SYS_fstat, OBJECT, &object) == 0 && syscall(SYS_fstat, fd, &file) == 0 &&
         file.st_ino == object.st_ino && file.st_dev == object.st_dev;
}

static void ask(uint64_t offset, uint64_t length) {
  uint64_t request[2] = {offset, length}, answer[2];
  exchange(SYS_write, request, sizeof request);
  exchange(SYS_read, answer, sizeof answer);
  held.place = answer[0];
  held.start = offset;
  held.end = offset + answer[1];
}

/* MediaInfo looks at a file before it opens it. */
int stat(const char *restrict path, struct stat *restrict found) {
  wait_to_begin();
  return (int)syscall(SYS_stat, path, found);
}

ssize_t read(int fd, void *buffer, size_t length) {
  if (!is_object(fd)) return syscall(SYS_read, fd, buffer, length);
  wait_to_begin();
  while (__sync_lock_test_and_set(&busy, 1)) syscall(SYS_sched_yield);
  uint64_t start = (uint64_t)syscall(SYS_lseek, fd, 0L, SEEK_CUR), at = start, end = start + length;
  while (at < end) {
    if (at < held.start || at >= held.end) ask(at, end - at);
    uint64_t part = (end < held.end ? end : held.end) - at;
    if (part == 0) break;
    char *to = (char *)buffer + (at - start);
    if (syscall(SYS_pread64, MAILBOX, to, part, held.place + (at - held.start)) != (long)part) give_up();
    at += part;
  }
  __sync_lock_release(&busy);
  syscall(SYS_lseek, fd, at, SEEK_SET);
  return (ssize_t)(at - start);
}

int connect(int fd, const struct sockaddr *address, socklen_t length) {
  (void)fd, (void)address, (void)length;
  errno = EACCES;
  return -1;
}
