// Tests the errors for inputs that exceed a limit and for runs that take too long.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <vector>

#include "checker/cli/cli_tester.h"
#include "checker/testing/file_content.h"

namespace domcheck {
namespace {

TEST_F(CliTest, HugeInputs) {
  std::string deep = "<domain type='kvm'>";
  for (int i = 0; i < 100000; ++i) deep += "<devices>";
  WriteFile("cut.xml", deep);
  for (int i = 0; i < 100000; ++i) deep += "</devices>";
  WriteFile("deep.xml", deep + "<vcpu>9</vcpu></domain>");
  WriteFile("long.xml", "<domain type='" + std::string(5 << 20, 'x') + "'/>");
  const std::string kCheck = "domcheck check --max-depth 100000 --max-value-length 5M --caps ";
  EXPECT_EQ(Shell(kCheck + "caps.xml deep.xml").status, 2);  // one more
  EXPECT_EQ(Shell(kCheck + "caps.xml cut.xml").status, 2);
  EXPECT_EQ(Shell(kCheck + "caps.xml long.xml").status, 1);
  EXPECT_EQ(Shell("domcheck check --caps deep.xml good.xml").status, 2);
}

// Checks, for each limit, a guest within it and a guest that exceeds it.
TEST_F(CliTest, LimitsAreTold) {
  const std::string guest =
      "<domain type='kvm'>\n  <vcpu>8</vcpu>\n  <devices><disk a='1' b='2'/></devices>\n</domain>";
  WriteFile("guest.xml", guest);
  WriteFile("caps.xml", "<domainCapabilities/>");
  const struct {
    std::string option;
    size_t most;
    std::string finding;
  } kRows[] = {
      {"bytes", guest.size(), ": error: there are more than % bytes; --max-bytes"},
      {"depth", 3,
       ":3:13: error: more than % elements are open here, within each other; --max-depth"},
      {"elements", 4, ":3:13: error: there are more than % elements; --max-elements"},
      {"attributes", 2, ":3:24: error: this element has more than % attributes; --max-attributes"},
      {"name-length", 18, ":1:2: error: this name is longer than % bytes; --max-name-length"},
      {"value-length", 3, ":1:15: error: this value is longer than % bytes; --max-value-length"},
  };
  for (const auto& row : kRows) {
    const std::string check = "domcheck check --caps caps.xml --max-" + row.option + " ";
    EXPECT_EQ(Shell(check + std::to_string(row.most) + " guest.xml").status, 0) << row.option;
    const std::string less = std::to_string(row.most - 1);
    const Outcome over = Shell(check + less + " guest.xml");
    if (row.option == "name-length") continue;  // the host has such a name too: below
    EXPECT_EQ(over.status, 2) << row.option;
    std::string finding = "guest.xml" + row.finding + " raises this limit";
    finding.replace(finding.find('%'), 1, less);
    EXPECT_EQ(FirstLine(over.out).substr(0, finding.size()), finding);
    EXPECT_EQ(LastLine(over.out).substr(0, 19), "1 guest: 1 invalid ");
  }
  // The limits also apply to hosts, configurations and all other files.
  const Outcome host = Shell("domcheck check --caps caps.xml --max-name-length 17 guest.xml");
  EXPECT_EQ(host.status, 2);
  EXPECT_EQ(host.err,
            "caps.xml:1:2: error: this name is longer than 17 bytes; --max-name-length "
            "raises this limit\n");
  const std::string kOver =
      ": error: there are more than 40 bytes; --max-bytes raises this limit\n";
  const std::string kCheck = "domcheck check --max-bytes 40 --caps ";
  WriteFile("long.cfg", "caps = caps.xml\n# " + std::string(40, 'x'));
  WriteFile("long.json", "{\"version\":1,\"findings\":[]}" + std::string(40, ' '));
  EXPECT_EQ(Shell(kCheck + "caps.xml --config long.cfg good.xml").err, "long.cfg" + kOver);
  EXPECT_EQ(Shell(kCheck + "caps.xml --baseline long.json good.xml").err, "long.json" + kOver);
  EXPECT_EQ(Shell("yes good.xml | " + kCheck + "caps.xml --files-from -").err, "-" + kOver);
  EXPECT_EQ(FirstLine(Shell(kCheck + "caps.xml - < /dev/zero").out) + "\n",
            "-" + kOver.substr(0, kOver.size() - 1) + " [unreadable]\n");
  EXPECT_EQ(Shell("domcheck fix --max-bytes 40 --caps caps.xml guest.xml").err,
            "guest.xml" + kOver);
  EXPECT_EQ(Shell("domcheck caps --max-bytes 10 caps.xml").status, 2);
  EXPECT_EQ(Shell("domcheck merge --max-bytes 40 guest.xml").status, 2);
  // A repository must not raise the limits.
  WriteFile(".domcheck.cfg", "max-depth = 1000\n");
  EXPECT_EQ(Shell("domcheck check --caps caps.xml good.xml").status, 2);
  std::filesystem::remove(".domcheck.cfg");
}

TEST_F(CliTest, LimitsMustBeNumbers) {
  for (const std::string value : {"0", "x", "100001", "-1", "1k"}) {
    const Outcome outcome =
        Shell("domcheck check --caps caps.xml --max-depth=" + value + " good.xml");
    EXPECT_EQ(outcome.status, 2) << value;
    EXPECT_EQ(FirstLine(outcome.err),
              "domcheck check: error: --max-depth takes a number from 1 to 100000, as in 500, 64K "
              "or 16M, not '" +
                  value + "'");
  }
}

TEST_F(CliTest, FindingsOverTheLimitAreCounted) {
  std::string guest = "<domain type='kvm'><vcpu>9</vcpu><devices>";
  for (int i = 0; i < 30; ++i) guest += "<disk><target bus='ide'/></disk>\n";
  WriteFile("many.xml", guest + "</devices></domain>");
  WriteFile("caps.xml",
            "<domainCapabilities><domain>kvm</domain><vcpu max='8'/><devices><disk supported='yes'>"
            "<enum name='bus'><value>sata</value></enum></disk></devices></domainCapabilities>");
  const std::string check = "domcheck check --caps caps.xml many.xml";
  const Outcome all = Shell(check);
  EXPECT_EQ(all.status, 1);
  EXPECT_EQ(all.err, "");
  EXPECT_NE(all.out.find("(31 errors, "), std::string::npos) << all.out;
  const Outcome some = Shell(check + " --max-findings 10");
  EXPECT_EQ(some.status, 1);
  EXPECT_NE(some.out.find("(31 errors, "), std::string::npos) << some.out;
  const std::string kWithheld =
      "21 more findings are counted but not shown; --max-findings raises the limit of 10 for a "
      "guest";
  EXPECT_NE(some.out.find("many.xml: note: " + kWithheld + "\n"), std::string::npos) << some.out;
  EXPECT_EQ(LastLine(some.out), kWithheld);
  EXPECT_EQ(some.err, "domcheck check: " + kWithheld + "\n");
  // Each rule reports at least one finding.
  const Outcome one = Shell(check + " --max-findings 1 --format jsonl");
  EXPECT_NE(one.out.find("\"rule\":\"disk-bus\""), std::string::npos);
  EXPECT_NE(one.out.find("\"rule\":\"vcpu-max\""), std::string::npos) << one.out;
  EXPECT_EQ(one.status, 1);
  EXPECT_EQ(Shell(check + " --max-findings 0").out, all.out);
  EXPECT_EQ(Shell(check + " --max-findings 31").out, all.out);
}

TEST_F(CliTest, FilesOverTheLimitAreRefused) {
  for (int i = 0; i < 5; ++i)
    WriteFile("folder/" + std::to_string(i) + ".xml", "<domain type='kvm'/>");
  const std::string check = "domcheck check --caps caps.xml --fail-on never --max-files ";
  EXPECT_EQ(Shell(check + "5 folder").status, 0);
  EXPECT_EQ(Shell(check + "0 folder good.xml").status, 0);
  const std::string kError =
      ": error: there are more than 4 files; --max-files raises this limit\n";
  for (const std::string name : {"folder", "'folder/*.xml'"}) {
    const Outcome over = Shell(check + "4 " + name);
    EXPECT_EQ(over.status, 2);
    EXPECT_EQ(over.out, "");
    EXPECT_EQ(over.err, (name == "folder" ? "folder" : "folder/*.xml") + kError);
  }
  EXPECT_EQ(Shell("yes good.xml | head -5 | " + check + "4 --files-from -").err,
            "good.xml" + kError);
}

TEST_F(CliTest, TheTimeOfARunIsLimited) {
  for (const char* name : {"silent.xml", "held"}) ASSERT_EQ(mkfifo(name, 0600), 0);
  const std::string kCheck = "domcheck check --timeout 2 --caps ";
  const auto outcomes = ShellAtOnce({
      kCheck + "caps.xml --jobs 1 good.xml silent.xml bad.xml",
      kCheck + "caps.xml --jobs 2 good.xml silent.xml bad.xml",
      kCheck + "silent.xml good.xml",
      kCheck + "caps.xml --config silent.xml good.xml",
      "domcheck fix --timeout 2 --caps caps.xml silent.xml",
      "domcheck caps --timeout 2 silent.xml",
      "domcheck common caps.xml --timeout 2 silent.xml",
      // Another process holds standard input open and does not write to it.
      "exec 3<>held; " + kCheck + "caps.xml - <&3",
  });
  for (const Outcome& outcome : outcomes) {
    EXPECT_EQ(outcome.status, 2);
    EXPECT_NE((outcome.out + outcome.err).find("time of the run (2 s) was over"), std::string::npos)
        << outcome.out << outcome.err;
  }
  const std::string kOver =
      ": error: the time of the run (2 s) was over before it was read; --timeout raises this "
      "limit [unreadable]\n";
  for (size_t i : {0, 1})
    EXPECT_EQ(outcomes[i].out,
              "silent.xml" + kOver + "bad.xml" + kOver +
                  "\n3 guests: 1 compatible, 2 invalid (2 errors, 0 warnings; 2 asked, "
                  "0 unknown)\n");
}

// If the process does not wait for a file, it ends a few seconds later.
TEST_F(CliTest, ARunThatHangsIsEnded) {
  for (int i = 0; i < 3000; ++i) WriteFile("folder/" + std::to_string(i) + ".xml", "<domain/>");
  for (const char* name : {"silent.jsonl", "held"}) ASSERT_EQ(mkfifo(name, 0600), 0);
  const auto outcomes = ShellAtOnce({
      // Nobody reads the output.
      "exec 3<>held; domcheck check --format jsonl --timeout 1 --caps @debian-12 folder > held",
      "domcheck merge --timeout 1 silent.jsonl",
  });
  const std::string kHangs =
      ": error: ended, since it hangs and its time (1 s) is over; --timeout gives it longer\n";
  EXPECT_EQ(outcomes[0].status, 2);
  EXPECT_EQ(outcomes[0].err, "domcheck check" + kHangs);
  EXPECT_EQ(outcomes[1].err, "domcheck merge" + kHangs);
}

}  // namespace
}  // namespace domcheck
