// A FetchError describes why a live host did not answer.
#ifndef CHECKER_LIBVIRT_FETCH_ERROR_H_
#define CHECKER_LIBVIRT_FETCH_ERROR_H_

#include <string>

namespace domcheck {

struct FetchError {
  std::string message;   // for the user, without the URI
  bool is_late = false;  // whether the time limit was reached
};

}  // namespace domcheck

#endif  // CHECKER_LIBVIRT_FETCH_ERROR_H_
