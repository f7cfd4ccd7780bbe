#include "inc/broken.h"
// expected-error@inc/broken.h:1 {{was not declared}}
