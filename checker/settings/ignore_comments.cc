#include "checker/settings/ignore_comments.h"

#include <algorithm>
#include <cstring>
#include <sstream>

#include "capsmodel/document.h"
#include "capsmodel/markup.h"

namespace domcheck {
namespace {

constexpr std::string_view kMark = "domcheck:";
constexpr std::string_view kIgnore = "ignore";
constexpr std::string_view kIgnoreFile = "ignore-file";
constexpr std::string_view kBecause = "because";
constexpr std::string_view kDivides = " \t\r\n,";

std::string_view Text(std::string_view text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

// Removes and returns the first word of `text`; empty at its end.
std::string_view TakeWord(std::string_view* text) {
  text->remove_prefix(std::min(text->find_first_not_of(kDivides), text->size()));
  const std::string_view word = text->substr(0, text->find_first_of(kDivides));
  text->remove_prefix(word.size());
  return word;
}

// Returns the words of `text` with one space between them, however the text was wrapped.
std::string OnOneLine(std::string_view text) {
  std::istringstream words{std::string(text)};
  std::string line;
  for (std::string word; words >> word;) line += (line.empty() ? "" : " ") + word;
  return line;
}

// Reads a comment except for its scope. Returns false if it is an ordinary comment.
bool ReadComment(std::string_view text, Span span, IgnoreComment* comment, bool* is_for_file) {
  std::string_view said = Text(text, span);
  said.remove_prefix(4);  // <!--
  // A comment without an end is still being typed, or the text behind it is malformed.
  if (said.size() < 3 || said.substr(said.size() - 3) != "-->") return false;
  said.remove_suffix(3);
  if (TakeWord(&said) != kMark) return false;
  const std::string_view what = TakeWord(&said);
  *is_for_file = what == kIgnoreFile;
  comment->span = span;
  if (what != kIgnore && what != kIgnoreFile) {
    comment->error = "'domcheck: " + std::string(what) +
                     "' means nothing; write 'domcheck: ignore RULE because ...' or 'domcheck: "
                     "ignore-file'";
    return true;
  }
  std::string_view word = TakeWord(&said);
  for (; !word.empty() && word != kBecause; word = TakeWord(&said)) comment->rules.push_back(word);
  comment->reason = OnOneLine(said);
  if (comment->rules.empty() && !*is_for_file)
    comment->error =
        "this comment names no rule to ignore; write 'domcheck: ignore RULE because ...'";
  return true;
}

bool IsContainer(std::string_view name) { return name == "domain" || name == "devices"; }

// Goes through the markup and gives each comment the elements that it applies to.
class ScopeFinder {
 public:
  explicit ScopeFinder(std::string_view text) : text_(text) {}

  std::vector<IgnoreComment> Find() {
    for (Markup piece = NextMarkup(text_, 0); piece.kind != Markup::Kind::kNone;
         piece = NextMarkup(text_, piece.span.end)) {
      if (piece.kind == Markup::Kind::kComment) {
        AddComment(piece.span);
      } else if (piece.kind == Markup::Kind::kStartTag) {
        Open(piece);
      } else if (piece.kind == Markup::Kind::kEmptyTag) {
        Open(piece);
        Close(piece.span.end);
      } else if (piece.kind == Markup::Kind::kEndTag && !open_.empty()) {
        Close(piece.span.end);
      }
    }
    while (!open_.empty()) Close(text_.size());
    return std::move(comments_);
  }

 private:
  struct OpenElement {
    size_t begin;
    std::string_view name;
    std::vector<size_t> holds;  // indexes of the comments that apply to it
  };

  void AddComment(Span span) {
    IgnoreComment comment;
    bool is_for_file = false;
    if (!ReadComment(text_, span, &comment, &is_for_file)) return;
    const size_t index = comments_.size();
    if (is_for_file) {
      if (has_root_)
        comment.error = "'domcheck: ignore-file' must stand before <domain>";
      else
        comment.scopes.push_back({0, text_.size()});
    } else if (comment.error.empty()) {
      waiting_.push_back(index);
      if (!open_.empty() && !IsContainer(open_.back().name)) open_.back().holds.push_back(index);
    }
    comments_.push_back(std::move(comment));
  }

  void Open(const Markup& tag) {
    has_root_ = true;
    open_.push_back({tag.span.begin, Text(text_, TagName(text_, tag)), std::move(waiting_)});
    waiting_.clear();
  }

  void Close(size_t end) {
    waiting_.clear();
    for (const size_t index : open_.back().holds)
      comments_[index].scopes.push_back({open_.back().begin, end});
    open_.pop_back();
  }

  std::string_view text_;
  std::vector<IgnoreComment> comments_;
  std::vector<OpenElement> open_;
  std::vector<size_t> waiting_;  // comments that apply to the next element
  bool has_root_ = false;
};

}  // namespace

std::vector<IgnoreComment> FindIgnoreComments(std::string_view text) {
  // Most guests have no comment, which is found sooner.
  if (text.find('!') == std::string_view::npos ||
      memmem(text.data(), text.size(), kMark.data(), kMark.size()) == nullptr)
    return {};
  return ScopeFinder(text).Find();
}

}  // namespace domcheck
