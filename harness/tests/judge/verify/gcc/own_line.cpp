int a = b;  // expected-error {{'b' was not declared in this scope}}
