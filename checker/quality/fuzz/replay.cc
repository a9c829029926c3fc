// Runs a fuzz target without a fuzzer: on every file of the given files and folders, then on N
// mutations of them (--mutations=N; 2,000), which are the same in every run.
//
// An input that makes the target fail is written to replay-failure in the working folder; under
// Bazel, to outputs.zip beside test.log.
#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);
// The sanitizers define this, if the program is built with one.
extern "C" __attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)());

namespace {

namespace fs = std::filesystem;

constexpr size_t kMostBytes = 64 * 1024;

// The input that is running, for the signal handler.
const std::string* running = nullptr;
std::string failure_path = "replay-failure";

void KeepInput() {
  if (running == nullptr) return;
  if (std::FILE* file = std::fopen(failure_path.c_str(), "wb")) {
    std::fwrite(running->data(), 1, running->size(), file);
    std::fclose(file);
  }
  std::fprintf(stderr, "its input of %zu bytes: replay-failure\n", running->size());
}

void OnSignal(int signal) {
  KeepInput();
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void Run(const std::string& input) {
  running = &input;
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
  running = nullptr;
}

std::vector<std::string> FilesBelow(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    if (!fs::is_directory(path)) {
      files.push_back(path);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(path))
      if (entry.is_regular_file()) files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// std::mt19937 gives the same numbers everywhere; the distributions of <random> do not.
class Mutator {
 public:
  explicit Mutator(const std::vector<std::string>* corpus) : corpus_(corpus) {}

  // Returns a file of the corpus with one to four changes.
  std::string Next() {
    std::string input = (*corpus_)[Below(corpus_->size())];
    for (size_t changes = 1 + Below(4); changes > 0; --changes) Change(&input);
    if (input.size() > kMostBytes) input.resize(kMostBytes);
    return input;
  }

 private:
  size_t Below(size_t limit) { return limit == 0 ? 0 : random_() % limit; }

  // Returns a short piece of `text`.
  std::string PieceOf(const std::string& text) {
    return text.substr(Below(text.size() + 1), 1 + Below(64));
  }

  void Change(std::string* input) {
    const size_t at = Below(input->size() + 1);
    switch (Below(6)) {
      case 0:
        input->erase(at, 1 + Below(16));
        break;
      case 1:
        input->resize(at);
        break;
      case 2:
        input->insert(at, 1, static_cast<char>(Below(256)));
        break;
      case 3:
        if (at < input->size()) (*input)[at] ^= static_cast<char>(1 << Below(8));
        break;
      case 4:
        input->insert(at, PieceOf(*input));
        break;
      case 5:
        input->insert(at, PieceOf((*corpus_)[Below(corpus_->size())]));
        break;
    }
  }

  const std::vector<std::string>* corpus_;
  std::mt19937 random_;
};

}  // namespace

int main(int argc, char** argv) {
  size_t mutations = 2000;
  std::vector<std::string> paths;
  for (int i = 1; i < argc; ++i) {
    constexpr char kMutations[] = "--mutations=";
    if (std::strncmp(argv[i], kMutations, sizeof kMutations - 1) == 0)
      mutations = std::strtoul(argv[i] + sizeof kMutations - 1, nullptr, 10);
    else
      paths.emplace_back(argv[i]);
  }
  if (const char* outputs = std::getenv("TEST_UNDECLARED_OUTPUTS_DIR"))
    failure_path = std::string(outputs) + "/" + failure_path;
  if (__sanitizer_set_death_callback != nullptr)
    __sanitizer_set_death_callback(KeepInput);
  else
    std::signal(SIGSEGV, OnSignal);
  std::signal(SIGABRT, OnSignal);

  std::vector<std::string> corpus;
  for (const std::string& path : FilesBelow(paths)) {
    std::ifstream file(path, std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    std::fprintf(stderr, "%s\n", path.c_str());
    Run(corpus.back());
  }
  if (corpus.empty()) {
    std::fprintf(stderr, "there is no file to replay\n");
    return 1;
  }
  Mutator mutator(&corpus);
  for (size_t i = 0; i < mutations; ++i) Run(mutator.Next());
  std::fprintf(stderr, "%zu files and %zu mutations\n", corpus.size(), mutations);
  return 0;
}
