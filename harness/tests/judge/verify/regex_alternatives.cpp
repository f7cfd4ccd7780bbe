int a = bcd;  // expected-error-re {{{{undeclared|unknown}} identifier}}
