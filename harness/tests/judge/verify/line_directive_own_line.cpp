#line 40 "elsewhere.h"
int a = b;  // expected-error {{'b'}}
