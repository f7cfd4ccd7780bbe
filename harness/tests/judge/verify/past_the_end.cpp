int a = b;  // expected-error@+9 {{'b'}}
