// The page for a browser: one file that holds the report and shows it, without a server.
#ifndef CHECKER_FLEET_PAGE_HTML_H_
#define CHECKER_FLEET_PAGE_HTML_H_

#include "checker/fleet/check/fleet_format.h"

namespace domcheck {

extern const FleetFormat kFleetHtmlFormat;

}  // namespace domcheck

#endif  // CHECKER_FLEET_PAGE_HTML_H_
