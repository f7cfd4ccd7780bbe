static int never() { return 1; }  // expected-warning 0-1 {{unused function}}
int a = b;  // expected-error {{'b'}}
