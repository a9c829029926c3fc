#include "capsmodel/vocabulary.h"

namespace domcheck {

template struct WordList<ValueWord>;
template struct WordList<AttributeWord>;
template struct WordList<ElementWord>;

}  // namespace domcheck
