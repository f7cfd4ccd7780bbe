static_assert(false, "a {{b}} c");  // expected-error {{a {{b}} c}}
