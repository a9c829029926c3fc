#include "checker/run/check_run.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "checker/engine/check.h"
#include "checker/libvirt/live_guest.h"
#include "checker/report/report_stream.h"
#include "checker/run/guest_reader.h"
#include "checker/run/guest_work.h"
#include "checker/run/next_start.h"
#include "checker/settings/check_with_settings.h"

namespace domcheck {
namespace {

// Removes findings beyond the limit `most`, and returns how many. The limit applies separately to
// findings that count and to all others. The first finding of each rule and severity always stays,
// so that the verdict does not change. 0 means no limit.
size_t Withhold(size_t most, std::vector<Finding>* findings) {
  if (most == 0 || findings->size() <= most) return 0;
  std::set<std::tuple<const Rule*, Severity, bool>> reported;
  size_t counts[2] = {};
  const auto is_withheld = [&](const Finding& finding) {
    const bool counts_for_verdict = Counts(finding);
    const bool is_first =
        reported.emplace(finding.rule, finding.severity, counts_for_verdict).second;
    return ++counts[counts_for_verdict] > most && !is_first;
  };
  const auto kept = std::remove_if(findings->begin(), findings->end(), is_withheld);
  const auto withheld = static_cast<size_t>(findings->end() - kept);
  findings->erase(kept, findings->end());
  return withheld;
}

// The outcome of a piece of work.
struct PieceResult {
  PieceTexts texts;
  Summary summary;
  bool fails = false;
  std::string skipped;
  FindingCounts known;
  FindingCounts found;
  std::set<std::string> checked;
};

// One thread's part of the run.
class Worker {
 public:
  explicit Worker(const CheckRunOptions& options) : options_(options) {}

  void Add(const ListedGuest& listed, size_t, PieceResult* piece) {
    std::optional<ReadGuest> guest;
    std::vector<CheckResult> results;  // by host
    const auto error = reader_.Read(listed, [&](SourceFile text) {
      guest.emplace(reader_.Parse(std::move(text)));
      if (!IsSkipped(listed, *guest))
        results = CheckWithSettings(*guest, *listed.hosts, *listed.settings, options_.notes);
    });
    if (error) {
      for (size_t i = 0; i < std::max<size_t>(listed.hosts->size(), 1); ++i)
        Report(listed, HostOf(listed, i), nullptr, Unreadable(*error), {}, piece);
    } else if (IsSkipped(listed, *guest)) {
      ++piece->summary.skipped;
      if (options_.reports_skipped)
        piece->skipped += listed.name + ": skipped: it is no <domain>\n";
    } else {
      AddResults(listed, guest->source(), std::move(results), piece);
    }
  }

 private:
  void AddResults(const ListedGuest& guest, const SourceFile& source,
                  std::vector<CheckResult> results, PieceResult* piece) {
    const std::string& lasting_name = guest.on_host == nullptr ? guest.name : guest.path;
    if (options_.baseline != nullptr)
      piece->checked.insert(options_.baseline->NameOf(lasting_name));
    for (size_t i = 0; i < results.size(); ++i) {
      const std::string_view host = HostOf(guest, i);
      if (options_.baseline != nullptr)
        options_.baseline->Apply(lasting_name, host, &results[i], &piece->known);
      if (options_.collects_findings)
        CollectFindings(*options_.baseline, lasting_name, host, results[i], &piece->found);
      std::vector<std::string> remarks = Remarks(guest, i, results[i]);
      Report(guest, host, &source, std::move(results[i]), std::move(remarks), piece);
    }
  }

  // Returns what to report about the guest beside its result on one of its hosts.
  std::vector<std::string> Remarks(const ListedGuest& guest, size_t i, const CheckResult& result) {
    const LiveGuest* known = guest.on_host.get();
    if (known == nullptr || !known->running || known->host != HostOf(guest, i)) return {};
    if (!known->stored) return DescribeRunning(nullptr, result);
    const ReadGuest running = running_reader_.Parse(SourceFile(guest.name, *known->running));
    std::vector<CheckResult> results =
        CheckWithSettings(running, {(*guest.hosts)[i]}, *guest.settings, options_.notes);
    if (options_.baseline != nullptr) {
      FindingCounts ignored;
      options_.baseline->Apply(guest.path, known->host, &results[0], &ignored);
    }
    return DescribeRunning(&result, results[0]);
  }

  // Returns the name of one of the guest's hosts; empty if the guest has no hosts.
  static std::string_view HostOf(const ListedGuest& guest, size_t i) {
    return guest.hosts->empty() ? std::string_view() : (*guest.hosts)[i]->name();
  }

  void Report(const ListedGuest& guest, std::string_view host, const SourceFile* source,
              CheckResult&& result, std::vector<std::string> remarks, PieceResult* piece) {
    piece->summary.Add(result);
    piece->fails |= Fails(result, guest.settings->fail_on.value_or(FailOn::kError));
    const size_t withheld = Withhold(options_.most_findings, &result.findings);
    piece->summary.withheld += withheld;
    if (withheld > 0) remarks.push_back(DescribeWithheld(withheld));
    GuestReport report;
    report.domain = guest.name;
    report.source = source;
    report.result = &result;
    report.host = host;
    report.several_hosts = guest.hosts->size() > 1;
    report.remarks = std::move(remarks);
    if (result.capabilities != nullptr) report.capabilities = result.capabilities->source().name();
    AppendToAll(
        options_.sinks,
        [&report](const ReportSink& sink, std::string* text) {
          sink.format->guest(report, sink.options, text);
        },
        &piece->texts);
  }

  const CheckRunOptions& options_;
  GuestReader reader_;
  GuestReader running_reader_;
};

template <typename Map>
void AddCounts(const Map& from, Map* to) {
  for (const auto& [key, count] : from) (*to)[key] += count;
}

}  // namespace

CheckRunResult RunChecks(const std::vector<ListedGuest>& guests, const CheckRunOptions& options) {
  CheckRunResult result;
  result.is_written = WriteToAll(
      options.sinks, [](const ReportSink& sink, std::string* text) { sink.format->begin(text); });
  ReportStream<ReportSink> stream(options.sinks);
  const auto take = [&](PieceResult piece) {
    result.is_written = stream.Write(std::move(piece.texts)) && result.is_written;
    result.summary.Add(piece.summary);
    result.fails |= piece.fails;
    result.skipped += piece.skipped;
    AddCounts(piece.known, &result.known);
    AddCounts(piece.found, &result.found);
    result.checked.merge(piece.checked);
    return result.is_written;
  };
  if (result.is_written)
    WorkOnGuests<PieceResult>(
        guests, options.jobs, [&options] { return Worker(options); }, take, options.progress);
  return result;
}

bool FinishReports(const std::vector<ReportSink>& sinks, const Summary& summary) {
  return WriteToAll(sinks, [&summary](const ReportSink& sink, std::string* text) {
    sink.format->end(summary, sink.options, text);
  });
}

}  // namespace domcheck
