int a = b;  // expected-error 1-3 {{was not declared}}
