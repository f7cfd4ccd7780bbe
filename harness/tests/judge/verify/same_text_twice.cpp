int a = b;  // expected-error {{undeclared}}
int c = d;  // expected-error {{undeclared}}
