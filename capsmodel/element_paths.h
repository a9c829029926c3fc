// Paths of elements, as XPath. They are what reports and JSON name places with, so they stay the
// same from release to release.
#ifndef CAPSMODEL_ELEMENT_PATHS_H_
#define CAPSMODEL_ELEMENT_PATHS_H_

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "capsmodel/document.h"

namespace domcheck {

// Returns the element's XPath from the root: "/domain/devices/disk[2]/target". A step has a number
// if a sibling has the same name, and always if it is a child of <devices>.
std::string ElementPath(Element element);

// Returns `path` without its numbers: "/domain/devices/disk/target" for the path above.
std::string PathWithoutNumbers(std::string_view path);

// ElementPath for many elements of one document. It caches the position of the last sibling, so
// the paths of ten thousand disks in document order take one walk over the disks.
class ElementPaths {
 public:
  std::string Of(Element element);

 private:
  // The position, from 1, of an element among its siblings of the same name.
  struct Place {
    Element element;
    size_t number = 1;
    bool has_twins = false;
  };
  Place PlaceOf(Element element);

  std::vector<Element> steps_;  // of the path under construction, innermost first
  std::map<std::pair<ElementNumber, std::string_view>, Place> last_;  // by parent and name
};

}  // namespace domcheck

#endif  // CAPSMODEL_ELEMENT_PATHS_H_
