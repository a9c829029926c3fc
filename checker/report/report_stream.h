// Writes several reports at once, piece by piece. A piece holds the texts of one or more guests;
// each report has its format's separator between the texts of two guests, however they are cut into
// pieces.
//
// A Sink has `format`, a pointer to a row with a `separator`, and `write(text)`, which returns
// false on failure.
#ifndef CHECKER_REPORT_REPORT_STREAM_H_
#define CHECKER_REPORT_REPORT_STREAM_H_

#include <cstddef>
#include <string>
#include <vector>

namespace domcheck {

// The texts of one piece, in the order of the sinks.
using PieceTexts = std::vector<std::string>;

// Calls append(sink, &text) for each sink, which appends one guest's text to the sink's text of the
// piece. Puts a separator before what it appends, unless it is the piece's first text or nothing.
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

// Calls append(sink, &text) for each sink and writes that text to the sink. Tries all sinks;
// returns false if one failed.
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

// Not thread-safe; a single thread must write.
template <typename Sink>
class ReportStream {
 public:
  // `sinks` must outlive the stream.
  explicit ReportStream(const std::vector<Sink>& sinks) : sinks_(sinks), has_text_(sinks.size()) {}

  // Writes the next piece. Returns false once a sink has failed; nothing is written after that.
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
