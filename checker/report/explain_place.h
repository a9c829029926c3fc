// Explains a place of a guest: which attributes, elements and values libvirt's vocabulary has
// there, since when, and which rules look at them.
#ifndef CHECKER_REPORT_EXPLAIN_PLACE_H_
#define CHECKER_REPORT_EXPLAIN_PLACE_H_

#include <optional>
#include <string>
#include <string_view>

namespace domcheck {

// A place is the path of an element below <domain>, such as "devices/disk/driver", or "domain". The
// path of a finding, such as "/domain/devices/disk[2]/driver/@cache", stands for the element there.
// These return nothing if libvirt does not know the element.

// Returns the place for a terminal, in lines of at most 80 columns.
std::optional<std::string> ExplainPlace(std::string_view place);

// Returns the place as one JSON object.
std::optional<std::string> PlaceAsJson(std::string_view place);

// Returns the place that `typed` may be a misspelling of, or an empty string.
std::string NearestPlace(std::string_view typed);

}  // namespace domcheck

#endif  // CHECKER_REPORT_EXPLAIN_PLACE_H_
