#import "inc/plain.h"
#import "inc/plain.h"
int a = b;  // expected-error {{'b'}}
