// expected-error@+1 {{undeclared identifier}}
int a = b;
