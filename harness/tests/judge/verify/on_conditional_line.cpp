#if 1  // expected-note 0-1 {{never}}
int a = b;  // expected-error {{'b'}}
#endif never  // expected-warning {{extra tokens at end of #endif directive}}
