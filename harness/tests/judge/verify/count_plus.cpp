// expected-error@+1 + {{undeclared}}
int a = b, c = d;
