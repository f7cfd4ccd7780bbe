// expected-error@+1 {{stop here}}
#error stop here
