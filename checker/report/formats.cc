#include "checker/report/formats.h"

namespace domcheck {

const std::vector<Format>& AllFormats() {
  static const auto& formats =
      *new std::vector<Format>{kTextFormat,  kJsonFormat,   kJsonLinesFormat,  kSarifFormat,
                               kJunitFormat, kGithubFormat, kCheckstyleFormat, kGitlabFormat};
  return formats;
}

}  // namespace domcheck
