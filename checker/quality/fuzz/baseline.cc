// Fuzzes baselines. A baseline knows the same after it is written and read again, and it suppresses
// no more findings than it lists.
#include "checker/settings/baseline.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "checker/engine/check.h"
#include "checker/hosts/load_host.h"
#include "checker/quality/fuzz/invariant.h"

namespace {

using namespace domcheck;

constexpr char kPath[] = "/project/baseline.json";
constexpr char kHost[] = "@debian-12/x86_64-kvm-q35.xml";
constexpr char kDomain[] = "/project/guest.xml";
constexpr char kGuest[] =
    "<domain type='kvm'><devices><disk><target dev='sda' bus='ide'/></disk>"
    "<disk><target dev='sdb' bus='ide'/></disk><graphics type='spice'/></devices></domain>";

const CheckResult& Result() {
  static const auto& result = *new CheckResult([] {
    static auto& document = *new Document;
    XmlReader reader;
    std::vector<InputProblem> problems;
    static const auto& host = *new Host(LoadHost(kHost, &reader, &problems).value());
    const ReadGuest guest(SourceFile("guest.xml", kGuest), &reader, &document);
    return CheckGuest(guest, host, Notes::kLeaveOut);
  }());
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  Baseline baseline(kPath);
  if (const auto error = baseline.Read(text)) {
    Invariant(!error->empty(), "a failure is explained", text);
    return 0;
  }
  const std::string written = Baseline::Write(baseline.known());
  Baseline again(kPath);
  Invariant(!again.Read(written), "what is written can be read", written);
  Invariant(Baseline::Write(again.known()) == written, "and says the same", written);

  CheckResult result = Result();
  FindingCounts used, left, all;
  CollectFindings(baseline, kDomain, kHost, result, &all);
  baseline.Apply(kDomain, kHost, &result, &used);
  CollectFindings(baseline, kDomain, kHost, result, &left);
  for (const auto& [key, count] : all) {
    const auto known = baseline.known().find(key);
    const size_t allowed = known == baseline.known().end() ? 0 : known->second;
    Invariant(count - left[key] == std::min(count, allowed), "as many are known as it says", text);
    Invariant(used[key] == count - left[key], "what was used is counted", text);
  }
  DescribeFixed(baseline, used, {"guest.xml"});
  return 0;
}
