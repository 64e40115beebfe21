#include <stddef.h>
#include <stdint.h>

/* Descriptors that the parent leaves open for the program, besides the three standard ones. */
enum { PARENT = 3, MAILBOX = 4, FIRST_UNUSED = 5 };

/* Five are open at the start, and the program opens the object twice. */
enum { MAX_DESCRIPTORS = 32 };

/*
 * System calls, from the headers of kernel 6.12. The headers of the machine that compiles this may be older.
 */
enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446, CLOSE_RANGE = 436 };

/* More than the parent may have left open. */
enum { MOST_DESCRIPTORS = 65536 };

/*
 * "CONFINED". The report on the confinement begins with it, so that it cannot be mistaken for a question for
 * bytes.
 */
#define CONFINEMENT_REPORT 0x44454e49464e4f43u

/*
 * Exit codes when the program is ended early. The first two are also in run-mediainfo.ts, where they matter.
 */
enum { EXIT_NOT_DELIVERED = 74, EXIT_NO_MEMORY = 75, EXIT_NO_LOCALE = 76 };

/*
 * The measures of confinement, as bits of the report on those that the kernel refused. Also in
 * confinement.ts.
 */
enum {
  LIMITS = 1 << 0,
  USER = 1 << 1,
  NO_NEW_PRIVILEGES = 1 << 2,
  PARENT_DEATH = 1 << 3,
  NOT_DUMPABLE = 1 << 4,
  DESCRIPTORS = 1 << 5,
  LANDLOCK = 1 << 6,
  SYSTEM_CALLS = 1 << 7,
};

/* These names are only for the files of this library: none of the program's is replaced by them. */
#pragma GCC visibility push(hidden)

/* What the kernel grants: bytes of memory, bytes of address space, and CPU seconds. */
struct grants { uint64_t memory, addresses, cpu; };

/* The grants of the variable CONFINEMENT=MEMORY,ADDRESSES,CPU. */
struct grants granted(char **environment);

/*
 * Confines the process. This cannot be undone. No descriptor is open from the given number on. Returns the measures
 * that the kernel refused.
 */
uint64_t confine(const struct grants *grants, char **environment, int descriptors_end);

/*
 * Confines the template (see template.c) as far as its task allows, and closes the descriptors from this number on. The
 * same is returned.
 */
uint64_t confine_template(char **environment, int descriptors_end);

/* Set a filter of system calls (see filter.c). 0, or 1 when the kernel refused it. */
int filter_to_describe(void);
int filter_of_template(void);

/* The value of a variable; an empty text without it. */
const char *variable(char **environment, const char *name);

/* The program's only file is the one with this path. */
void set_object(const char *path);

/* Reads or writes all bytes at the descriptor PARENT, or ends the process. */
void exchange(long number, void *bytes, size_t length);

/* Tells the parent which measures of confinement the kernel refused. */
void report_confinement(uint64_t refused);

__attribute__((noreturn)) void end_with(int code);

#pragma GCC visibility pop
