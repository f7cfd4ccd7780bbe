#define HEADER "inc/plain.h"
#include HEADER
int a = b;  // expected-error {{'b'}}
