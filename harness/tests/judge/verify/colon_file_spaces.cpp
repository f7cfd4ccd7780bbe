int a = b;  // expected-error@own : {{'b'}}
