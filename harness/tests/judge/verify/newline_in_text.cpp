static_assert(false, "one\ntwo");  // expected-error {{one}}
