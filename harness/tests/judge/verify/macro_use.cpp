#define USE(x) int a = x  // expected-note 0-1 {{expanded}}
USE(b);  // expected-error {{undeclared identifier 'b'}}
