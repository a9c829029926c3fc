// Fuzzes capabilities documents. Every question has an answer, which stays the same after the
// document is put aside, and both formats of `domcheck caps` print the document.
#include "capsmodel/capabilities.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <variant>

#include "capsmodel/host_machines.h"
#include "checker/caps/caps_view.h"
#include "checker/quality/fuzz/invariant.h"
#include "rules/catalog.h"

namespace {

using namespace domcheck;

void CheckError(std::string_view text, const XmlError& error) {
  Invariant(error.offset <= text.size() && !error.message.empty(), "errors are at their place",
            error.message);
}

size_t CountLines(const SourceFile& source) { return source.PositionAt(source.text().size()).line; }

void CheckAnswer(const Capabilities& capabilities, const Answer& answer, std::string_view path) {
  Invariant((answer.support == Support::kUnknown) || answer.because != nullptr,
            "an answer has its reason", path);
  if (answer.because == nullptr) return;
  const auto& all = capabilities.all();
  Invariant(answer.because >= all.data() && answer.because < all.data() + all.size(),
            "a reason is in the document", path);
}

void AskAll(const Capabilities& capabilities) {
  const size_t lines = CountLines(capabilities.source());
  for (const Capability& capability : capabilities.all()) {
    Invariant(capabilities.Find(capability.path) == &capability, "a capability has its path",
              capability.path);
    const size_t line = capabilities.LineOf(capability.element);
    Invariant(line > 0 && line <= lines, "a capability has its line", capability.path);
    const Answer block = capabilities.AskBlock(capability.path);
    CheckAnswer(capabilities, block, capability.path);
    if (!capability.values.empty())
      Invariant(capabilities.Value(capability.path) == capability.values.front(),
                "a value is told by its path", capability.path);
    for (const std::string_view value : capability.values) {
      const Answer answer = capabilities.AskValue(capability.path, value);
      CheckAnswer(capabilities, answer, capability.path);
      Invariant(
          answer.support == (capability.blocked_by ? Support::kUnsupported : Support::kSupported),
          "what is listed is supported, unless a block says 'no'", capability.path);
    }
  }
  for (const Rule* rule : AllRules()) {
    CheckAnswer(capabilities, capabilities.AskBlock(rule->capability), rule->capability);
    CheckAnswer(capabilities, capabilities.AskValue(rule->capability, rule->id), rule->capability);
  }
  for (const CpuModel& model : capabilities.cpu_models()) {
    const CpuModel* found = capabilities.FindCpuModel(model.name);
    Invariant(found != nullptr && found->name == model.name, "a CPU model is found by its name",
              model.name);
    Invariant(capabilities.LineOf(model.element) <= lines, "a CPU model has its line", model.name);
  }
}

void CheckMachines(const HostMachines& machines) {
  for (const HostMachine& machine : machines.all()) {
    Invariant(machines.Find(machine.arch, machine.domain_type, machine.name) != nullptr,
              "a machine is found by its name", machine.name);
    Invariant(!machine.real_name().empty() || machine.name.empty(), "a machine has a name",
              machine.name);
  }
  machines.Names("x86_64", "kvm");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static XmlReader& reader = *new XmlReader;
  auto made = MakeSourceFile("host.xml", {reinterpret_cast<const char*>(data), size});
  if (std::holds_alternative<ReadError>(made)) return 0;
  const std::string text(std::get<SourceFile>(made).text());

  auto machines = ReadHostMachines(SourceFile("capabilities.xml", text), &reader);
  if (const auto* known = std::get_if<HostMachines>(&machines))
    CheckMachines(*known);
  else
    CheckError(text, std::get<XmlError>(machines));

  auto read = ReadCapabilities(std::move(std::get<SourceFile>(made)), &reader);
  if (const auto* error = std::get_if<XmlError>(&read)) {
    CheckError(text, *error);
    return 0;
  }
  auto& capabilities = std::get<Capabilities>(read);
  AskAll(capabilities);
  const std::string shown = CapsAsText(capabilities);
  const std::string json = CapsAsJson(capabilities, {{text.size(), "a \"fault\""}});
  CheckTerminalText(shown);
  Invariant(nlohmann::json::parse(json, nullptr, false).is_object(), "the report is JSON", json);
  capabilities.ReadAgainWhenAsked();
  Invariant(CapsAsText(capabilities) == shown, "a document read again says the same", shown);
  return 0;
}
