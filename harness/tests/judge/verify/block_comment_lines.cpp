int a = b;  /* a comment
  expected-error {{undeclared}}
*/
