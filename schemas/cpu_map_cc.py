"""Writes cpu_map.txt as the tables of capsmodel/cpu_maps.h: cpu_map_cc.py TABLE OUT"""
import sys

import cpu_map
import since_mark


def array(type_name, name, rows):
    """Returns the definition of a constant array and the list of it."""
    if not rows:
        return [], "{}"
    lines = [f"constexpr {type_name} {name}[] = {{", *(f"    {row}," for row in rows), "};"]
    return lines, "{%s, %d}" % (name, len(rows))


def names(name, words):
    return array("CpuMapName", name, ['{"%s"}' % word for word in words])


def map_cc(number, one):
    """Returns the definitions of a map and its initializer."""
    lines, rows = [], []
    numbers = {model: index for index, model in enumerate(one.models)}
    models = f"kModels{number}"
    for index, model in enumerate(one.models.values()):
        added, added_list = names(f"kAdded{number}_{index}", model.added)
        removed, removed_list = names(f"kRemoved{number}_{index}", model.removed)
        lines += added + removed
        base = f"&{models}[{numbers[model.base.name]}]" if model.base else "nullptr"
        rows.append('{"%s", "%s", %s, %s, %s, %s}' % (
            model.name, model.vendor or "", since_mark.as_cc(model.since), base, added_list,
            removed_list))
    lines.append(f"extern const CpuMapModel {models}[{len(rows)}];")
    model_lines, model_list = array("CpuMapModel", models, rows)
    features, feature_list = array("CpuFeature", f"kFeatures{number}", [
        '{"%s", %s}' % (name, since_mark.as_cc(known)) for name, known in one.features.items()])
    architectures, architecture_list = names(f"kArchitectures{number}", one.architectures)
    return (lines + model_lines + features + architectures,
            "    {%s, %s, %s}," % (architecture_list, feature_list, model_list))


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        table = cpu_map.Table(file.read())
    written = [map_cc(number, one) for number, one in enumerate(table.maps)]
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        file.write("\n".join([
            "// Made from schemas/cpu_map.txt by schemas/cpu_map_cc.py.",
            '#include "capsmodel/cpu_maps.h"', "", "namespace domcheck {", "namespace {", "",
            *(line for lines, _ in written for line in lines),
            "constexpr CpuMap kMaps[] = {", *(row for _, row in written), "};", "",
            "}  // namespace", "",
            f"WordList<CpuMap> CpuMaps() {{ return {{kMaps, {len(written)}}}; }}",
            "LibvirtRelease LastCpuMapRelease() { return {%d, %d}; }" % table.releases[-1], "",
            "}  // namespace domcheck", ""]))


if __name__ == "__main__":
    sys.exit(main())
