// XML as libvirt writes it: an element a line, two spaces for each level, values in single quotes.
#ifndef CHECKER_FLEET_COMMON_XML_TEXT_H_
#define CHECKER_FLEET_COMMON_XML_TEXT_H_

#include <string>
#include <string_view>

namespace domcheck {

// " name='value'", for the attributes below.
std::string QuotedAttribute(std::string_view name, std::string_view value);

// Appends an element of that depth (0 for the root): empty, or around `content`, which is lines.
void AppendXmlElement(int depth, const std::string& name, const std::string& attributes,
                      const std::string& content, std::string* out);

// Appends an element that holds nothing but text.
void AppendXmlText(int depth, const std::string& name, const std::string& attributes,
                   std::string_view text, std::string* out);

}  // namespace domcheck

#endif  // CHECKER_FLEET_COMMON_XML_TEXT_H_
