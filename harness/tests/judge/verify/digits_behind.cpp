int a = b;  // expected-error1 {{undeclared}}
