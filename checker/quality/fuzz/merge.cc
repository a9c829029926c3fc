// Fuzzes `domcheck merge`. It either reports what is wrong with the shards' reports or writes a
// report in each format, and it can read its own report again.
//
// The input's parts (parts.h) are up to three reports.
#include "checker/fleet/check/merge.h"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/utf8.h"
#include "checker/fleet/check/fleet.h"
#include "checker/fleet/fleet_formats.h"
#include "checker/quality/fuzz/invariant.h"
#include "checker/quality/fuzz/parts.h"
#include "checker/quality/fuzz/scratch_folder.h"

namespace {

using namespace domcheck;

constexpr size_t kMostReports = 3;

// A merged report in each format, in their order.
struct Merged {
  std::vector<std::string> reports;
  std::vector<InputProblem> problems;
};

Merged Merge(const std::vector<std::string>& paths) {
  Merged merged;
  merged.reports.resize(AllFleetFormats().size());
  ShardReader shards;
  if (!shards.Open(paths, &merged.problems)) return merged;
  FleetRun run;
  for (size_t i = 0; i < merged.reports.size(); ++i) {
    FleetSink sink;
    sink.format = &AllFleetFormats()[i];
    sink.options.places = true;
    sink.write = [&merged, i](std::string_view text) {
      merged.reports[i] += text;
      return true;
    };
    run.sinks.push_back(std::move(sink));
  }
  const FleetResult told =
      ReportFleet([&] { return shards.Next(&merged.problems); }, shards.classes(), run);
  FinishFleet(run, told.summary, shards.classes());
  return merged;
}

void CheckForm(const FleetFormat& format, const std::string& report) {
  Invariant(FindInvalidUtf8(report) == std::string::npos, "reports are UTF-8", report);
  if (format.name == "json" || format.name == "sarif") {
    Invariant(nlohmann::json::accept(report), "the report is JSON", report);
  } else if (format.name == "jsonl") {
    for (size_t at = 0; at < report.size();) {
      const size_t end = std::min(report.find('\n', at), report.size());
      Invariant(nlohmann::json::accept(report.substr(at, end - at)), "each line is JSON", report);
      at = end + 1;
    }
  } else if (format.name == "text") {
    for (const char c : report)
      Invariant(static_cast<unsigned char>(c) >= 0x20 || c == '\n', "nothing escapes to a terminal",
                report);
  } else if (format.name == "html") {
    Invariant(report.find("<script>alert") == std::string::npos, "no input is markup", report);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto parts = Parts({reinterpret_cast<const char*>(data), size}, kMostReports);
  std::vector<std::string> paths;
  for (size_t i = 0; i < parts.size(); ++i) {
    paths.push_back(ScratchFolder() + "/report" + std::to_string(i) + ".jsonl");
    WriteWhole(paths.back(), parts[i]);
  }
  const Merged merged = Merge(paths);
  for (const InputProblem& problem : merged.problems)
    Invariant(!problem.message.empty() && std::count(paths.begin(), paths.end(), problem.name) == 1,
              "a problem is of a report", problem.name);
  if (!merged.problems.empty()) return 0;
  std::string lines;
  for (size_t i = 0; i < merged.reports.size(); ++i) {
    CheckForm(AllFleetFormats()[i], merged.reports[i]);
    if (AllFleetFormats()[i].name == "jsonl") lines = merged.reports[i];
  }
  const std::string path = ScratchFolder() + "/merged.jsonl";
  WriteWhole(path, lines);
  const Merged again = Merge({path});
  Invariant(again.problems.empty(), "what was merged can be merged",
            again.problems.empty() ? "" : again.problems.front().message);
  Invariant(again.reports == merged.reports, "and says the same", lines);
  return 0;
}
