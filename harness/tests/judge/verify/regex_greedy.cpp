int a = b, c = d;  // expected-error-re 2 {{identifier '{{.}}'}}
