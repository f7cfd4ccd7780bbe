int a = b;  // expected-error1-2 {{undeclared}}
