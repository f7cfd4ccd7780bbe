#include "quiet.h"
#if QUIET && __has_include("quiet.h")
#include "plain.h"
#else
int outer;  // expected-error {{never}}
#endif
