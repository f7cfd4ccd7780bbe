// expected-error@+1 2 {{undeclared}}
int a = b, c = d;
