int a = b;  // expected-error {{'b'}} expected-error 0+ {{'c'}}
