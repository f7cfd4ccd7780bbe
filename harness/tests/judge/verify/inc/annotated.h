#ifndef ANNOTATED
#define ANNOTATED
int in_header = missing;  // expected-error {{undeclared identifier 'missing'}}
#endif
