// Runs the program as users do, and tests exit statuses, messages and output files.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "checker/base/version.h"
#include "checker/cli/cli_tester.h"
#include "checker/testing/file_content.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;

TEST_F(CliTest, BadUsageIsTold) {
  const std::string kCheck = "\n'domcheck check --help' tells the options\n";
  const std::string kFiles = " --caps caps.xml good.xml";
  const struct {
    std::string line;
    std::string err;
  } kRows[] = {
      {"domcheck chekc",
       "domcheck: there is no command 'chekc'; did you mean 'check'?\n"
       "'domcheck --help' lists the commands\n"},
      {"domcheck \"$(printf 'zzzz\\033')\"",
       "domcheck: there is no command 'zzzz\\u{1B}'\n'domcheck --help' lists the commands\n"},
      {"domcheck fetch",
       "domcheck fetch: error: no folder given: name it with --out DIR\n"
       "'domcheck fetch --help' tells the options\n"},
      {"domcheck fetch --out x --timeout 0",
       "domcheck fetch: error: --timeout takes a number of seconds, not '0'\n"
       "'domcheck fetch --help' tells the options\n"},
      {"domcheck lsp guest.xml",
       "domcheck lsp: error: it takes no arguments: an editor names the guests\n"
       "'domcheck lsp --help' tells the options\n"},
      {"domcheck check --formt text" + kFiles,
       "domcheck check: error: there is no option '--formt'; did you mean '--format'?" + kCheck},
      {"domcheck check --cap caps.xml good.xml",
       "domcheck check: error: there is no option '--cap'; did you mean '--caps'?" + kCheck},
      {"domcheck check -x" + kFiles, "domcheck check: error: there is no option '-x'" + kCheck},
      {"domcheck check good.xml --caps",
       "domcheck check: error: the required argument for option '--caps' is missing" + kCheck},
      {"domcheck check --format text --format json" + kFiles,
       "domcheck check: error: option '--format' cannot be specified more than once" + kCheck},
      {"domcheck check --caps caps.xml",
       "domcheck check: error: no guest given: name a file, a folder, or '-'" + kCheck},
      {"domcheck check --connect qemu:///system",
       "domcheck check: error: no guest given: name a file, a folder, or '-', or guests of the "
       "host with --domain or --all" +
           kCheck},
      {"domcheck check --connect caps.xml good.xml",
       "domcheck check: error: --connect takes the URI of a libvirt, such as qemu:///system, not "
       "'caps.xml'; a file or a folder is for --caps" +
           kCheck},
      {"domcheck check --all --domain web1",
       "domcheck check: error: --all and --domain exclude each other" + kCheck},
      {"domcheck check good.xml",
       "good.xml: error: no host given: name its capabilities with --caps, for example "
       "--caps @debian-12 or the file that 'virsh domcapabilities' printed, or with 'caps = PATH' "
       "in .domcheck.cfg\n"},
      {"domcheck check --fail-on eror" + kFiles,
       "domcheck check: error: --fail-on: 'eror' is not a level; did you mean 'error'?" + kCheck},
      {"domcheck check --fail-on ''" + kFiles,
       "domcheck check: error: --fail-on: '' is not a level (error, warning, unknown, never)" +
           kCheck},
      {"domcheck explain disk-buss",
       "domcheck explain: error: there is no rule 'disk-buss'; did you mean 'disk-bus'?\n"
       "'domcheck explain --help' tells the options\n"},
  };
  for (const auto& row : kRows) {
    const Outcome outcome = Shell(row.line);
    EXPECT_EQ(outcome.status, 2) << row.line;
    EXPECT_EQ(outcome.err, row.err) << row.line;
    EXPECT_EQ(outcome.out, "") << row.line;
  }
  const Outcome formats = Shell("domcheck check --format jsom" + kFiles);
  EXPECT_EQ(formats.status, 2);
  EXPECT_EQ(formats.err.substr(0, 71),
            "domcheck: error: 'jsom' is not a value of --format; did you mean 'json'");
}

TEST_F(CliTest, HelpsWhenAsked) {
  EXPECT_EQ(Shell("domcheck --version").out, "domcheck " + std::string(kVersion) + "\n");
  const Outcome help = Shell("domcheck --help");
  EXPECT_EQ(help.status, 0);
  EXPECT_NE(help.out.find("\n  check "), std::string::npos) << help.out;
  EXPECT_EQ(Shell("domcheck -h").out, help.out);
  EXPECT_EQ(Shell("domcheck help").out, help.out);
  // Without a command, standard error gets the same text.
  const Outcome nothing = Shell("domcheck");
  EXPECT_EQ(nothing.status, 2);
  EXPECT_EQ(nothing.out, "");
  EXPECT_EQ(nothing.err, help.out);

  const Outcome check = Shell("domcheck check --help --caps absent.xml");
  EXPECT_EQ(check.status, 0);
  EXPECT_EQ(check.err, "");
  EXPECT_EQ(check.out.substr(0, 22), "usage: domcheck check ");
  for (const char* option : {"--caps", "--format", "--fail-on", "--unknown", "--files-from",
                             "--stdin-filename", "--verbose"})
    EXPECT_NE(check.out.find(option), std::string::npos) << option;
}

TEST_F(CliTest, FailsOnTheLevelAskedFor) {
  const struct {
    std::string guest;
    int error, warning, unknown, never;
  } kRows[] = {
      {"good.xml", 0, 0, 0, 0},
      {"bad.xml", 1, 1, 1, 0},
      {"warned.xml", 0, 1, 1, 0},
      {"open.xml", 0, 0, 1, 0},
      {"good.xml bad.xml good.xml", 1, 1, 1, 0},
      // An input that cannot be read fails at any level.
      {"absent.xml bad.xml", 2, 2, 2, 2},
  };
  for (const auto& row : kRows) {
    const std::string check = "domcheck check --caps caps.xml " + row.guest;
    EXPECT_EQ(Shell(check).status, row.error) << row.guest;
    EXPECT_EQ(Shell(check + " --fail-on error").status, row.error) << row.guest;
    EXPECT_EQ(Shell(check + " --fail-on warning").status, row.warning) << row.guest;
    EXPECT_EQ(Shell(check + " --fail-on=unknown").status, row.unknown) << row.guest;
    EXPECT_EQ(Shell(check + " --fail-on never").status, row.never) << row.guest;
    EXPECT_EQ(Shell(check + " --unknown").status, row.error)
        << "notes change nothing: " << row.guest;
  }
}

// A bad guest is reported, and the good guest beside it is still checked.
TEST_F(CliTest, BadGuestsStopNothing) {
  WriteFile("empty.xml", "");
  WriteFile("doctype.xml",
            "<!DOCTYPE domain [<!ENTITY a SYSTEM 'good.xml'>]>\n<domain>&a;</domain>");
  WriteFile("binary.xml", std::string("\x7f"
                                      "ELF\x02\x01\x01\0\0\xff\xfe",
                                      11));
  WriteFile("koi8.xml", "<?xml version='1.0' encoding='KOI8-R'?><domain/>");
  fs::create_symlink("loop.xml", "loop.xml");
  const struct {
    std::string guest;
    std::string finding;
  } kRows[] = {
      {"absent.xml", "absent.xml: error: no such file or folder [unreadable]"},
      {"loop.xml",
       "loop.xml: error: cannot be opened: Too many levels of symbolic links [unreadable]"},
      {"koi8.xml",
       "koi8.xml: error: the encoding 'KOI8-R' is not one that domcheck reads (UTF-8, UTF-16, "
       "ISO-8859-1, US-ASCII); convert the file to UTF-8, for example with iconv [unreadable]"},
      {"empty.xml", "empty.xml:1:1: error: there is no XML in this file: it is empty [xml-syntax]"},
      {"-", "-:1:1: error: there is no XML in this file: it is empty [xml-syntax]"},
      {"doctype.xml",
       "doctype.xml:1:1: error: a document type declaration is not allowed here: remove it "
       "[xml-syntax]"},
      {"caps.xml",
       "caps.xml:1:2: error: this is a <domainCapabilities>, which says what a host offers, not a "
       "<domain>; give it with --caps [not-a-domain]"},
      {"binary.xml",
       "binary.xml:1:1: error: this is not XML: an element must begin here [xml-syntax]"},
  };
  for (const auto& row : kRows) {
    const Outcome outcome = Shell("domcheck check --caps caps.xml " + row.guest + " good.xml");
    EXPECT_EQ(outcome.status, 2) << row.guest;
    EXPECT_EQ(FirstLine(outcome.out), row.finding);
    EXPECT_EQ(LastLine(outcome.out),
              "2 guests: 1 compatible, 1 invalid (1 error, 0 warnings; 2 asked, 0 unknown)");
    EXPECT_EQ(outcome.err, "") << row.guest;
  }
}

TEST_F(CliTest, BadHostsAreTold) {
  WriteFile("empty.xml", "");
  WriteFile("cut.xml", "<domainCapabilities>");
  fs::create_directories("none");
  const struct {
    std::string caps;
    std::string err;
  } kRows[] = {
      {"absent.xml", "absent.xml: error: no such file or folder\n"},
      {"empty.xml", "empty.xml:1:1: error: there is no XML in this file: it is empty\n"},
      {"cut.xml",
       "cut.xml:1:21: error: input ended before all started tags were ended; last tag started is "
       "'domainCapabilities'\n"},
      {"good.xml",
       "good.xml:1:2: error: this is a <domain>, which is a guest, not a <domainCapabilities> "
       "document (what 'virsh domcapabilities' prints); give it as a guest, without --caps\n"},
      {"none",
       "none: error: no domainCapabilities document (*.xml) is in this folder; make one with "
       "'virsh domcapabilities'\n"},
      {"@debian-11",
       "@debian-11: error: no host of that name ships inside domcheck; did you mean '@debian-12'? "
       "('domcheck caps' lists them)\n"},
  };
  for (const auto& row : kRows) {
    const Outcome alone = Shell("domcheck check --caps " + row.caps + " good.xml");
    EXPECT_EQ(alone.status, 2) << row.caps;
    EXPECT_EQ(alone.err, row.err);
    EXPECT_EQ(alone.out, "") << row.caps;
    // The other host is still used.
    const Outcome both = Shell("domcheck check --caps " + row.caps + " --caps caps.xml good.xml");
    EXPECT_EQ(both.status, 2) << row.caps;
    EXPECT_EQ(both.err, row.err);
    EXPECT_EQ(LastLine(both.out),
              "1 guest: 1 compatible (0 errors, 0 warnings; 2 asked, 0 unknown)");
  }
}

TEST_F(CliTest, LooksThroughFolders) {
  const std::string check = "domcheck check --caps caps.xml ";
  WriteFile("empty/readme.txt", "");
  Outcome outcome = Shell(check + "empty good.xml");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err, "empty: error: no guest (*.xml) is in this folder\n");
  EXPECT_EQ(LastLine(outcome.out),
            "1 guest: 1 compatible (0 errors, 0 warnings; 2 asked, 0 unknown)");

  WriteFile("folder/network.xml", "<network/>");
  outcome = Shell(check + "--verbose folder");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err,
            "folder/network.xml: skipped: it is no <domain>\n"
            "domcheck check: error: none of the XML files found is a <domain>\n");
  WriteFile("folder/sub/vm.xml", "<domain><vcpu>9</vcpu></domain>");
  outcome = Shell(check + "folder");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(outcome.out.substr(0, 29), "folder/sub/vm.xml:1:15: error");
  EXPECT_EQ(Shell(check + "'g*d.xml'").status, 0);
  EXPECT_EQ(Shell(check + "'*.conf'").err, "*.conf: error: no file matches this pattern\n");
}

TEST_F(CliTest, OutputThatCannotBeWrittenIsAFault) {
  for (const std::string command :
       {"domcheck --help", "domcheck check --caps caps.xml bad.xml", "domcheck check --help",
        "domcheck check --caps caps.xml absent.xml"}) {
    Outcome outcome = Shell(command + " > /dev/full");
    EXPECT_EQ(outcome.status, 3) << command;
    EXPECT_EQ(outcome.err,
              "domcheck: error: the output cannot be written: No space left on device\n");
    outcome = Shell(command + " >&-");
    EXPECT_EQ(outcome.status, 3) << command;
    EXPECT_EQ(outcome.err, "domcheck: error: the output cannot be written: Bad file descriptor\n");
  }
  // The reader of the pipe has exited.
  const Outcome outcome =
      Shell("mkfifo pipe; exec 3<> pipe 4> pipe 3<&-; domcheck --version >&4 4>&-");
  EXPECT_EQ(outcome.status, 3);
  EXPECT_EQ(outcome.err, "domcheck: error: the output cannot be written: Broken pipe\n");
  // Errors cannot be printed either, so only the status reports them.
  EXPECT_EQ(Shell("domcheck check --caps absent.xml good.xml 2>&-").status, 2);
}

TEST_F(CliTest, ReadsNamesFromAFile) {
  WriteFile("new\nline.xml", "<domain><vcpu>9</vcpu></domain>");
  WriteFile("list", "good.xml\r\nbad.xml\n\n");
  WriteFile("list0", std::string("good.xml\0new\nline.xml\0", 23));
  const std::string check = "domcheck check --caps caps.xml --files-from ";
  const std::string both =
      "2 guests: 1 compatible, 1 incompatible (1 error, 0 warnings; 4 asked, 0 unknown)";
  EXPECT_EQ(LastLine(Shell(check + "list").out), both);
  EXPECT_EQ(LastLine(Shell(check + "- < list").out), both);
  const Outcome by_nul = Shell(check + "- < list0");
  EXPECT_EQ(LastLine(by_nul.out),
            "2 guests: 1 compatible, 1 incompatible (1 error, 0 warnings; 3 asked, 0 unknown)");
  EXPECT_EQ(by_nul.out.substr(0, 24), "new\\u{0A}line.xml:1:15: ");
  EXPECT_EQ(LastLine(Shell(check + "list good.xml").out),
            "3 guests: 2 compatible, 1 incompatible (1 error, 0 warnings; 6 asked, 0 unknown)");
  const Outcome absent = Shell(check + "absent good.xml");
  EXPECT_EQ(absent.status, 2);
  EXPECT_EQ(absent.err, "absent: error: no such file or folder\n");
  const Outcome none = Shell(check + "/dev/null");
  EXPECT_EQ(none.status, 0);
  EXPECT_EQ(none.out, "0 guests: none checked (0 errors, 0 warnings; 0 asked, 0 unknown)\n");
}

TEST_F(CliTest, StandardInputHasAName) {
  const std::string check = "domcheck check --caps caps.xml - < bad.xml";
  EXPECT_EQ(Shell(check).out.substr(0, 13), "-:1:26: error");
  EXPECT_EQ(Shell(check + " --stdin-filename vms/a.xml").out.substr(0, 21),
            "vms/a.xml:1:26: error");
  EXPECT_EQ(Shell(check + " --stdin-filename a --format jsonl").out.substr(0, 13),
            "{\"domain\":\"a\"");
}

TEST_F(CliTest, SyntaxAloneTakesNoHost) {
  WriteFile("broken.xml", "<domain>\n<vcpu>9</domain>");
  const Outcome read = Shell("domcheck check --syntax-only bad.xml good.xml");
  EXPECT_EQ(read.status, 0);
  EXPECT_EQ(read.out, "2 guests: 2 unknown (0 errors, 0 warnings; 0 asked, 0 unknown)\n");
  EXPECT_EQ(read.err, "");
  const Outcome broken =
      Shell("domcheck check --syntax-only caps.xml broken.xml absent.xml good.xml");
  EXPECT_EQ(broken.status, 2);
  EXPECT_EQ(FirstLine(broken.out).substr(0, 15), "caps.xml:1:2: e");
  EXPECT_NE(broken.out.find("\nbroken.xml:2:"), std::string::npos) << broken.out;
  EXPECT_NE(broken.out.find("\nabsent.xml: error: "), std::string::npos) << broken.out;
  EXPECT_NE(broken.out.find("\n4 guests: 1 unknown, 3 invalid ("), std::string::npos) << broken.out;
}

TEST_F(CliTest, ADocumentMustDescribeTheGuest) {
  fs::create_directories("host");
  fs::copy_file("caps.xml", "host/caps.xml");
  WriteFile("lxc.xml", "<domain type='lxc'><vcpu>9</vcpu></domain>");
  const std::string check = "domcheck check lxc.xml --caps host --format jsonl";
  const Outcome outcome = Shell(check);
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(Shell(check + " --severity no-document=note").status, 0);
  EXPECT_EQ(
      outcome.out.substr(0, 76),
      "{\"domain\":\"lxc.xml\",\"capabilities\":null,\"verdict\":\"unknown\",\"asked\":2,\"unkno");
  EXPECT_NE(outcome.out.find("\"rule\":\"no-document\""), std::string::npos);
  EXPECT_EQ(Shell(check + " --fail-on unknown").status, 1);
  // The report names the document that describes the guest.
  EXPECT_NE(Shell("domcheck check bad.xml --caps host --format jsonl")
                .out.find("\"capabilities\":\"host/caps.xml\",\"verdict\":\"incompatible\""),
            std::string::npos);
}

TEST_F(CliTest, ChecksAgainstSeveralHosts) {
  WriteFile("small.xml",
            "<domainCapabilities><domain>kvm</domain><vcpu max='4'/></domainCapabilities>");
  const Outcome outcome =
      Shell("domcheck check --caps caps.xml --caps small.xml good.xml bad.xml --format jsonl");
  EXPECT_EQ(outcome.status, 1);
  std::string seen;
  for (size_t at = 0; at < outcome.out.size(); at = outcome.out.find('\n', at) + 1)
    seen += outcome.out.substr(at, outcome.out.find(",\"asked\"", at) - at) + "\n";
  EXPECT_EQ(seen,
            R"({"domain":"good.xml","capabilities":"caps.xml","verdict":"compatible"
{"domain":"good.xml","capabilities":"small.xml","verdict":"incompatible"
{"domain":"bad.xml","capabilities":"caps.xml","verdict":"incompatible"
{"domain":"bad.xml","capabilities":"small.xml","verdict":"incompatible"
)");
}

// Returns what the program writes if standard output is a terminal.
std::string OnTerminal(const std::string& line) {
  const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
  EXPECT_GE(terminal, 0);
  EXPECT_EQ(grantpt(terminal), 0);
  EXPECT_EQ(unlockpt(terminal), 0);
  const std::string name = ptsname(terminal);
  // Keeps the terminal alive once the program has ended.
  const int other_end = open(name.c_str(), O_RDWR | O_NOCTTY);
  Shell(line + " > " + name);
  EXPECT_EQ(fcntl(terminal, F_SETFL, O_NONBLOCK), 0);
  char buffer[4096];
  const ssize_t count = read(terminal, buffer, sizeof buffer);
  close(other_end);
  close(terminal);
  return std::string(buffer, count < 0 ? 0 : static_cast<size_t>(count));
}

TEST_F(CliTest, ColoursAreForTerminalsThatWantThem) {
  const std::string check = "domcheck check --caps caps.xml bad.xml";
  const auto has_colours = [](const std::string& text) {
    EXPECT_NE(text.find("9 virtual CPUs"), std::string::npos) << text;
    return text.find('\x1b') != std::string::npos;
  };
  EXPECT_TRUE(has_colours(OnTerminal("env -u NO_COLOR TERM=xterm " + check)));
  EXPECT_TRUE(has_colours(OnTerminal("NO_COLOR= TERM=xterm " + check)));
  EXPECT_FALSE(has_colours(OnTerminal("NO_COLOR=1 TERM=xterm " + check)));
  EXPECT_FALSE(has_colours(OnTerminal("env -u NO_COLOR TERM=dumb " + check)));
  EXPECT_FALSE(has_colours(OnTerminal("env -u NO_COLOR -u TERM " + check)));
  EXPECT_FALSE(has_colours(Shell("env -u NO_COLOR TERM=xterm " + check).out));
}

}  // namespace
}  // namespace domcheck
