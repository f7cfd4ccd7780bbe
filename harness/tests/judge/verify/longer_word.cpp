int a = b;  // expected-errors {{undeclared}}
