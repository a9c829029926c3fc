// Validates a domainCapabilities document against schemas/domaincapabilities.xsd, which is part of
// the program.
//
// Checking guests does not need this and does not pay for it: what is wrong with a document's
// structure is simply unknown then. `domcheck caps` tells it, for whoever wrote or mended a
// document.
#ifndef CHECKER_CAPS_SCHEMA_CHECK_H_
#define CHECKER_CAPS_SCHEMA_CHECK_H_

#include <string_view>
#include <vector>

#include "capsmodel/xml_reader.h"

namespace domcheck {

// What is wrong with `text`, in its order; nothing where it is valid. The text is UTF-8 and was
// read as XML before, by XmlReader, which refuses document types.
std::vector<XmlError> ValidateCapabilities(std::string_view text);

}  // namespace domcheck

#endif  // CHECKER_CAPS_SCHEMA_CHECK_H_
