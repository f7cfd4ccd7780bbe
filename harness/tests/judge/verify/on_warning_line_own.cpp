int a = b;  // expected-error {{'b'}}
#warning look  // expected-warning {{look}}
// expected-warning@-1 {{look}}
