// Rules about the words of a guest: its elements, attributes, and values that are closed sets. What
// libvirt does with one that it does not know was tried on libvirt 9.0 and 11.3: it ignores names,
// which `virsh define --validate` refuses by its schema, and refuses values.
#include "rules/words.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "rules/areas.h"
#include "rules/word_places.h"
#include "rules/word_suggestion.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

constexpr size_t kMostValues = 12;  // that a message names
constexpr std::string_view kLink = "https://libvirt.org/formatdomain.html";

bool HasPrefix(std::string_view name) { return name.find(':') != std::string_view::npos; }

// Whether a namespace is one of libvirt's own, such as that of <qemu:commandline>.
bool IsOfLibvirt(std::string_view name_space) {
  constexpr std::string_view kBegin = "http://libvirt.org/schemas/domain/";
  return name_space.substr(0, kBegin.size()) == kBegin;
}

// Whether an xmlns attribute around the element binds the prefix of its name.
bool IsBound(Element element) {
  const std::string_view name = element.name();
  const std::string declaration = "xmlns:" + std::string(name.substr(0, name.find(':')));
  for (Element around = element; around; around = around.parent())
    if (around.FindAttribute(declaration)) return true;
  return false;
}

// Whether the element is in a declared namespace that is not libvirt's business here.
bool IsForeign(Element element) {
  if (HasPrefix(element.name())) return IsBound(element);
  const auto name_space = element.FindAttribute("xmlns");
  return name_space && !IsOfLibvirt(*name_space);
}

// Returns since when libvirt knows the word at `place`, which it does know.
Since SinceOf(const Place& place, std::string_view word) {
  const Element element = place.element;
  if (place.part == Place::Part::kName)
    return ContentOf(element.parent())->children.Find(word)->since;
  const ElementContent& content = *ContentOf(element);
  if (place.part == Place::Part::kText) return content.values.Find(word)->since;
  const AttributeWord& attribute = *content.attributes.Find(place.attribute);
  return place.part == Place::Part::kAttribute ? attribute.values.Find(word)->since
                                               : attribute.since;
}

// Returns the names of the words that the libvirt may know.
template <typename Word>
std::vector<std::string_view> NamesOf(const WordList<Word>& words, const LibvirtBounds& libvirt) {
  std::vector<std::string_view> names;
  for (const Word& word : words)
    if (!libvirt.Lacks(word.since)) names.push_back(word.name);
  return names;
}

// Whether the host's libvirt is newer than all that the table knows.
bool MayKnowMore(const LibvirtBounds& libvirt) { return NewestRelease() < libvirt.at_least; }

// Returns "libvirt", of which it is then said that it does not know a word.
std::string WhoDoesNotKnow(const LibvirtBounds& libvirt) {
  return MayKnowMore(libvirt) ? "libvirt " + ReleaseText(NewestRelease()) : "libvirt";
}

// Returns the verdict about a word that the table lacks. A host that is newer may know it.
Verdict Unlisted(const Requirement& requirement, const LibvirtBounds& libvirt,
                 std::string message) {
  if (!MayKnowMore(libvirt)) return Unsupported(requirement, std::move(message));
  message += "; this host's libvirt " + ReleaseText(libvirt.at_least) +
             " is newer than domcheck's list of words, and may know it";
  return Warning(Unsupported(requirement, std::move(message)));
}

Verdict AnswerUnboundPrefix(const Requirement& requirement) {
  const std::string_view name = *requirement.value;
  return Unsupported(requirement,
                     "the prefix of " + Tag(name) +
                         " is not declared, so libvirt ignores it; declare it with xmlns:" +
                         std::string(name.substr(0, name.find(':'))) + " in <domain>");
}

Verdict AnswerWithoutNamespace(const Requirement& requirement) {
  return Unsupported(requirement,
                     "libvirt looks for " + Tag(*requirement.value) +
                         " only in a namespace of its own, and ignores it here; it is written with "
                         "a prefix, such as <qemu:commandline> with xmlns:qemu in <domain>");
}

Verdict AnswerUnknownElement(const Requirement& requirement, const LibvirtBounds& libvirt) {
  const std::string_view name = *requirement.value;
  if (HasPrefix(name)) return AnswerUnboundPrefix(requirement);
  const Element parent = requirement.asker.parent();
  const ElementContent& content = *ContentOf(parent);
  if (content.children.Find(name) != nullptr) return AnswerWithoutNamespace(requirement);
  std::vector<std::string_view> known = NamesOf(content.children, libvirt);
  known.erase(std::remove_if(known.begin(), known.end(),
                             [&content](std::string_view one) {
                               return content.children.Find(one)->content->is_namespaced;
                             }),
              known.end());
  const std::string_view nearest = NearestWord(name, known);
  const bool is_there = !nearest.empty() && HasOneChild(parent, nearest);
  std::string message = WhoDoesNotKnow(libvirt) + " does not know " + Tag(name) + " in " +
                        Tag(parent.name()) +
                        (content.refuses_others ? " and refuses it" : " and ignores it");
  if (nearest.empty()) message += ElsewhereElement(parent, content, name);
  if (is_there) message += "; " + Tag(nearest) + " is there already";
  Verdict verdict = Unlisted(requirement, libvirt, std::move(message));
  verdict.allowed = std::move(known);
  if (!is_there) verdict.suggestion = nearest;
  if (content.refuses_others && !MayKnowMore(libvirt)) verdict.severity = Severity::kError;
  return verdict;
}

Verdict AnswerUnknownAttribute(const Requirement& requirement, const LibvirtBounds& libvirt) {
  const std::string_view name = *requirement.value;
  const Element element = requirement.asker;
  const ElementContent& content = *ContentOf(element);
  std::vector<std::string_view> known = NamesOf(content.attributes, libvirt), absent;
  std::copy_if(known.begin(), known.end(), std::back_inserter(absent),
               [element](std::string_view one) { return !element.FindAttribute(one); });
  // An element of that name is meant rather than an attribute of a similar one.
  const bool is_element = content.children.Find(name) != nullptr;
  const std::string_view nearest = is_element ? "" : NearestWord(name, absent);
  std::string message = WhoDoesNotKnow(libvirt) + " does not know the attribute " + Quoted(name) +
                        " of " + Named(element) + " and ignores it";
  if (nearest.empty()) message += ElsewhereAttribute(element, content, name);
  Verdict verdict = Unlisted(requirement, libvirt, std::move(message));
  verdict.allowed = std::move(known);
  verdict.suggestion = nearest;
  return verdict;
}

Verdict AnswerUnknownValue(const Requirement& requirement, const LibvirtBounds& libvirt) {
  const Element element = requirement.asker;
  const ElementContent& content = *ContentOf(element);
  const std::string_view name = requirement.place.attribute;
  const AttributeWord* const attribute = content.attributes.Find(name);
  const bool is_ignored = attribute != nullptr && attribute->ignores_others;
  const std::string what = Named(element, name, *requirement.value);
  const std::string message = WhoDoesNotKnow(libvirt) + " does not know " + what +
                              (is_ignored ? " and ignores it" : " and refuses the guest");
  std::vector<std::string_view> known =
      NamesOf(attribute == nullptr ? content.values : attribute->values, libvirt);
  Verdict verdict =
      Unlisted(requirement, libvirt, message + "; it knows " + JoinedFirst(known, kMostValues));
  if (is_ignored) verdict.severity = Severity::kWarning;
  verdict.lack = message;  // the values may differ between hosts
  verdict.suggestion = NearestWord(*requirement.value, known);
  verdict.allowed = std::move(known);
  return verdict;
}

// Returns "libvirt 9.0", or "libvirt, older than 9.1," if its release is not known exactly.
std::string NameOf(const LibvirtBounds& libvirt) {
  if (libvirt.is_exact()) return "libvirt " + ReleaseText(libvirt.at_least);
  return "libvirt, older than " + ReleaseText(libvirt.before) + ",";
}

Verdict AnswerNewerThanHost(const Requirement& requirement, const LibvirtBounds& libvirt) {
  const Place& place = requirement.place;
  const Since since = SinceOf(place, *requirement.value);
  if (!libvirt.Lacks(since)) return Supported();
  const bool is_value = place.part == Place::Part::kAttribute || place.part == Place::Part::kText;
  std::string what =
      is_value ? Named(place.element, place.attribute, *requirement.value) : Named(place.element);
  if (place.part == Place::Part::kAttributeName)
    what = "the attribute " + Quoted(*requirement.value) + " of " + what;
  const Element parent = place.element.parent();
  const bool is_refused =
      is_value || (place.part == Place::Part::kName && parent && ContentOf(parent)->refuses_others);
  Verdict verdict =
      Unsupported(requirement, "this host's " + NameOf(libvirt) + " does not know " + what +
                                   ", which came " + ArrivalText(since) +
                                   (is_refused ? "; it refuses the guest" : "; it ignores that"));
  if (is_refused) verdict.severity = Severity::kError;
  verdict.lack = "libvirt " + ReleaseText(since.by) + " for " + what;
  return verdict;
}

constexpr Rule kRules[] = {
    {.id = "unknown-element",
     .subject = Rule::Subject::kWord,
     .severity = Severity::kWarning,
     .noun = "element",
     .summary = "An element that libvirt does not know in this place",
     .explanation =
         "The element is misspelt, or it belongs somewhere else. libvirt ignores it and everything "
         "in it, so that the guest starts without what it describes. Inside <features>, and in "
         "some elements of it such as <hyperv>, libvirt refuses it. 'virsh edit' and 'virsh define "
         "--validate' refuse it everywhere. Elements with a prefix, such as <qemu:commandline>, "
         "are "
         "not looked at, but their prefix must be declared.",
     .advice = "Correct the name, or move the element to where it belongs.",
     .example = "<graphcs type='vnc'/>",
     .link = kLink,
     .capability = "",
     .answer = AnswerUnknownElement},
    {.id = "unknown-attribute",
     .subject = Rule::Subject::kWord,
     .severity = Severity::kWarning,
     .noun = "attribute",
     .summary = "An attribute that libvirt does not know on this element",
     .explanation =
         "The attribute is misspelt, or it belongs to another element. libvirt ignores it, so that "
         "the guest starts without what it asks for. 'virsh edit' and 'virsh define --validate' "
         "refuse it. Attributes with a prefix are not looked at.",
     .advice = "Correct the name, or move the attribute to the element it belongs to.",
     .example = "<disk devise='cdrom'>",
     .link = kLink,
     .capability = "",
     .answer = AnswerUnknownAttribute},
    {.id = "unknown-value",
     .subject = Rule::Subject::kWord,
     .noun = "value",
     .summary = "A value that libvirt does not know for this attribute or element",
     .explanation =
         "libvirt takes one of a closed set of values here, and refuses to define a guest with any "
         "other. The few values that it reads only for some guests, or ignores, are warned about.",
     .advice = "Choose one of the values that libvirt knows.",
     .example = "<disk type='fil'>",
     .link = kLink,
     .capability = "",
     .answer = AnswerUnknownValue},
    {.id = "newer-than-host",
     .subject = Rule::Subject::kWord,
     .severity = Severity::kWarning,
     .noun = "word",
     .summary = "An element, attribute or value that the host's libvirt does not know yet",
     .explanation =
         "libvirt came to know this word in a later release than that of the host. It ignores "
         "elements and attributes that it does not know, so that the guest starts without what "
         "they describe, and refuses values. A host that was fetched, that ships with domcheck or "
         "that is asked itself states its release. The blocks of a document alone bound the "
         "release; where they leave it open, nothing is reported.",
     .advice = "Upgrade the host, or leave out what its libvirt does not know.",
     .example = "<crypto model='virtio' type='qemu'/>",
     .link = kLink,
     .capability = "",
     .answer = AnswerNewerThanHost},
};

enum Row { kUnknownElement, kUnknownAttribute, kUnknownValue, kNewerThanHost };

// Adds requirements for the words of one element.
class Asker {
 public:
  Asker(Since since, std::vector<Requirement>* requirements)
      : since_(since), requirements_(requirements) {}

  void Add(Row row, Place place, std::string_view word) {
    requirements_->emplace_back();
    Requirement& requirement = requirements_->back();
    requirement.rule = &kRules[row];
    requirement.value = word;
    requirement.asker = place.element;
    requirement.place = place;
    requirement.since = since_;
  }
  void AddIfNewer(Since since, Place place, std::string_view word) {
    if (since.after) Add(kNewerThanHost, place, word);
  }

  void AskValue(const WordList<ValueWord>& values, bool ignores_case, Place place,
                std::string_view value) {
    if (values.empty()) return;
    const ValueWord* const word = ignores_case ? FindInAnyCase(values, value) : values.Find(value);
    if (word != nullptr)
      AddIfNewer(word->since, place, value);
    else
      Add(kUnknownValue, place, value);
  }

 private:
  const Since since_;
  std::vector<Requirement>* const requirements_;
};

}  // namespace

void AskWords(Element element, const ElementContent& content, Since since,
              std::vector<Requirement>* requirements) {
  Asker asker(since, requirements);
  for (const Attribute* attribute = element.attributes_begin();
       attribute != element.attributes_end(); ++attribute) {
    const std::string_view name = attribute->name;
    const AttributeWord* const word = content.attributes.Find(name);
    if (word != nullptr) {
      asker.AddIfNewer(word->since, {element, Place::Part::kAttributeName, name}, name);
      asker.AskValue(word->values, word->ignores_case, {element, Place::Part::kAttribute, name},
                     attribute->value);
    } else if (!HasPrefix(name) && name != "xmlns") {
      asker.Add(kUnknownAttribute, {element, Place::Part::kAttributeName, name}, name);
    }
  }
  if (content.values.empty()) return;
  if (const std::string_view text = element.Text(); !text.empty())
    asker.AskValue(content.values, /*ignores_case=*/false, {element, Place::Part::kText}, text);
}

const ElementWord* AskElement(Element element, const ElementContent& content, Since since,
                              std::vector<Requirement>* requirements) {
  if (content.is_anything) return nullptr;
  Asker asker(since, requirements);
  const std::string_view name = element.name();
  const ElementWord* const word = content.children.Find(name);
  if (word != nullptr) {
    if (word->content->is_namespaced && !element.FindAttribute("xmlns"))
      asker.Add(kUnknownElement, {element}, name);
    asker.AddIfNewer(word->since, {element}, name);
  } else if (!IsForeign(element)) {
    asker.Add(kUnknownElement, {element}, name);
  }
  return word;
}

bool IsNewerThanHost(const Rule& rule) { return &rule == &kRules[kNewerThanHost]; }

RuleRange WordRules() { return RangeOf(kRules); }

}  // namespace domcheck
