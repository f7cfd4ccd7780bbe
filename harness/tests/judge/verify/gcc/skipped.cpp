#ifdef __clang__
int c = d;  // expected-error {{undeclared identifier 'd'}}
#else
int a = b;  // expected-error {{was not declared}}
#endif
