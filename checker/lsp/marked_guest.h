// For tests: a guest with a `|` where the cursor stands, read and checked against a host.
#ifndef CHECKER_LSP_MARKED_GUEST_H_
#define CHECKER_LSP_MARKED_GUEST_H_

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "checker/hosts/load_host.h"
#include "checker/lsp/guest_view.h"
#include "checker/testing/checked_guest.h"
#include "checker/testing/marked_text.h"

namespace domcheck {

// The host behind @NAME or in a file; the test fails where it cannot be loaded.
inline Host LoadTestHost(const std::string& spec) {
  XmlReader reader;
  std::vector<InputProblem> problems;
  auto host = LoadHost(spec, &reader, &problems);
  for (const InputProblem& problem : problems) ADD_FAILURE() << DescribeProblem(problem);
  return host ? std::move(*host) : Host(spec, false);
}

// A host of one document, called "test".
inline Host MakeTestHost(const std::string& capabilities) {
  Host host("test", false);
  host.Add(ParseCapabilities(capabilities));
  return host;
}

class MarkedGuest {
 public:
  // With null the guest has no host. The host outlives this.
  MarkedGuest(const std::string& marked, const Host* host) : host_(host) {
    MarkedText text = TakeMarks(marked);
    offset_ = text.offset();
    guest_.emplace(SourceFile("guest.xml", std::move(text.text)), &reader_, &document_);
    if (host != nullptr) result_ = CheckGuest(*guest_, *host, Notes::kLeaveOut);
  }
  MarkedGuest(const MarkedGuest&) = delete;
  MarkedGuest& operator=(const MarkedGuest&) = delete;

  GuestView view() const { return {&guest_->source(), &document_, &result_, host_}; }
  size_t offset() const { return offset_; }
  const Document& document() const { return document_; }
  const CheckResult& result() const { return result_; }

 private:
  const Host* host_;
  size_t offset_ = 0;
  XmlReader reader_;
  Document document_;
  std::optional<ReadGuest> guest_;
  CheckResult result_;
};

}  // namespace domcheck

#endif  // CHECKER_LSP_MARKED_GUEST_H_
