int f(int);  // expected-note {{previous declaration}}
void f(int);  // expected-error {{differ only in their return type}}
