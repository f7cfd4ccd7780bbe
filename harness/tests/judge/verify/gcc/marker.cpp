int a = b;  // #use
// expected-error@#use {{was not declared}}
