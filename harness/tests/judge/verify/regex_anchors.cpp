int a = bcd;  // expected-error-re {{{{^use}} of}}
