// The paths in the rows of rules, which select elements and values of a guest. They are parsed only
// here; the walk over a guest, the places of answers, completion and hover use the parsed steps.
//
//   devices/disk                  the elements that ask, by their path below <domain>
//   interface[@type='user']       only those with that attribute value; only in the last step
//   @bus  target/@bus  text()     the value asked for: an attribute or the text of the element
//   model/text()                  that asks, or of an element below it
//   source  (nothing)             an element below, without a value; the element that asks
//   a | b                         alternatives
//
// Views point into the row, which is never freed.
#ifndef RULES_GUEST_PATH_H_
#define RULES_GUEST_PATH_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/document.h"

namespace domcheck {

// A place in a guest: an element's name, its text, or the value or the name of one of its
// attributes.
struct Place {
  enum class Part { kName, kText, kAttribute, kAttributeName };
  Element element;
  Part part = Part::kName;
  std::string_view attribute = {};
};

// A step down to the children called `name`.
struct PathStep {
  std::string_view name;
  std::string_view attribute;  // of the condition; empty if there is none
  std::string_view value;
};

// The path from the element that asks to the value asked for.
struct ValuePath {
  std::vector<std::string_view> steps;  // names of elements, from a child down
  Place::Part part = Place::Part::kName;
  std::string_view attribute = {};
};

ValuePath ParseValuePath(std::string_view path);

// One of a rule's alternatives.
struct GuestPath {
  std::vector<PathStep> element;  // from below <domain> to the element that asks
  ValuePath value;                // from there
};

// Parses the paths of a row. `elements` and `values` are lists of alternatives; `values` has one
// alternative for all elements, or one for each.
std::vector<GuestPath> ParseGuestPaths(std::string_view elements, std::string_view values);

// Returns the path in readable form: "devices/disk/target/@bus", or "domain" for <domain> itself.
std::string PathText(const GuestPath& path);

// Returns the value that `path` selects if each step takes the first child with its name, or an
// empty view.
std::string_view FirstValue(const ValuePath& path, Element element);

// Calls visit(place, value) for each place that `path` selects from `element`, in document order.
// `value` is nullopt if the path ends at an element. Absent attributes and empty texts are skipped.
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
