int a = b;  // #use expected-error@#use {{undeclared}}
