#include "checker/fleet/check/fleet.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <variant>

#include "checker/base/ordered_work.h"
#include "checker/engine/check.h"
#include "checker/fleet/check/fleet_checker.h"
#include "checker/report/report_stream.h"

namespace domcheck {
namespace {

// Guests that a thread takes at once: as in batch.cc.
constexpr size_t kPiece = 16;

// What came out of a piece of work.
struct PieceResult {
  PieceTexts texts;
  FleetSummary summary;
  std::string skipped;
};

void Tell(const FleetGuest& guest, const HostClasses& classes, const FleetRun& run,
          PieceResult* piece) {
  AppendToAll(
      run.sinks,
      [&](const FleetSink& sink, std::string* text) {
        sink.format->guest(guest, classes, sink.options, text);
      },
      &piece->texts);
  piece->summary.Add(guest, classes, run.required);
}

// One thread's part of the run.
class Worker {
 public:
  Worker(const FleetHosts& hosts, const FleetRun& run)
      : classes_(hosts.classes), run_(run), checker_(HostsOf(hosts)) {}

  PieceResult Check(const std::vector<ListedGuest>& guests, size_t begin, size_t end) {
    PieceResult piece;
    for (size_t i = begin; i < end; ++i) CheckGuest(guests[i], i, &piece);
    return piece;
  }

 private:
  static std::vector<const Host*> HostsOf(const FleetHosts& hosts) {
    std::vector<const Host*> pointers;
    for (const auto& host : hosts.host_of) pointers.push_back(host.get());
    return pointers;
  }

  void CheckGuest(const ListedGuest& guest, size_t number, PieceResult* piece) {
    auto read = ReadSourceFile(guest.path, guest.name);
    if (const auto* error = std::get_if<ReadError>(&read)) {
      if (run_.shard.Has(guest.name))
        Tell(UnreadableGuest(guest.name, number, error->message), classes_, run_, piece);
      return;
    }
    SourceFile& source = std::get<SourceFile>(read);
    if (!run_.shard.Has(source.text())) return;
    const ReadGuest document(std::move(source), &reader_, &document_);
    if (guest.in_folder && document.is_other_xml()) {
      ++piece->summary.skipped;
      if (run_.tells_skipped) piece->skipped += guest.name + ": skipped: it is no <domain>\n";
      return;
    }
    Tell(checker_.Check(document, *guest.settings, number), classes_, run_, piece);
  }

  const HostClasses& classes_;
  const FleetRun& run_;
  FleetChecker checker_;
  XmlReader reader_;
  Document document_;
};

// Writes the pieces in their order, and adds them up.
class Writer {
 public:
  Writer(const HostClasses& classes, const FleetRun& run) : stream_(run.sinks) {
    result_.is_written = WriteToAll(run.sinks, [&](const FleetSink& sink, std::string* text) {
      sink.format->begin(classes, sink.options, text);
    });
  }

  bool Take(PieceResult piece) {
    result_.is_written = stream_.Write(std::move(piece.texts)) && result_.is_written;
    result_.summary.Add(piece.summary);
    result_.skipped += piece.skipped;
    return result_.is_written;
  }

  FleetResult& result() { return result_; }

 private:
  ReportStream<FleetSink> stream_;
  FleetResult result_;
};

}  // namespace

FleetResult RunFleet(const std::vector<ListedGuest>& guests, const FleetHosts& hosts,
                     const FleetRun& run) {
  Writer writer(hosts.classes, run);
  std::vector<std::unique_ptr<Worker>> workers(run.jobs);
  size_t done = 0;
  const auto check = [&](size_t worker, size_t begin, size_t end) {
    if (!workers[worker]) workers[worker] = std::make_unique<Worker>(hosts, run);
    return workers[worker]->Check(guests, begin, end);
  };
  const auto take = [&](PieceResult piece) {
    done = std::min(done + kPiece, guests.size());
    if (run.progress) run.progress(done);
    return writer.Take(std::move(piece));
  };
  if (writer.result().is_written)
    WorkInOrder<PieceResult>(guests.size(), kPiece, run.jobs, check, take);
  return std::move(writer.result());
}

bool FinishFleet(const FleetRun& run, const FleetSummary& summary, const HostClasses& classes) {
  return WriteToAll(run.sinks, [&](const FleetSink& sink, std::string* text) {
    sink.format->end(summary, classes, sink.options, text);
  });
}

FleetResult TellFleet(const std::function<const FleetGuest*()>& next, const HostClasses& classes,
                      const FleetRun& run) {
  Writer writer(classes, run);
  while (const FleetGuest* guest = writer.result().is_written ? next() : nullptr) {
    PieceResult piece;
    Tell(*guest, classes, run, &piece);
    writer.Take(std::move(piece));
  }
  return std::move(writer.result());
}

}  // namespace domcheck
