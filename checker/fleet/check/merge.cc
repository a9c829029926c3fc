#include "checker/fleet/check/merge.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <utility>
#include <variant>

#include "capsmodel/limits.h"
#include "checker/fleet/check/read_fleet_json.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

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
    struct stat status;
    if (stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode))
      return InputProblem{path, std::nullopt, "is a folder, not a file"};
    return InputProblem{path, std::nullopt, std::string("is empty") + kWantedReport};
  }
  report->line = 1;
  if (!error.empty()) return InputProblem{path, Position{1, 1}, error};
  auto read = ReadFleetHead(line);
  if (const auto* why = std::get_if<LineError>(&read))
    return InputProblem{path, Position{1, 1}, why->message};
  FleetHead& head = std::get<FleetHead>(read);
  report->shard = head.shard;
  if (paths_.empty()) {
    classes_ = std::move(head.classes);
    shards_ = head.shard.count;
  } else if (!AreSame(head.classes, classes_)) {
    return InputProblem{path, Position{1, 1},
                        "it was made with other hosts than " + paths_.begin()->second};
  } else if (head.shard.count != shards_) {
    return InputProblem{path, Position{1, 1},
                        "it is of " + Count(head.shard.count, "shard") + ", but " +
                            paths_.begin()->second + " is of " + std::to_string(shards_)};
  }
  const auto [known, is_new] = paths_.emplace(head.shard.number, path);
  if (!is_new)
    return InputProblem{path, Position{1, 1},
                        (shards_ == 1 ? "it tells of all guests, as "
                                      : "it is shard " + head.shard.Text() + ", as ") +
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
  constexpr char kCutShort[] = "the report ends without a summary: it was cut short";
  if (!has_line) return fail(kCutShort);
  auto read = ReadFleetLine(line, classes_);
  if (const auto* why = std::get_if<LineError>(&read)) {
    // The last line must end with a line end too.
    return fail(!why->is_json && report->file.eof() ? kCutShort : why->message);
  }
  if (const auto* end = std::get_if<FleetEnd>(&read)) {
    skipped_ += end->skipped;
    has_problems_ |= end->has_problems;
    std::string ignored;
    if (!ReadLine(&report->file, &line, &ignored)) return true;
    ++report->line;
    return fail("the report goes on after its summary: name each shard's report by itself");
  }
  report->guest = std::get<FleetGuest>(std::move(read));
  return report->guest->number >= least || fail("the guests are not in their order");
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
