// The library's containers and owners: what their methods read and write.
#include <any>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <deque>
#include <iostream>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "run.hpp"

void racy_both_push_back() {
  std::vector<int> numbers;
  std::thread first([&] { numbers.push_back(1); });   // RACE
  std::thread second([&] { numbers.push_back(2); });  // RACE
  first.join();
  second.join();
}

void racy_size_of_a_growing_vector() {
  std::vector<int> numbers;
  std::thread writer([&] { numbers.emplace_back(1); });  // RACE
  std::printf("%zu\n", numbers.size());                  // RACE
  writer.join();
}

void racy_walk_over_a_shrinking_vector() {
  std::vector<int> numbers{1, 2, 3};
  std::thread remover([&] { numbers.pop_back(); });          // RACE
  for (const int each : numbers) std::printf("%d\n", each);  // RACE
  remover.join();
}

void racy_resize_and_element() {
  std::vector<long> numbers(4);
  std::thread writer([&] { numbers[1] = 5; });  // RACE
  numbers.resize(100);                          // RACE
  writer.join();
}

void racy_map_by_brackets() {
  std::map<int, int> squares;
  std::thread first([&] { squares[1] = 1; });   // RACE
  std::thread second([&] { squares[2] = 4; });  // RACE
  first.join();
  second.join();
}

void racy_map_found_and_inserted() {
  std::unordered_map<std::string, int> ages{{"ada", 36}};
  std::thread writer([&] { ages.insert({"alan", 41}); });  // RACE
  if (ages.find("ada") != ages.end()) std::puts("found");  // RACE
  writer.join();
}

void racy_hash_map_grows() {
  std::unordered_map<int, int> squares;
  auto fill = [&](int from) {
    for (int i = from; i < from + 5; ++i) squares.emplace(i, i * i);  // RACE
  };
  std::thread first(fill, 0);    // RACE
  std::thread second(fill, 10);  // RACE
  first.join();
  second.join();
}

void racy_same_value_of_the_map() {
  std::map<int, int> counts{{1, 0}};
  std::thread first([&] { counts.at(1) += 1; });   // RACE
  std::thread second([&] { counts.at(1) += 2; });  // RACE
  first.join();
  second.join();
}

void racy_set_inserts() {
  std::set<int> seen;
  std::thread first([&] { seen.insert(1); });  // RACE
  seen.insert(2);                              // RACE
  first.join();
}

void racy_string_appended_and_printed() {
  std::string line = "start";
  std::thread writer([&line] { line += " and a long end, so that it allocates"; });  // RACE
  std::puts(line.c_str());                                                           // RACE
  writer.join();
}

void racy_string_assigned_and_copied() {
  std::string name = "first";
  std::thread writer([&name] { name = "another"; });  // RACE
  const std::string copy = name;                      // RACE
  writer.join();
  std::puts(copy.c_str());
}

void racy_optional_filled_and_asked() {
  std::optional<int> result;
  std::thread worker([&result] { result = 5; });         // RACE
  if (result.has_value()) std::printf("%d\n", *result);  // RACE
  worker.join();
}

void racy_owner_is_reset() {
  auto box = std::make_unique<int>(1);
  std::thread worker([&box] { box.reset(); });   // RACE
  if (box != nullptr) std::puts("still there");  // RACE
  worker.join();
}

void racy_target_of_an_owner() {
  const auto box = std::make_unique<int>(1);
  std::thread worker([&box] { *box += 1; });  // RACE
  *box += 2;                                  // RACE
  worker.join();
}

void racy_target_of_shared_owners() {
  const auto count = std::make_shared<int>(0);
  auto work = [count] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    *count += 1;  // RACE
  };
  std::thread first(work);   // RACE
  std::thread second(work);  // RACE
  first.join();
  second.join();
}

void racy_shared_ptr_itself() {
  auto current = std::make_shared<const int>(1);
  std::thread reader([&current] {                     // RACE
    const std::shared_ptr<const int> mine = current;  // RACE
    std::printf("%d\n", *mine);
  });
  current = std::make_shared<const int>(2);  // RACE
  reader.join();
}

void racy_member_behind_a_shared_ptr() {
  struct Node {
    int value = 0;
    std::vector<int> children;
  };
  const auto node = std::make_shared<Node>();
  std::thread worker([node] {  // RACE
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    node->children.push_back(1);  // RACE
  });
  node->children.push_back(2);  // RACE
  worker.join();
}

void racy_random_engine() {
  std::mt19937 engine(1);
  auto draw = [&engine] { std::printf("%d\n", static_cast<int>(engine() % 6)); };  // RACE
  std::thread first(draw);                                                         // RACE
  std::thread second(draw);                                                        // RACE
  first.join();
  second.join();
}

void racy_words_into_one_stream() {
  std::ostringstream out;
  std::thread one([&out] { out << "one"; });  // RACE
  std::thread two([&out] { out << "two"; });  // RACE
  one.join();
  two.join();
  std::printf("%zu\n", out.str().size());
}

void racy_deque_from_both_ends() {
  std::deque<int> queue{1, 2, 3, 4};
  std::thread front([&queue] { queue.pop_front(); });  // RACE
  queue.pop_front();                                   // RACE
  front.join();
}

void racy_list_is_spliced() {
  std::list<int> all{1};
  std::thread worker([&all] { all.push_front(0); });  // RACE
  all.push_back(2);                                   // RACE
  worker.join();
}

void racy_variant_and_any() {
  std::variant<int, double> number = 1;
  std::thread worker([&number] { number = 2.5; });  // RACE
  std::printf("%zu\n", number.index());             // RACE
  worker.join();
}

void racy_pair_member() {
  std::pair<int, int> range{0, 9};
  std::thread worker([&range] { range.second = 5; });  // RACE
  std::printf("%d\n", range.second - range.first);     // RACE
  worker.join();
}

void racy_moved_away() {
  std::vector<int> numbers{1, 2, 3};
  std::thread worker([&numbers] { std::printf("%zu\n", numbers.size()); });  // RACE
  const std::vector<int> mine = std::move(numbers);                          // RACE
  worker.join();
}

void racy_vectors_are_swapped() {
  std::vector<int> front{1};
  std::vector<int> back{2, 3};
  std::thread reader([&front] { std::printf("%zu\n", front.size()); });  // RACE
  front.swap(back);                                                      // RACE
  reader.join();
}

void racy_iterator_kept_by_the_thread() {
  std::vector<int> numbers{1, 2, 3};
  const auto where = numbers.begin();
  std::thread writer([where] { *where = 5; });  // RACE
  numbers.front() = 6;                          // RACE
  writer.join();
}

void missed_bits_of_one_word() {
  std::vector<bool> done(8);
  std::thread first([&done] { done[0] = true; });   // RACE
  std::thread second([&done] { done[1] = true; });  // RACE
  first.join();
  second.join();
}

void racy_bit_fields_side_by_side() {
  struct Flags {
    unsigned low : 4;
    unsigned high : 4;
  };
  Flags flags{};
  std::thread first([&flags] { flags.low = 1; });    // RACE
  std::thread second([&flags] { flags.high = 2; });  // RACE
  first.join();
  second.join();
}

void fine_own_vector_each() {
  std::vector<int> low;
  std::vector<int> high;
  std::thread first([&low] { low.push_back(1); });
  std::thread second([&high] { high.push_back(2); });
  first.join();
  second.join();
  low.insert(low.end(), high.begin(), high.end());
}

void fine_vector_behind_a_mutex() {
  std::vector<int> numbers;
  std::mutex m;
  auto add = [&](int n) {
    const std::lock_guard lock(m);
    numbers.push_back(n);
  };
  std::thread first(add, 1);
  std::thread second(add, 2);
  first.join();
  second.join();
  std::printf("%zu\n", numbers.size());
}

void fine_values_that_are_there() {
  std::map<int, int> counts{{1, 0}, {2, 0}};
  int& one = counts[1];
  int& two = counts[2];
  std::thread first([&one] { one += 1; });
  std::thread second([&two] { two += 1; });
  first.join();
  second.join();
  std::printf("%d\n", counts[1] + counts[2]);
}

void fine_values_by_at() {
  std::map<int, int> counts{{1, 0}, {2, 0}};
  std::thread first([&counts] { counts.at(1) += 1; });
  std::thread second([&counts] { counts.at(2) += 1; });
  first.join();
  second.join();
}

void fine_const_map() {
  const std::map<std::string, int> ages{{"ada", 36}};
  std::thread reader([&ages] { std::printf("%d\n", ages.at("ada")); });
  if (ages.contains("alan")) std::puts("alan");
  reader.join();
}

void fine_map_that_is_only_read() {
  std::unordered_map<int, int> squares{{1, 1}, {2, 4}};
  squares[3] = 9;
  std::thread reader([&squares] {
    const auto found = squares.find(2);
    if (found != squares.end()) std::printf("%d\n", found->second);
  });
  std::printf("%zu\n", squares.count(1));
  reader.join();
  squares.clear();
}

void fine_owner_is_moved_in() {
  auto box = std::make_unique<int>(1);
  std::thread worker([box = std::move(box)] { *box += 1; });
  box = std::make_unique<int>(2);
  *box += 1;
  worker.join();
}

void fine_shared_ptr_to_const() {
  const auto text = std::make_shared<const std::string>("all read it");
  std::thread first([text] { std::puts(text->c_str()); });
  std::thread second([text] { std::puts(text->c_str()); });
  std::puts(text->c_str());
  first.join();
  second.join();
}

void fine_own_shared_ptr_is_reset() {
  auto count = std::make_shared<int>(5);
  std::thread worker([count] { std::printf("%d\n", *count); });
  count.reset();
  worker.join();
}

void fine_weak_ptr_of_each() {
  const auto owner = std::make_shared<const int>(5);
  const std::weak_ptr<const int> weak = owner;
  std::thread worker([weak] {
    if (const auto mine = weak.lock()) std::printf("%d\n", *mine);
  });
  if (const auto mine = weak.lock()) std::printf("%d\n", *mine);
  worker.join();
}

void fine_string_by_copy() {
  std::string text = "copied";
  std::thread worker([text]() mutable {
    text += " and changed";
    std::puts(text.c_str());
  });
  text.clear();
  worker.join();
}

void fine_view_of_what_stays() {
  const std::string text = "stays";
  const std::string_view view = text;
  std::thread worker([view] { std::printf("%zu\n", view.size()); });
  std::puts(text.c_str());
  worker.join();
}

void fine_optional_after_the_join() {
  std::optional<std::string> result;
  std::thread worker([&result] { result.emplace("here"); });
  worker.join();
  if (result) std::puts(result->c_str());
}

void fine_engine_of_each() {
  auto draw = [](unsigned seed) {
    std::minstd_rand engine(seed);
    std::printf("%u\n", static_cast<unsigned>(engine()));
  };
  std::thread first(draw, 1U);
  std::thread second(draw, 2U);
  first.join();
  second.join();
}

void fine_standard_streams() {
  std::thread worker([] { std::cout << "from the thread\n"; });
  std::cout << "from the parent\n";
  worker.join();
}

void fine_stream_of_each() {
  std::ostringstream here;
  std::ostringstream there;
  std::thread worker([&there] { there << 1; });
  here << 2;
  worker.join();
  std::puts((here.str() + there.str()).c_str());
}

void fine_parts_of_a_tuple() {
  std::tuple<int, std::string> both;
  std::thread worker([&both] { std::get<0>(both) = 1; });
  std::get<1>(both) = "text";
  worker.join();
}

void fine_array_of_atomics() {
  std::array<std::atomic<int>, 3> counts{};
  std::thread worker([&counts] {
    for (auto& each : counts) ++each;
  });
  for (auto& each : counts) ++each;
  worker.join();
}

void fine_moved_in_and_moved_out() {
  std::vector<int> numbers{1, 2};
  std::vector<int> result;
  std::thread worker([numbers = std::move(numbers), &result]() mutable {
    numbers.push_back(3);
    result = std::move(numbers);
  });
  numbers = {};
  worker.join();
  std::printf("%zu\n", result.size());
}

void fine_vectors_in_a_vector() {
  std::vector<std::vector<int>> parts(3);
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&parts, i] { parts[i].push_back(i); });
  }
  for (auto& each : threads) each.join();
}

void fine_iterators_apart() {
  std::vector<int> numbers{1, 2, 3, 4};
  const auto middle = numbers.begin() + 2;
  std::thread low([from = numbers.begin(), middle] {
    for (auto at = from; at != middle; ++at) *at = 0;
  });
  std::thread high([middle, to = numbers.end()] {
    for (auto at = middle; at != to; ++at) *at = 1;
  });
  low.join();
  high.join();
}

void fine_owners_in_a_vector() {
  std::vector<std::unique_ptr<int>> boxes;
  for (int i = 0; i < 3; ++i) boxes.push_back(std::make_unique<int>(i));
  std::vector<std::thread> threads;
  for (const auto& box : boxes) threads.emplace_back([&box] { *box += 1; });
  for (auto& each : threads) each.join();
}

void fine_tree_by_branches() {
  struct Node {
    int value = 0;
    std::unique_ptr<Node> left;
    std::unique_ptr<Node> right;
  };
  Node root;
  root.left = std::make_unique<Node>();
  root.right = std::make_unique<Node>();
  std::thread worker([&root] { root.left->value = 1; });
  root.right->value = 2;
  worker.join();
}

void racy_result_of_a_copy_constructor() {
  std::string text = "a text that is too long for the small buffer";
  std::thread writer([&text] { text.clear(); });  // RACE
  const std::vector<std::string> all{text};       // RACE
  writer.join();
  std::printf("%zu\n", all.size());
}

void racy_erased_by_a_condition() {
  std::vector<int> numbers{1, 2, 3};
  std::thread writer([&numbers] { std::erase(numbers, 2); });  // RACE
  numbers.push_back(4);                                        // RACE
  writer.join();
}

void racy_walk_by_iterators() {
  std::list<int> numbers{1, 2, 3};
  std::thread writer([&numbers] { numbers.push_back(4); });                             // RACE
  for (auto at = numbers.begin(); at != numbers.end(); ++at) std::printf("%d\n", *at);  // RACE
  writer.join();
}

void fine_span_of_const() {
  const std::vector<int> numbers{1, 2, 3};
  auto print = [](std::span<const int> part) {
    for (const int each : part) std::printf("%d\n", each);
  };
  std::thread worker(print, std::span(numbers));
  print(std::span(numbers).first(2));
  worker.join();
}

void fine_size_of_a_vector_that_keeps_its_size() {
  std::vector<int> numbers(4);
  std::thread worker([&numbers] { numbers[0] = 1; });
  std::printf("%zu\n", numbers.size());
  worker.join();
}

void fine_moved_from_one_to_the_other() {
  std::mutex m;
  std::vector<std::unique_ptr<int>> boxes;
  std::thread worker([&] {
    auto mine = std::make_unique<int>(1);
    const std::lock_guard lock(m);
    boxes.push_back(std::move(mine));
  });
  std::unique_ptr<int> taken;
  {
    const std::lock_guard lock(m);
    if (!boxes.empty()) {
      taken = std::move(boxes.back());
      boxes.pop_back();
    }
  }
  if (taken) *taken += 1;
  worker.join();
}

RUN_ONE_OF(racy_both_push_back, racy_size_of_a_growing_vector, racy_walk_over_a_shrinking_vector,
           racy_resize_and_element, racy_map_by_brackets, racy_map_found_and_inserted,
           racy_hash_map_grows, racy_same_value_of_the_map, racy_set_inserts,
           racy_string_appended_and_printed, racy_string_assigned_and_copied,
           racy_optional_filled_and_asked, racy_owner_is_reset, racy_target_of_an_owner,
           racy_target_of_shared_owners, racy_shared_ptr_itself, racy_member_behind_a_shared_ptr,
           racy_random_engine, racy_words_into_one_stream, racy_deque_from_both_ends,
           racy_list_is_spliced, racy_variant_and_any, racy_pair_member, racy_moved_away,
           racy_vectors_are_swapped, racy_iterator_kept_by_the_thread, missed_bits_of_one_word,
           racy_bit_fields_side_by_side, fine_own_vector_each, fine_vector_behind_a_mutex,
           fine_values_that_are_there, fine_values_by_at, fine_const_map,
           fine_map_that_is_only_read, fine_owner_is_moved_in, fine_shared_ptr_to_const,
           fine_own_shared_ptr_is_reset, fine_weak_ptr_of_each, fine_string_by_copy,
           fine_view_of_what_stays, fine_optional_after_the_join, fine_engine_of_each,
           fine_standard_streams, fine_stream_of_each, fine_parts_of_a_tuple, fine_array_of_atomics,
           fine_moved_in_and_moved_out, fine_vectors_in_a_vector, fine_iterators_apart,
           fine_owners_in_a_vector, fine_tree_by_branches, racy_result_of_a_copy_constructor,
           racy_erased_by_a_condition, racy_walk_by_iterators, fine_span_of_const,
           fine_size_of_a_vector_that_keeps_its_size, fine_moved_from_one_to_the_other)
