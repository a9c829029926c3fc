// Fuzzes configuration files of guests' folders and of the hook. Each problem is reported at a line
// of the file, and the rest can be used.
#include "checker/settings/config.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "checker/hook/policy.h"
#include "checker/quality/fuzz/invariant.h"
#include "checker/settings/config_lines.h"

namespace {

using namespace domcheck;

void CheckProblems(const std::vector<InputProblem>& problems, const SourceFile& source) {
  const size_t lines = source.PositionAt(source.text().size()).line;
  for (const InputProblem& problem : problems) {
    Invariant(!problem.message.empty() && problem.name == "file.cfg", "a problem is explained");
    if (problem.position)
      Invariant(problem.position->line >= 1 && problem.position->line <= lines,
                "a problem is in the file", problem.message);
    const std::string line = DescribeProblem(problem);
    for (const char c : line)
      Invariant(static_cast<unsigned char>(c) >= 0x20, "nothing escapes to a terminal", line);
  }
}

void CheckPatterns(const Config& config) {
  for (const char* guest :
       {"a.xml", "guests/legacy/web-server.xml", "../aaaaaaaaaaaaaaaaaaaa.xml"}) {
    Settings settings = config.settings;
    for (const auto& [pattern, section] : config.sections)
      if (MatchesPattern(pattern, guest)) settings.Add(section);
    for (const std::string& pattern : settings.excludes) MatchesPattern(pattern, guest);
    CheckResult result;
    Fails(result, settings.fail_on.value_or(FailOn::kError));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto read = MakeSourceFile("file.cfg", {reinterpret_cast<const char*>(data), size});
  if (std::holds_alternative<ReadError>(read)) return 0;
  const auto& source = std::get<SourceFile>(read);
  const std::string text(source.text());

  std::vector<InputProblem> problems;
  for (const ConfigLine& line : ReadConfigLines(text, "file.cfg", &problems))
    Invariant(text.find(line.value) != std::string::npos, "a value stands in the file", line.value);
  const bool is_readable = problems.empty();
  CheckPatterns(ParseConfig(text, "file.cfg", "/guests", &problems));
  CheckProblems(problems, source);

  problems.clear();
  ParsePolicy(text, "file.cfg", &problems);
  CheckProblems(problems, source);
  if (!is_readable) return 0;
  for (const bool enforces : {true, false}) {
    std::vector<InputProblem> left;
    Invariant(ParsePolicy(WithEnforcing(text, enforces), "file.cfg", &left).enforces == enforces,
              "the hook enforces as it was told to", text);
    Invariant(left.size() <= problems.size(), "setting the mode makes no new problem", text);
  }
  return 0;
}
