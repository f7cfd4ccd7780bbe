// E0521: what a closure has for the time of its call only is kept by somebody outside.
#include <functional>
#include <map>
#include <memory>
#include <norace/norace.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using Numbers = std::vector<int>;
using Shared = norace::Arc<norace::Mutex<int>>;

void pointer_stored(const Shared& shared) {
  int* kept = nullptr;
  shared->with([&kept](int& n) {
    kept = &n;  // E0521
  });
  *kept = 1;
}

void element_stored(const norace::Mutex<Numbers>& numbers) {
  int* kept = nullptr;
  numbers.with([&](Numbers& all) {
    if (!all.empty()) kept = &all.front();  // E0521
  });
  *kept = 1;
}

void iterator_stored(const norace::Mutex<Numbers>& numbers) {
  Numbers::iterator kept;
  numbers.with([&](Numbers& all) {
    kept = all.begin();  // E0521
  });
  *kept = 1;
}

void view_stored(const norace::RwLock<std::string>& text) {
  std::string_view kept;
  text.with_read([&kept](const std::string& inside) {
    kept = inside;  // E0521
  });
  static_cast<void>(kept.front());
}

void span_stored(const norace::RwLock<Numbers>& numbers) {
  std::span<int> kept;
  numbers.with_write([&kept](Numbers& all) {
    kept = std::span<int>(all).subspan(1);  // E0521
  });
  kept[0] = 1;
}

void pushed_into_a_vector(const Shared& shared) {
  std::vector<int*> kept;
  shared->with([&kept](int& n) {
    kept.push_back(&n);  // E0521
  });
  *kept[0] = 1;
}

void all_pointers_pushed(const norace::Mutex<Numbers>& numbers) {
  std::vector<const int*> kept;
  numbers.with([&kept](const Numbers& all) {
    for (const int& n : all) kept.push_back(&n);  // E0521
  });
  static_cast<void>(*kept.front());
}

struct Last {
  int* place = nullptr;
};

void member_of_a_struct(const Shared& shared) {
  Last last;
  shared->with([&last](int& n) {
    last.place = &n;  // E0521
  });
  *last.place = 1;
}

void member_of_a_parameter(const Shared& shared, Last& last) {
  shared->with([&last](int& n) {
    last.place = &n;  // E0521
  });
}

class Watcher {
 public:
  explicit Watcher(Shared shared) : shared_(std::move(shared)) {}
  void watch() {
    shared_->with([this](int& n) {
      watched_ = &n;  // E0521
    });
  }
  void change() { *watched_ = 1; }

 private:
  Shared shared_;
  int* watched_ = nullptr;
};

void remember(int*& slot, int& n) { slot = &n; }

void by_a_function(const Shared& shared) {
  int* kept = nullptr;
  shared->with([&kept](int& n) {
    remember(kept, n);  // E0521
  });
  *kept = 1;
}

void by_exchange(const Shared& shared) {
  int own = 0;
  int* kept = &own;
  shared->with([&kept](int& n) {
    std::exchange(kept, &n);  // E0521
  });
  *kept = 1;
}

void by_swap(const Shared& shared) {
  int own = 0;
  int* kept = &own;
  shared->with([&kept](int& n) {
    int* mine = &n;
    std::swap(kept, mine);  // E0521
  });
  *kept = 1;
}

void value_of_a_map(const Shared& shared) {
  std::map<int, int*> kept;
  shared->with([&kept](int& n) {
    kept[1] = &n;  // E0521
  });
  *kept.at(1) = 1;
}

void content_of_a_box(const norace::Mutex<std::unique_ptr<int>>& guarded) {
  int* kept = nullptr;
  guarded.with([&kept](std::unique_ptr<int>& box) {
    kept = box.get();  // E0521
  });
  *kept = 1;
}

void in_one_branch(const Shared& shared, bool keeps) {
  int own = 0;
  int* kept = &own;
  shared->with([&](int& n) {
    if (keeps) {
      kept = &n;  // E0521
    } else {
      n = 2;
    }
  });
  *kept = 1;
}

void with_a_name_first(const Shared& shared) {
  int* kept = nullptr;
  shared->with([&kept](int& n) {
    int& same = n;
    int* const there = &same;
    kept = there;  // E0521
  });
  *kept = 1;
}

void through_the_outer_closure(const Shared& one, const Shared& other) {
  one->with([&other](int& n) {
    int* kept = &n;
    other->with([&kept](int& m) {
      kept = &m;  // E0521
    });
    *kept = 1;
  });
}

void reference_wrapper_stored(const Shared& shared) {
  int own = 0;
  auto kept = std::ref(own);
  shared->with([&kept](int& n) {
    kept = std::ref(n);  // E0521
  });
  kept.get() = 1;
}

void optional_reference_stored(const norace::Mutex<std::string>& guarded) {
  std::optional<std::string_view> kept;
  guarded.with([&kept](const std::string& text) {
    kept = text;  // E0521
  });
  static_cast<void>(kept->front());
}

void closure_stored(const Shared& shared) {
  std::function<void()> later;
  shared->with([&later](int& n) {
    later = [&n] { n += 1; };  // E0521
  });
  later();
}

void pointer_in_a_static(const Shared& shared) {
  thread_local int* kept = nullptr;
  shared->with([](int& n) {
    kept = &n;  // E0521
  });
  *kept = 1;
}

void missed_thrown_out(const Shared& shared) {
  try {
    shared->with([](int& n) {
      throw &n;  // E0521
    });
  } catch (int* kept) {
    *kept = 1;
  }
}

void closure_with_a_name(const Shared& shared) {
  int* kept = nullptr;
  const auto keep = [&kept](int& n) {
    kept = &n;  // E0521
  };
  shared->with(keep);
  *kept = 1;
}

void scope_kept_by_pointer() {
  norace::Scope* kept = nullptr;
  norace::scope([&kept](norace::Scope& s) {
    kept = &s;  // E0521
  });
  kept->spawn([] {});
}

struct DepthTag {
  static int init() { return 1; }
};
constexpr norace::LocalKey<DepthTag, int> depth;
struct NamesTag {
  static norace::RefCell<Numbers> init() { return norace::RefCell<Numbers>(Numbers{1}); }
};
constexpr norace::LocalKey<NamesTag, norace::RefCell<Numbers>> names;

void missed_thread_local_stored() {
  const int* kept = nullptr;
  depth.with([&kept](const int& n) {
    kept = &n;  // E0521
  });
  static_cast<void>(*kept);
}

void thread_local_borrowed_and_stored() {
  int* kept = nullptr;
  names.with_borrow_mut([&kept](Numbers& all) {
    kept = &all[0];  // E0521
  });
  *kept = 1;
}

void second_parameter_stored(const norace::RwLock<Numbers>& lock) {
  const Numbers* kept = nullptr;
  lock.with_read([&kept](const Numbers& all) {
    if (all.size() < 2) return;
    kept = &all;  // E0521
  });
  static_cast<void>(kept->size());
}

void pointer_by_a_member_function(const Shared& shared) {
  struct Keeper {
    int* kept = nullptr;
    void keep(int& n) { kept = &n; }
  };
  Keeper keeper;
  shared->with([&keeper](int& n) {
    keeper.keep(n);  // E0521
  });
  *keeper.kept = 1;
}

void stored_by_pointer(const Shared& shared, int** slot) {
  shared->with([slot](int& n) {
    *slot = &n;  // E0521
  });
}

void handed_out_by_a_result_parameter(const norace::Mutex<Numbers>& numbers, int*& result) {
  numbers.with([&result](Numbers& all) {
    result = all.data();  // E0521
  });
}

class Cache {
 public:
  const int* find(int wanted) {
    const int* found = nullptr;
    numbers_.with_read([&](const Numbers& all) {
      for (const int& n : all)
        if (n == wanted) found = &n;  // E0521
    });
    return found;
  }

 private:
  norace::RwLock<Numbers> numbers_{Numbers{1, 2}};
};

void missed_pair_assigned(const norace::Mutex<Numbers>& numbers) {
  std::pair<int*, int> kept{nullptr, 0};
  numbers.with([&kept](Numbers& all) {
    kept = {all.data(), 1};  // E0521
  });
  *kept.first = 1;
}

void pointer_added_to_a_parameter(const Shared& shared, std::vector<int*>& kept) {
  shared->with([&kept](int& n) {
    kept.push_back(&n);  // E0521
  });
}
