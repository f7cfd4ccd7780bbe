int a = b, c = d;  // expected-error {{'b'}} expected-error {{undeclared}}
