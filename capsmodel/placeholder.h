// Guests that are templates: values that stand for others until the template is rendered.
#ifndef CAPSMODEL_PLACEHOLDER_H_
#define CAPSMODEL_PLACEHOLDER_H_

#include <string_view>

namespace domcheck {

// Whether `value` holds a placeholder of Jinja or Go templates, {{ bus }} or {% if %}, or of
// shell-like templates, ${BUS}. What the value will be is not known then.
bool HasPlaceholder(std::string_view value);

}  // namespace domcheck

#endif  // CAPSMODEL_PLACEHOLDER_H_
