#pragma once

#include "model/design/Design.h"
#include "model/exchange/YamlReader.h"
#include "model/units/Text.h"

#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace colonnade::model {

/// The one among `values` whose word is `text`.
template <class E> std::optional<E> amongWords(std::string_view text, std::initializer_list<E> values)
{
    for (const E value : values) {
        if (word(value) == text)
            return value;
    }
    return std::nullopt;
}

/// Builds a design from its tree, part by part: what is used stands before what uses it. For `readDesign` only.
///
/// Sections that stand for themselves are read by functions elsewhere (LoopSection.h, StructureYaml.h); those that name
/// what was read before are functions of this class, in RackReader.cpp, ArrangementReader.cpp and HallReader.cpp.
class DesignBuilder {
public:
    DesignBuilder(const YamlTree& tree, YamlErrors& errors) : m_tree{tree}, m_errors{errors} { }

    Design build();

private:
    /// Ids of one kind in one arrangement, to name a doubled one and one of nothing at its own place in the file.
    template <class Tag> class Names {
    public:
        explicit Names(std::string_view kind) : m_kind{kind} { }
        void add(const Id<Tag>& id, const YamlValue& value)
        {
            if (!m_ids.insert(id.text()).second)
                value.complain(fmt::format("there is a {} '{}' already", m_kind, shown(id.text())));
        }
        void expect(const Id<Tag>& id, const YamlValue& value) const
        {
            if (value.present() && !m_ids.contains(id.text()))
                value.complain(fmt::format("there is no {} '{}' here", m_kind, shown(id.text())));
        }

    private:
        std::string_view m_kind;
        std::set<std::string, std::less<>> m_ids;
    };
    struct ArrangementNames {
        Names<RowTag> rows{"row"};
        Names<FeedTag> feeds{"feed"};
        Names<LoopTag> loops{"loop"};
        Names<PlacementTag> placements{"placement"};
        Names<FabricTag> fabrics{"fabric"};
    };

    // The head of the file, its catalog, and what others ask of it.
    void readAssumptions(YamlMap& top);
    void readWorkloads(YamlMap& top);
    void readWaivers(YamlMap& top);
    void readCatalog(YamlMap& map);
    void readPod(const YamlValue& value);
    void checkSources(const YamlValue& sources);
    PartRef part(const std::optional<YamlValue>& value);
    std::optional<Side> side(const std::optional<YamlValue>& value);
    std::vector<std::pair<Side, YamlValue>> bySide(YamlMap& map, std::string_view key);

    // Racks.
    void readRack(const YamlValue& value);
    std::optional<Device> readDevice(const YamlValue& value);
    HandCable readCable(const YamlValue& value);

    // Arrangements, of a pod design or of the hall.
    Arrangement readArrangement(YamlMap& map);
    std::optional<Placement> readPlacement(const YamlValue& value, const ArrangementNames& names);
    /// `switches`: devices that are one already, and of which fabric. What a fabric names may be gone; it is told then.
    Fabric readFabric(const YamlValue& value, std::map<std::string, FabricId, std::less<>>& switches);
    static PortRef readPort(const YamlValue& value);
    CableChoice readChoice(const YamlValue& value);
    static WetSegment readWetSegment(const YamlValue& value);
    static FloorRect readRect(YamlMap& map);
    static Turn readTurn(YamlMap& map);

    // The hall.
    void readHall(YamlMap& map);
    void readOverrides(const std::vector<YamlValue>& values, Hall hall);

    const YamlTree& m_tree;
    YamlErrors& m_errors;
    Design m_design;
    Catalog m_catalog;
    std::vector<PartRef> m_order;
    std::vector<FacilityWater> m_facilityWaters; ///< Of the hall; read before the loops that name them.
};

} // namespace colonnade::model
