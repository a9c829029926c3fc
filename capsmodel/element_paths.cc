#include "capsmodel/element_paths.h"

namespace domcheck {

ElementPaths::Place ElementPaths::PlaceOf(Element element) {
  const Element parent = element.parent();
  Place& last = last_[{parent.number(), element.name()}];
  if (!last.element || last.element.number() > element.number()) {
    const Element first = parent.Child(element.name());
    last = {first, 1, static_cast<bool>(first.NextNamed(element.name()))};
  }
  for (; last.element.number() != element.number(); ++last.number)
    last.element = last.element.NextNamed(element.name());
  return last;
}

std::string ElementPaths::Of(Element element) {
  constexpr size_t kUsual = 64;
  steps_.clear();
  for (; element; element = element.parent()) steps_.push_back(element);
  std::string path;
  path.reserve(kUsual);
  for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) {
    path += '/';
    path += step->name();
    if (!step->parent()) continue;
    const Place place = PlaceOf(*step);
    if (place.has_twins || step->parent().name() == "devices")
      path.append(1, '[').append(std::to_string(place.number)).append(1, ']');
  }
  return path;
}

std::string ElementPath(Element element) { return ElementPaths().Of(element); }

std::string PathWithoutNumbers(std::string_view path) {
  std::string bare;
  bool in_number = false;
  for (const char c : path) {
    in_number = c == '[' || (in_number && c != ']');
    if (!in_number && c != ']') bare += c;
  }
  return bare;
}

}  // namespace domcheck
