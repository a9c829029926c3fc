// Dumps an element with its whole content on one line, for tests.
#ifndef CHECKER_TESTING_ELEMENT_DUMP_H_
#define CHECKER_TESTING_ELEMENT_DUMP_H_

#include <string>
#include <string_view>

#include "capsmodel/document.h"

namespace domcheck {

// Appends `text` with a backslash before each of its backslashes and `marks`.
inline void AppendEscaped(std::string_view text, std::string_view marks, std::string* dump) {
  for (const char c : text) {
    if (c == '\\' || marks.find(c) != marks.npos) *dump += '\\';
    *dump += c;
  }
}

inline void AppendDump(Element element, std::string* dump) {
  *dump += element.name();
  const auto *begin = element.attributes_begin(), *end = element.attributes_end();
  for (auto* at = begin; at != end; ++at) {
    *dump += at == begin ? '[' : ' ';
    *dump += at->name;
    *dump += '=';
    AppendEscaped(at->value, " ]", dump);
  }
  if (begin != end) *dump += ']';
  if (!element.Text().empty()) {
    *dump += '"';
    AppendEscaped(element.Text(), "\"", dump);
    *dump += '"';
  }
  const Element first = element.first_child();
  for (Element child = first; child; child = child.next_sibling()) {
    *dump += child.number() == first.number() ? '(' : ' ';
    AppendDump(child, dump);
  }
  if (first) *dump += ')';
}

// Returns name[attribute=value ...]"text"(child ...), without the parts that are empty; or
// "nothing" for an element that does not exist. Two elements have the same dump only if their
// content is the same: values and texts are escaped, and names have none of these characters.
inline std::string Dump(Element element) {
  std::string dump;
  if (element)
    AppendDump(element, &dump);
  else
    dump = "nothing";
  return dump;
}

}  // namespace domcheck

#endif  // CHECKER_TESTING_ELEMENT_DUMP_H_
