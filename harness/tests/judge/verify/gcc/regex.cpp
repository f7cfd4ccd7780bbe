int a = bcd;  // expected-error-re {{'{{b[a-z]+}}' was not declared}}
