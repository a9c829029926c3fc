// The forms in which results are told. A format is a row of functions that append text: one for
// what comes first, one a guest, one for what comes last. So a report streams: nothing of a guest
// is kept after it was told, and the number of guests costs no memory.
#ifndef CHECKER_REPORT_REPORT_H_
#define CHECKER_REPORT_REPORT_H_

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/source_file.h"
#include "checker/check.h"

namespace domcheck {

// One guest's result, with what it takes to show it.
struct GuestReport {
  std::string_view domain;             // the guest as the user named it
  std::string_view capabilities;       // the document likewise; empty where none was chosen
  const SourceFile* source = nullptr;  // null where it could not be read
  const CheckResult* result = nullptr;
  bool is_first = false;
};

// What is said of all guests together.
struct Summary {
  size_t guests = 0;
  std::array<size_t, 4> verdicts = {};  // by GuestVerdict
  size_t errors = 0;
  size_t warnings = 0;
  size_t asked = 0;
  size_t unknown = 0;
  size_t skipped = 0;  // XML files in folders that are no guests

  void Add(const CheckResult& result);
  size_t count(GuestVerdict verdict) const { return verdicts[static_cast<size_t>(verdict)]; }
};

struct Style {
  bool color = false;
};

struct Format {
  std::string_view name;
  std::string_view summary;
  void (*begin)(std::string* out);
  void (*guest)(const GuestReport& guest, const Style& style, std::string* out);
  void (*end)(const Summary& summary, const Style& style, std::string* out);
};

const std::vector<Format>& AllFormats();

extern const Format kTextFormat;
extern const Format kJsonFormat;
extern const Format kJsonLinesFormat;

}  // namespace domcheck

#endif  // CHECKER_REPORT_REPORT_H_
