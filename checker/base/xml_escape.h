// Escapes text from an input for an XML document.
#ifndef CHECKER_BASE_XML_ESCAPE_H_
#define CHECKER_BASE_XML_ESCAPE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "capsmodel/source_file.h"

namespace domcheck {

// Returns `text` escaped for XML 1.0, for an element or for an attribute's value in either kind of
// quotes. Markup, tabs, line ends and control characters are escaped, so that a parser returns them
// unchanged and a terminal does not interpret them. Characters that XML cannot represent (other
// control characters below the space, U+FFFE, U+FFFF, surrogates, bytes that are not UTF-8) become
// U+FFFD.
std::string XmlEscaped(std::string_view text);

// Returns an attribute for a tag, with a space before it and `value` escaped.
std::string XmlAttribute(std::string_view name, std::string_view value);
std::string XmlAttribute(std::string_view name, size_t value);

// Returns the bytes that represent `value` when they replace `span`, a half-open range of bytes of
// the XML text `text`. `span` must be an attribute's value without its quotes, or an element's
// text. Returns nullopt if `value` cannot be represented there.
std::optional<std::string> WrittenAt(std::string_view text, Span span, std::string_view value);

}  // namespace domcheck

#endif  // CHECKER_BASE_XML_ESCAPE_H_
