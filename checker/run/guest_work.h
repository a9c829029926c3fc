// Works through all guests of a run in several threads and takes the outcomes in the order of the
// guests. The result is the same for any number of threads, and memory use does not grow with the
// number of guests.
#ifndef CHECKER_RUN_GUEST_WORK_H_
#define CHECKER_RUN_GUEST_WORK_H_

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "checker/base/ordered_work.h"
#include "checker/run/guest_list.h"

namespace domcheck {

// Goes through the guests with `jobs` threads, at least 1. make_worker() makes a worker for each
// thread. Its Add(guest, number, &piece) adds a guest's outcome to that of a piece; `number` counts
// the guests from 0. This thread calls take(piece) for each piece, then `progress`, if set, with
// the number of guests done. The work stops when take returns false.
template <typename Piece, typename MakeWorker, typename Take>
void WorkOnGuests(const std::vector<ListedGuest>& guests, size_t jobs,
                  const MakeWorker& make_worker, const Take& take,
                  const std::function<void(size_t)>& progress) {
  // Small enough to keep all threads busy to the end, large enough to make the hand-over cheap.
  constexpr size_t kPiece = 16;
  std::vector<std::unique_ptr<decltype(make_worker())>> workers(jobs);
  size_t done = 0;
  const auto work = [&](size_t number, size_t begin, size_t end) {
    auto& worker = workers[number];
    if (!worker) worker.reset(new auto(make_worker()));
    Piece piece;
    for (size_t i = begin; i < end; ++i) worker->Add(guests[i], i, &piece);
    return piece;
  };
  const auto take_piece = [&](Piece piece) {
    const bool goes_on = take(std::move(piece));
    done = std::min(done + kPiece, guests.size());
    if (progress) progress(done);
    return goes_on;
  };
  WorkInOrder<Piece>(guests.size(), kPiece, jobs, work, take_piece);
}

}  // namespace domcheck

#endif  // CHECKER_RUN_GUEST_WORK_H_
