// What a capabilities document offers, told to people and programs.
#ifndef CHECKER_CAPS_CAPS_VIEW_H_
#define CHECKER_CAPS_CAPS_VIEW_H_

#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/capabilities.h"
#include "capsmodel/xml_reader.h"

namespace domcheck {

// One capability a line, with its answer, and whether a rule asks for it.
std::string CapsAsText(const Capabilities& capabilities);

// The same as one JSON object on a line, with what is wrong with the document.
std::string CapsAsJson(const Capabilities& capabilities, const std::vector<XmlError>& problems);

}  // namespace domcheck

#endif  // CHECKER_CAPS_CAPS_VIEW_H_
