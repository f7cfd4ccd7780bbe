#ifdef WITH
int with = missing_with;  // expected-error {{'missing_with'}}
#elif defined(UNMET)
int unmet;  // expected-error {{never}}
#else
int without = missing_without;  // expected-error {{'missing_without'}}
#endif
