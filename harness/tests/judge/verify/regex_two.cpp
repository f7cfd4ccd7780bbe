int a = bcd;  // expected-error-re {{use {{of}} undeclared {{ident[a-z]*}} 'bcd'}}
