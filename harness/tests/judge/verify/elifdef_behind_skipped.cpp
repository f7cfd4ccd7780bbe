#if 0
#elifndef X  // expected-error {{never}}
#endif
int a = b;  // expected-error {{undeclared}}
