// Processes many items in several threads and takes the results in the order of the items.
//
// A report is therefore the same for any number of threads, and only the few results that wait for
// an earlier one are in memory.
#ifndef CHECKER_BASE_ORDERED_WORK_H_
#define CHECKER_BASE_ORDERED_WORK_H_

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace domcheck {

// Calls work(worker, begin, end) for the items [begin, end) of each piece of `piece` items, in
// `workers` threads (0 <= worker < workers), and take(result) in the calling thread, in order.
// Stops early if take returns false. If `work` throws, rethrows the exception here after the
// threads have ended.
template <typename Result, typename Work, typename Take>
void WorkInOrder(size_t items, size_t piece, size_t workers, Work work, Take take) {
  const size_t pieces = (items + piece - 1) / piece;
  const auto result_of = [&](size_t worker, size_t number) {
    return work(worker, number * piece, std::min(items, (number + 1) * piece));
  };
  const auto work_alone = [&] {
    for (size_t number = 0; number < pieces; ++number)
      if (!take(result_of(0, number))) return;
  };
  workers = std::min(workers, pieces);
  if (workers <= 1) return work_alone();

  constexpr size_t kAhead = 8;  // results per worker that may wait to be taken
  struct Slot {
    std::optional<Result> result;
    std::exception_ptr exception;
    bool is_done = false;
  };
  std::vector<Slot> slots(workers * kAhead);
  std::mutex mutex;
  std::condition_variable is_done, has_room;
  size_t next = 0, taken = 0;
  bool stops = false;

  const auto run = [&](size_t worker) {
    for (;;) {
      size_t number = 0;
      {
        std::unique_lock<std::mutex> lock(mutex);
        has_room.wait(lock, [&] { return stops || next == pieces || next < taken + slots.size(); });
        if (stops || next == pieces) return;
        number = next++;
      }
      Slot done;
      try {
        done.result.emplace(result_of(worker, number));
      } catch (...) {
        done.exception = std::current_exception();
      }
      done.is_done = true;
      const std::lock_guard<std::mutex> lock(mutex);
      slots[number % slots.size()] = std::move(done);
      is_done.notify_one();
    }
  };
  std::vector<std::thread> threads;
  threads.reserve(workers);
  try {
    while (threads.size() < workers) threads.emplace_back(run, threads.size());
  } catch (const std::exception&) {  // the system has no more: those that there are do the work
    if (threads.empty()) return work_alone();
  }

  std::exception_ptr exception;
  while (taken < pieces) {
    Slot slot;
    {
      std::unique_lock<std::mutex> lock(mutex);
      is_done.wait(lock, [&] { return slots[taken % slots.size()].is_done; });
      slot = std::move(slots[taken % slots.size()]);
      slots[taken % slots.size()] = Slot();
      ++taken;
      has_room.notify_all();
    }
    exception = slot.exception;
    if (exception || !take(std::move(*slot.result))) break;
  }
  {
    const std::lock_guard<std::mutex> lock(mutex);
    stops = true;
    has_room.notify_all();
  }
  for (std::thread& thread : threads) thread.join();
  if (exception) std::rethrow_exception(exception);
}

}  // namespace domcheck

#endif  // CHECKER_BASE_ORDERED_WORK_H_
