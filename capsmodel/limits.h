// Limits on the size of the input. Guests, hosts and settings may come from strangers. An input
// over a limit is refused before memory or time is spent on it, with a message that names the
// option.
//
// Each limit is a row of AllLimits(), from which its option, --help, completion, manual and message
// are generated. Only the command line sets limits, never a file that comes with the guests.
//
// Limits are global to the process, so that no reader can be created without them. SetLimits must
// be called before anything is read, while there is one thread.
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
  size_t bytes = size_t{16} << 20;  // in a file
  size_t depth = 256;               // of nested elements
  size_t elements = 1'000'000;      // in an XML document, or values in a JSON document
  size_t attributes = 256;          // of an element
  size_t name_length = 1024;        // of an element or attribute, in bytes of UTF-8
  size_t value_length = 1 << 20;    // of an attribute's value or an element's text, in bytes
  size_t findings = 1000;           // reported for each guest; 0: no limit
  size_t files = 1'000'000;         // taken as guests; 0: no limit
  size_t seconds = 3600;            // for the whole run; 0: no limit
};

// A member of Limits.
using LimitValue = size_t Limits::*;

struct Limit {
  // What the limit applies to, which decides the commands that have its option.
  enum class Of { kDocument, kReport, kGuests, kRun };

  std::string_view option;  // without its dashes
  std::string_view value_name;
  std::string_view summary;
  LimitValue value;
  Of of;
  size_t least;  // the least and the most that may be set
  size_t most;
  std::string_view excess;  // the message for an input over the limit; "%" stands for the limit
};

// All limits in the order of --help.
const std::vector<Limit>& AllLimits();
// The row for a member of Limits.
const Limit& LimitOf(LimitValue value);

// Parses "16777216", or a number with the suffix K, M or G for 2^10, 2^20 or 2^30. Returns nullopt
// unless the result is a number in [limit.least, limit.most].
std::optional<size_t> ParseLimit(const Limit& limit, std::string_view text);
// Returns the shortest text that ParseLimit parses to `value`.
std::string LimitText(size_t value);

// Returns the message for an input over the limit: what is wrong, and the option that raises it.
std::string DescribeExcess(const Limit& limit, const Limits& limits);

// Before SetLimits() these are the defaults, without a time limit.
const Limits& CurrentLimits();
// Also starts the clock for Limits::seconds.
void SetLimits(const Limits& limits);

// Whether the time limit has passed, and the message for an input that was not read because of it.
bool IsTimeOver();
std::string DescribeTimeOver();
// The timeout for poll(2): the milliseconds left, or -1 if there is no limit.
int MillisecondsLeft();

}  // namespace domcheck

#endif  // CAPSMODEL_LIMITS_H_
