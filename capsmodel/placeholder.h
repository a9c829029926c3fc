// Placeholders in guests that are templates. A placeholder stands for a value that is not known
// until the template is rendered.
#ifndef CAPSMODEL_PLACEHOLDER_H_
#define CAPSMODEL_PLACEHOLDER_H_

#include <string_view>

namespace domcheck {

// Whether `value` contains a placeholder of Jinja or Go templates, {{ bus }} or {% if %}, or of
// shell-like templates, ${BUS}.
bool HasPlaceholder(std::string_view value);

}  // namespace domcheck

#endif  // CAPSMODEL_PLACEHOLDER_H_
