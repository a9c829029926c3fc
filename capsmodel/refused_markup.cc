#include "capsmodel/refused_markup.h"

#include <strings.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "capsmodel/utf8.h"

namespace domcheck {
namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::string_view kEndsName = " \t\r\n=/><'\"&";
constexpr std::string_view kComment = "<!--";
constexpr std::string_view kCdata = "<![CDATA[";
constexpr size_t kNone = std::string_view::npos;

// What the parser is shown behind markup that this file does not understand: enough to know its
// error, and not enough to cost much where the two disagree, as over the line ends of XML 1.1.
constexpr size_t kShownBehindFault = 64 * 1024;

struct Declaration {
  std::string_view begin;  // in capitals
  std::string_view message;
};
constexpr Declaration kDeclarations[] = {
    {"<!DOCTYPE", "a document type declaration is not allowed here: remove it"},
    {"<!ENTITY", "an entity declaration is not allowed here: remove it"},
};

constexpr std::string_view kPredefined[] = {"amp", "lt", "gt", "quot", "apos"};

// Each Read function goes past what it reads; false where the text is malformed or refused.
class Walk {
 public:
  Walk(std::string_view text, const Limits& limits) : text_(text), limits_(limits) {}

  std::optional<RefusedMarkup> Find() {
    bool goes_on = true;
    while (goes_on && at_ < text_.size()) goes_on = ReadText() && (AtEnd() || ReadMarkup());
    if (!goes_on && !refused_) StopAtFault();
    return std::move(refused_);
  }

 private:
  bool AtEnd() const { return at_ == text_.size(); }

  void StopAtFault() {
    size_t end = at_ + kShownBehindFault;
    if (end >= text_.size()) return;
    while (ContinuesSequence(text_[end])) --end;
    refused_ = {at_, "the markup from here on is not well-formed", end, false};
  }

  bool Follows(std::string_view what) const { return text_.substr(at_, what.size()) == what; }

  bool SkipPast(std::string_view end, size_t from) {
    const size_t found = text_.find(end, from);
    if (found != kNone) at_ = found + end.size();
    return found != kNone;
  }

  bool Refuse(size_t offset, size_t begin, std::string message) {
    refused_ = RefusedMarkup{offset, std::move(message), begin, elements_ == 0};
    return false;
  }
  bool IsWithin(LimitValue limit, size_t number, size_t offset, size_t begin) {
    if (number <= limits_.*limit) return true;
    return Refuse(offset, begin, DescribeExcess(LimitOf(limit), limits_));
  }

  // The characters up to the next markup.
  bool ReadText() {
    const size_t begin = at_;
    at_ = std::min(text_.find('<', at_), text_.size());
    return CountText(begin, at_) && CheckReferences(begin, at_, kNone);
  }

  bool CountText(size_t begin, size_t end) {
    if (open_.empty()) return true;
    const size_t visible = text_.substr(begin, end - begin).find_first_not_of(kSpace);
    if (visible == kNone && open_.back() == 0) return true;
    open_.back() += end - begin;
    return IsWithin(&Limits::value_length, open_.back(), begin + (visible == kNone ? 0 : visible),
                    begin);
  }

  // `tag` is where the tag begins whose value this is, or npos for a text.
  bool CheckReferences(size_t begin, size_t end, size_t tag) {
    const std::string_view run = text_.substr(0, end);
    for (size_t at = run.find('&', begin); at != kNone; at = run.find('&', at + 1)) {
      const size_t name_end = run.find_first_of(" \t\r\n;&'\"", at + 1);
      if (name_end == kNone || run[name_end] != ';' || name_end == at + 1) return false;
      const std::string_view name = run.substr(at + 1, name_end - at - 1);
      if (name[0] == '#' ||
          std::find(std::begin(kPredefined), std::end(kPredefined), name) != std::end(kPredefined))
        continue;
      if (!IsWithin(&Limits::name_length, name.size(), at + 1, tag == kNone ? at : tag))
        return false;
      return Refuse(at, tag == kNone ? at : tag,
                    "'&" + std::string(name) +
                        ";' is not known here: write the character itself, its number as in "
                        "&#233;, or for a bare & &amp;");
    }
    return true;
  }

  bool ReadMarkup() {
    if (Follows(kComment)) return SkipPast("-->", at_ + kComment.size());
    if (Follows("<?")) return SkipPast("?>", at_ + 2);
    if (Follows(kCdata)) {
      const size_t begin = at_ + kCdata.size();
      return SkipPast("]]>", begin) && CountText(begin, at_ - 3);
    }
    if (Follows("<!")) return ReadDeclaration();
    if (Follows("</")) {
      if (open_.empty()) return false;
      open_.pop_back();
      return SkipPast(">", at_);
    }
    return ReadStartTag();
  }

  bool ReadDeclaration() {
    for (const Declaration& declaration : kDeclarations) {
      const std::string_view here = text_.substr(at_, declaration.begin.size());
      if (here.size() == declaration.begin.size() &&
          strncasecmp(here.data(), declaration.begin.data(), here.size()) == 0)
        return Refuse(at_, at_, std::string(declaration.message));
    }
    return false;
  }

  bool ReadName(size_t tag) {
    const size_t begin = at_;
    at_ = std::min(text_.find_first_of(kEndsName, at_), text_.size());
    return at_ > begin && IsWithin(&Limits::name_length, at_ - begin, begin, tag);
  }

  void SkipSpace() { at_ = std::min(text_.find_first_not_of(kSpace, at_), text_.size()); }

  bool ReadStartTag() {
    const size_t tag = at_++;
    if (!IsWithin(&Limits::depth, open_.size() + 1, at_, tag) ||
        !IsWithin(&Limits::elements, elements_ + 1, at_, tag) || !ReadName(tag))
      return false;
    for (size_t attributes = 1;; ++attributes) {
      SkipSpace();
      if (AtEnd()) return false;
      const bool is_empty = Follows("/>");
      if (is_empty || text_[at_] == '>') {
        at_ += is_empty ? 2 : 1;
        ++elements_;
        if (!is_empty) open_.push_back(0);
        return true;
      }
      if (!IsWithin(&Limits::attributes, attributes, at_, tag) || !ReadAttribute(tag)) return false;
    }
  }

  bool ReadAttribute(size_t tag) {
    if (!ReadName(tag)) return false;
    SkipSpace();
    if (!Follows("=")) return false;
    ++at_;
    SkipSpace();
    if (!Follows("'") && !Follows("\"")) return false;
    const size_t begin = at_ + 1;
    const size_t end = text_.find(text_[at_], begin);
    if (end == kNone) return false;
    at_ = end + 1;
    return text_.substr(begin, end - begin).find('<') == kNone &&
           IsWithin(&Limits::value_length, end - begin, begin, tag) &&
           CheckReferences(begin, end, tag);
  }

  std::string_view text_;
  const Limits& limits_;
  size_t at_ = 0;
  size_t elements_ = 0;
  std::vector<size_t> open_;  // bytes of text in each element that is open
  std::optional<RefusedMarkup> refused_;
};

}  // namespace

std::optional<RefusedMarkup> FindRefusedMarkup(std::string_view text, const Limits& limits) {
  return Walk(text, limits).Find();
}

}  // namespace domcheck
