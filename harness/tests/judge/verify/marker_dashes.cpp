int a = b;  // #the-use_2
// expected-error@#the-use_2 {{undeclared}}
