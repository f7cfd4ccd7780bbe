#include "inc/conditional.h"
#define WITH
#include "inc/conditional.h"
int a = b;  // expected-error {{'b'}}
