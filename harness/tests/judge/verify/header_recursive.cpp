#include "inc/recursive.h"
int a = b;  // expected-error {{'b'}}
