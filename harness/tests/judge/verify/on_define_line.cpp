#define X y  // expected-note 0-1 {{never}}
int a = b;  // expected-error {{'b'}}
