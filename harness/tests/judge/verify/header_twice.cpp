#include "inc/plain.h"
int a = b;  // expected-error {{'b'}}
#include "inc/plain.h"
