int a = b;  // expected-error {{use of undeclared identifier 'b'}}
