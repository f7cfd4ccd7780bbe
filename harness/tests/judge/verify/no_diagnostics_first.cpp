// expected-no-diagnostics
int a = b;  // expected-error {{undeclared}}
