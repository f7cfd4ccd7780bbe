int a = b;  // expected-error {{'b'}}
int c = d;  // expected-error {{'d'}}
