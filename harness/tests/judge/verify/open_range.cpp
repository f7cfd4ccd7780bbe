int a = b;  // expected-error 1- {{undeclared}}
