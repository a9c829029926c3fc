// An element with all that is in it, as one line, for tests.
#ifndef CAPSMODEL_ELEMENT_DUMP_H_
#define CAPSMODEL_ELEMENT_DUMP_H_

#include <string>

#include "capsmodel/document.h"

namespace domcheck {

// name[attribute=value ...]"text"(children)
inline std::string Dump(Element element) {
  if (!element) return "nothing";
  std::string dump(element.name());
  std::string attributes;
  for (auto* at = element.attributes_begin(); at != element.attributes_end(); ++at)
    attributes +=
        (attributes.empty() ? "" : " ") + std::string(at->name) + "=" + std::string(at->value);
  if (!attributes.empty()) dump += "[" + attributes + "]";
  if (!element.Text().empty()) dump += "\"" + std::string(element.Text()) + "\"";
  std::string children;
  for (Element child = element.first_child(); child; child = child.next_sibling())
    children += (children.empty() ? "" : " ") + Dump(child);
  return children.empty() ? dump : dump + "(" + children + ")";
}

}  // namespace domcheck

#endif  // CAPSMODEL_ELEMENT_DUMP_H_
