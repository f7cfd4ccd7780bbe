// expected-error@+1 {{was not declared}}
int a = b;
