#include "inc/once.h"
#include "inc/once.h"
int a = b;  // expected-error {{'b'}}
