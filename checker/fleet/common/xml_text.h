// Writes XML like libvirt: one element per line, two spaces per level, values in single quotes.
#ifndef CHECKER_FLEET_COMMON_XML_TEXT_H_
#define CHECKER_FLEET_COMMON_XML_TEXT_H_

#include <string>
#include <string_view>

namespace domcheck {

// Returns " name='value'", escaped, for `attributes` below.
std::string QuotedAttribute(std::string_view name, std::string_view value);

// Appends an element at that depth (0 for the root), which is empty or encloses the lines of
// `content`.
void AppendXmlElement(int depth, const std::string& name, const std::string& attributes,
                      const std::string& content, std::string* out);

// Appends an element that holds only `text`, escaped.
void AppendXmlText(int depth, const std::string& name, const std::string& attributes,
                   std::string_view text, std::string* out);

}  // namespace domcheck

#endif  // CHECKER_FLEET_COMMON_XML_TEXT_H_
