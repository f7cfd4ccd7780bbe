#define INNER nowhere
#define OUTER int a = INNER;
OUTER  // expected-error {{undeclared identifier 'nowhere'}}
