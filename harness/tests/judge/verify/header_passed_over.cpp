#if 0
#include "inc/plain.h"
#endif
int a = b;  // expected-error {{'b'}}
