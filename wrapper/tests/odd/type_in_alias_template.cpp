// No type may be defined in an alias template: Clang hands on a declaration that is null.
template <int N>
using Class = struct Defined {
  static constexpr int value = N;
};
template <class T>
using Enum = enum DefinedToo {
  enumerator
};

Class<0> one;
Enum<int> two;
