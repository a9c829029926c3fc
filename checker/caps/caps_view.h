// Prints what a capabilities document offers, for people and for programs.
#ifndef CHECKER_CAPS_CAPS_VIEW_H_
#define CHECKER_CAPS_CAPS_VIEW_H_

#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/capabilities.h"
#include "capsmodel/xml_reader.h"

namespace domcheck {

// Returns a line for each capability, with its answer and whether a rule asks for it. The text is
// safe for a terminal.
std::string CapsAsText(const Capabilities& capabilities);

// Returns the same as one JSON object on one line. `problems` are what ValidateCapabilities found
// in the document; their offsets are into its text.
std::string CapsAsJson(const Capabilities& capabilities, const std::vector<XmlError>& problems);

}  // namespace domcheck

#endif  // CHECKER_CAPS_CAPS_VIEW_H_
