#include "checker/fix/fix.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "capsmodel/document.h"
#include "capsmodel/element_spans.h"
#include "capsmodel/encoding.h"
#include "checker/base/xml_escape.h"
#include "checker/engine/misspelt_name.h"
#include "checker/engine/removal.h"

namespace domcheck {
namespace {

// Whether the guest states the value and the finding suggests a better one, or none.
bool HasBetter(const Finding& finding) {
  return Counts(finding) && !finding.implied && finding.value && finding.span &&
         (!finding.suggestion.empty() || finding.is_removable);
}

// Maps places of a fixed text to the text before it was fixed.
class PlaceFinder {
 public:
  explicit PlaceFinder(const std::vector<Fix>& fixes) {
    size_t original = 0, fixed = 0;  // ends of the part that stayed
    for (const Replacement& replacement : ReplacementsOf(fixes)) {
      fixed += replacement.span.begin - original;
      original = replacement.span.end;
      parts_.push_back({fixed, fixed + replacement.text.size(), replacement.span});
      fixed = parts_.back().end;
    }
  }

  // Returns nothing for a place that touches a fix.
  std::optional<Span> Find(Span span) const {
    auto next = FirstAfter(span.begin);
    if (next != parts_.end() && next->begin <= span.end) return {};
    if (next == parts_.begin()) return span;
    const Part& part = *--next;
    if (span.begin <= part.end) return {};
    const size_t begin = part.original.end + (span.begin - part.end);
    return Span{begin, begin + (span.end - span.begin)};
  }

  // Returns where a place began. A place in a fix began where what the fix replaced did.
  size_t Begin(size_t fixed) const {
    auto next = FirstAfter(fixed);
    if (next == parts_.begin()) return fixed;
    const Part& part = *--next;
    return fixed <= part.end ? part.original.begin : part.original.end + (fixed - part.end);
  }

 private:
  struct Part {
    size_t begin = 0;  // in the fixed text
    size_t end = 0;
    Span original;
  };

  // Returns the first part that begins after `fixed`.
  std::vector<Part>::const_iterator FirstAfter(size_t fixed) const {
    return std::upper_bound(parts_.begin(), parts_.end(), fixed,
                            [](size_t at, const Part& part) { return at < part.begin; });
  }

  std::vector<Part> parts_;
};

// A finding about a guest on one of its hosts, wherever fixes have moved it.
struct HostFindingKey {
  size_t host = 0;
  std::string_view rule;
  size_t begin = 0;  // of its place in the text before it was fixed
  std::string value;

  friend bool operator<(const HostFindingKey& a, const HostFindingKey& b) {
    return std::tie(a.host, a.rule, a.begin, a.value) < std::tie(b.host, b.rule, b.begin, b.value);
  }
};

HostFindingKey KeyOf(size_t host, const Finding& finding, const PlaceFinder& places) {
  return {host, finding.rule->id, places.Begin(finding.span ? finding.span->begin : 0),
          finding.value.value_or("")};
}

std::set<HostFindingKey> KeysOf(const std::vector<CheckResult>& results,
                                const PlaceFinder& places) {
  std::set<HostFindingKey> keys;
  for (size_t host = 0; host < results.size(); ++host)
    for (const Finding& finding : results[host].findings)
      if (finding.severity != Severity::kNote) keys.insert(KeyOf(host, finding, places));
  return keys;
}

// A fix to be tried, the finding that it is for, and the part of the text in which the fix decides
// what is asked.
struct Candidate {
  Fix fix;
  HostFindingKey key;
  Span reach;
};

bool Precedes(const Fix& a, const Fix& b) {
  return a.replacement.span.begin < b.replacement.span.begin;
}

bool Overlap(const Fix& a, const Fix& b) {
  const Span one = a.replacement.span, other = b.replacement.span;
  return one.begin == other.begin || (one.begin < other.end && other.begin < one.end);
}

class Fixer {
 public:
  Fixer(const SourceFile& source, std::vector<CheckResult> results, const CheckText& check)
      : source_(source),
        check_(check),
        results_(std::move(results)),
        keys_(KeysOf(results_, PlaceFinder({}))) {}

  FixResult Run() {
    // A round that keeps a fix leaves fewer findings, so this ends. The last round keeps no fix; it
    // does what a second run would do.
    size_t kept;
    do {
      kept = found_.fixes.size();
      RunRound();
    } while (found_.fixes.size() > kept);
    CountOthers();
    std::stable_sort(
        found_.refused.begin(), found_.refused.end(),
        [](const RefusedFix& a, const RefusedFix& b) { return Precedes(a.fix, b.fix); });
    return std::move(found_);
  }

 private:
  using Candidates = std::vector<Candidate>;

  // Tries the first suggestion for each value, then the next one if that was refused.
  void RunRound() {
    found_.refused.clear();
    Candidates candidates = FindCandidates();
    while (!candidates.empty()) {
      Candidates batch, rest;
      for (Candidate& candidate : candidates) {
        const bool waits = !batch.empty() && Overlap(batch.back().fix, candidate.fix);
        (waits ? rest : batch).push_back(std::move(candidate));
      }
      Try(batch);
      const auto is_done = [this](const Candidate& candidate) {
        return std::any_of(found_.fixes.begin(), found_.fixes.end(),
                           [&](const Fix& kept) { return Overlap(kept, candidate.fix); });
      };
      rest.erase(std::remove_if(rest.begin(), rest.end(), is_done), rest.end());
      candidates = std::move(rest);
    }
  }

  // Sorted by place; those for one value are in the order of the hosts.
  Candidates FindCandidates() {
    const PlaceFinder places(found_.fixes);
    std::set<std::pair<size_t, std::string>> known;  // where, and by what
    Candidates candidates;
    for (size_t host = 0; host < results_.size(); ++host) {
      for (const Finding& finding : results_[host].findings) {
        if (!HasBetter(finding)) continue;
        const auto span = places.Find(*finding.span);
        if (!span) continue;
        Finding placed = finding;
        placed.span = span;
        const bool is_element = IsElementName(source_.text(), *span);
        if (is_element && !IsAboutName(source_.text(), placed)) continue;
        if (!known.emplace(span->begin, finding.suggestion).second) continue;
        Candidate candidate{
            {finding.rule, finding.path, *finding.value, finding.suggestion, {}, {}},
            KeyOf(host, finding, places),
            *span};
        candidate.fix.replacement.span = *span;
        if (is_element) AddElement(placed, &candidate);
        if (finding.suggestion.empty())
          candidate.fix.replacement.span = candidate.reach = RemovalAt(span->begin);
        else if (!CanBeWritten(&candidate.fix))
          continue;
        candidates.push_back(std::move(candidate));
      }
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return Precedes(a.fix, b.fix); });
    return candidates;
  }

  Span RemovalAt(size_t offset) {
    if (!spans_) spans_.emplace(source_.text());
    return SpanOfRemoval(source_.text(), *spans_, offset);
  }

  // Adds what a fix of an element's name changes besides the name in the start tag.
  void AddElement(const Finding& finding, Candidate* candidate) {
    if (!spans_) spans_.emplace(source_.text());
    const std::vector<Span> names = SpansOfName(source_.text(), *spans_, finding);
    if (names.size() > 1) candidate->fix.end_tag_name = names[1];
    candidate->reach = spans_->Whole(spans_->ElementAt(finding.span->begin));
  }

  // Sets the replacement's text, or refuses the fix.
  bool CanBeWritten(Fix* fix) {
    const auto written = WrittenAt(source_.text(), fix->replacement.span, fix->better);
    if (!written) {
      Refuse(*fix, "it cannot be written in a CDATA section");
      return false;
    }
    if (!EncodeFromUtf8(*written, source_.encoding())) {
      Refuse(*fix, "it cannot be written in the file's encoding, " +
                       std::string(EncodingName(source_.encoding())));
      return false;
    }
    fix->replacement.text = *written;
    return true;
  }

  // Keeps the candidates that a check proves good, and refuses the others.
  void Try(Candidates batch) {
    while (!batch.empty()) {
      std::vector<Fix> fixes = found_.fixes;
      for (const Candidate& candidate : batch) fixes.push_back(candidate.fix);
      std::sort(fixes.begin(), fixes.end(), Precedes);
      std::vector<CheckResult> results = check_(SourceFile(
          source_.name(), ReplaceAll(source_.text(), ReplacementsOf(fixes)), source_.encoding()));
      const PlaceFinder places(fixes);
      std::set<HostFindingKey> keys = KeysOf(results, places);
      const std::map<size_t, std::string> made = NewFindings(results, places, batch);

      const size_t tried = batch.size();
      const auto is_bad = [&](const Candidate& candidate) {
        const auto instead = made.lower_bound(candidate.reach.begin);
        if (instead != made.end() &&
            (instead->first < candidate.reach.end || instead->first == candidate.reach.begin))
          Refuse(candidate.fix, instead->second);
        else if (keys.count(candidate.key) != 0)
          Refuse(candidate.fix, "that would not help");
        else
          return false;
        return true;
      };
      batch.erase(std::remove_if(batch.begin(), batch.end(), is_bad), batch.end());
      if (batch.size() < tried) continue;

      if (made.empty()) {
        found_.fixes = std::move(fixes);
        results_ = std::move(results);
        keys_ = std::move(keys);
      } else if (batch.size() == 1) {
        Refuse(batch[0].fix, made.begin()->second);
      } else {
        // The new finding is elsewhere: one of the fixes caused it, or several together.
        const auto middle = batch.begin() + static_cast<ptrdiff_t>(batch.size() / 2);
        Try(Candidates(batch.begin(), middle));
        Try(Candidates(middle, batch.end()));
      }
      return;
    }
  }

  // The findings that were not there before, as reasons to refuse a fix, by their place in the text
  // before it was fixed. Leaves out those in an element that gets its name, if they suggest
  // something: they are for the next round.
  std::map<size_t, std::string> NewFindings(const std::vector<CheckResult>& results,
                                            const PlaceFinder& places,
                                            const Candidates& batch) const {
    std::map<size_t, std::string> made;
    const auto is_uncovered = [&batch](const Finding& finding, size_t begin) {
      if (!HasBetter(finding)) return false;
      const auto after = std::upper_bound(
          batch.begin(), batch.end(), begin,
          [](size_t at, const Candidate& candidate) { return at < candidate.reach.begin; });
      return after != batch.begin() && begin > (after - 1)->key.begin &&
             begin < (after - 1)->reach.end;
    };
    for (size_t host = 0; host < results.size(); ++host) {
      for (const Finding& finding : results[host].findings) {
        if (finding.severity == Severity::kNote) continue;
        const HostFindingKey key = KeyOf(host, finding, places);
        if (keys_.count(key) != 0) continue;
        std::string text = "it would lead to: " + finding.message;
        if (results.size() > 1 && results[host].capabilities != nullptr)
          text += " (" + results[host].capabilities->source().name() + ")";
        if (is_uncovered(finding, key.begin)) continue;
        made.emplace(key.begin, text + " [" + std::string(finding.rule->id) + "]");
      }
    }
    return made;
  }

  void Refuse(const Fix& fix, std::string reason) {
    found_.refused.push_back({fix, std::move(reason)});
  }

  void CountOthers() {
    std::set<FindingKey> others;
    for (const CheckResult& result : results_)
      for (const Finding& finding : result.findings)
        if (Counts(finding)) others.insert(KeyByPath(finding));
    for (const RefusedFix& refused : found_.refused)
      others.erase({std::string(refused.fix.rule->id), refused.fix.path, refused.fix.value});
    found_.others = others.size();
  }

  const SourceFile& source_;
  const CheckText& check_;
  std::optional<ElementSpans> spans_;  // of the source; made when a name is to be fixed
  // Of the text with the fixes kept so far.
  std::vector<CheckResult> results_;
  std::set<HostFindingKey> keys_;
  FixResult found_;
};

}  // namespace

FixResult FindFixes(const SourceFile& source, std::vector<CheckResult> results,
                    const CheckText& check) {
  return Fixer(source, std::move(results), check).Run();
}

std::vector<Replacement> ReplacementsOf(const std::vector<Fix>& fixes) {
  std::vector<Replacement> replacements;
  for (const Fix& fix : fixes) {
    replacements.push_back(fix.replacement);
    if (fix.end_tag_name) replacements.push_back({*fix.end_tag_name, fix.replacement.text});
  }
  std::sort(replacements.begin(), replacements.end(),
            [](const Replacement& a, const Replacement& b) { return a.span.begin < b.span.begin; });
  return replacements;
}

}  // namespace domcheck
