/*
 * Lets a program read an object of a bucket as if it were a local file. It is the only file that the program
 * can open.
 *
 * The last argument of the program is the path of the object. No such file exists: its size, time and bytes
 * come from the parent. Descriptor 3 is a socket to the parent. Descriptor 4 is a file, the mailbox, into
 * which the parent puts the bytes that it receives of the object. All numbers have 64 bits, little endian:
 *
 *   child to parent, once    the measures of confinement that the kernel refused (see confine.c)
 *   parent to child, once    the object's size in bytes, and its time of change in seconds since 1970
 *   child to parent          offset and length of a part of the object that the program wants to read
 *   parent to child          the place in the mailbox of that part or its beginning, and the number of bytes
 *                            there, which may be more than the length; they stay until the next question
 *
 * The program is started, or forked from a template (see template.c), before the parent knows the object. When
 * it first asks for the file's status or opens the file, it waits for the parent.
 *
 * When the parent cannot deliver bytes, the program ends at once, because it must never take a failed read
 * for the end of the file.
 *
 * The dynamic linker loads this library with --preload, so the functions below replace those of libc. They
 * only cover what the program does by itself. If a file takes the program over, confine.c and filter.c limit what it can
 * do.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "object-file.h"

static const char *object_path;
static int begun, memory_refused;
static uint64_t object_size, object_time;

/*
 * The next read position of each open descriptor of the object, plus one. 0: not a descriptor of the object.
 */
static uint64_t positions[MAX_DESCRIPTORS];

/* The part of the object that is in the mailbox, and its place there. */
static struct { uint64_t start, end, place; } held;

void end_with(int code) {
  for (;;) syscall(SYS_exit_group, code);
}

__attribute__((noreturn)) static void give_up(void) {
  end_with(EXIT_NOT_DELIVERED);
}

void exchange(long number, void *bytes, size_t length) {
  for (char *at = bytes; length > 0;) {
    long done = syscall(number, PARENT, at, length);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) give_up();
    at += done;
    length -= (size_t)done;
  }
}

void report_confinement(uint64_t refused) {
  uint64_t report[2] = {CONFINEMENT_REPORT, refused};
  exchange(SYS_write, report, sizeof report);
}

void set_object(const char *path) {
  object_path = path;
}

/* Runs after all libraries are loaded and before the program's own code. */
__attribute__((constructor)) static void start(int argc, char **argv, char **environment) {
  if (*variable(environment, "TEMPLATE")) return; /* template.c confines it. */
  struct grants grants = granted(environment);
  set_object(argv[argc - 1]);
  report_confinement(confine(&grants, environment, MOST_DESCRIPTORS));
}

static void wait_to_begin(void) {
  uint64_t told[2];
  if (begun) return;
  exchange(SYS_read, told, sizeof told);
  object_size = told[0];
  object_time = told[1];
  begun = 1;
}

static void ask(uint64_t offset, uint64_t length) {
  uint64_t request[2] = {offset, length}, answer[2];
  exchange(SYS_write, request, sizeof request);
  exchange(SYS_read, answer, sizeof answer);
  held.place = answer[0];
  held.start = offset;
  held.end = offset + answer[1];
}

static int is_object(int fd) {
  return fd >= 0 && fd < MAX_DESCRIPTORS && positions[fd] > 0;
}

static int nothing_there(void) {
  errno = ENOENT;
  return -1;
}

static int object_status(struct stat *found) {
  wait_to_begin();
  memset(found, 0, sizeof *found);
  found->st_mode = S_IFREG | 0444;
  found->st_nlink = 1;
  found->st_size = (off_t)object_size;
  found->st_blksize = 4096;
  found->st_blocks = (blkcnt_t)(object_size / 512);
  found->st_atime = found->st_mtime = found->st_ctime = (time_t)object_time;
  return 0;
}

/*
 * C++'s `new`. A program that does not handle lack of memory ends in abort(); then the parent is told the
 * reason.
 */
__attribute__((weak)) extern void _ZSt17__throw_bad_allocv(void);

void *_Znwm(size_t length) {
  void *memory = malloc(length ? length : 1);
  if (memory) return memory;
  memory_refused = 1;
  _ZSt17__throw_bad_allocv();
  return NULL;
}

void *_Znam(size_t length) {
  return _Znwm(length);
}

void abort(void) {
  if (memory_refused) end_with(EXIT_NO_MEMORY);
  syscall(SYS_tgkill, getpid(), getpid(), SIGABRT);
  end_with(128 + SIGABRT);
}

int stat(const char *restrict path, struct stat *restrict found) {
  return strcmp(path, object_path) == 0 ? object_status(found) : nothing_there();
}

int lstat(const char *restrict path, struct stat *restrict found) {
  return stat(path, found);
}

int fstat(int fd, struct stat *found) {
  return is_object(fd) ? object_status(found) : (int)syscall(SYS_fstat, fd, found);
}

FILE *fopen(const char *restrict path, const char *restrict mode) {
  if (strcmp(path, object_path) != 0 || mode[0] != 'r' || strchr(mode, '+')) {
    nothing_there();
    return NULL;
  }
  wait_to_begin();
  /* Nothing is read from this descriptor. It only gives the file a number. */
  int fd = (int)syscall(SYS_dup, MAILBOX);
  if (fd < 0) return NULL;
  if (fd >= MAX_DESCRIPTORS) {
    syscall(SYS_close, fd);
    errno = EMFILE;
    return NULL;
  }
  positions[fd] = 1;
  return fdopen(fd, "r");
}

FILE *fopen64(const char *restrict path, const char *restrict mode) {
  return fopen(path, mode);
}

off_t lseek(int fd, off_t offset, int whence) {
  if (!is_object(fd)) return syscall(SYS_lseek, fd, offset, whence);
  uint64_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? positions[fd] - 1 : object_size;
  off_t to = (off_t)from + offset;
  if (whence < SEEK_SET || whence > SEEK_END || to < 0) {
    errno = EINVAL;
    return -1;
  }
  positions[fd] = (uint64_t)to + 1;
  return to;
}

ssize_t read(int fd, void *buffer, size_t length) {
  if (!is_object(fd)) return syscall(SYS_read, fd, buffer, length);
  uint64_t start = positions[fd] - 1, at = start, end = start + length;
  while (at < end) {
    if (at < held.start || at >= held.end) ask(at, end - at);
    uint64_t part = (end < held.end ? end : held.end) - at;
    if (part == 0) break;
    char *to = (char *)buffer + (at - start);
    if (syscall(SYS_pread64, MAILBOX, to, part, held.place + (at - held.start)) != (long)part) give_up();
    at += part;
  }
  positions[fd] = at + 1;
  return (ssize_t)(at - start);
}
