// expected-no-diagnostics-re
int a = 1;
