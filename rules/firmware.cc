// Rules for firmware that the guest's <os> selects by name, by feature, or by path.
#include <string>

#include "rules/areas.h"
#include "rules/firmware_image.h"

namespace domcheck {
namespace {

constexpr std::string_view kLoaderSecure = "os/loader/secure";

// `enabled='no'` asks for nothing.
void AskFirmwareFeature(const Question& question, std::vector<Requirement>* requirements) {
  if (question.element.AttributeIs("enabled", "yes")) AskValue(question, requirements);
}

// Documents before libvirt 12.1 do not mention Secure Boot. A host without secure loaders (for lack
// of SMM) probably has no firmware with Secure Boot, but some boards support it without SMM, so
// this is only a warning.
Verdict AnswerSecureBoot(const AskedValue& asked, const Capabilities& capabilities) {
  const Verdict verdict = AnswerFromDocument(asked, capabilities);
  if (verdict.support != Support::kUnknown) return verdict;
  const Answer secure = capabilities.AskValue(kLoaderSecure, "yes");
  if (secure.support != Support::kUnsupported) return verdict;
  Verdict doubt = Unsupported(asked,
                              "firmware with Secure Boot is asked for, but this host offers no "
                              "secure loader" +
                                  ForMachine(capabilities));
  doubt.lack = "a secure loader; firmware with Secure Boot is asked for";
  doubt.severity = Severity::kWarning;
  doubt.stated_at = secure.because->element;
  return doubt;
}

// Of an image that the host lists, libvirt also knows the template (qemuPrepareNVRAM).
std::string AboutTemplate(const Capabilities& capabilities) {
  const bool finds_efi = capabilities.AskValue("os/firmware", "efi").support == Support::kSupported;
  return std::string(
             "; with type='pflash' it also needs its own <nvram template='...'>, unless "
             "the NVRAM file is there already") +
         (finds_efi ? "; <os firmware='efi'> finds both" : "");
}

// The host may also have images that it does not list.
Verdict AnswerLoaderPath(const AskedValue& asked, const Capabilities& capabilities) {
  Verdict verdict = AnswerFromDocument(asked, capabilities);
  if (verdict.support == Support::kUnsupported && verdict.block == nullptr) {
    const std::string image = "firmware image " + Quoted(*asked.value);
    verdict.suggestion = std::string(SimilarImage(*asked.value, verdict.allowed));
    verdict.message = image + " is not among those that this host lists" +
                      ForMachine(capabilities) + AboutTemplate(capabilities);
    verdict.lack = image + " among those that are listed";
  }
  return verdict;
}

constexpr Rule kRules[] = {
    {.id = "os-firmware",
     .noun = "firmware",
     .summary = "A firmware that the host cannot choose automatically",
     .explanation = "With <os firmware='efi'> libvirt looks for a firmware among the descriptors "
                    "that the host has installed. The host lists the kinds for which it has at "
                    "least one; an empty list means that it has none at all.",
     .advice = "Install the firmware on the host (package ovmf or edk2-ovmf for x86_64, "
               "qemu-efi-aarch64 or edk2-aarch64 for Arm), or choose a kind that it has.",
     .example = "<os firmware='efi'>",
     .link = "https://libvirt.org/formatdomain.html#bios-bootloader",
     .element = "os",
     .value_path = "@firmware",
     .capability = "os/firmware",
     .remedies = {{"efi",
                   "it needs a firmware package on the host, such as ovmf, edk2-ovmf or "
                   "qemu-efi-aarch64"}}},
    {.id = "firmware-secure-boot",
     .noun = "firmware feature secure-boot",
     .summary = "Firmware with Secure Boot where the host has none",
     .explanation = "The guest asks for a firmware that can do Secure Boot. libvirt 12.1 and later "
                    "state whether there is one; of an older document the secure loaders are taken "
                    "as a hint, and their absence is only a warning.",
     .example = "<firmware><feature enabled='yes' name='secure-boot'/></firmware>",
     .link = "https://libvirt.org/formatdomain.html#bios-bootloader",
     .since = "12.1",
     .element = "os/firmware/feature[@name='secure-boot']",
     .value_path = "@enabled",
     .capability = "os/firmwareFeatures/secureBoot",
     .ask = AskFirmwareFeature,
     .answer = AnswerSecureBoot},
    {.id = "firmware-enrolled-keys",
     .noun = "firmware feature enrolled-keys",
     .summary = "Firmware with enrolled keys where the host has none",
     .explanation = "The guest asks for a firmware whose store of variables already holds the keys "
                    "of Secure Boot, so that only signed operating systems start.",
     .example = "<firmware><feature enabled='yes' name='enrolled-keys'/></firmware>",
     .link = "https://libvirt.org/formatdomain.html#bios-bootloader",
     .since = "12.1",
     .element = "os/firmware/feature[@name='enrolled-keys']",
     .value_path = "@enabled",
     .capability = "os/firmwareFeatures/enrolledKeys",
     .ask = AskFirmwareFeature},
    {.id = "os-varstore",
     .noun = "firmware variable stores (<varstore>)",
     .summary = "A <varstore> on a host without support for it",
     .explanation =
         "<varstore> keeps the firmware's variables in a file that QEMU manages, in place "
         "of <nvram>, which is a flash image.",
     .advice = "Use <nvram> on hosts that do not support <varstore>.",
     .example = "<varstore path='/var/lib/libvirt/qemu/varstore/guest.json'/>",
     .link = "https://libvirt.org/formatdomain.html#bios-bootloader",
     .since = "12.1",
     .element = "os/varstore",
     .capability = "os/varstore"},
    {.id = "loader",
     .noun = "firmware loaders",
     .summary = "A <loader> on a host that takes none",
     .explanation = "<loader> names or describes the firmware image that the guest boots from.",
     .example = "<loader readonly='yes' type='pflash'>/usr/share/OVMF/OVMF_CODE_4M.fd</loader>",
     .link = "https://libvirt.org/formatdomain.html#bios-bootloader",
     .element = "os/loader",
     .capability = "os/loader"},
    {.id = "loader-path",
     .severity = Severity::kWarning,
     .noun = "firmware image",
     .summary = "A firmware image that the host does not list",
     .explanation =
         "The host lists the images that it knows from firmware descriptors and from its "
         "own configuration. Any other file works as well if it exists, so an unlisted "
         "one is a warning: look whether the path is right for this host.",
     .advice = "Prefer <os firmware='efi'>, which finds the image on every host.",
     .example = "<loader readonly='yes' type='pflash'>/usr/share/OVMF/OVMF_CODE_4M.fd</loader>",
     .link = "https://libvirt.org/formatdomain.html#bios-bootloader",
     .element = "os/loader",
     .value_path = "text()",
     .capability = "os/loader/value",
     .answer = AnswerLoaderPath},
    {.id = "loader-type",
     .noun = "loader type",
     .summary = "A loader type that the host does not offer",
     .explanation =
         "The image is either plain read-only memory (rom) or flash (pflash), which UEFI "
         "firmware needs.",
     .example = "<loader type='pflash' readonly='yes'>...</loader>",
     .link = "https://libvirt.org/formatdomain.html#bios-bootloader",
     .element = "os/loader",
     .value_path = "@type",
     .capability = "os/loader/type"},
    {.id = "loader-readonly",
     .noun = "loader setting readonly",
     .summary = "A setting of the loader's 'readonly' that the host does not offer",
     .explanation = "Whether the guest may write to the image. Shared firmware images are mapped "
                    "read-only; the variables live in <nvram>.",
     .example = "<loader type='pflash' readonly='yes'>...</loader>",
     .link = "https://libvirt.org/formatdomain.html#bios-bootloader",
     .element = "os/loader",
     .value_path = "@readonly",
     .capability = "os/loader/readonly"},
    {.id = "loader-secure",
     .noun = "loader setting secure",
     .summary = "A secure loader on a host or machine type without one",
     .explanation = "'secure' asks for a firmware that protects itself with system management mode "
                    "(SMM). On x86_64 only the machine type q35 has it.",
     .advice = "Use machine type q35, or leave 'secure' out.",
     .example = "<loader secure='yes' type='pflash' readonly='yes'>...</loader>",
     .link = "https://libvirt.org/formatdomain.html#bios-bootloader",
     .element = "os/loader",
     .value_path = "@secure",
     .capability = "os/loader/secure"},
};

}  // namespace

RuleRange FirmwareRules() { return RangeOf(kRules); }

}  // namespace domcheck
