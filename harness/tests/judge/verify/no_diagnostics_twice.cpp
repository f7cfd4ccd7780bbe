// expected-no-diagnostics
int a = 1;  // expected-no-diagnostics
