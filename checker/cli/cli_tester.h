// The program as its users run it, for tests: in a folder with a host and some guests.
#ifndef CHECKER_CLI_CLI_TESTER_H_
#define CHECKER_CLI_CLI_TESTER_H_

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace domcheck {

struct Outcome {
  int status = -1;
  std::string out;
  std::string err;
};

inline void Write(const std::string& path, const std::string& text) {
  if (std::filesystem::path(path).has_parent_path())
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

inline std::string Contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Runs a line of shell in which `domcheck` is the program.
inline Outcome Shell(const std::string& line) {
  Outcome outcome;
  const int status = std::system(("( " + line + " ) < /dev/null > ../out 2> ../err").c_str());
  EXPECT_TRUE(WIFEXITED(status)) << line;
  outcome.status = WEXITSTATUS(status);
  outcome.out = Contents("../out");
  outcome.err = Contents("../err");
  return outcome;
}

inline std::string LastLine(std::string text) {
  if (!text.empty()) text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

inline std::string FirstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

// The tests run in a folder with a host of one document, caps.xml, and some guests.
class CliTest : public testing::Test {
 protected:
  CliTest() : before_(std::filesystem::current_path()) {
    const std::string program = std::filesystem::absolute("checker").string();
    setenv("PATH", (program + ":" + std::getenv("PATH")).c_str(), 1);
    unsetenv("BUILD_WORKING_DIRECTORY");
    const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "cli";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    std::filesystem::current_path(folder);
    Write("caps.xml",
          "<domainCapabilities><domain>kvm</domain><vcpu max='8'/>"
          "<os><loader><value>/a.fd</value></loader></os></domainCapabilities>");
    Write("good.xml", "<domain type='kvm'><vcpu>8</vcpu></domain>");
    Write("bad.xml", "<domain type='kvm'><vcpu>9</vcpu></domain>");
    Write("warned.xml", "<domain><vcpu>8</vcpu><os><loader>/b.fd</loader></os></domain>");
    Write("open.xml", "<domain><devices><tpm model='tpm-crb'/></devices></domain>");
  }
  ~CliTest() override { std::filesystem::current_path(before_); }

 private:
  std::filesystem::path before_;
};

}  // namespace domcheck

#endif  // CHECKER_CLI_CLI_TESTER_H_
