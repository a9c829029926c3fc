#include "checker/fleet/common/xml_text.h"

#include "checker/base/xml_escape.h"

namespace domcheck {
namespace {

std::string Indent(int depth) { return std::string(2 * static_cast<size_t>(depth), ' '); }

}  // namespace

std::string QuotedAttribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "='" + XmlEscaped(value) + "'";
}

void AppendXmlElement(int depth, const std::string& name, const std::string& attributes,
                      const std::string& content, std::string* out) {
  *out += Indent(depth) + "<" + name + attributes;
  *out += content.empty() ? "/>\n" : ">\n" + content + Indent(depth) + "</" + name + ">\n";
}

void AppendXmlText(int depth, const std::string& name, const std::string& attributes,
                   std::string_view text, std::string* out) {
  *out += Indent(depth) + "<" + name + attributes + ">" + XmlEscaped(text) + "</" + name + ">\n";
}

}  // namespace domcheck
