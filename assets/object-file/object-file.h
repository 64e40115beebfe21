#include <stdint.h>

/* Descriptors that the parent leaves open for the program, besides the three standard ones. */
enum { PARENT = 3, MAILBOX = 4, FIRST_UNUSED = 5 };

/* Five are open at the start, and the object is opened twice. */
enum { MAX_DESCRIPTORS = 32 };

/* What the report on the confinement begins with: it must not be taken for a question for bytes. "CONFINED" */
#define CONFINEMENT_REPORT 0x44454e49464e4f43u

/* How the program ends before its time. Also in run-mediainfo.ts, where that matters. */
enum { EXIT_NOT_DELIVERED = 74, EXIT_NO_MEMORY = 75, EXIT_NO_LOCALE = 76 };

/* The measures of confinement, as the parent is told of those that were refused. Also in confinement.ts. */
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

/* Shuts the process in for good. Returns the measures that the kernel refused. */
uint64_t confine(char **environment);

__attribute__((noreturn)) void end_with(int code);
