// A host that a test loads as a user would.
#ifndef CHECKER_TESTING_LOADED_HOST_H_
#define CHECKER_TESTING_LOADED_HOST_H_

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "checker/hosts/load_host.h"

namespace domcheck {

// Returns the host of a file, a folder or @NAME. If any part of it cannot be loaded the test fails,
// and the result may have no document.
inline Host LoadTestHost(const std::string& spec) {
  XmlReader reader;
  std::vector<InputProblem> problems;
  auto host = LoadHost(spec, &reader, &problems);
  for (const InputProblem& problem : problems) ADD_FAILURE() << DescribeProblem(problem);
  return host ? std::move(*host) : Host(spec, /*has_many_documents=*/false);
}

}  // namespace domcheck

#endif  // CHECKER_TESTING_LOADED_HOST_H_
