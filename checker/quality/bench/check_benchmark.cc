// Measures how fast guests are read and checked, in one process, without opening files.
//
//   ./bazelw run //checker/quality/bench:check_benchmark
//   ./bazelw run //checker/quality/bench:check_benchmark -- --benchmark_filter=/guests
//
// read     bytes to a tree: decoding and parsing
// collect  the same, and the guest's requirements
// check    the same, and the answers of one host document, with the findings
// report   the same, and the findings as text
//
// Each is measured for all guests of testdata/guests together ("guests"), and for each alone. The
// bytes per second are those of the files. The ratio of check to read is the cost of checking.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "capsmodel/source_file.h"
#include "capsmodel/xml_reader.h"
#include "checker/engine/check.h"
#include "checker/report/formats.h"
#include "checker/report/report.h"
#include "rules/requirements.h"

namespace domcheck {
namespace {

constexpr char kGuests[] = "testdata/guests";
constexpr char kHost[] = "testdata/hosts/debian-12/x86_64-kvm-q35.xml";

struct File {
  std::string name;
  std::string bytes;
};

[[noreturn]] void GiveUp(const std::string& message) {
  std::cerr << "check_benchmark: " << message << "\n";
  std::exit(1);
}

SourceFile Decode(const File& file) {
  auto source = MakeSourceFile(file.name, file.bytes);
  if (const auto* error = std::get_if<ReadError>(&source))
    GiveUp(file.name + ": " + error->message);
  return std::move(std::get<SourceFile>(source));
}

// Returns the bytes of a file, in whatever encoding.
std::string ReadBytes(const std::filesystem::path& path) {
  std::string bytes(std::filesystem::file_size(path), '\0');
  FILE* const file = std::fopen(path.c_str(), "rb");
  if (file == nullptr || std::fread(bytes.data(), 1, bytes.size(), file) != bytes.size())
    GiveUp("cannot read " + path.string());
  std::fclose(file);
  return bytes;
}

std::vector<File> ReadGuests() {
  std::vector<File> files;
  for (const auto& entry : std::filesystem::directory_iterator(kGuests))
    if (entry.path().extension() == ".xml")
      files.push_back({entry.path().stem().string(), ReadBytes(entry.path())});
  if (files.empty()) GiveUp(std::string("there are no guests in ") + kGuests);
  std::sort(files.begin(), files.end(),
            [](const File& a, const File& b) { return a.name < b.name; });
  return files;
}

const Host& DebianHost() {
  static const Host& host = *[] {
    XmlReader reader;
    auto document = ReadCapabilities(Decode({kHost, ReadBytes(kHost)}), &reader);
    if (const auto* error = std::get_if<XmlError>(&document)) GiveUp(error->message);
    auto* host = new Host(kHost, false);
    host->Add(std::move(std::get<Capabilities>(document)));
    return host;
  }();
  return host;
}

using Files = std::vector<File>;

void CountBytes(const Files& files, benchmark::State* state) {
  size_t bytes = 0;
  for (const File& file : files) bytes += file.bytes.size();
  state->SetBytesProcessed(static_cast<int64_t>(state->iterations() * bytes));
}

// Measures use(file, &reader, &document) over all files.
template <typename Use>
void ForEachFile(benchmark::State& state, const Files& files, const Use& use) {
  XmlReader reader;
  Document document;
  for (auto _ : state)
    for (const File& file : files) use(file, &reader, &document);
  CountBytes(files, &state);
}

void Read(benchmark::State& state, const Files& files) {
  ForEachFile(state, files, [](const File& file, XmlReader* reader, Document* document) {
    benchmark::DoNotOptimize(reader->Read(Decode(file).text(), document));
  });
}

void Collect(benchmark::State& state, const Files& files) {
  ForEachFile(state, files, [](const File& file, XmlReader* reader, Document* document) {
    benchmark::DoNotOptimize(reader->Read(Decode(file).text(), document));
    benchmark::DoNotOptimize(CollectRequirements(Guest(*document)));
  });
}

void Check(benchmark::State& state, const Files& files) {
  ForEachFile(state, files, [](const File& file, XmlReader* reader, Document* document) {
    const ReadGuest guest(Decode(file), reader, document);
    benchmark::DoNotOptimize(CheckGuest(guest, DebianHost(), Notes::kLeaveOut));
  });
}

void Report(benchmark::State& state, const Files& files) {
  std::string out;
  ForEachFile(state, files, [&out](const File& file, XmlReader* reader, Document* document) {
    const ReadGuest guest(Decode(file), reader, document);
    const CheckResult result = CheckGuest(guest, DebianHost(), Notes::kLeaveOut);
    GuestReport report;
    report.domain = file.name;
    report.capabilities = kHost;
    report.source = &guest.source();
    report.result = &result;
    out.clear();
    kTextFormat.guest(report, ReportOptions(), &out);
    benchmark::DoNotOptimize(out);
  });
}

void Register(const std::string& name, const Files& files) {
  const auto add = [&](const char* what, void (*function)(benchmark::State&, const Files&)) {
    benchmark::RegisterBenchmark((std::string(what) + "/" + name).c_str(), function, files)
        ->Unit(benchmark::kMicrosecond);
  };
  add("read", Read);
  add("collect", Collect);
  add("check", Check);
  add("report", Report);
}

}  // namespace
}  // namespace domcheck

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  const auto files = domcheck::ReadGuests();
  domcheck::Register("guests", files);
  for (const auto& file : files) domcheck::Register(file.name, {file});
  benchmark::RunSpecifiedBenchmarks();
}
