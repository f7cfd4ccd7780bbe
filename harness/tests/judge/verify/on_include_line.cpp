#include "inc/nowhere.h"  // expected-error {{file not found}}
