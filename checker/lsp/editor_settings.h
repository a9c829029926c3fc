// The settings of an editor, section "domcheck": those of settings.h under the names that editors
// give, such as failOn for fail-on.
#ifndef CHECKER_LSP_EDITOR_SETTINGS_H_
#define CHECKER_LSP_EDITOR_SETTINGS_H_

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "checker/settings/settings.h"

namespace domcheck {

// A setting is a string or a list of them; `severity` may be an object from rules to levels too. A
// value that is not understood is added to `problems`, for a person, and left out. Other keys are
// the editor's own.
Settings ReadEditorSettings(const nlohmann::json& section, std::vector<std::string>* problems);

}  // namespace domcheck

#endif  // CHECKER_LSP_EDITOR_SETTINGS_H_
