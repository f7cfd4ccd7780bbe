int a = b;  // see expected-error {{undeclared}}
