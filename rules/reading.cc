// Rules about problems in the input files themselves. The checker creates their findings when it
// reads the files. They have rows so that `explain` and the reports include them.
#include "rules/areas.h"

namespace domcheck {
namespace {

constexpr Rule kRules[] = {
    {.id = "unreadable",
     .subject = Rule::Subject::kInput,
     .noun = "file",
     .summary = "A guest's file cannot be read",
     .explanation =
         "The file does not exist, may not be read, is a folder without guests, or is in "
         "an encoding that domcheck does not know. Nothing of it was checked.",
     .advice = "Correct the name or the permissions, or convert the file to UTF-8.",
     .link = "https://libvirt.org/formatdomain.html",
     .capability = ""},
    {.id = "xml-syntax",
     .subject = Rule::Subject::kInput,
     .noun = "XML",
     .summary = "A guest is not well-formed XML",
     .explanation = "The XML parser gave up at the place shown; libvirt would refuse the file too. "
                    "What was found before that place is reported all the same. A document type "
                    "declaration (<!DOCTYPE>) is refused as well: no guest needs one.",
     .advice = "Correct the markup at the place shown.",
     .link = "https://libvirt.org/formatdomain.html",
     .capability = ""},
    {.id = "not-a-domain",
     .subject = Rule::Subject::kInput,
     .noun = "XML document",
     .summary = "A file given as a guest is some other XML document",
     .explanation = "A guest's definition is an XML document whose root element is <domain>. This "
                    "one has another root, for example because a network, a storage pool or the "
                    "host's capabilities were given in its place.",
     .advice = "Give the output of 'virsh dumpxml GUEST'. Capabilities belong behind --caps.",
     .link = "https://libvirt.org/formatdomain.html",
     .capability = ""},
    {.id = "no-document",
     .subject = Rule::Subject::kInput,
     .noun = "document",
     .summary = "No document of the host describes this kind of guest",
     .explanation =
         "A domainCapabilities document speaks for one virtualization type, one "
         "architecture and one family of machine types. None of those that were given is "
         "for a guest such as this, so nothing is known: the verdict is 'unknown', and "
         "the exit status that of an error. If only KVM differs from emulation without it, the "
         "devices are checked, and an error of theirs makes the guest incompatible.",
     .advice = "Capture the missing document on the host: virsh domcapabilities --virttype TYPE "
               "--arch ARCH --machine MACHINE.",
     .link = "https://libvirt.org/formatdomaincaps.html",
     .capability = "domain"},
    {.id = "unstated-device",
     .subject = Rule::Subject::kInput,
     .severity = Severity::kNote,
     .noun = "device",
     .summary = "Devices of which no document states what a host offers",
     .explanation =
         "A domainCapabilities document of no libvirt says anything about these devices, such "
         "as sound, watchdog or vsock, so they were not checked beyond their words. The note "
         "names each kind once, and only where unknowns are listed.",
     .advice = "Nothing needs to be done. 'virsh define' on the host tries what is left.",
     .link = "https://libvirt.org/formatdomaincaps.html",
     .capability = ""},
    {.id = "template-placeholder",
     .subject = Rule::Subject::kInput,
     .severity = Severity::kNote,
     .noun = "placeholder",
     .summary = "A value that is not known until the template is rendered",
     .explanation =
         "The guest is a template, and a value that the host must offer is a placeholder: "
         "{{ name }} or {% ... %} of Jinja and Go templates, or ${NAME}. What it will be "
         "is unknown, so it is no violation.",
     .advice = "Render the template and check the result to have the value checked as well.",
     .example = "<target dev='sda' bus='{{ disk_bus }}'/>",
     .link = "https://libvirt.org/formatdomain.html",
     .capability = ""},
    {.id = "unused-ignore",
     .subject = Rule::Subject::kInput,
     .severity = Severity::kWarning,
     .noun = "comment",
     .summary = "A comment that ignores findings, and there are none",
     .explanation =
         "A comment <!-- domcheck: ignore RULE because ... --> matched no finding: the "
         "guest was corrected, the comment stands at the wrong place, or the rule's name "
         "is misspelt.",
     .advice = "Remove the comment, or correct it: it holds for the element behind it and, inside "
               "of a device, for that device.",
     .example = "<!-- domcheck: ignore disk-bus because this host gets IDE back -->",
     .link = "https://libvirt.org/formatdomain.html",
     .capability = ""},
};

}  // namespace

RuleRange ReadingRules() { return RangeOf(kRules); }

}  // namespace domcheck
