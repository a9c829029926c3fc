#include "checker/run/check_run.h"

#include <algorithm>
#include <memory>
#include <new>
#include <optional>
#include <tuple>
#include <utility>
#include <variant>

#include "checker/base/ordered_work.h"
#include "checker/engine/check.h"
#include "checker/libvirt/live_guest.h"
#include "checker/report/report_stream.h"
#include "checker/run/next_start.h"
#include "checker/settings/check_with_settings.h"

namespace domcheck {
namespace {

// Guests that a thread takes at once: few enough to keep all threads busy to the end, enough not to
// feel the hand-over.
constexpr size_t kPiece = 16;

// Leaves out findings beyond the first `most`, but for the first of each rule and severity, so that
// the verdict stays, and returns how many: violations, and what does not count or is a note, each
// by itself.
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

// What came out of a piece of work.
struct PieceResult {
  PieceTexts texts;
  Summary summary;
  bool fails = false;
  std::string skipped;
  FindingCounts known;
  FindingCounts found;
  std::set<std::string> checked;
};

// One thread's part of the run: its parser, and the memory that serves guest after guest.
class Worker {
 public:
  explicit Worker(const CheckRunOptions& options) : options_(options) {}

  PieceResult Check(const std::vector<ListedGuest>& guests, size_t begin, size_t end) {
    PieceResult piece;
    for (size_t i = begin; i < end; ++i) CheckGuest(guests[i], &piece);
    return piece;
  }

 private:
  // A guest that was read and, where it is one, checked against its hosts; or why it was not.
  struct Checked {
    std::optional<ReadGuest> guest;
    std::vector<CheckResult> results;  // by host
    std::string error;
  };

  Checked ReadAndCheck(const ListedGuest& guest) {
    Checked checked;
    try {
      auto read = guest.on_host == nullptr ? ReadSourceFile(guest.path, guest.name)
                                           : MakeSourceFile(guest.name, guest.on_host->text());
      if (const auto* error = std::get_if<ReadError>(&read)) {
        checked.error = error->message;
        return checked;
      }
      checked.guest.emplace(std::move(std::get<SourceFile>(read)), &reader_, &document_);
      if (!IsSkipped(guest, *checked.guest))
        checked.results =
            CheckWithSettings(*checked.guest, *guest.hosts, *guest.settings, options_.notes);
    } catch (const std::bad_alloc&) {
      checked = Checked();
      document_ = Document();
      reader_ = XmlReader();
      checked.error = "there is not enough memory to check it";
    }
    return checked;
  }

  static bool IsSkipped(const ListedGuest& guest, const ReadGuest& document) {
    return guest.in_folder && document.is_other_xml();
  }

  void CheckGuest(const ListedGuest& guest, PieceResult* piece) {
    auto [document, results, error] = ReadAndCheck(guest);
    if (!document) {
      for (size_t i = 0; i < std::max<size_t>(guest.hosts->size(), 1); ++i)
        Tell(guest, HostOf(guest, i), nullptr, Unreadable(error), {}, piece);
      return;
    }
    if (IsSkipped(guest, *document)) {
      ++piece->summary.skipped;
      if (options_.tells_skipped) piece->skipped += guest.name + ": skipped: it is no <domain>\n";
      return;
    }
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
      Tell(guest, host, &document->source(), std::move(results[i]), std::move(remarks), piece);
    }
  }

  // What is to be said of the guest beside its result on one of its hosts.
  std::vector<std::string> Remarks(const ListedGuest& guest, size_t i, const CheckResult& result) {
    const LiveGuest* known = guest.on_host.get();
    if (known == nullptr || !known->running || known->host != HostOf(guest, i)) return {};
    if (!known->stored) return DescribeRunning(nullptr, result);
    Document document;
    const ReadGuest running(SourceFile(guest.name, *known->running), &reader_, &document);
    std::vector<CheckResult> results =
        CheckWithSettings(running, {(*guest.hosts)[i]}, *guest.settings, options_.notes);
    if (options_.baseline != nullptr) {
      FindingCounts ignored;
      options_.baseline->Apply(guest.path, known->host, &results[0], &ignored);
    }
    return DescribeRunning(&result, results[0]);
  }

  // The name of one of the guest's hosts; empty where it has none.
  static std::string_view HostOf(const ListedGuest& guest, size_t i) {
    return guest.hosts->empty() ? std::string_view() : (*guest.hosts)[i]->name();
  }

  void Tell(const ListedGuest& guest, std::string_view host, const SourceFile* source,
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
  XmlReader reader_;
  Document document_;
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
  std::vector<std::unique_ptr<Worker>> workers(options.jobs);
  size_t done = 0;
  const auto check = [&](size_t worker, size_t begin, size_t end) {
    if (!workers[worker]) workers[worker] = std::make_unique<Worker>(options);
    return workers[worker]->Check(guests, begin, end);
  };
  const auto take = [&](PieceResult piece) {
    result.is_written = stream.Write(std::move(piece.texts)) && result.is_written;
    result.summary.Add(piece.summary);
    result.fails |= piece.fails;
    result.skipped += piece.skipped;
    AddCounts(piece.known, &result.known);
    AddCounts(piece.found, &result.found);
    result.checked.merge(piece.checked);
    done = std::min(done + kPiece, guests.size());
    if (options.progress) options.progress(done);
    return result.is_written;
  };
  if (result.is_written) WorkInOrder<PieceResult>(guests.size(), kPiece, options.jobs, check, take);
  return result;
}

bool FinishReports(const std::vector<ReportSink>& sinks, const Summary& summary) {
  return WriteToAll(sinks, [&summary](const ReportSink& sink, std::string* text) {
    sink.format->end(summary, sink.options, text);
  });
}

}  // namespace domcheck
