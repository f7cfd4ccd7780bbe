int a = b;  // expected-error@0 {{'b'}}
