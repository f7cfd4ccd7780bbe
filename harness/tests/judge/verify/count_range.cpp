// expected-error@+1 1-3 {{undeclared}}
int a = b, c = d;
