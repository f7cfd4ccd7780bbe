int a = b;  // x#use
// expected-error@#use {{undeclared}}
