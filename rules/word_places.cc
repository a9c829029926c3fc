#include "rules/word_places.h"

#include <vector>

#include "rules/rule.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

// Returns the children of `content` in which `is_known` holds, as tags: "<os> or <disk>"; empty if
// there are none, or more than a reader would read.
template <typename Predicate>
std::string ChildrenWhere(const ElementContent& content, Predicate is_known) {
  constexpr size_t kMost = 3;
  std::vector<std::string> tags;
  for (const ElementWord& child : content.children)
    if (is_known(*child.content)) tags.push_back(Tag(child.name));
  return tags.size() > kMost ? "" : Joined(tags, " or ");
}

// Whether the element stands by itself, as a device or a feature does, not as a part of another.
bool IsOfItsOwn(Element element) {
  const Element parent = element.parent();
  return !parent || !parent.parent() || parent.name() == "devices" || parent.name() == "features";
}

}  // namespace

const ElementContent* ContentOf(Element element) {
  if (!element.parent()) return &DomainContent();
  const ElementContent* const around = ContentOf(element.parent());
  const ElementWord* const word =
      around == nullptr ? nullptr : around->children.Find(element.name());
  return word == nullptr ? nullptr : word->content;
}

std::string Tag(std::string_view name) { return "<" + std::string(name) + ">"; }

std::string Named(Element element) {
  return Tag(element.name()) + (IsOfItsOwn(element) ? "" : " in " + Tag(element.parent().name()));
}

std::string Named(Element element, std::string_view attribute, std::string_view value) {
  std::string name(element.name());
  for (Element around = element; !IsOfItsOwn(around);) {
    around = around.parent();
    name.insert(0, std::string(around.name()) + " ");
  }
  if (!attribute.empty()) name.append(" ").append(attribute);
  return name + " " + Quoted(value);
}

std::string ElsewhereElement(Element parent, const ElementContent& content, std::string_view name) {
  if (content.attributes.Find(name) != nullptr)
    return "; it is an attribute of " + Tag(parent.name());
  const std::string below = ChildrenWhere(content, [name](const ElementContent& child) {
    return child.children.Find(name) != nullptr;
  });
  if (!below.empty()) return "; it belongs into " + below;
  for (Element around = parent.parent(); around; around = around.parent()) {
    const ElementContent* const outer = ContentOf(around);
    if (outer == nullptr) break;
    if (outer->children.Find(name) != nullptr) return "; it belongs into " + Tag(around.name());
    const std::string beside = ChildrenWhere(*outer, [name](const ElementContent& child) {
      return child.children.Find(name) != nullptr;
    });
    if (!beside.empty()) return "; it belongs into " + beside;
  }
  return "";
}

std::string ElsewhereAttribute(Element element, const ElementContent& content,
                               std::string_view name) {
  if (content.children.Find(name) != nullptr)
    return "; " + Tag(name) + " is an element in " + Tag(element.name());
  const std::string below = ChildrenWhere(content, [name](const ElementContent& child) {
    return child.attributes.Find(name) != nullptr;
  });
  if (!below.empty()) return "; it is an attribute of " + below;
  const Element parent = element.parent();
  const ElementContent* const around = parent ? ContentOf(parent) : nullptr;
  if (around != nullptr && around->attributes.Find(name) != nullptr)
    return "; it is an attribute of " + Tag(parent.name());
  return "";
}

}  // namespace domcheck
