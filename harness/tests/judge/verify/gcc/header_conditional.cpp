#define WITH
#include "conditional.h"
static_assert(false, "last");  // expected-error {{last}}
