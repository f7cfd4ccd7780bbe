#include "inc/broken.h"
// expected-error@inc/broken.h:* {{undeclared}}
