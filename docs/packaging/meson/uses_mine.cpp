#include <exactly.hpp>

int main() { return Exactly<int>(0).value; }
