int a = b;  // expected-error {{undeclared}
