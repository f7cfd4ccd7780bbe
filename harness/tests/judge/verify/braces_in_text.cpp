static_assert(false, "x } y");  // expected-error {{x } y}}
