// expected-error@*:* {{undeclared}}
int a = b;
