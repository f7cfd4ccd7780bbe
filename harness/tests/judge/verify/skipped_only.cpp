#if 0
int c = d;  // expected-error {{undeclared identifier 'd'}}
#endif
int a = 1;
