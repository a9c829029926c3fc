// domcheck fix
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include "checker/base/visible_text.h"
#include "checker/base/write_file.h"
#include "checker/cli/command.h"
#include "checker/cli/command_options.h"
#include "checker/cli/commands.h"
#include "checker/cli/exit_status.h"
#include "checker/cli/option_values.h"
#include "checker/cli/options.h"
#include "checker/cli/output.h"
#include "checker/cli/run_settings.h"
#include "checker/engine/check.h"
#include "checker/fix/fix.h"
#include "checker/fix/replacement.h"
#include "checker/fix/unified_diff.h"
#include "checker/hosts/host_cache.h"
#include "checker/run/guest_list.h"
#include "checker/run/guest_reader.h"
#include "checker/settings/check_with_settings.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;

struct FixOptions {
  bool is_unsafe = false;
  bool is_diff = false;
  bool is_verbose = false;
};

// Returns the absolute path without links. The file need not exist.
fs::path RealPath(const std::string& path) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(fs::absolute(path, error), error);
  return error ? fs::path(path) : real;
}

bool IsBelow(const fs::path& path, const fs::path& folder) {
  const auto end = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first;
  return end == folder.end();
}

// Returns the folder to apply a patch of these files in: the working folder if it contains all of
// them, or else the deepest folder that does.
fs::path PatchFolder(const std::vector<ListedGuest>& guests) {
  std::vector<fs::path> paths;
  for (const ListedGuest& guest : guests) paths.push_back(RealPath(guest.name));
  fs::path folder = RealPath(".");
  const auto has = [&folder](const fs::path& path) { return IsBelow(path, folder); };
  if (paths.empty() || std::all_of(paths.begin(), paths.end(), has)) return folder;
  folder = paths[0].parent_path();
  while (folder.has_relative_path() && !std::all_of(paths.begin(), paths.end(), has))
    folder = folder.parent_path();
  return folder;
}

// Prints every byte of `content`, except that a terminal gets control characters escaped.
bool PrintContent(const std::string& content) {
  if (isatty(STDOUT_FILENO) == 0) return Print(content);
  std::string shown;
  for (size_t at = 0; at < content.size();) {
    const size_t end = std::min(content.find_first_of("\t\n", at), content.size());
    const size_t next = std::min(end + 1, content.size());
    std::string_view piece = std::string_view(content).substr(at, end - at);
    if (!piece.empty() && piece.back() == '\r') piece.remove_suffix(1);
    shown += VisibleText(piece) + content.substr(end, next - end);
    at = next;
  }
  return Print(shown);
}

// Fixes guests one by one, and counts the results.
class FixRun {
 public:
  FixRun(const FixOptions& options, const std::vector<ListedGuest>& guests) : options_(options) {
    const bool has_stdin = std::any_of(guests.begin(), guests.end(),
                                       [](const ListedGuest& guest) { return guest.path == "-"; });
    // Standard output then contains only the fixed guest or the patch.
    tells_on_stderr_ = options.is_diff || has_stdin;
    if (options.is_diff) patch_folder_ = PatchFolder(guests);
  }

  void FixGuest(const ListedGuest& guest) {
    const bool is_stdin = guest.path == "-";
    // A file that is named twice must be in a patch once.
    if (!is_stdin && !done_.insert(RealPath(guest.path).native()).second) return;
    const auto error = reader_.Read(
        guest, [&](SourceFile text) { FixText(guest, reader_.Parse(std::move(text))); });
    if (error) Problem({guest.name, std::nullopt, *error});
  }

  // Prints the summary. Returns the exit status.
  int Finish(bool has_problems) {
    if (skipped_ > 0 && guests_ == 0 && !has_problems_) {
      PrintError("domcheck fix: error: none of the XML files found is a <domain>\n");
      has_problems_ = true;
    }
    if (guests_ > 0) Tell(Summary());
    if (!can_write_) return kExitFault;
    if (has_problems || has_problems_) return kExitBadInput;
    // As in ruff: with --diff a patch fails the run, and without it a value that is not fixed.
    const bool is_left = options_.is_diff ? fixed_ > 0 : refused_ + fixable_ > 0;
    return is_left ? kExitFindings : kExitOk;
  }

  bool can_write() const { return can_write_; }

 private:
  void FixText(const ListedGuest& guest, const ReadGuest& read) {
    if (IsSkipped(guest, read)) {
      ++skipped_;
      if (options_.is_verbose)
        PrintError(VisibleText(guest.name) + ": skipped: it is no <domain>\n");
      return;
    }
    const SourceFile& source = read.source();
    std::vector<CheckResult> results = CheckAll(guest, read);
    for (const CheckResult& result : results) {
      if (!result.is_invalid) continue;
      const Finding& why = result.findings.back();
      Problem({guest.name, source.PositionAt(why.span->begin), why.message + "; nothing is fixed"});
      return;
    }
    ++guests_;
    const FixResult found = FindFixes(source, std::move(results), [&](SourceFile text) {
      return CheckAll(guest, trial_reader_.Parse(std::move(text)));
    });
    others_ += found.others;
    if (!options_.is_unsafe) {
      if (!found.fixes.empty()) ++fixable_guests_;
      fixable_ += found.fixes.size();
    }
    const bool is_done =
        options_.is_diff ? WritePatch(guest, source, found) : WriteGuest(guest, source, found);
    if (options_.is_unsafe && is_done) TellFixes(source, found);
  }

  static std::vector<CheckResult> CheckAll(const ListedGuest& guest, const ReadGuest& read) {
    return CheckWithSettings(read, *guest.hosts, *guest.settings, Notes::kLeaveOut);
  }

  // Writes the fixed guest. A guest from standard input is printed even if nothing changes. Returns
  // false if the fixes were not written; the file is then unchanged.
  bool WriteGuest(const ListedGuest& guest, const SourceFile& source, const FixResult& found) {
    const bool changes = options_.is_unsafe && !found.fixes.empty();
    const bool is_stdin = guest.path == "-";
    if (!changes && !is_stdin) return true;
    const auto bytes = EncodeFromUtf8(
        changes ? ReplaceAll(source.text(), ReplacementsOf(found.fixes)) : source.text(),
        source.encoding());
    if (!bytes) return false;  // FindFixes takes only what can be encoded
    if (is_stdin) return can_write_ = can_write_ && PrintContent(*bytes);
    const auto error = WriteFileAtomically(guest.path, *bytes);
    if (error) Problem({guest.name, std::nullopt, *error});
    return !error;
  }

  // Prints the patch of a guest. Returns false if the fixes are not in the patch.
  bool WritePatch(const ListedGuest& guest, const SourceFile& source, const FixResult& found) {
    if (!options_.is_unsafe || found.fixes.empty()) return true;
    if (EncodingName(source.encoding()) == "UTF-16") {
      Problem(
          {guest.name, std::nullopt, "is UTF-16, which no text patch can change; fix it in place"});
      return false;
    }
    const std::string name = RealPath(guest.name).lexically_relative(patch_folder_).native();
    // In a patch, the byte order mark is a part of the first line.
    const std::string mark = *EncodeFromUtf8("", source.encoding());
    std::vector<Replacement> replacements = ReplacementsOf(found.fixes);
    for (Replacement& replacement : replacements) {
      replacement.span.begin += mark.size();
      replacement.span.end += mark.size();
    }
    FileEncoding encoding = source.encoding();
    encoding.has_mark = false;
    const auto hunks =
        EncodeFromUtf8(UnifiedDiff(mark + std::string(source.text()), replacements), encoding);
    if (!hunks) return false;
    if (!is_told_where_ && patch_folder_ != RealPath("."))
      PrintError("domcheck fix: not all guests are below the working folder; apply the patch in " +
                 VisibleText(patch_folder_.native()) + "\n");
    is_told_where_ = true;
    return can_write_ = can_write_ && PrintContent(PatchHeader(name) + *hunks);
  }

  void TellFixes(const SourceFile& source, const FixResult& found) {
    std::vector<std::pair<size_t, std::string>> lines;  // by place
    const auto add = [&](const Fix& fix, const char* what, const std::string& why) {
      const size_t begin = fix.replacement.span.begin;
      const Position at = source.PositionAt(begin);
      const std::string change =
          std::string(fix.rule->noun) + " " + Quoted(fix.value) +
          (fix.better.empty() ? " is left out" : " -> " + Quoted(fix.better));
      lines.emplace_back(begin, VisibleText(source.name()) + ":" + std::to_string(at.line) + ":" +
                                    std::to_string(at.column) + ": " + what + VisibleText(change) +
                                    " [" + std::string(fix.rule->id) + "]" + VisibleText(why) +
                                    "\n");
    };
    for (const Fix& fix : found.fixes) add(fix, "", "");
    std::set<size_t> refused;
    for (const RefusedFix& row : found.refused) {
      add(row.fix, "not fixed: ", ": " + row.reason);
      refused.insert(row.fix.replacement.span.begin);
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::string text;
    for (const auto& line : lines) text += line.second;
    Tell(text);
    refused_ += refused.size();
    fixed_ += found.fixes.size();
    if (!found.fixes.empty()) ++fixed_guests_;
  }

  std::string Summary() const {
    const std::string of_guests = " of " + Count(guests_, "guest");
    std::string text;
    if (fixed_ > 0)
      text = Count(fixed_, "value") + (options_.is_diff ? " to fix in " : " fixed in ") +
             std::to_string(fixed_guests_) + of_guests;
    else if (fixable_ + refused_ > 0)
      text = "nothing fixed in " + Count(guests_, "guest");
    else
      text = "nothing to fix in " + Count(guests_, "guest");
    if (fixable_ > 0)
      text += "; " + Count(fixable_, "value") + " in " + std::to_string(fixable_guests_) +
              " of them can be replaced by the nearest that the host offers (--unsafe)";
    if (refused_ > 0) text += "; " + Count(refused_, "value") + " not fixed";
    if (others_ > 0)
      text += "; " + Count(others_, "other finding") + (others_ == 1 ? " has" : " have") +
              " no fix ('domcheck check' tells more)";
    return text + "\n";
  }

  void Tell(const std::string& text) {
    if (tells_on_stderr_)
      PrintError(text);
    else
      can_write_ = can_write_ && Print(text);
  }

  void Problem(const InputProblem& problem) {
    has_problems_ = true;
    PrintError(DescribeProblem(problem) + "\n");
  }

  const FixOptions& options_;
  GuestReader reader_;
  GuestReader trial_reader_;
  fs::path patch_folder_;
  bool tells_on_stderr_ = false;
  bool is_told_where_ = false;
  bool has_problems_ = false;
  bool can_write_ = true;
  std::set<std::string> done_;
  size_t guests_ = 0;
  size_t skipped_ = 0;
  size_t fixed_ = 0;  // values
  size_t fixed_guests_ = 0;
  size_t refused_ = 0;  // values
  size_t fixable_ = 0;  // values that --unsafe would fix
  size_t fixable_guests_ = 0;
  size_t others_ = 0;
};

CommandOptions Options() {
  CommandOptions options;
  options.positional = "guest";
  options.AddSwitch(
      "unsafe",
      "replace values that the host does not offer, and misspelt words, by the nearest "
      "that there are; the guest then sees other hardware");
  options.AddSwitch("diff", "print a patch for 'git apply -p1' in place of changing the files");
  // The exit status does not depend on levels.
  AddSettingOptions(&options, {"fail-on"});
  AddInputOptions(&options);
  options.AddSwitch("verbose", "tell on standard error what is skipped").letter = 'v';
  AddLimitOptions({Limit::Of::kDocument, Limit::Of::kGuests, Limit::Of::kRun}, &options);
  options.details =
      "GUEST is as for 'domcheck check'; the guest on standard input ('-') is printed, fixed.\n"
      "\n"
      "There is no finding that could be fixed without changing what the guest sees. So without\n"
      "--unsafe nothing is changed, and only the number of values is told that could be. A value,\n"
      "or the name of an element or attribute, is replaced where every host offers the other one,\n"
      "and a required feature of the CPU that a host lacks is left out, where no new finding "
      "comes\n"
      "of it; all other bytes stay. A second run finds nothing more to do.\n"
      "\n"
      "exit status:\n"
      "  0  nothing is left to fix; with --diff: the patch is empty\n"
      "  1  values are left that have a better one; with --diff: there is a patch\n"
      "  2  bad usage, or a guest that cannot be read or written (the others are still fixed)\n"
      "  3  a fault of domcheck's own, such as output that cannot be written\n";
  return options;
}

int Run(const Command& command, const OptionValues& values) {
  FixOptions options;
  options.is_unsafe = values.Has("unsafe");
  options.is_diff = values.Has("diff");
  options.is_verbose = values.Has("verbose");

  XmlReader reader;
  HostCache hosts(&reader);
  const auto inputs = ReadRunInputs(command.name, values, values.Values("guest"), &hosts);
  if (!inputs) return kExitBadInput;
  FixRun run(options, inputs->guests);
  for (const ListedGuest& guest : inputs->guests) {
    if (!run.can_write()) break;
    run.FixGuest(guest);
  }
  return run.Finish(inputs->has_problems);
}

}  // namespace

Command FixCommand() {
  return {"fix", "[--unsafe] [--diff] --caps PATH... GUEST...",
          "replaces values that a host does not offer, and misspelt words", Options, Run};
}

}  // namespace domcheck
