int a = bcd;  // expected-error-re {{use of undeclared identifier '{{b[a-z]+}}'}}
