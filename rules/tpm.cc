// Rules for trusted platform modules, including libvirt's default model and version.
#include "rules/areas.h"

namespace domcheck {
namespace {

constexpr std::string_view kLink = "https://libvirt.org/formatdomain.html#tpm-device";

void AskTpmModel(const Question& question, std::vector<Requirement>* requirements) {
  const Element tpm = question.element;
  const GuestValue model = TpmModel(tpm, question.guest.arch());
  const Place place = model.implied ? Place{tpm} : Place{tpm, Place::Part::kAttribute, "model"};
  Require(question, place, model.value, requirements).implied = model.implied;
}

void AskTpmVersion(const Question& question, std::vector<Requirement>* requirements) {
  const auto version = TpmVersion(question.element, question.guest.arch());
  if (!version) return;
  const Element backend = question.element.Child("backend");
  const Place place =
      version->implied ? Place{backend} : Place{backend, Place::Part::kAttribute, "version"};
  Require(question, place, version->value, requirements).implied = version->implied;
}

constexpr Rule kRules[] = {
    {.id = "tpm",
     .noun = "TPM devices",
     .summary = "A TPM on a host that supports none",
     .explanation = "The host says that it can give guests no trusted platform module.",
     .example = "<tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>",
     .link = kLink,
     .since = "8.0",
     .element = "devices/tpm",
     .capability = "devices/tpm"},
    {.id = "tpm-model",
     .noun = "TPM model",
     .summary = "A TPM model that the host does not offer",
     .explanation = "The interface that the guest sees: tpm-tis, tpm-crb (x86 only), tpm-spapr "
                    "(ppc64 only). A TPM that does not say is tpm-spapr on ppc64 and tpm-tis "
                    "elsewhere.",
     .example = "<tpm model='tpm-crb'>...</tpm>",
     .link = kLink,
     .since = "8.0",
     .element = "devices/tpm",
     .value_path = "@model",
     .capability = "devices/tpm/model",
     .preferences = {{"tpm-tis", "tpm-crb"},
                     {"tpm-crb", "tpm-tis"},
                     {"tpm-spapr", "tpm-crb"},
                     {"tpm-tis", "tpm-spapr"},
                     {"tpm-crb", "tpm-spapr"},
                     {"tpm-spapr", "tpm-tis"},
                     {"spapr-tpm-proxy", "tpm-spapr"}},
     .ask = AskTpmModel},
    {.id = "tpm-backend",
     .noun = "TPM backend",
     .summary = "A TPM backend that the host does not offer",
     .explanation = "What does the work: the host's own TPM (passthrough), a program (emulator, "
                    "which needs swtpm on the host), or one that somebody else runs (external).",
     .advice = "For 'emulator', install swtpm and swtpm-tools on the host.",
     .example = "<tpm><backend type='emulator' version='2.0'/></tpm>",
     .link = kLink,
     .since = "8.0",
     .element = "devices/tpm",
     .value_path = "backend/@type",
     .capability = "devices/tpm/backendModel",
     .remedies = {{"emulator", "it needs swtpm on the host"}}},
    {.id = "tpm-version",
     .noun = "TPM version",
     .summary = "A TPM version that the host does not offer",
     .explanation = "The version that an emulated TPM speaks. A backend that does not say is 1.2 "
                    "for tpm-tis on x86 and 2.0 otherwise; recent hosts no longer have 1.2.",
     .advice = "Write version='2.0' on the backend.",
     .example = "<backend type='emulator' version='2.0'/>",
     .link = kLink,
     .since = "8",
     .element = "devices/tpm",
     .value_path = "backend/@version",
     .capability = "devices/tpm/backendVersion",
     .preferences = {{"1.2", "2.0"}},
     .ask = AskTpmVersion},
};

}  // namespace

RuleRange TpmRules() { return RangeOf(kRules); }

}  // namespace domcheck
