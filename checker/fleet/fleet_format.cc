#include "checker/fleet/fleet_format.h"

namespace domcheck {

const std::vector<FleetFormat>& AllFleetFormats() {
  static const auto& formats =
      *new std::vector<FleetFormat>{kFleetTextFormat, kFleetJsonFormat,  kFleetJsonLinesFormat,
                                    kFleetCsvFormat,  kFleetSarifFormat, kFleetHtmlFormat};
  return formats;
}

}  // namespace domcheck
