#include "checker/engine/answer_table.h"

#include <algorithm>
#include <map>
#include <utility>

namespace domcheck {
namespace {

// The most rows that a table caches, and the most answers in them. A fleet needs fewer unless every
// guest has its own requirements.
constexpr size_t kMostRows = 1 << 16;
constexpr size_t kMostAnswers = 1 << 22;

void AppendKeyPart(std::string_view part, std::string* key) {
  const size_t size = part.size();
  key->append(reinterpret_cast<const char*>(&size), sizeof size);
  key->append(part);
}

// Appends the element, and which one in it is `place`.
void AppendElement(Element element, Element place, std::string* key) {
  if (element.number() == place.number()) key->push_back('*');
  AppendKeyPart(element.name(), key);
  AppendKeyPart(element.Text(), key);
  for (auto* attribute = element.attributes_begin(); attribute != element.attributes_end();
       ++attribute) {
    AppendKeyPart(attribute->name, key);
    AppendKeyPart(attribute->value, key);
  }
  key->push_back('<');
  for (Element child = element.first_child(); child; child = child.next_sibling())
    AppendElement(child, place, key);
  key->push_back('>');
}

// Appends what an answer about a word reads of its place: the names of the elements around it, and
// those of the attributes beside it.
void AppendPlace(const Place& place, std::string* key) {
  key->push_back(static_cast<char>('0' + static_cast<int>(place.part)));
  AppendKeyPart(place.attribute, key);
  for (auto* attribute = place.element.attributes_begin();
       attribute != place.element.attributes_end(); ++attribute)
    AppendKeyPart(attribute->name, key);
  for (Element around = place.element; around; around = around.parent()) {
    key->push_back('<');
    AppendKeyPart(around.name(), key);
  }
}

// Sets `key` to all that the answer may depend on (rule.h), and to whether the value is implied,
// which the report shows.
void MakeKey(const Requirement& requirement, std::string* key) {
  key->assign(reinterpret_cast<const char*>(&requirement.rule), sizeof requirement.rule);
  AppendKeyPart(requirement.capability, key);
  key->push_back(requirement.value ? '=' : '?');
  if (requirement.value) AppendKeyPart(*requirement.value, key);
  key->push_back(requirement.implied ? 'i' : 's');
  if (requirement.rule->subject == Rule::Subject::kWord)
    AppendPlace(requirement.place, key);
  else if (requirement.rule->answer.reads_element())
    AppendElement(requirement.asker, requirement.place.element, key);
}

}  // namespace

AnswerTable::AnswerTable(const ReadGuest& read, const std::vector<const Host*>& hosts) {
  const Guest guest(read.document());
  std::map<const Capabilities*, DocumentNumber> numbers;
  for (HostNumber host = 0; host < hosts.size(); ++host) {
    const Capabilities* capabilities = hosts[host]->Choose(guest);
    if (capabilities == nullptr) {
      without_.push_back(host);
      continue;
    }
    const auto [number, is_new] =
        numbers.try_emplace(capabilities, static_cast<DocumentNumber>(capabilities_.size()));
    if (is_new) {
      capabilities_.push_back(capabilities);
      applicability_.push_back(ApplicabilityOf(read.requirements(), *capabilities));
      all_apply_ &= applicability_.back() == Applicability::kSame;
    }
    document_of_.emplace_back(host, number->second);
  }
}

const AnswerRow& AnswerTable::RowOf(const Requirement& requirement, FindingBuilder* builder) {
  MakeKey(requirement, &key_);
  if (rows_.size() >= std::min(kMostRows, kMostAnswers / (capabilities_.size() + 1))) rows_.clear();
  const auto [entry, is_new] = rows_.try_emplace(key_);
  AnswerRow& row = entry->second;
  if (!is_new) return row;

  struct Alike {
    Severity severity;
    std::string wording;
    std::vector<DocumentNumber> documents;
    std::vector<const Capability*> blocks;
  };
  std::vector<Alike> all;
  row.answered = DocumentBits(capabilities_.size());
  for (DocumentNumber i = 0; i < capabilities_.size(); ++i) {
    const Verdict verdict = AnswerWithin(applicability_[i], requirement, *capabilities_[i]);
    if (verdict.support != Support::kUnknown) row.answered.Add(i);
    if (verdict.support != Support::kUnsupported) continue;
    auto alike = std::find_if(all.begin(), all.end(), [&](const Alike& other) {
      return other.severity == verdict.severity && other.wording == Wording(verdict);
    });
    if (alike == all.end())
      alike = all.insert(all.end(), {verdict.severity, Wording(verdict), {}, {}});
    alike->documents.push_back(i);
    alike->blocks.push_back(verdict.block);
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Alike& a, const Alike& b) { return a.severity < b.severity; });
  for (Alike& alike : all) {
    const bool has_block = std::any_of(alike.blocks.begin(), alike.blocks.end(),
                                       [](const Capability* block) { return block != nullptr; });
    if (!has_block) alike.blocks.clear();
    row.objections.push_back({alike.severity,
                              Refusal(requirement, alike.documents.front(), builder),
                              SetOf(std::move(alike.documents)), std::move(alike.blocks)});
  }
  return row;
}

std::shared_ptr<const Statement> AnswerTable::Refusal(const Requirement& requirement,
                                                      DocumentNumber number,
                                                      FindingBuilder* builder) const {
  const Capabilities& capabilities = *capabilities_[number];
  return StatementOf(builder->Build(
      requirement, AnswerWithin(applicability_[number], requirement, capabilities), capabilities));
}

std::shared_ptr<const DocumentSet> AnswerTable::SetOf(std::vector<DocumentNumber> documents) const {
  auto set = std::make_shared<DocumentSet>();
  set->bits = DocumentBits(capabilities_.size());
  for (const DocumentNumber number : documents) set->bits.Add(number);
  set->documents = std::move(documents);
  set->hosts = HostsOf([&](DocumentNumber number) { return set->bits.Has(number); });
  return set;
}

}  // namespace domcheck
