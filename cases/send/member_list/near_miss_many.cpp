// As many members as a class of settings may have, listed or not.
#include <norace/norace.hpp>

#include <string>

class Listed {
 public:
  int sum() const { return m0_ + m29_ + int(name_.size()); }

 private:
  std::string name_ = "ab";
  int m0_ = 1, m1_ = 1, m2_ = 1, m3_ = 1, m4_ = 1, m5_ = 1, m6_ = 1, m7_ = 1, m8_ = 1, m9_ = 1, m10_ = 1, m11_ = 1, m12_ = 1, m13_ = 1, m14_ = 1;
  int m15_ = 1, m16_ = 1, m17_ = 1, m18_ = 1, m19_ = 1, m20_ = 1, m21_ = 1, m22_ = 1, m23_ = 1, m24_ = 1, m25_ = 1, m26_ = 1, m27_ = 1, m28_ = 1, m29_ = 1;
  NORACE_MEMBERS(name_, m0_, m1_, m2_, m3_, m4_, m5_, m6_, m7_, m8_, m9_, m10_, m11_, m12_, m13_, m14_,
                 m15_, m16_, m17_, m18_, m19_, m20_, m21_, m22_, m23_, m24_, m25_, m26_, m27_, m28_, m29_)
};
struct Seen {
  std::string name = "ab";
  int m0 = 1, m1 = 1, m2 = 1, m3 = 1, m4 = 1, m5 = 1, m6 = 1, m7 = 1, m8 = 1, m9 = 1, m10 = 1, m11 = 1, m12 = 1, m13 = 1, m14 = 1;
  int m15 = 1, m16 = 1, m17 = 1, m18 = 1, m19 = 1, m20 = 1, m21 = 1, m22 = 1, m23 = 1, m24 = 1, m25 = 1, m26 = 1, m27 = 1, m28 = 1, m29 = 1;
};

int main() {
  auto shared = norace::Arc<Seen>::make();
  const int seen = norace::spawn([](norace::Arc<Seen> s) { return s->m0 + s->m29; }, shared).join();
  return seen + norace::spawn([](Listed l) { return l.sum(); }, Listed()).join() == 6 ? 0 : 1;
}
