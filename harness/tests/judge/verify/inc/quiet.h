#define QUIET 1
