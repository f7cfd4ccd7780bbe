int a = b;  // #use
int c = 1;  // #use
// expected-error@1 {{undeclared}}
