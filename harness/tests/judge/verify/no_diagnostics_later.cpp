int a = b;  // expected-error {{undeclared}}
// expected-no-diagnostics
