#if 0
int c = d;  // expected-error {{undeclared identifier 'd'}}
#endif
int a = b;  // expected-error {{undeclared identifier 'b'}}
