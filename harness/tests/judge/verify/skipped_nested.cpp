#define ONE
#ifdef ONE
# ifndef ONE
int c = d;  // expected-error {{'d'}}
# elif defined(TWO)
int c = e;  // expected-error {{'e'}}
# else
int a = b;  // expected-error {{'b'}}
# endif
#endif
