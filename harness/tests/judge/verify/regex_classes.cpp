int a = b12;  // expected-error-re {{identifier '{{[[:alpha:]][[:digit:]]+}}'}}
