// expected-error@#nowhere {{undeclared}}
int a = b;
