// Reads an editor's settings, section "domcheck": those of settings.h under names that suit
// editors, such as failOn for fail-on.
#ifndef CHECKER_LSP_EDITOR_SETTINGS_H_
#define CHECKER_LSP_EDITOR_SETTINGS_H_

#include <string>
#include <vector>

#include "checker/base/parse_json.h"
#include "checker/settings/settings.h"

namespace domcheck {

// Reads the sections, of which a later one overrides the keys of an earlier one. A setting is a
// string or a list of strings; `severity` may also be an object that maps rules to levels. A value
// that cannot be understood is left out, with a message for people in `problems`. Other keys are
// the editor's own and are ignored.
Settings ReadEditorSettings(const std::vector<JsonValue>& sections,
                            std::vector<std::string>* problems);

}  // namespace domcheck

#endif  // CHECKER_LSP_EDITOR_SETTINGS_H_
