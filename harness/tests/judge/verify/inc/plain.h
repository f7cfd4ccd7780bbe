static_assert(false, "plain");  // expected-error {{plain}}
