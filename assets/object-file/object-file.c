/*
 * Lets a program read an object of a bucket as if it were a local file.
 *
 * The parent makes a file of the object's size that holds nothing and opens it as descriptor 5. Descriptor 3 is a socket
 * to the parent, descriptor 4 a second file, the mailbox. Before the program reads a part of the first file which is not
 * in the mailbox, the part is asked of the parent: 16 bytes out (offset and length); when the parent has put the bytes
 * at the start of the mailbox, 8 bytes back (how many; all numbers are 64 bits, little endian). Opening, seeking, the
 * file's size and times and everything about other files stay the kernel's business.
 *
 * The program begins when the parent has sent a first 8 bytes: it is started before the parent knows the object's size.
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

static volatile int busy;

/* The part of the object that is in the mailbox. */
static struct { uint64_t start, end; } held;

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

__attribute__((constructor)) static void wait_to_begin(void) {
  uint64_t go;
  exchange(SYS_read, &go, sizeof go);
}

static int is_object(int fd) {
  struct stat object, file;
  return syscall(SYS_fstat, OBJECT, &object) == 0 && syscall(SYS_fstat, fd, &file) == 0 &&
         file.st_ino == object.st_ino && file.st_dev == object.st_dev;
}

static void ask(uint64_t offset, uint64_t length) {
  uint64_t request[2] = {offset, length}, delivered;
  exchange(SYS_write, request, sizeof request);
  exchange(SYS_read, &delivered, sizeof delivered);
  held.start = offset;
  held.end = offset + delivered;
}

ssize_t read(int fd, void *buffer, size_t length) {
  if (!is_object(fd)) return syscall(SYS_read, fd, buffer, length);
  while (__sync_lock_test_and_set(&busy, 1)) syscall(SYS_sched_yield);
  uint64_t offset = (uint64_t)syscall(SYS_lseek, fd, 0L, SEEK_CUR);
  if (offset < held.start || offset + length > held.end) ask(offset, length);
  if (length > held.end - offset) length = held.end - offset;
  ssize_t done = syscall(SYS_pread64, MAILBOX, buffer, length, offset - held.start);
  if (done != (ssize_t)length) give_up();
  __sync_lock_release(&busy);
  syscall(SYS_lseek, fd, offset + length, SEEK_SET);
  return done;
}

int connect(int fd, const struct sockaddr *address, socklen_t length) {
  (void)fd, (void)address, (void)length;
  errno = EACCES;
  return -1;
}
