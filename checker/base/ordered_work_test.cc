#include "checker/base/ordered_work.h"

#include <gtest/gtest.h>

#include <atomic>
#include <numeric>
#include <stdexcept>

namespace domcheck {
namespace {

using Items = std::vector<size_t>;

Items Range(size_t begin, size_t end) {
  Items items(end - begin);
  std::iota(items.begin(), items.end(), begin);
  return items;
}

TEST(OrderedWorkTest, TakesEveryItemOnceAndInOrder) {
  for (const size_t workers : {1, 2, 3, 8, 100}) {
    for (const size_t items : {0, 1, 15, 16, 17, 1000}) {
      Items taken;
      WorkInOrder<Items>(
          items, 16, workers,
          [&](size_t worker, size_t begin, size_t end) {
            EXPECT_LT(worker, workers);
            // The first pieces take longest, so that later ones must wait for them.
            if (begin < 32) std::this_thread::sleep_for(std::chrono::milliseconds(2));
            return Range(begin, end);
          },
          [&](Items piece) {
            taken.insert(taken.end(), piece.begin(), piece.end());
            return true;
          });
      EXPECT_EQ(taken, Range(0, items)) << workers << " workers";
    }
  }
}

TEST(OrderedWorkTest, StopsWhenNoMoreIsTaken) {
  for (const size_t workers : {1, 4}) {
    size_t taken = 0;
    std::atomic<size_t> worked{0};
    WorkInOrder<Items>(
        100000, 1, workers,
        [&](size_t, size_t begin, size_t end) {
          ++worked;
          return Range(begin, end);
        },
        [&](const Items&) { return ++taken < 5; });
    EXPECT_EQ(taken, 5U);
    EXPECT_LT(worked, 1000U);
  }
}

// However long the first piece takes, only a few results wait for it.
TEST(OrderedWorkTest, RunsAheadOnlySoFar) {
  std::atomic<bool> is_first_done{false};
  std::atomic<size_t> ahead{0};
  WorkInOrder<Items>(
      10000, 1, 2,
      [&](size_t, size_t begin, size_t end) {
        if (begin == 0) {
          std::this_thread::sleep_for(std::chrono::milliseconds(100));
          is_first_done = true;
        } else if (!is_first_done) {
          ++ahead;
        }
        return Range(begin, end);
      },
      [](const Items&) { return true; });
  EXPECT_LE(ahead, 16U);
}

TEST(OrderedWorkTest, HandsOnAnException) {
  for (const size_t workers : {1, 4})
    EXPECT_THROW(WorkInOrder<Items>(
                     1000, 1, workers,
                     [](size_t, size_t begin, size_t end) {
                       if (begin == 50) throw std::runtime_error("no more");
                       return Range(begin, end);
                     },
                     [](const Items&) { return true; }),
                 std::runtime_error);
}

}  // namespace
}  // namespace domcheck
