// expected-error@3 {{undeclared}}

int a = b;
