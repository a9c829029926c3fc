// What single rules do otherwise than the rest: a row is a host, a guest, and what one rule
// reports.
//
// Each *_test.cc here has the rows for some rules; rule_answer.cc runs them. The cases common to
// all rules are in ../rule_cases_test.cc.
#ifndef CHECKER_ENGINE_RULE_ANSWERS_RULE_ANSWER_H_
#define CHECKER_ENGINE_RULE_ANSWERS_RULE_ANSWER_H_

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace domcheck {

// What a document or a guest is about: type, architecture, machine. A missing part is left out of
// the text.
constexpr char kX86[] = "kvm x86_64 pc-q35-9.1";
constexpr char kX86Tcg[] = "qemu x86_64 pc-q35-9.1";
constexpr char kArm[] = "kvm aarch64 virt-9.1";
constexpr char kArmTcg[] = "qemu aarch64 virt-9.1";
constexpr char kZ[] = "kvm s390x s390-ccw-virtio-9.1";
constexpr char kZTcg[] = "qemu s390x s390-ccw-virtio-9.1";
constexpr char kPower[] = "kvm ppc64 pseries-9.1";
constexpr char kXen[] = "xen x86_64 xenfv";

// Returns a document of that kind with `stated` in <domainCapabilities>.
std::string HostText(const std::string& kind, const std::string& stated);

// Returns a guest of that kind with `asked` in <domain>.
std::string GuestText(const std::string& kind, const std::string& asked);

enum class Says {
  kNotAsked,
  kFine,
  kUnknown,
  kAccepted,  // fine or unknown
  kWarning,
  kError,
};

struct Row {
  std::string name;
  std::string rule;
  std::string kind;   // of the host and the guest
  std::string host;   // the content of <domainCapabilities>
  std::string guest;  // the content of <domain>
  Says says;
  std::string guest_kind = {};  // the guest's kind, if it is different
};

void PrintTo(const Row& row, std::ostream* out);

std::string RowName(const testing::TestParamInfo<Row>& info);

// Use INSTANTIATE_TEST_SUITE_P to run it on rows.
class RuleAnswerTest : public testing::TestWithParam<Row> {};

}  // namespace domcheck

#endif  // CHECKER_ENGINE_RULE_ANSWERS_RULE_ANSWER_H_
