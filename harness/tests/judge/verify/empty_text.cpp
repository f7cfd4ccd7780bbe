int a = b;  // expected-error {{}}
