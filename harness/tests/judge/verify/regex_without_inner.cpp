int a = b;  // expected-error-re {{undeclared}}
