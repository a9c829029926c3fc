#include "capsmodel/placeholder.h"

namespace domcheck {
namespace {

struct Brackets {
  std::string_view open;
  std::string_view close;
};
constexpr Brackets kBrackets[] = {{"{{", "}}"}, {"{%", "%}"}, {"${", "}"}};

}  // namespace

bool HasPlaceholder(std::string_view value) {
  if (value.find('{') == std::string_view::npos) return false;
  for (const Brackets& brackets : kBrackets) {
    const size_t open = value.find(brackets.open);
    if (open != std::string_view::npos &&
        value.find(brackets.close, open + brackets.open.size()) != std::string_view::npos)
      return true;
  }
  return false;
}

}  // namespace domcheck
