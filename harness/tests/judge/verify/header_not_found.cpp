#include "inc/broken.h"
// expected-error@inc/nowhere.h:2 {{undeclared}}
