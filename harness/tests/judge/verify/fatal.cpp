#include <there/is/no/such/header>  // expected-error {{'there/is/no/such/header' file not found}}
int a = b;
