int a = b;  // expected-foo-error {{undeclared}}
