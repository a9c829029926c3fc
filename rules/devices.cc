// Rules for devices of other kinds.
#include "rules/areas.h"

namespace domcheck {
namespace {

constexpr std::string_view kRngLink =
    "https://libvirt.org/formatdomain.html#random-number-generator-device";
constexpr std::string_view kFilesystemLink = "https://libvirt.org/formatdomain.html#filesystems";
constexpr std::string_view kRedirdevLink =
    "https://libvirt.org/formatdomain.html#redirected-devices";
constexpr std::string_view kCharacterLink =
    "https://libvirt.org/formatdomain.html#consoles-serial-parallel-channel-devices";
constexpr std::string_view kCryptoLink = "https://libvirt.org/formatdomain.html#crypto";

// The first <console> with target serial beside a <serial> is a second name of that serial port:
// libvirt reads no type of it (virDomainDefAddConsoleCompat).
void AskConsoleType(const Question& question, std::vector<Requirement>* requirements) {
  const Element console = question.element, devices = console.parent();
  const bool is_serial = console.Child("target").AttributeOr("type", "serial") == "serial";
  const bool is_first = devices.Child("console").number() == console.number();
  if (!is_serial || !is_first || !devices.Child("serial")) AskValue(question, requirements);
}

void AskPanicModel(const Question& question, std::vector<Requirement>* requirements) {
  if (question.element.FindAttribute("model")) return AskValue(question, requirements);
  if (const auto model = PanicModel(question.guest))
    Require(question, {question.element}, *model, requirements).implied = true;
}

constexpr Rule kRules[] = {
    {.id = "rng",
     .noun = "random number generators",
     .summary = "A random number generator on a host that supports none",
     .explanation = "The host says that it can give guests no random number generator.",
     .example = "<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>",
     .link = kRngLink,
     .since = "5.7",
     .element = "devices/rng",
     .capability = "devices/rng"},
    {.id = "rng-model",
     .noun = "random number generator model",
     .summary = "A random number generator model that the host does not offer",
     .explanation = "Which variant of the virtio standard the device speaks.",
     .example = "<rng model='virtio'>...</rng>",
     .link = kRngLink,
     .since = "5.7",
     .element = "devices/rng",
     .value_path = "@model",
     .capability = "devices/rng/model",
     .preferences = {{"virtio-transitional", "virtio"}, {"virtio-non-transitional", "virtio"}}},
    {.id = "rng-backend",
     .noun = "random number source",
     .summary = "A source of random numbers that the host does not offer",
     .explanation = "Where the numbers come from: a file of the host (random), a daemon (egd), or "
                    "the emulator itself (builtin).",
     .example = "<backend model='random'>/dev/urandom</backend>",
     .link = kRngLink,
     .since = "5.7",
     .element = "devices/rng",
     .value_path = "backend/@model",
     .capability = "devices/rng/backendModel",
     .preferences = {{"builtin", "random"}, {"egd", "random"}}},
    {.id = "filesystem",
     .noun = "shared file systems",
     .summary = "A shared file system on a host that supports none",
     .explanation = "The host says that it cannot share its folders with guests.",
     .example = "<filesystem type='mount'>...</filesystem>",
     .link = kFilesystemLink,
     .since = "7.4",
     .element = "devices/filesystem",
     .capability = "devices/filesystem"},
    {.id = "filesystem-driver",
     .noun = "file system driver",
     .summary = "A file system driver that the host does not offer",
     .explanation = "How a folder is shared: virtiofs, path (9p), handle and others. 'default' and "
                    "'mtp' are accepted though no host lists them, so they are left undecided.",
     .example = "<filesystem type='mount'><driver type='virtiofs'/>...</filesystem>",
     .link = kFilesystemLink,
     .since = "7.4",
     .element = "devices/filesystem",
     .value_path = "driver/@type",
     .capability = "devices/filesystem/driverType",
     .accepted_unlisted = "default mtp",
     .preferences = {{"handle", "path"}, {"virtiofs", "path"}, {"path", "virtiofs"}}},
    {.id = "redirdev",
     .noun = "redirected devices",
     .summary = "A redirected device on a host that supports none",
     .explanation = "The host says that it cannot redirect devices of a viewer's machine.",
     .example = "<redirdev bus='usb' type='spicevmc'/>",
     .link = kRedirdevLink,
     .since = "8.9",
     .element = "devices/redirdev",
     .capability = "devices/redirdev"},
    {.id = "redirdev-bus",
     .noun = "redirected device bus",
     .summary = "A bus of redirected devices that the host does not offer",
     .explanation = "The bus of the device that the viewer hands over. Only usb exists so far.",
     .example = "<redirdev bus='usb' type='spicevmc'/>",
     .link = kRedirdevLink,
     .since = "8.9",
     .element = "devices/redirdev",
     .value_path = "@bus",
     .capability = "devices/redirdev/bus"},
    {.id = "channel",
     .noun = "channels",
     .summary = "A channel on a host that supports none",
     .explanation =
         "The host says that it supports no channels, the private lines between the host "
         "and an agent in the guest.",
     .example =
         "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>",
     .link = kCharacterLink,
     .since = "8.9",
     .element = "devices/channel",
     .capability = "devices/channel"},
    {.id = "channel-type",
     .noun = "channel type",
     .summary = "A channel type that the host does not offer",
     .explanation =
         "What the channel is connected to on the host. Many types are accepted though no "
         "host lists them (null, vc, dev, file, pipe, stdio, udp, tcp, spiceport, "
         "qemu-vdagent, dbus) and are left undecided.",
     .example = "<channel type='unix'>...</channel>",
     .link = kCharacterLink,
     .since = "8.9",
     .element = "devices/channel",
     .value_path = "@type",
     .capability = "devices/channel/type",
     .accepted_unlisted = "null vc dev file pipe stdio udp tcp spiceport qemu-vdagent dbus",
     .preferences = {{"spicevmc", "qemu-vdagent"}, {"spicevmc", "unix"}}},
    {.id = "console-type",
     .noun = "console type",
     .summary = "A console type that the host does not offer",
     .explanation = "What the guest's console is connected to on the host.",
     .example = "<console type='pty'/>",
     .link = kCharacterLink,
     .since = "11.5",
     .element = "devices/console",
     .value_path = "@type",
     .capability = "devices/console/type",
     .preferences = {{"spicevmc", "pty"}, {"spiceport", "pty"}},
     .ask = AskConsoleType},
    {.id = "crypto",
     .noun = "crypto devices",
     .summary = "A crypto device on a host that supports none",
     .explanation = "The host says that it can give guests no crypto device.",
     .example = "<crypto model='virtio' type='qemu'><backend model='builtin'/></crypto>",
     .link = kCryptoLink,
     .since = "9.1",
     .element = "devices/crypto",
     .capability = "devices/crypto"},
    {.id = "crypto-model",
     .noun = "crypto model",
     .summary = "A crypto model that the host does not offer",
     .explanation = "The device that the guest sees. Only virtio exists so far.",
     .example = "<crypto model='virtio' type='qemu'>...</crypto>",
     .link = kCryptoLink,
     .since = "9.1",
     .element = "devices/crypto",
     .value_path = "@model",
     .capability = "devices/crypto/model"},
    {.id = "crypto-type",
     .noun = "crypto type",
     .summary = "A crypto type that the host does not offer",
     .explanation = "Who does the work. Only qemu exists so far.",
     .example = "<crypto model='virtio' type='qemu'>...</crypto>",
     .link = kCryptoLink,
     .since = "9.1",
     .element = "devices/crypto",
     .value_path = "@type",
     .capability = "devices/crypto/type"},
    {.id = "crypto-backend",
     .noun = "crypto backend",
     .summary = "A crypto backend that the host does not offer",
     .explanation = "Where the work is done: in the emulator (builtin) or in the host's kernel "
                    "(lkcf).",
     .example = "<crypto model='virtio' type='qemu'><backend model='builtin'/></crypto>",
     .link = kCryptoLink,
     .since = "9.1",
     .element = "devices/crypto",
     .value_path = "backend/@model",
     .capability = "devices/crypto/backendModel",
     .preferences = {{"lkcf", "builtin"}}},
    {.id = "interface-backend",
     .noun = "user network backend",
     .summary = "A backend of a user network that the host does not offer",
     .explanation = "What carries the packets of an interface of type 'user': the emulator itself "
                    "(default) or passt. Other types of interface are not asked.",
     .advice = "For 'passt', install passt on the host.",
     .example = "<interface type='user'><backend type='passt'/></interface>",
     .link = "https://libvirt.org/formatdomain.html#userspace-connection-using-passt",
     .since = "10.6",
     .element = "devices/interface[@type='user']",
     .value_path = "backend/@type",
     .capability = "devices/interface/backendType",
     .preferences = {{"passt", "default"}},
     .remedies = {{"passt", "it needs passt on the host"}}},
    {.id = "panic-model",
     .noun = "panic device model",
     .summary = "A panic device model that the host does not offer",
     .explanation =
         "The device by which a guest's kernel tells that it crashed: isa, pvpanic, "
         "hyperv, pseries or s390, by architecture. Where the guest does not say, libvirt "
         "takes isa on x86, pseries, s390, and pvpanic on Arm's virt.",
     .example = "<panic model='isa'/>",
     .link = "https://libvirt.org/formatdomain.html#panic-device",
     .since = "10.10",
     .element = "devices/panic",
     .value_path = "@model",
     .capability = "devices/panic/model",
     .ask = AskPanicModel},
};

}  // namespace

RuleRange DeviceRules() { return RangeOf(kRules); }

}  // namespace domcheck
