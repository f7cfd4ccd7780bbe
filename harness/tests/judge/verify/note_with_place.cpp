int f(int);  // expected-note {{previous declaration}}

// expected-error@+1 {{functions that differ only in their return type cannot be overloaded}}
void f(int);
