// Runs the program as users do, for tests, in a folder with a host and some guests.
#ifndef CHECKER_CLI_CLI_TESTER_H_
#define CHECKER_CLI_CLI_TESTER_H_

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "checker/testing/file_content.h"
#include "checker/testing/temporary_folder.h"

namespace domcheck {

struct Outcome {
  int status = -1;
  std::string out;
  std::string err;
};

// Runs a shell command line in which `domcheck` is the program. Lines that run at the same time
// need different numbers.
inline Outcome Shell(const std::string& line, size_t number = 0) {
  const std::string out = "../out" + std::to_string(number);
  const std::string err = "../err" + std::to_string(number);
  const int status = std::system(("( " + line + " ) < /dev/null > " + out + " 2> " + err).c_str());
  EXPECT_TRUE(WIFEXITED(status)) << line;
  return {WEXITSTATUS(status), ReadFile(out), ReadFile(err)};
}

// Runs the lines at the same time. Returns their outcomes in the order of the lines.
inline std::vector<Outcome> ShellAtOnce(const std::vector<std::string>& lines) {
  std::vector<Outcome> outcomes(lines.size());
  std::vector<std::thread> threads;
  for (size_t i = 0; i < lines.size(); ++i)
    threads.emplace_back([&, i] { outcomes[i] = Shell(lines[i], i); });
  for (std::thread& thread : threads) thread.join();
  return outcomes;
}

inline std::string LastLine(std::string text) {
  if (!text.empty()) text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

inline std::string FirstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

// Tests run in a folder that contains a host of one document, caps.xml, and some guests.
class CliTest : public testing::Test {
 protected:
  CliTest() {
    const std::string program = std::filesystem::absolute("checker").string();
    setenv("PATH", (program + ":" + std::getenv("PATH")).c_str(), 1);
    unsetenv("BUILD_WORKING_DIRECTORY");
    folder_.Enter();
    WriteFile("caps.xml",
              "<domainCapabilities><domain>kvm</domain><vcpu max='8'/>"
              "<os><loader><value>/a.fd</value></loader></os></domainCapabilities>");
    WriteFile("good.xml", "<domain type='kvm'><vcpu>8</vcpu></domain>");
    WriteFile("bad.xml", "<domain type='kvm'><vcpu>9</vcpu></domain>");
    WriteFile("warned.xml", "<domain><vcpu>8</vcpu><os><loader>/b.fd</loader></os></domain>");
    WriteFile("open.xml", "<domain><devices><tpm model='tpm-crb'/></devices></domain>");
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace domcheck

#endif  // CHECKER_CLI_CLI_TESTER_H_
