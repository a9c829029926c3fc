#include "checker/report/report_tester.h"

#include <gtest/gtest.h>

#include "capsmodel/host.h"
#include "capsmodel/xml_reader.h"
#include "checker/testing/made_host.h"

namespace domcheck {

const char kSampleHost[] = R"(<domainCapabilities>
  <path>/usr/bin/qemu-system-x86_64</path>
  <domain>kvm</domain>
  <machine>pc-q35-9.1</machine>
  <arch>x86_64</arch>
  <devices>
    <disk supported='yes'>
      <enum name='bus'>
        <value>sata</value>
        <value>virtio</value>
      </enum>
    </disk>
    <tpm supported='no'/>
  </devices>
</domainCapabilities>
)";

const char kSampleGuest[] = R"(<domain type='kvm'>
  <devices>
    <disk type='file' device='disk'><target dev='sda' bus='ide'/></disk>
    <disk type='file' device='disk'><target dev='hdb'/></disk>
    <tpm model='tpm-crb'/>
  </devices>
</domain>
)";

namespace {

// A name that is difficult for XML, JSON, URIs, terminals or workflow commands.
constexpr char kNastyName[] =
    "a b/\xC3\xA9\xF0\x9F\x98\x80 100%:1,#?&<>\"'\\\x1b[1m\x7f\xC2\x9B\n\xEF\xBF\xBE\xFF.xml";

constexpr char kNastyHost[] = R"(<domainCapabilities>
  <domain>kvm</domain>
  <devices><disk supported='yes'>
    <enum name='bus'><value>{a&amp;"b'}</value></enum>
  </disk></devices>
</domainCapabilities>
)";
constexpr char kNastyGuest[] = R"(<domain type='kvm'>
  <devices><disk device="disk"><target dev="sda" bus="{a&amp;&quot;c&#10;::}"/></disk></devices>
</domain>
)";

constexpr char kTemplate[] = R"(<domain type='kvm'>
  <devices>
    <emulator>/opt/qemu</emulator>
    <disk device='disk'><target dev='sda' bus='{{ disk_bus }}'/></disk>
  </devices>
</domain>
)";
constexpr char kOtherTypeGuest[] = "<domain type='qemu'/>\n";
constexpr char kBrokenGuest[] = "<domain type='kvm'>\n  <devices>\n</domain>\n";

void Suppress(Suppression suppression, CheckResult* result) {
  for (Finding& finding : result->findings) finding.suppression = suppression;
}

}  // namespace

std::vector<SampleCheck> SampleChecks() {
  std::vector<SampleCheck> checks(9);
  checks[0].notes = Notes::kInclude;
  checks[1].domain = "ignored.xml";
  checks[1].change = [](CheckResult* result) { Suppress(Suppression::kInSource, result); };
  checks[2].domain = "known.xml";
  checks[2].change = [](CheckResult* result) { Suppress(Suppression::kBaseline, result); };
  checks[3].domain = "/elsewhere/other-type.xml";
  checks[3].guest = kOtherTypeGuest;
  checks[3].capabilities = "@shipped/q35.xml";
  checks[4].domain = "./folder/../broken.xml";
  checks[4].guest = kBrokenGuest;
  checks[5].domain = "missing.xml";
  checks[5].guest = std::nullopt;
  checks[6].domain = kNastyName;
  checks[6].guest = kNastyGuest;
  checks[6].capabilities = "[host].xml";
  checks[6].host = kNastyHost;
  checks[6].several_hosts = true;
  checks[7] = checks[6];
  checks[7].capabilities = "another.xml";
  checks[7].guest = kSampleGuest;
  checks[8].domain = "template.xml";
  checks[8].guest = kTemplate;
  checks[8].notes = Notes::kInclude;
  return checks;
}

std::string ReportOf(const Format& format, const std::vector<SampleCheck>& checks,
                     const ReportOptions& options, int exit_status) {
  std::string out;
  Summary summary;
  XmlReader reader;
  format.begin(&out);
  const size_t begun = out.size();
  const auto append = [&](GuestReport report, const CheckResult& result) {
    report.result = &result;
    std::string text;
    format.guest(report, options, &text);
    if (!text.empty() && out.size() > begun) out += format.separator;
    out += text;
    summary.Add(result);
  };
  for (const SampleCheck& check : checks) {
    GuestReport report;
    report.domain = check.domain;
    report.several_hosts = check.several_hosts;
    report.host = check.capabilities;
    if (!check.guest) {
      append(report, Unreadable("no such file"));
      continue;
    }
    const Host host = MakeHost(check.capabilities, {check.host});
    Document document;
    const ReadGuest guest(SourceFile(check.domain, *check.guest), &reader, &document);
    CheckResult result = CheckGuest(guest, host, check.notes);
    if (check.change) check.change(&result);
    report.source = &guest.source();
    report.capabilities = check.capabilities;
    append(report, result);
  }
  summary.exit_status = exit_status;
  format.end(summary, options, &out);
  return out;
}

size_t CountOf(std::string_view what, std::string_view text) {
  size_t count = 0;
  for (size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1))
    ++count;
  return count;
}

bool IsWellFormed(const std::string& text) {
  XmlReader reader;
  Document document;
  const auto error = reader.Read(text, &document);
  if (error) ADD_FAILURE() << error->message << " at byte " << error->offset << " of:\n" << text;
  return !error;
}

}  // namespace domcheck
