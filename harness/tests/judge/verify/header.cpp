#include "inc/broken.h"
// expected-error@inc/broken.h:2 {{undeclared identifier 'nothing_here'}}
