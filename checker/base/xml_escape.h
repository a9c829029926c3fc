// Text from an input, made part of an XML document.
#ifndef CHECKER_BASE_XML_ESCAPE_H_
#define CHECKER_BASE_XML_ESCAPE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "capsmodel/source_file.h"

namespace domcheck {

// `text` as XML 1.0 has it in an element or in an attribute's value, whichever its quotes. Markup,
// tabs, line ends and control characters are escaped, so that a parser gives them back as they were
// and a terminal obeys none. What XML cannot hold at all (other control characters below the space,
// U+FFFE, U+FFFF, surrogates, bytes that are not UTF-8) becomes U+FFFD.
std::string XmlEscaped(std::string_view text);

// An attribute as a tag has it, with a space before.
std::string XmlAttribute(std::string_view name, std::string_view value);
std::string XmlAttribute(std::string_view name, size_t value);

// `value` as it has to be written in place of the value at `span` of an XML text, which is an
// attribute's between its quotes or an element's text. Nothing where it cannot stand there.
std::optional<std::string> WrittenAt(std::string_view text, Span span, std::string_view value);

}  // namespace domcheck

#endif  // CHECKER_BASE_XML_ESCAPE_H_
