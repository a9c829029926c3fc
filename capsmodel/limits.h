// How much of an input is taken. Guests, hosts and settings may be a stranger's; what is over a
// limit is refused before memory or time is spent on it, with a message that names the option.
//
// A limit is a row of AllLimits: its option, --help, completion, manual and message come from
// there. Limits are set by the command line alone, never by a file that comes with the guests.
//
// They hold for the whole process: a limit that each reader had to be handed would be forgotten by
// one. SetLimits is called before anything is read, while there is one thread.
#ifndef CAPSMODEL_LIMITS_H_
#define CAPSMODEL_LIMITS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace domcheck {

// For comparison: virsh reads 10 MiB of XML, libvirt's protocol carries strings of 4 MiB
// (VIR_NET_MESSAGE_STRING_MAX), and libxml2, which libvirt reads with, nests 256 elements.
struct Limits {
  size_t bytes = size_t{16} << 20;  // of a file
  size_t depth = 256;               // of elements
  size_t elements = 1'000'000;      // of a document, or values of a JSON document
  size_t attributes = 256;          // of an element
  size_t name_length = 1024;        // in bytes of UTF-8, of an element's or attribute's
  size_t value_length = 1 << 20;    // likewise, of an attribute's value or an element's text
  size_t findings = 1000;           // reported of a guest; 0: all
  size_t files = 1'000'000;         // taken as guests; 0: any number
  size_t seconds = 3600;            // for all of a run; 0: any time
};

struct Limit {
  // What a limit is about, and so which commands have its option.
  enum class Of { kDocument, kReport, kGuests, kRun };

  std::string_view option;  // without its dashes
  std::string_view value_name;
  std::string_view summary;
  size_t Limits::*value;
  Of of;
  size_t least;  // that may be set, and the most
  size_t most;
  std::string_view excess;  // what is wrong with an input over it; "%" stands for the limit
};

// In the order of --help.
const std::vector<Limit>& AllLimits();
// The row of a member of Limits.
const Limit& LimitOf(size_t Limits::*value);

// "16777216", or with K, M or G for 2^10, 2^20 or 2^30. Nothing where that is not a number between
// the row's least and most.
std::optional<size_t> ParseLimit(const Limit& limit, std::string_view text);
// The shortest form that ParseLimit reads.
std::string LimitText(size_t value);

// The message for an input over the limit: what is wrong, and the option that raises it.
std::string DescribeExcess(const Limit& limit, const Limits& limits);

// Until SetLimits, the defaults with any time.
const Limits& CurrentLimits();
// The time of the run counts from here.
void SetLimits(const Limits& limits);

// Whether the time of the run is over, and the message for an input that was not read then.
bool IsTimeOver();
std::string DescribeTimeOver();
// For poll(2): milliseconds that are left, -1 without a limit.
int MillisecondsLeft();

}  // namespace domcheck

#endif  // CAPSMODEL_LIMITS_H_
