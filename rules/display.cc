// Rules for graphics (how the guest's screen is shown) and video (the card in the guest).
#include <string>

#include "rules/areas.h"

namespace domcheck {
namespace {

// `none` asks for no card.
void AskVideo(const Question& question, std::vector<Requirement>* requirements) {
  if (!question.element.Child("model").AttributeIs("type", "none"))
    AskValue(question, requirements);
}

// libvirt replaces `default`, and `none` asks for no card.
void AskVideoModel(const Question& question, std::vector<Requirement>* requirements) {
  const Element model = question.element.Child("model");
  if (model.AttributeIs("type", "none") || model.AttributeIs("type", "default")) return;
  AskValue(question, requirements);
}

// Whether a document lists spice among the graphics decides about all devices of spice. Where its
// list of channels has no spicevmc, channel-type says so.
Verdict AnswerSpiceDevice(const Requirement& requirement, const Capabilities& capabilities) {
  const bool is_channel = requirement.asker.name() == "channel";
  if (is_channel && capabilities.AskValue("devices/channel/type", *requirement.value).support ==
                        Support::kUnsupported)
    return {};
  const Answer answer = capabilities.AskValue(requirement.capability, "spice");
  if (answer.support == Support::kSupported) return Supported();
  if (answer.support == Support::kUnknown) return {};
  Verdict verdict = Unsupported(
      requirement, std::string(requirement.asker.name()) + " type " + Quoted(*requirement.value) +
                       " needs spice graphics, which this host does not offer" +
                       ForMachine(capabilities) + "; remove the device");
  verdict.lack = "spice graphics, for " + std::string(requirement.asker.name()) + " type " +
                 Quoted(*requirement.value);
  verdict.stated_at = answer.because->element;
  return verdict;
}

constexpr Rule kRules[] = {
    {.id = "graphics",
     .noun = "graphics",
     .summary = "Graphics on a host that supports none",
     .explanation = "The host says that it cannot show a guest's screen at all.",
     .example = "<graphics type='vnc'/>",
     .link = "https://libvirt.org/formatdomain.html#graphical-framebuffers",
     .element = "devices/graphics",
     .capability = "devices/graphics"},
    {.id = "graphics-type",
     .noun = "graphics type",
     .summary = "A graphics type that the host does not offer",
     .explanation = "How the guest's screen is shown: vnc, spice, sdl, egl-headless, dbus and "
                    "others. Emulators are built with or without each; recent distributions drop "
                    "spice.",
     .example = "<graphics type='vnc' autoport='yes'/>",
     .link = "https://libvirt.org/formatdomain.html#graphical-framebuffers",
     .element = "devices/graphics",
     .value_path = "@type",
     .capability = "devices/graphics/type",
     .preferences = {{"spice", "vnc"},
                     {"rdp", "vnc"},
                     {"desktop", "sdl"},
                     {"sdl", "vnc"},
                     {"desktop", "vnc"},
                     {"egl-headless", "vnc"},
                     {"dbus", "vnc"}}},
    {.id = "spice-device",
     .noun = "device of spice",
     .summary = "A device that works with spice only, on a host without spice",
     .explanation =
         "USB redirection, smartcards and channels of type 'spicevmc', and audio of type 'spice', "
         "are parts of spice. An emulator that has no spice graphics has none of them, and libvirt "
         "refuses the guest.",
     .advice = "Remove the device, or make a <redirdev>, <smartcard> or <channel> one of another "
               "type.",
     .example = "<redirdev bus='usb' type='spicevmc'/>",
     .link = "https://libvirt.org/formatdomain.html#redirected-devices",
     .element = "devices/redirdev[@type='spicevmc'] | devices/smartcard[@type='spicevmc'] | "
                "devices/channel[@type='spicevmc'] | devices/audio[@type='spice']",
     .value_path = "@type",
     .capability = "devices/graphics/type",
     .answer = AnswerSpiceDevice},
    {.id = "video",
     .noun = "video devices",
     .summary = "A video device on a host that supports none",
     .explanation = "The host says that it supports no video devices at all.",
     .example = "<video><model type='virtio'/></video>",
     .link = "https://libvirt.org/formatdomain.html#video-devices",
     .element = "devices/video",
     .capability = "devices/video",
     .ask = AskVideo},
    {.id = "video-model",
     .noun = "video model",
     .summary = "A video model that the host does not offer",
     .explanation = "The graphics card that the guest sees. Emulators are built with or without "
                    "each, and qxl goes with spice. 'none' and 'default' ask for nothing.",
     .example = "<video><model type='virtio'/></video>",
     .link = "https://libvirt.org/formatdomain.html#video-devices",
     .element = "devices/video",
     .value_path = "model/@type",
     .capability = "devices/video/modelType",
     .preferences = {{"qxl", "virtio"},
                     {"vmvga", "vga"},
                     {"cirrus", "vga"},
                     {"bochs", "vga"},
                     {"xen", "vga"},
                     {"vbox", "vga"},
                     {"vga", "virtio"},
                     {"gop", "virtio"}},
     .ask = AskVideoModel},
};

}  // namespace

RuleRange DisplayRules() { return RangeOf(kRules); }

}  // namespace domcheck
