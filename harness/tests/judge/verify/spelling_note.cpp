int counter;  // expected-note {{'counter' declared here}}
int a = countr;  // expected-error {{use of undeclared identifier 'countr'; did you mean 'counter'?}}
