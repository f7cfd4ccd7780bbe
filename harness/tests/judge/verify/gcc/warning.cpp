#warning look  // expected-warning {{#warning look}}
