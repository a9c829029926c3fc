#include "checker/fleet/check/fleet.h"

#include <utility>

#include "checker/fleet/check/fleet_checker.h"
#include "checker/report/report_stream.h"
#include "checker/run/guest_reader.h"
#include "checker/run/guest_work.h"

namespace domcheck {
namespace {

// The outcome of a piece of work.
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

  void Add(const ListedGuest& listed, size_t number, PieceResult* piece) {
    const auto error = reader_.Read(listed, [&](SourceFile text) {
      if (!run_.shard.Has(text.text())) return;
      const ReadGuest guest = reader_.Parse(std::move(text));
      if (!IsSkipped(listed, guest)) {
        Tell(checker_.Check(guest, *listed.settings, number), classes_, run_, piece);
        return;
      }
      ++piece->summary.skipped;
      if (run_.reports_skipped) piece->skipped += listed.name + ": skipped: it is no <domain>\n";
    });
    if (error && run_.shard.Has(listed.name))
      Tell(UnreadableGuest(listed.name, number, *error), classes_, run_, piece);
  }

 private:
  static std::vector<const Host*> HostsOf(const FleetHosts& hosts) {
    std::vector<const Host*> pointers;
    for (const auto& host : hosts.host_of) pointers.push_back(host.get());
    return pointers;
  }

  const HostClasses& classes_;
  const FleetRun& run_;
  FleetChecker checker_;
  GuestReader reader_;
};

// Writes the pieces in their order and sums them up.
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
  if (writer.result().is_written)
    WorkOnGuests<PieceResult>(
        guests, run.jobs, [&] { return Worker(hosts, run); },
        [&writer](PieceResult piece) { return writer.Take(std::move(piece)); }, run.progress);
  return std::move(writer.result());
}

bool FinishFleet(const FleetRun& run, const FleetSummary& summary, const HostClasses& classes) {
  return WriteToAll(run.sinks, [&](const FleetSink& sink, std::string* text) {
    sink.format->end(summary, classes, sink.options, text);
  });
}

FleetResult ReportFleet(const std::function<const FleetGuest*()>& next, const HostClasses& classes,
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
