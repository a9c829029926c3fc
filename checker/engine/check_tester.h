// Checked checks a guest's text and describes its findings as text, for tests of the engine.
#ifndef CHECKER_ENGINE_CHECK_TESTER_H_
#define CHECKER_ENGINE_CHECK_TESTER_H_

#include <string>
#include <utility>
#include <variant>

#include "checker/engine/check.h"
#include "checker/testing/made_host.h"

namespace domcheck {

// A short document, so that its lines are easy to count.
inline constexpr char kCapabilities[] = R"(<domainCapabilities>
  <path>/usr/bin/qemu</path>
  <domain>kvm</domain>
  <machine>pc-q35-9.1</machine>
  <arch>x86_64</arch>
  <vcpu max='8'/>
  <os><loader><value>/a.fd</value></loader></os>
  <cpu>
    <mode name='host-passthrough' supported='no'/>
    <mode name='host-model' supported='yes'/>
  </cpu>
  <devices>
    <disk supported='yes'>
      <enum name='diskDevice'><value>disk</value></enum>
      <enum name='bus'><value>virtio</value><value>sata</value></enum>
    </disk>
    <graphics supported='yes'><enum name='type'><value>vnc</value></enum></graphics>
    <tpm supported='no'><enum name='model'/></tpm>
  </devices>
</domainCapabilities>
)";

// A guest, its host, and the result.
struct Checked {
  Checked(std::string guest, Host host_checked, Notes notes = Notes::kLeaveOut)
      : host(std::move(host_checked)),
        read(std::get<SourceFile>(MakeSourceFile("vm.xml", std::move(guest))), &reader, &document),
        result(CheckGuest(read, host, notes)) {}
  explicit Checked(std::string guest, Notes notes = Notes::kLeaveOut)
      : Checked(std::move(guest), MakeHost("host", {kCapabilities}), notes) {}

  // Returns "verdict asked/unknown", followed by one line for each finding.
  std::string Describe() const {
    std::string text = std::string(GuestVerdictName(result.verdict())) + " " +
                       std::to_string(result.asked()) + "/" + std::to_string(result.unknown()) +
                       "\n";
    for (const Finding& finding : result.findings) text += Describe(finding) + "\n";
    return text;
  }

  // Everything that a finding holds, in the order in which a person asks for it.
  std::string Describe(const Finding& finding) const {
    std::string text = finding.span ? At(finding.span->begin) + "-" + At(finding.span->end) : "-";
    text += " " + std::string(SeverityName(finding.severity)) + " " +
            std::string(finding.rule->id) + " " + finding.capability;
    if (finding.value) text += "=" + *finding.value;
    if (finding.implied) text += "(implied)";
    for (const std::string& value : finding.allowed) text += " +" + value;
    if (!finding.suggestion.empty()) text += " ?" + finding.suggestion;
    text += " " + finding.path;
    if (finding.capability_line != 0) text += " @" + std::to_string(finding.capability_line);
    return text + ": " + finding.message;
  }

  std::string At(size_t offset) const {
    const Position position = read.source().PositionAt(offset);
    return std::to_string(position.line) + ":" + std::to_string(position.column);
  }

  Host host;
  XmlReader reader;
  Document document;
  ReadGuest read;
  CheckResult result;
};

}  // namespace domcheck

#endif  // CHECKER_ENGINE_CHECK_TESTER_H_
