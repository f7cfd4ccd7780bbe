int a = b;  // expected-er\
ror {{undeclared}}
