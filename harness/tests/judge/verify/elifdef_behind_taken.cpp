#if 1
#elifdef X  // expected-error@+2 {{undeclared}}
#endif
int a = b;
