#ifndef DEEPER
#define DEEPER
#include "recursive.h"
#endif
static_assert(false, "recursive");  // expected-error {{recursive}}
