int a = b;  // Expected-Error {{'b'}}
