// expected-error@#use {{undeclared}}
int a = b;  // #use
