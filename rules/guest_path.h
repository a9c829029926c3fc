// The paths in the rows of rules: where a guest is asked. Each is parsed once, here and nowhere
// else; all that follows them (the walk over a guest, the answers' places, completion, hover) works
// on the steps.
//
//   devices/disk                  the elements that ask, from <domain> down
//   interface[@type='user']       those whose attribute has that value; only a last step has one
//   @bus  target/@bus  text()     the value that is asked for: an attribute, or the text, of the
//   model/text()                  element that asks or of one below it
//   source  (nothing)             an element below as such; the element that asks
//   a | b                         alternatives
//
// Views point into the row, which lives for ever.
#ifndef RULES_GUEST_PATH_H_
#define RULES_GUEST_PATH_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/document.h"

namespace domcheck {

// A place in a guest: an element's name, its text, or the value of one of its attributes.
struct Place {
  enum class Part { kName, kText, kAttribute };
  Element element;
  Part part = Part::kName;
  std::string_view attribute = {};
};

// A step down to children of that name.
struct PathStep {
  std::string_view name;
  std::string_view attribute;  // of the condition; empty where there is none
  std::string_view value;
};

// From an element to what is asked for.
struct ValuePath {
  std::vector<std::string_view> steps;  // names of elements, from a child down
  Place::Part part = Place::Part::kName;
  std::string_view attribute = {};
};

ValuePath ParseValuePath(std::string_view path);

// One way in which a rule asks.
struct GuestPath {
  std::vector<PathStep> element;  // from below <domain> to the element that asks
  ValuePath value;                // from there
};

// The ways of a row: `elements` and `values` are alternatives; there is one value for all elements,
// or one for each.
std::vector<GuestPath> ParseGuestPaths(std::string_view elements, std::string_view values);

// The path as a person reads it: "devices/disk/target/@bus", "domain" for <domain> itself.
std::string PathText(const GuestPath& path);

// The value to which `path` leads through the first child of each name; empty where there is none.
std::string_view FirstValue(const ValuePath& path, Element element);

// Calls visit(place, value) for each place to which `path` leads from `element`, in the order of
// the text. An element as such has no value. Absent attributes and empty texts are passed
// over.
template <typename Visit>
void ForEachPlace(const ValuePath& path, Element element, const Visit& visit, size_t step = 0) {
  if (step < path.steps.size()) {
    const std::string_view name = path.steps[step];
    for (Element child = element.Child(name); child; child = child.NextNamed(name))
      ForEachPlace(path, child, visit, step + 1);
  } else if (path.part == Place::Part::kAttribute) {
    if (const auto value = element.FindAttribute(path.attribute))
      visit(Place{element, path.part, path.attribute}, value);
  } else if (path.part == Place::Part::kText) {
    if (const std::string_view text = element.Text(); !text.empty())
      visit(Place{element, path.part}, std::optional<std::string_view>(text));
  } else {
    visit(Place{element}, std::optional<std::string_view>());
  }
}

}  // namespace domcheck

#endif  // RULES_GUEST_PATH_H_
