// expected-error@+2 {{'b'}}
#line 40
int a = b;
