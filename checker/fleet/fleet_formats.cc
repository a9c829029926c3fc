#include "checker/fleet/fleet_formats.h"

#include "checker/fleet/page/html.h"

namespace domcheck {

const std::vector<FleetFormat>& AllFleetFormats() {
  static const auto& formats =
      *new std::vector<FleetFormat>{kFleetTextFormat, kFleetJsonFormat,  kFleetJsonLinesFormat,
                                    kFleetCsvFormat,  kFleetSarifFormat, kFleetHtmlFormat};
  return formats;
}

}  // namespace domcheck
