#ifdef __cplusplus
int a = b;  // expected-error {{undeclared identifier 'b'}}
#else
int a = c;  // expected-error {{undeclared identifier 'c'}}
#endif
