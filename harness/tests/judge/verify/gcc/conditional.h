#ifdef WITH
static_assert(false, "with");  // expected-error {{with}}
#else
static_assert(false, "without");  // expected-error {{without}}
#endif
