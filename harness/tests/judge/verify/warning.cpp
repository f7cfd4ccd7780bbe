void f() {
  int unused;
  unused == 1;  // expected-warning {{equality comparison result unused}} expected-note {{use '='}}
}
