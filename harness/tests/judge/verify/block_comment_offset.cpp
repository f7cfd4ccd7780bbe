/* expected-error@+3 {{undeclared}}
   more
*/
int a = b;
