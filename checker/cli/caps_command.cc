// domcheck caps
#include <string>
#include <vector>

#include "checker/base/embedded_file.h"
#include "checker/base/visible_text.h"
#include "checker/caps/caps_view.h"
#include "checker/caps/schema_check.h"
#include "checker/cli/command.h"
#include "checker/cli/command_options.h"
#include "checker/cli/commands.h"
#include "checker/cli/exit_status.h"
#include "checker/cli/option_values.h"
#include "checker/cli/options.h"
#include "checker/cli/output.h"
#include "checker/hosts/load_host.h"
#include "checker/hosts/shipped_hosts.h"

namespace domcheck {
namespace {

CommandOptions Options() {
  CommandOptions options;
  options.positional = "path";
  options.values["format"] = {"text", "jsonl"};
  options.Add("format", "FORMAT", "text, or jsonl: one JSON object a document").default_value =
      "text";
  AddLimitOptions({Limit::Of::kDocument, Limit::Of::kRun}, &options);
  options.details =
      "PATH is a domainCapabilities file, a folder of them, or @NAME for a host that ships inside\n"
      "domcheck. Without a PATH, those hosts are listed.\n"
      "\n"
      "exit status: 0 when all documents are valid, 2 when one is not or cannot be read\n";
  return options;
}

std::string ListShippedHosts() {
  std::string text = "hosts that ship inside domcheck, for --caps:\n";
  for (const ShippedHost& host : ShippedHosts()) {
    const HostIndex index = host.ReadIndex();
    text += "  @" + std::string(host.name) + "  " + index.hostname + ", libvirt " +
            index.libvirt_version + ", QEMU " + index.hypervisor_version + "\n";
    for (const EmbeddedFile& file : host.documents) text += "    @" + std::string(file.path) + "\n";
  }
  return text;
}

// Returns what a host that ships inside the program leaves out, and how to know it; empty for
// others.
std::string LeftOut(std::string_view spec) {
  const ShippedHost* host = FindShippedHost(spec);
  const std::string left_out = host == nullptr ? "" : host->ReadIndex().left_out;
  if (left_out.empty()) return "";
  return "\nleft out, since it depends on the machine: " + left_out +
         "; 'domcheck fetch' on a real host reports it\n";
}

int Run(const Command&, const OptionValues& values) {
  const std::string format = values.Value("format");
  if (!IsOneOf("--format", format, {"text", "jsonl"})) return kExitBadInput;
  const std::vector<std::string> specs = values.Values("path");
  if (specs.empty()) return PrintAndFinish(ListShippedHosts());

  XmlReader reader;
  std::vector<InputProblem> problems;
  bool is_first = true;
  for (const std::string& spec : specs) {
    const auto host = LoadHost(spec, &reader, &problems);
    if (!host) continue;
    for (const auto& document : host->capabilities()) {
      const std::vector<XmlError> faults = ValidateCapabilities(document->source().text());
      for (const XmlError& fault : faults)
        problems.push_back({document->source().name(), document->source().PositionAt(fault.offset),
                            fault.message});
      const std::string text = format == "text" ? (is_first ? "" : "\n") + CapsAsText(*document)
                                                : CapsAsJson(*document, faults);
      is_first = false;
      if (!Print(text)) return kExitFault;
    }
    if (format == "text" && !Print(LeftOut(spec))) return kExitFault;
  }
  for (const InputProblem& problem : problems) PrintError(DescribeProblem(problem) + "\n");
  return problems.empty() ? kExitOk : kExitBadInput;
}

}  // namespace

Command CapsCommand() {
  return {"caps", "[PATH...]", "says what a capabilities document offers and whether it is valid",
          Options, Run};
}

}  // namespace domcheck
