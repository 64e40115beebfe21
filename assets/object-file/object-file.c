/*
 * Lets a program read an object of a bucket as if it were a local file.
 *
 * The parent makes an empty file of the object's size, opens it as descriptor 4, and keeps the other end of the
 * socket that is descriptor 3. Whenever the program reads from a descriptor of that same file, the bytes are asked
 * of the parent: 16 bytes out (offset and length, 64 bits each, little endian), 8 bytes back (how many follow), then
 * the bytes. Opening, seeking and the file's size stay the kernel's business; every other file is read as ever.
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

enum { PARENT = 3, OBJECT = 4, EXIT_NOT_DELIVERED = 74 };

static volatile int busy;

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

static int is_object(int fd) {
  struct stat object, file;
  return syscall(SYS_fstat, OBJECT, &object) == 0 && syscall(SYS_fstat, fd, &file) == 0 &&
         file.st_ino == object.st_ino && file.st_dev == object.st_dev;
}

ssize_t read(int fd, void *buffer, size_t length) {
  if (!is_object(fd)) return syscall(SYS_read, fd, buffer, length);
  uint64_t request[2] = {(uint64_t)syscall(SYS_lseek, fd, 0L, SEEK_CUR), length};
  uint64_t given;
  while (__sync_lock_test_and_set(&busy, 1)) syscall(SYS_sched_yield);
  exchange(SYS_write, request, sizeof request);
  exchange(SYS_read, &given, sizeof given);
  if (given > length) give_up();
  exchange(SYS_read, buffer, given);
  __sync_lock_release(&busy);
  syscall(SYS_lseek, fd, (long)(request[0] + given), SEEK_SET);
  return (ssize_t)given;
}

int connect(int fd, const struct sockaddr *address, socklen_t length) {
  (void)fd, (void)address, (void)length;
  errno = EACCES;
  return -1;
}
