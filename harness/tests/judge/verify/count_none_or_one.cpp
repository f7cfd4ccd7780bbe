// expected-error@+1 0-1 {{undeclared}}
int a = 1;
int b = c;  // expected-error {{undeclared}}
