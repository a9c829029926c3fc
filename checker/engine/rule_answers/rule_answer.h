// What single rules do otherwise than the rest: a row is a host, a guest, and what one rule
// reports.
//
// Each *_test.cc here has the rows of some rules; rule_answer.cc tries them all. The cases that all
// rules share are in ../rule_cases_test.cc.
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

// A document of that kind that states `stated` in <domainCapabilities>.
std::string HostText(const std::string& kind, const std::string& stated);

// A guest of that kind that asks `asked` in <domain>.
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
  std::string host;   // what the document states, in <domainCapabilities>
  std::string guest;  // what the guest asks, in <domain>
  Says says;
  std::string guest_kind = {};  // where the guest is of another
};

void PrintTo(const Row& row, std::ostream* out);

std::string RowName(const testing::TestParamInfo<Row>& info);

// INSTANTIATE_TEST_SUITE_P gives it rows.
class RuleAnswerTest : public testing::TestWithParam<Row> {};

}  // namespace domcheck

#endif  // CHECKER_ENGINE_RULE_ANSWERS_RULE_ANSWER_H_
