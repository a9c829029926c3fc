#include "rules/guest_path.h"

namespace domcheck {
namespace {

std::vector<std::string_view> Split(std::string_view text, std::string_view divider) {
  std::vector<std::string_view> parts;
  for (size_t end; (end = text.find(divider)) != std::string_view::npos;
       text.remove_prefix(end + divider.size()))
    parts.push_back(text.substr(0, end));
  parts.push_back(text);
  return parts;
}

std::vector<std::string_view> Alternatives(std::string_view text) { return Split(text, " | "); }

std::vector<std::string_view> Steps(std::string_view path) {
  return path.empty() ? std::vector<std::string_view>() : Split(path, "/");
}

PathStep ParseStep(std::string_view step) {
  const size_t bracket = step.find("[@");
  if (bracket == std::string_view::npos) return {step, {}, {}};
  const size_t equals = step.find("='", bracket), end = step.find("']", bracket);
  return {step.substr(0, bracket), step.substr(bracket + 2, equals - bracket - 2),
          step.substr(equals + 2, end - equals - 2)};
}

}  // namespace

ValuePath ParseValuePath(std::string_view path) {
  ValuePath value;
  for (const std::string_view step : Steps(path)) {
    if (step == "text()") {
      value.part = Place::Part::kText;
    } else if (step[0] == '@') {
      value.part = Place::Part::kAttribute;
      value.attribute = step.substr(1);
    } else {
      value.steps.push_back(step);
    }
  }
  return value;
}

std::vector<GuestPath> ParseGuestPaths(std::string_view elements, std::string_view values) {
  const std::vector<std::string_view> element_paths = Alternatives(elements);
  const std::vector<std::string_view> value_paths = Alternatives(values);
  std::vector<GuestPath> paths;
  for (size_t i = 0; i < element_paths.size(); ++i) {
    GuestPath& path = paths.emplace_back();
    for (const std::string_view step : Steps(element_paths[i]))
      path.element.push_back(ParseStep(step));
    path.value = ParseValuePath(value_paths[value_paths.size() == 1 ? 0 : i]);
  }
  return paths;
}

std::string_view FirstValue(const ValuePath& path, Element element) {
  for (const std::string_view step : path.steps) element = element.Child(step);
  return path.part == Place::Part::kAttribute ? element.AttributeOr(path.attribute, "")
                                              : element.Text();
}

std::string PathText(const GuestPath& path) {
  std::string text;
  const auto append = [&text](std::string_view step) {
    if (!text.empty()) text += '/';
    text += step;
  };
  for (const PathStep& step : path.element) {
    append(step.name);
    if (!step.attribute.empty())
      text.append("[@").append(step.attribute).append("='").append(step.value).append("']");
  }
  if (path.element.empty()) append("domain");
  for (const std::string_view step : path.value.steps) append(step);
  if (path.value.part == Place::Part::kText) append("text()");
  if (path.value.part == Place::Part::kAttribute) append("@" + std::string(path.value.attribute));
  return text;
}

}  // namespace domcheck
