int a = b;  // #use
int c = 1;  // #use
// expected-error@#use {{undeclared}}
