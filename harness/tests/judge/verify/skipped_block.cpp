#if 0
/* expected-error@+1 {{'b'}} */
#else
/* expected-error@+1 {{'b'}} */
int a = b;
#endif
