#define BROKEN int a = b;
BROKEN  // expected-error {{undeclared identifier 'b'}}
