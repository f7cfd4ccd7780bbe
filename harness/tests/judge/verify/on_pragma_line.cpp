#pragma nobody knows this  // expected-warning 0-1 {{unknown pragma ignored}}
int a = b;  // expected-error {{'b'}}
