#include "inc/annotated.h"
int a = b;  // expected-error {{'b'}}
