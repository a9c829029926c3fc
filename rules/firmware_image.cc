#include "rules/firmware_image.h"

#include <set>
#include <string>

#include "rules/suggestion.h"

namespace domcheck {
namespace {

std::string_view FileName(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

// A word of an image's file name for what the firmware does or how its file is made, and its
// meaning, under which the packages of other distributions have other words.
struct Trait {
  std::string_view word;
  std::string_view meaning;
};

constexpr Trait kTraits[] = {
    {"secboot", "secboot"}, {"secure", "secboot"},
    {"ms", "keys"},         {"enrolled", "keys"},
    {"snakeoil", "test"},   {"smm", "smm"},
    {"sev", "sev"},         {"amdsev", "sev"},
    {"tdx", "tdx"},         {"inteltdx", "tdx"},
    {"csm", "csm"},         {"debug", "debug"},
    {"vars", "vars"},       {"microvm", "microvm"},
    {"qcow2", "qcow2"},     {"aarch64", "aarch64"},
    {"riscv64", "riscv64"}, {"arm", "arm"},
    {"aavmf32", "arm"},     {"loongarch64", "loongarch64"},
};

std::set<std::string_view> TraitsOf(std::string_view path) {
  std::set<std::string_view> traits;
  std::string word;
  const auto end_word = [&] {
    for (const Trait& trait : kTraits)
      if (trait.word == word) traits.insert(trait.meaning);
    word.clear();
  };
  for (const char c : FileName(path)) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    if (is_upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      word += static_cast<char>(is_upper ? c - 'A' + 'a' : c);
    else
      end_word();
  }
  end_word();
  return traits;
}

}  // namespace

std::string_view SimilarImage(std::string_view image, const std::vector<std::string_view>& listed) {
  const auto traits = TraitsOf(image);
  std::vector<std::string_view> similar;
  for (const std::string_view one : listed) {
    if (FileName(one) == FileName(image)) return one;
    if (TraitsOf(one) == traits) similar.push_back(one);
  }
  return NearestSpelling(image, similar);
}

}  // namespace domcheck
