int a = b;  // expected-error 2-1 {{undeclared}}
