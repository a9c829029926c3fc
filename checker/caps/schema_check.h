// Validates a domainCapabilities document against schemas/domaincapabilities.xsd, which is part of
// the program.
//
// Checking guests does not validate, since that would cost time: there, a faulty part of a document
// only leaves its capabilities unknown. `domcheck caps` reports the faults to whoever wrote or
// edited a document.
#ifndef CHECKER_CAPS_SCHEMA_CHECK_H_
#define CHECKER_CAPS_SCHEMA_CHECK_H_

#include <string_view>
#include <vector>

#include "capsmodel/xml_reader.h"

namespace domcheck {

// Returns the faults of `text` in the order of their byte offsets; none if it is valid. XmlReader
// must have accepted the text, which is then UTF-8 without a document type.
std::vector<XmlError> ValidateCapabilities(std::string_view text);

}  // namespace domcheck

#endif  // CHECKER_CAPS_SCHEMA_CHECK_H_
