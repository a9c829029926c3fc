// The report as a page for a browser: one file that shows the report and loads nothing.
//
// It shows the guests by kinds of hosts; people filter, sort, group and open them. The parts of the
// page are in this folder; their script reads the data that this format writes.
//
// Names, values and source lines come from strangers. The page holds them as JSON that cannot end
// its element, or as escaped text; the script turns them into text, never into markup.
#ifndef CHECKER_FLEET_PAGE_HTML_H_
#define CHECKER_FLEET_PAGE_HTML_H_

#include "checker/fleet/check/fleet_format.h"

namespace domcheck {

extern const FleetFormat kFleetHtmlFormat;

}  // namespace domcheck

#endif  // CHECKER_FLEET_PAGE_HTML_H_
