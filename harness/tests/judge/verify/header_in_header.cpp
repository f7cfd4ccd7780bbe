#include "inc/outer.h"
int a = b;  // expected-error {{'b'}}
