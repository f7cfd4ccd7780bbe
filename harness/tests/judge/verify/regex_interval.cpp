int a = bbb;  // expected-error-re {{identifier '{{b{3}}}'}}
