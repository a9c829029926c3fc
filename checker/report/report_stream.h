// Several reports at once, written as their pieces come: each with its form's separator between
// what two guests appended, whatever pieces they came in.
//
// A sink has `format`, with its `separator`, and `write`, which returns false when it cannot.
#ifndef CHECKER_REPORT_REPORT_STREAM_H_
#define CHECKER_REPORT_REPORT_STREAM_H_

#include <cstddef>
#include <string>
#include <vector>

namespace domcheck {

// Texts of one piece of work, by sink.
using PieceTexts = std::vector<std::string>;

// Has append(sink, text) append to each report's text of the piece, behind a separator. One that
// appends nothing leaves no separator either.
template <typename Sink, typename Append>
void AppendToAll(const std::vector<Sink>& sinks, Append append, PieceTexts* texts) {
  texts->resize(sinks.size());
  for (size_t i = 0; i < sinks.size(); ++i) {
    std::string& text = (*texts)[i];
    const size_t before = text.size();
    text += before == 0 ? "" : sinks[i].format->separator;
    const size_t separated = text.size();
    append(sinks[i], &text);
    if (text.size() == separated) text.resize(before);
  }
}

// Writes what append(sink, text) appends to a text of its own. False when a sink failed.
template <typename Sink, typename Append>
bool WriteToAll(const std::vector<Sink>& sinks, Append append) {
  bool is_written = true;
  for (const Sink& sink : sinks) {
    std::string text;
    append(sink, &text);
    is_written = sink.write(text) && is_written;
  }
  return is_written;
}

template <typename Sink>
class ReportStream {
 public:
  // `sinks` outlive this.
  explicit ReportStream(const std::vector<Sink>& sinks) : sinks_(sinks), has_text_(sinks.size()) {}

  // Writes a piece; pieces come in their order. False when a sink failed: then no more is written.
  bool Write(PieceTexts texts) {
    for (size_t i = 0; i < texts.size() && is_written_; ++i) {
      if (texts[i].empty()) continue;
      if (has_text_[i]) texts[i].insert(0, sinks_[i].format->separator);
      has_text_[i] = true;
      is_written_ = sinks_[i].write(texts[i]);
    }
    return is_written_;
  }

 private:
  const std::vector<Sink>& sinks_;
  std::vector<bool> has_text_;  // by sink
  bool is_written_ = true;
};

}  // namespace domcheck

#endif  // CHECKER_REPORT_REPORT_STREAM_H_
