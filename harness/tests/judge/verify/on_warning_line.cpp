// expected-warning@+1 {{look}}
#warning look
