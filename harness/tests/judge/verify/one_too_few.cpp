int a = b, c = d;  // expected-error {{undeclared}}
