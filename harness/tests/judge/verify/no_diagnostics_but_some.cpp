// expected-no-diagnostics
int a = b;
