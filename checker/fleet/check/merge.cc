#include "checker/fleet/check/merge.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "capsmodel/limits.h"
#include "checker/base/json_limits.h"
#include "checker/fleet/check/read_fleet_json.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kWanted[] = "; it is to be a report of 'domcheck fleet --format jsonl'";

// Returns a discarded value if the line is not JSON or exceeds a limit; `error` then names the
// limit.
Json ParseLine(const std::string& line, std::string* error) {
  if (auto excess = FindJsonExcess(line, CurrentLimits())) {
    *error = std::move(excess->message);
    return Json(Json::value_t::discarded);
  }
  return Json::parse(line, nullptr, /*allow_exceptions=*/false);
}

// Reads a line as std::getline does. Stops at the limit of bytes, and then sets `error`.
bool ReadLine(std::istream* file, std::string* line, std::string* error) {
  line->clear();
  const size_t most = CurrentLimits().bytes;
  std::streambuf* const bytes = file->rdbuf();
  try {
    for (int c = bytes->sbumpc(); c != std::char_traits<char>::eof(); c = bytes->sbumpc()) {
      if (c == '\n') return true;
      if (line->size() == most) {
        *error = DescribeExcess(LimitOf(&Limits::bytes), CurrentLimits());
        return true;
      }
      line->push_back(static_cast<char>(c));
    }
  } catch (const std::ios_base::failure&) {  // for instance of a folder
    line->clear();
  }
  file->setstate(line->empty() ? std::ios::eofbit | std::ios::failbit : std::ios::eofbit);
  return !line->empty();
}

// Reads the shard in a report's first line: all guests if it has none, nothing if its form is
// wrong.
std::optional<Shard> ShardFromJson(const Json& head) {
  const auto shard = head.find("shard");
  if (shard == head.end()) return Shard();
  return shard->is_string() ? ParseShard(shard->get<std::string>()) : std::nullopt;
}

bool AreSame(const HostClasses& one, const HostClasses& other) {
  return one.hosts == other.hosts && one.hosts_of == other.hosts_of &&
         one.problems == other.problems;
}

}  // namespace

std::optional<InputProblem> ShardReader::OpenReport(const std::string& path, Report* report) {
  report->path = path;
  report->file.open(path, std::ios::binary);
  if (!report->file)
    return InputProblem{path, std::nullopt, std::string("cannot be read: ") + std::strerror(errno)};
  std::string line, error;
  if (!ReadLine(&report->file, &line, &error)) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
      return InputProblem{path, std::nullopt, "is a folder, not a file"};
    return InputProblem{path, std::nullopt, std::string("is empty") + kWanted};
  }
  report->line = 1;
  if (!error.empty()) return InputProblem{path, Position{1, 1}, error};
  const Json head = ParseLine(line, &error);
  if (!error.empty()) return InputProblem{path, Position{1, 1}, error};
  auto hosts = HostsFromJson(head, &error);
  if (!hosts) return InputProblem{path, Position{1, 1}, error + kWanted};
  const auto shard = ShardFromJson(head);
  if (!shard)
    return InputProblem{path, Position{1, 1},
                        "its shard is not of the form I/N" + std::string(kWanted)};
  report->shard = *shard;
  if (paths_.empty()) {
    classes_ = std::move(*hosts);
    shards_ = shard->count;
  } else if (!AreSame(*hosts, classes_)) {
    return InputProblem{path, Position{1, 1},
                        "it was made with other hosts than " + paths_.begin()->second};
  } else if (shard->count != shards_) {
    return InputProblem{path, Position{1, 1},
                        "it is of " + Count(shard->count, "shard") + ", but " +
                            paths_.begin()->second + " is of " + std::to_string(shards_)};
  }
  const auto [known, is_new] = paths_.emplace(shard->number, path);
  if (!is_new)
    return InputProblem{
        path, Position{1, 1},
        (shards_ == 1 ? "it tells of all guests, as " : "it is shard " + shard->Text() + ", as ") +
            known->second + " is"};
  return std::nullopt;
}

bool ShardReader::Open(const std::vector<std::string>& paths, std::vector<InputProblem>* problems) {
  const size_t known = problems->size();
  for (const std::string& path : paths) {
    auto report = std::make_unique<Report>();
    if (auto problem = OpenReport(path, report.get()))
      problems->push_back(std::move(*problem));
    else if (Advance(report.get(), problems))
      reports_.push_back(std::move(report));
  }
  if (problems->size() > known) return false;
  if (const size_t missing = shards_ - paths_.size(); missing > 0) {
    size_t first = 0;
    while (paths_.count(first) != 0) ++first;
    problems->push_back(
        {paths.front(), Position{1, 1},
         "it is of " + Count(shards_, "shard") + ", of which " + Shard{first, shards_}.Text() +
             (missing == 1 ? " is missing"
                           : " and " + std::to_string(missing - 1) + " more are missing") +
             ": name the reports of all"});
  }
  return problems->size() == known;
}

std::string ShardReader::AddSummary(const Json& summary) {
  const auto number = [&](const char* key) -> std::optional<size_t> {
    const auto found = summary.is_object() ? summary.find(key) : summary.end();
    if (found == summary.end() || !found->is_number_unsigned()) return std::nullopt;
    return found->get<size_t>();
  };
  const auto skipped = number("skipped"), exit_status = number("exitStatus");
  if (!skipped || !exit_status) return "it is no summary of a fleet's report";
  skipped_ += *skipped;
  has_problems_ |= *exit_status > 1;
  return "";
}

bool ShardReader::Advance(Report* report, std::vector<InputProblem>* problems) {
  const auto fail = [&](const std::string& error) {
    problems->push_back({report->path, Position{report->line, 1}, error});
    report->guest.reset();
    return false;
  };
  const size_t least = report->guest ? report->guest->number + 1 : 0;
  report->guest.reset();
  std::string line, error;
  const bool has_line = ReadLine(&report->file, &line, &error);
  if (has_line) ++report->line;
  if (!error.empty()) return fail(error);
  const Json json = ParseLine(line, &error);
  if (!error.empty()) return fail(error);
  // The last line must end with a line end too.
  if (!has_line || (json.is_discarded() && report->file.eof()))
    return fail("the report ends without a summary: it was cut short");
  if (json.is_object() && json.contains("summary")) {
    error = AddSummary(json["summary"]);
    std::string ignored;
    if (error.empty() && ReadLine(&report->file, &line, &ignored)) {
      ++report->line;
      error = "the report goes on after its summary: name each shard's report by itself";
    }
    return error.empty() || fail(error);
  }
  report->guest = GuestFromJson(json, classes_, &error);
  if (report->guest && report->guest->number < least) error = "the guests are not in their order";
  return error.empty() || fail(error);
}

const FleetGuest* ShardReader::Next(std::vector<InputProblem>* problems) {
  Report* next = nullptr;
  for (const auto& report : reports_) {
    if (!report->guest) continue;
    if (next != nullptr && report->guest->number == next->guest->number) {
      problems->push_back({report->path, Position{report->line, 1},
                           "guest " + report->guest->name + " is in " + next->path + " too"});
      return nullptr;
    }
    if (next == nullptr || report->guest->number < next->guest->number) next = report.get();
  }
  if (next == nullptr) return nullptr;
  current_ = next->guest;
  return Advance(next, problems) ? &*current_ : nullptr;
}

}  // namespace domcheck
