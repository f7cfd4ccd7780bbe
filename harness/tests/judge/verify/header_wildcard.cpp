#include "inc/broken.h"
// expected-error@*:* {{undeclared}}
