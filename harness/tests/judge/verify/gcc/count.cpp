int a = b; int c = d;  // expected-error 2 {{was not declared}}
