// Fuzzes the editing of a guest. Everything that is shown lies in the text, between characters, and
// once the guest can be read again, the editor shows the same as for a guest that was just opened.
//
// The input is a digit that chooses the hosts, the first text, and edits. An edit is a line with
// the bytes to replace (modulo the text's size), followed by the new text:
//
//   1<domain>...</domain>
//   @@ 12 15
//   text
#include "checker/lsp/open_guest.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "capsmodel/utf8.h"
#include "checker/fix/replacement.h"
#include "checker/hosts/load_host.h"
#include "checker/lsp/code_actions.h"
#include "checker/lsp/completion.h"
#include "checker/lsp/hover.h"
#include "checker/lsp/outline.h"
#include "checker/quality/fuzz/invariant.h"

namespace {

using namespace domcheck;

constexpr std::string_view kEdit = "\n@@ ";
constexpr int kMostEdits = 16;

const std::vector<const Host*>& HostsOf(uint8_t choice) {
  static const auto& all = *new std::vector<std::vector<const Host*>>([] {
    XmlReader reader;
    std::vector<InputProblem> problems;
    std::vector<const Host*> hosts;
    for (const char* spec : {"@debian-12/x86_64-kvm-q35.xml", "@debian-12"}) {
      auto host = LoadHost(spec, &reader, &problems);
      Invariant(host.has_value(), "the hosts inside the program can be read", spec);
      hosts.push_back(new Host(std::move(*host)));
    }
    return std::vector<std::vector<const Host*>>{{}, {hosts[0]}, {hosts[1]}, hosts};
  }());
  return all[choice % all.size()];
}

const Settings& NoSettings() {
  static const auto& settings = *new Settings();
  return settings;
}

// JSON holds only UTF-8, so an editor can send nothing else.
std::string AsUtf8(std::string_view bytes) {
  std::string text(bytes);
  for (size_t at = 0; at < text.size();) {
    const size_t length = Utf8SequenceLength(text, at);
    if (length == 0) text[at] = '?';
    at += std::max<size_t>(length, 1);
  }
  return text;
}

size_t NextBound(std::string_view text, size_t offset) {
  while (!IsBound(text, offset)) ++offset;
  return offset;
}

std::string Applied(std::string_view text, const std::vector<Replacement>& edits) {
  std::string applied;
  size_t done = 0;
  for (const Replacement& edit : edits) {
    CheckSpan(text, edit.span, "of an edit");
    Invariant(edit.span.begin >= done, "edits are in order and do not overlap", edit.text);
    applied.append(text.substr(done, edit.span.begin - done)).append(edit.text);
    done = edit.span.end;
  }
  return applied.append(text.substr(done));
}

bool IsWellFormed(std::string_view text) {
  static auto& reader = *new XmlReader();
  static auto& document = *new Document();
  return !reader.Read(text, &document);
}

void CheckDiagnostics(OpenGuest* guest) {
  for (const Diagnostic& diagnostic : guest->Diagnostics())
    CheckSpan(guest->source().text(), diagnostic.span, diagnostic.message);
}

void CheckCompletions(const GuestView& view, size_t offset) {
  const std::string_view text = view.source->text();
  for (const bool takes_snippets : {false, true}) {
    for (const Completion& completion : Complete(view, offset, takes_snippets)) {
      const Span span = completion.edit.span;
      CheckSpan(text, span, completion.label);
      Invariant(span.begin <= offset && offset <= span.end, "a completion is at its place",
                completion.label);
      Invariant(completion.kind == Completion::Kind::kValue ||
                    text.substr(span.begin, span.end - span.begin).find('\n') == text.npos,
                "a completion of a name lies in one line", completion.label);
      Invariant(takes_snippets || !completion.is_snippet, "snippets are for who takes them",
                completion.label);
      Invariant(!completion.label.empty(), "completions have a label",
                completion.detail + "\n" + completion.documentation);
    }
  }
}

void CheckActions(const GuestView& view, Span range) {
  const std::string_view text = view.source->text();
  const bool is_well_formed = IsWellFormed(text);
  for (const CodeAction& action : CodeActionsAt(view, range)) {
    const std::string fixed = Applied(text, action.edits);
    Invariant((action.kind == CodeAction::Kind::kFixAll) == (action.finding == nullptr),
              "an action is for a finding", action.title);
    Invariant(action.edits.empty() == (action.kind == CodeAction::Kind::kOpenLink),
              "an action edits or opens", action.title);
    if (is_well_formed && !action.edits.empty())
      Invariant(IsWellFormed(fixed), "an action leaves the text well-formed",
                action.title + "\n" + fixed);
    if (action.kind != CodeAction::Kind::kFixAll || view.hosts.empty()) continue;
    OpenGuest guest("guest.xml", fixed);
    guest.SetHosts(view.hosts, view.settings);
    Invariant(FixAll(guest.View()).empty(), "after fixing all there is nothing to fix", fixed);
  }
}

void CheckSymbols(std::string_view text, const std::vector<Symbol>& symbols, Span parent) {
  size_t done = parent.begin;
  for (const Symbol& symbol : symbols) {
    CheckSpan(text, symbol.span, symbol.name);
    CheckSpan(text, symbol.name_span, symbol.name);
    Invariant(symbol.span.begin >= done && symbol.span.end <= parent.end,
              "symbols lie in their parent, one behind the other", symbol.name);
    Invariant(
        symbol.name_span.begin >= symbol.span.begin && symbol.name_span.end <= symbol.span.end,
        "a symbol's name lies in it", symbol.name);
    Invariant(!symbol.name.empty(), "symbols have a name", symbol.detail);
    done = symbol.span.end;
    CheckSymbols(text, symbol.children, symbol.span);
  }
}

void CheckFeatures(OpenGuest* guest, Span place) {
  CheckDiagnostics(guest);
  const GuestView view = guest->View();
  const std::string_view text = view.source->text();
  Invariant(text == guest->source().text(), "a view is of the present text");
  CheckCompletions(view, place.end);
  if (const auto hover = HoverAt(view, place.end)) {
    CheckSpan(text, hover->span, hover->markdown);
    Invariant(hover->span.begin <= place.end && place.end <= hover->span.end,
              "a hover is at its place", hover->markdown);
  }
  if (const auto line = DefinitionAt(view, place.end)) {
    Invariant(view.host() != nullptr && line->source != nullptr, "a definition is in a document");
    Invariant(line->line > 0 && line->source->Line(line->line).data() != nullptr,
              "a definition is a line of its document");
  }
  CheckActions(view, place);
  CheckSymbols(text, Symbols(view), {0, text.size()});
  if (const auto lens = VerdictLens(view)) CheckSpan(text, lens->span, lens->title);
}

using Shown = std::tuple<const Rule*, Severity, std::string, size_t, size_t, size_t>;

std::vector<Shown> ShownBy(OpenGuest* guest) {
  std::vector<Shown> shown;
  for (const Diagnostic& diagnostic : guest->Diagnostics())
    shown.emplace_back(diagnostic.rule, diagnostic.severity, diagnostic.message,
                       diagnostic.span.begin, diagnostic.span.end, diagnostic.capabilities_line);
  return shown;
}

// Removes the numbers at the beginning of an edit, with the line end behind them.
Span TakeSpan(std::string_view* edit, std::string_view text) {
  size_t numbers[2] = {0, 0};
  for (size_t& number : numbers) {
    while (!edit->empty() && edit->front() >= '0' && edit->front() <= '9') {
      number = (number * 10 + static_cast<size_t>(edit->front() - '0')) % (text.size() + 1);
      edit->remove_prefix(1);
    }
    if (!edit->empty() && (edit->front() == ' ' || edit->front() == '\n')) edit->remove_prefix(1);
  }
  const size_t begin = NextBound(text, std::min(numbers[0], numbers[1]));
  return {begin, NextBound(text, std::max(numbers[0], numbers[1]))};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string input = AsUtf8({reinterpret_cast<const char*>(data) + 1, size - 1});
  const std::vector<const Host*>& hosts = HostsOf(data[0]);
  std::string_view rest = input;
  const auto take = [&rest] {
    const size_t end = std::min(rest.find(kEdit), rest.size());
    const std::string_view piece = rest.substr(0, end);
    rest.remove_prefix(std::min(end + kEdit.size(), rest.size()));
    return piece;
  };

  OpenGuest guest("guest.xml", std::string(take()));
  guest.SetHosts(hosts, &NoSettings());
  const size_t middle = guest.source().text().size() / 2;
  CheckFeatures(&guest, {0, NextBound(guest.source().text(), middle)});
  for (int edits = 0; !rest.empty() && edits < kMostEdits; ++edits) {
    std::string_view text = take();
    const Span span = TakeSpan(&text, guest.source().text());
    guest.Edit({span, std::string(text)});
    CheckFeatures(&guest, {span.begin, span.begin + text.size()});
  }

  const std::string text(guest.source().text());
  if (!IsWellFormed(text)) return 0;
  OpenGuest fresh("guest.xml", text);
  fresh.SetHosts(hosts, &NoSettings());
  const std::vector<Shown> shown = ShownBy(&fresh);
  Invariant(ShownBy(&guest) == shown, "edits end where opening begins", text);
  guest.SetText(text);
  Invariant(ShownBy(&guest) == shown, "a whole text is as good as opening", text);
  return 0;
}
