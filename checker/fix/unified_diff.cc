#include "checker/fix/unified_diff.h"

#include <algorithm>
#include <cstdio>

namespace domcheck {
namespace {

constexpr size_t kContext = 3;  // lines around a change

// Returns the lines with their line ends; the last one may have none.
std::vector<std::string_view> SplitLines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

// Lines [first, last) that differ, with the text that replaces them.
struct Change {
  size_t first = 0;
  size_t last = 0;
  std::string text;
  size_t line_count = 0;  // of `text`
};

class DiffMaker {
 public:
  DiffMaker(std::string_view text, const std::vector<Replacement>& replacements)
      : text_(text), lines_(SplitLines(text)) {
    for (const std::string_view line : lines_)
      begins_.push_back(static_cast<size_t>(line.data() - text.data()));
    begins_.push_back(text.size());
    FindChanges(replacements);
  }

  std::string Make() const {
    std::string diff;
    size_t added = 0, removed = 0;  // lines, by the hunks so far
    for (size_t first = 0, last; first < changes_.size(); first = last) {
      last = first + 1;
      while (last < changes_.size() &&
             changes_[last].first <= changes_[last - 1].last + 2 * kContext)
        ++last;
      AddHunk(first, last, &added, &removed, &diff);
    }
    return diff;
  }

 private:
  // The number, from 0, of the line that contains the byte; the text's end is on the last line.
  size_t LineAt(size_t offset) const {
    const auto behind = std::upper_bound(begins_.begin(), begins_.end() - 1, offset);
    return static_cast<size_t>(behind - begins_.begin()) - 1;
  }

  // The number of the line behind those that the replacement changes.
  size_t BehindLines(const Replacement& replacement) const {
    const Span span = replacement.span;
    const size_t first = LineAt(span.begin), last = LineAt(span.end);
    const bool takes_whole_lines = replacement.text.empty() && span.begin < span.end &&
                                   span.begin == begins_[first] && span.end == begins_[last];
    return takes_whole_lines ? last : last + 1;
  }

  void FindChanges(const std::vector<Replacement>& replacements) {
    for (size_t first = 0, last; first < replacements.size(); first = last) {
      Change change;
      change.first = LineAt(replacements[first].span.begin);
      change.last = BehindLines(replacements[first]);
      // Replacements that begin on a line that changes, or on the next one, belong to the same
      // change.
      for (last = first + 1;
           last < replacements.size() && LineAt(replacements[last].span.begin) <= change.last;
           ++last)
        change.last = BehindLines(replacements[last]);
      const size_t begin = begins_[change.first];
      std::vector<Replacement> within(replacements.begin() + static_cast<ptrdiff_t>(first),
                                      replacements.begin() + static_cast<ptrdiff_t>(last));
      for (Replacement& replacement : within) {
        replacement.span.begin -= begin;
        replacement.span.end -= begin;
      }
      change.text = ReplaceAll(text_.substr(begin, begins_[change.last] - begin), within);
      change.line_count = SplitLines(change.text).size();
      changes_.push_back(std::move(change));
    }
  }

  static void AddLine(char sign, std::string_view line, std::string* diff) {
    *diff += sign;
    *diff += line;
    if (line.back() != '\n') *diff += "\n\\ No newline at end of file\n";
  }

  void AddContext(size_t first, size_t last, std::string* diff) const {
    for (size_t line = first; line < last; ++line) AddLine(' ', lines_[line], diff);
  }

  static std::string Range(size_t begin, size_t end) {
    const size_t count = end - begin;
    return std::to_string(count == 0 ? begin : begin + 1) +
           (count == 1 ? "" : "," + std::to_string(count));
  }

  // Adds the hunk of the changes [first, last).
  void AddHunk(size_t first, size_t last, size_t* added, size_t* removed, std::string* diff) const {
    const size_t begin = changes_[first].first - std::min(changes_[first].first, kContext);
    const size_t end = std::min(changes_[last - 1].last + kContext, lines_.size());
    const size_t new_begin = begin + *added - *removed;
    for (size_t i = first; i < last; ++i) {
      *added += changes_[i].line_count;
      *removed += changes_[i].last - changes_[i].first;
    }
    const size_t new_end = end + *added - *removed;
    *diff += "@@ -" + Range(begin, end) + " +" + Range(new_begin, new_end) + " @@\n";
    size_t line = begin;
    for (size_t i = first; i < last; ++i) {
      const Change& change = changes_[i];
      AddContext(line, change.first, diff);
      for (line = change.first; line < change.last; ++line) AddLine('-', lines_[line], diff);
      for (const std::string_view put : SplitLines(change.text)) AddLine('+', put, diff);
    }
    AddContext(line, end, diff);
  }

  std::string_view text_;
  std::vector<std::string_view> lines_;
  std::vector<size_t> begins_;  // of the lines, and the end of the text
  std::vector<Change> changes_;
};

// `name` as git writes it: in quotes and with escapes where it has odd bytes.
std::string GitName(const std::string& name) {
  constexpr std::string_view kEscaped = "\a\b\t\n\v\f\r\"\\";
  constexpr std::string_view kLetters = "abtnvfr\"\\";
  std::string quoted;
  bool is_odd = false;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const size_t escaped = kEscaped.find(c);
    if (escaped != std::string_view::npos) {
      quoted += {'\\', kLetters[escaped]};
    } else if (byte < 0x20 || byte >= 0x7F) {
      char octal[8];
      std::snprintf(octal, sizeof octal, "\\%03o", byte);
      quoted += octal;
    } else {
      quoted += c;
      continue;
    }
    is_odd = true;
  }
  if (is_odd) return '"' + quoted + '"';
  // A tab ends a name that has spaces; otherwise the last word might pass for a date.
  return name.find(' ') == std::string::npos ? name : name + '\t';
}

}  // namespace

std::string PatchHeader(const std::string& name) {
  // No line "diff --git": behind one, names would be relative to the top of the repository.
  return "--- " + GitName("a/" + name) + "\n+++ " + GitName("b/" + name) + "\n";
}

std::string UnifiedDiff(std::string_view text, const std::vector<Replacement>& replacements) {
  return DiffMaker(text, replacements).Make();
}

}  // namespace domcheck
