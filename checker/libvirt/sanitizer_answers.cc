// Callbacks that configure AddressSanitizer and ThreadSanitizer for a program that may load
// libvirt. Only --config=asan and --config=tsan link this file (.bazelrc).
#include <cstring>
#include <fstream>
#include <string>

// These libraries are not built with ThreadSanitizer, which does not see how they lock.
extern "C" const char* __tsan_default_suppressions() {
  return "called_from_lib:libvirt.so.0\n"
         "called_from_lib:libglib-2.0.so.0\n";
}

// Without this, each of thousands of processes would wait a second at exit for threads that libvirt
// left behind.
extern "C" const char* __tsan_default_options() { return "atexit_sleep_ms=0"; }

// Turns LeakSanitizer off under strace, where it does not work and would report that as an error.
extern "C" int __lsan_is_turned_off() {
  constexpr char kTracer[] = "TracerPid:\t";
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.compare(0, std::strlen(kTracer), kTracer) == 0)
      return line.substr(std::strlen(kTracer)) != "0";
  return 0;
}
