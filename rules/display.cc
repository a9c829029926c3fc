// Rules for graphics (how the guest's screen is shown) and video (the card in the guest).
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
