#ifdef NEVER
#line 70 "elsewhere.cpp"
#endif
int a = b;  // expected-error {{'b'}}
