int a = b;  // x.expected-error {{undeclared}}
