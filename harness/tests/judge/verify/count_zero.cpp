int a = 1;  // expected-error 0 {{undeclared}}
int b = c;  // expected-error 1 {{undeclared}}
