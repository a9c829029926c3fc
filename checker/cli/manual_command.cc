// domcheck manual: prints the manual page domcheck.1, made from the commands' option tables.
#include <string>
#include <string_view>
#include <vector>

#include "checker/base/version.h"
#include "checker/cli/command.h"
#include "checker/cli/command_options.h"
#include "checker/cli/commands.h"
#include "checker/cli/options.h"
#include "checker/cli/output.h"
#include "checker/settings/config.h"
#include "checker/settings/settings.h"

namespace domcheck {
namespace {

// Escapes text so that roff prints it unchanged and finds no request in it.
std::string Roff(std::string_view text) {
  std::string escaped;
  for (const char letter : text) {
    if ((letter == '.' || letter == '\'') && (escaped.empty() || escaped.back() == '\n'))
      escaped += "\\&";
    if (letter == '\\')
      escaped += "\\e";
    else if (letter == '-')
      escaped += "\\-";  // one that can be copied into a shell
    else if (letter == '\'')
      escaped += "\\(aq";
    else if (letter == '^')
      escaped += "\\(ha";
    else if (letter == '~')
      escaped += "\\(ti";
    else if (letter == '`')
      escaped += "\\(ga";
    else
      escaped += letter;
  }
  return escaped;
}

std::string Bold(std::string_view text) { return "\\fB" + Roff(text) + "\\fR"; }
std::string Italic(std::string_view text) { return "\\fI" + Roff(text) + "\\fR"; }

std::string Heading(std::string_view text) { return ".SH " + std::string(text) + "\n"; }

// Returns a list entry: a term, and below it its meaning, indented.
std::string Entry(const std::string& term, const std::string& meaning) {
  return ".TP\n" + term + "\n" + meaning + "\n";
}

// Converts text that is formatted for a terminal. Indented lines keep their line breaks.
std::string LaidOut(std::string_view text) {
  std::string roff;
  bool is_indented = false, is_new = true;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    const bool indented = line.substr(0, 2) == "  ";
    if (is_indented && !indented) roff += ".EE\n.RE\n";
    if (line.empty()) {
      is_new = true;
    } else {
      if (is_new && !indented) roff += ".PP\n";
      if (indented && !is_indented) roff += ".RS\n.EX\n";
      roff += Roff(indented ? line.substr(2) : line) + "\n";
      is_new = false;
    }
    is_indented = indented;
  }
  return roff + (is_indented ? ".EE\n.RE\n" : "");
}

std::string OptionEntry(const OptionRow& option) {
  std::string term;
  if (option.letter != 0) term = Bold(std::string("-") + option.letter) + ", ";
  term += Bold("--" + option.name);
  if (!option.value_name.empty()) term += " " + Italic(option.value_name);
  std::string meaning = Roff(option.description);
  if (!option.default_value.empty())
    meaning += "\n(" + Bold(option.default_value) + " unless told otherwise)";
  return Entry(term, meaning);
}

std::string CommandSection(const Command& command) {
  const CommandOptions options = command.options();
  std::string text = ".SS " + Bold("domcheck " + std::string(command.name)) + " [" +
                     Italic("OPTION") + "...] " + Roff(command.arguments) + "\n" +
                     Roff(command.summary) + ".\n";
  for (const OptionRow& option : options.rows) text += OptionEntry(option);
  return text + LaidOut(options.details);
}

std::string SettingEntries() {
  std::string text;
  for (const SettingKey& key : AllSettingKeys())
    text += Entry(Bold(key.name) + " = " + Italic(key.value_name), Roff(key.summary));
  return text;
}

std::string Manual() {
  std::string text =
      ".\\\" Written by 'domcheck manual' from the commands' option tables.\n"
      ".TH DOMCHECK 1 \"\" \"domcheck " +
      Roff(kVersion) + "\" \"User Commands\"\n" + Heading("NAME") +
      "domcheck \\- check libvirt guests against what a host offers\n" + Heading("SYNOPSIS");
  for (const Command& command : AllCommands())
    text += (&command == &AllCommands().front() ? "" : ".br\n") + Bold("domcheck") + " " +
            Bold(command.name) + " [" + Italic("OPTION") + "...] " + Roff(command.arguments) + "\n";
  text += ".br\n" + Bold("domcheck") + " " + Bold("--help") + " | " + Bold("--version") + "\n";
  text +=
      Heading("DESCRIPTION") +
      "domcheck tells, before a virtual machine starts, whether it will: it checks a libvirt\n"
      "guest\\(aqs domain XML against what a host offers (its domainCapabilities, what\n" +
      Bold("virsh domcapabilities") +
      " prints) and reports every violation at its line and column,\n"
      "with the values that the host does offer.\n"
      "It needs no libvirt and no connection to the host.\n"
      ".PP\n"
      "What a host\\(aqs document does not speak of is unknown, never unsupported: it is counted\n"
      "and fails no guest unless asked for.\n" +
      Heading("COMMANDS");
  for (const Command& command : AllCommands()) text += CommandSection(command);
  text += Heading("EXIT STATUS") + Entry("0", "Nothing was found that fails the run.") +
          Entry("1", "Something was: of " + Bold("domcheck check") + ", a finding at or above " +
                         Bold("--fail-on") + ".") +
          Entry("2",
                "Bad usage, or an input that cannot be read; all other guests are checked and\n"
                "reported.") +
          Entry("3", "A fault of domcheck\\(aqs own, such as output that cannot be written.");
  text +=
      Heading("FILES") +
      Entry(Bold(kConfigName),
            "Settings beside the guests; for each guest the nearest at or above its folder\n"
            "counts.\n"
            "Lines of " +
                Italic("KEY") + " = " + Italic("VALUE") + ", and sections [" + Italic("PATTERN") +
                "] for the guests below that match.\n"
                "Paths are relative to the file.\n"
                "The keys:\n.RS") +
      SettingEntries() + ".RE\n";
  text += Heading("ENVIRONMENT") +
          Entry(Bold("NO_COLOR"), "If it is set, nothing is coloured, not even on a terminal.") +
          Entry(Bold("GITHUB_STEP_SUMMARY"),
                "Where the file is that " + Bold("--format github") + " adds a summary to.");
  text += Heading("EXAMPLES") +
          "Ask the host once what it offers, and check against the answer:\n" + ".PP\n.RS\n.EX\n" +
          Roff("mkdir host") + "\n" +
          Roff("virsh domcapabilities --virttype kvm --machine q35 > host/q35.xml") + "\n" +
          Roff("virsh domcapabilities --virttype kvm --machine pc > host/pc.xml") + "\n" +
          Roff("virsh capabilities > host/capabilities.xml") + "\n" +
          Roff("domcheck check --caps host guest.xml") + "\n.EE\n.RE\n.PP\n" +
          "Check a folder of templates against a host that ships inside domcheck:\n" +
          ".PP\n.RS\n.EX\n" + Roff("domcheck check --caps @debian-12 guests/") +
          "\n.EE\n.RE\n.PP\n" + "Ask what a rule means:\n.PP\n.RS\n.EX\n" +
          Roff("domcheck explain disk-bus") + "\n.EE\n.RE\n";
  return text + Heading("SEE ALSO") +
         "\\fBvirsh\\fR(1), \\fBvirt\\-xml\\-validate\\fR(1)\n"
         ".PP\n"
         "https://libvirt.org/formatdomain.html,\n"
         "https://libvirt.org/formatdomaincaps.html\n";
}

CommandOptions Options() {
  CommandOptions options;
  options.positional = "argument";
  options.instead_of_arguments = "";
  options.details = "To read it:\n  domcheck manual | man -l -\n";
  return options;
}

int Run(const Command&, const OptionValues&) { return PrintAndFinish(Manual()); }

}  // namespace

Command ManualCommand() {
  return {"manual", "", "prints the manual page domcheck.1", Options, Run};
}

}  // namespace domcheck
