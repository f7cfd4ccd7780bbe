#if 0
it's // expected-error {{never}}
#endif
int a = b;  // expected-error {{'b'}}
