int a = b12;  // expected-error-re {{identifier '{{b\d+}}'}}
int c = dd;  // expected-error-re {{identifier '{{\d\d}}'}}
