int a = bcd;  // expected-error-re {{identifier '{{[\b]cd}}'}}
